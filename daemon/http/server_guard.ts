/**
 * What every request to a server has to pass before anything is done for it.
 *
 * @module
 */

import type { MiddlewareHandler } from "hono";
import type { ServerConfig } from "#lib/config/config.ts";
import { clientAddress, isLocalClient } from "#lib/http_security/forwarded.ts";
import { isOwnHost } from "#lib/http_security/host_name.ts";
import { type RequestSite, requestSite } from "#lib/http_security/request_site.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { BasicAuth } from "./basic_auth.ts";
import { errorResponse } from "./error_response.ts";
import type { HttpContext, HttpEnv } from "./http_env.ts";
import { pathOf, routeOf, targetOf } from "./request_path.ts";
import { setSafeHeaders } from "./safe_headers.ts";
import type { Refusal, ServerUsage } from "./server_usage.ts";
import { readPasswordCheck } from "./stored_credentials.ts";

/** What a guard works with. */
export interface GuardParts {
  readonly server: ServerConfig;
  /** The name of this machine. */
  readonly hostName: string;
  readonly usage: ServerUsage;
  readonly logger: Logger;
}

/** Heads as large as this are refused by Deno itself. */
const LARGEST_HEAD = 64 * 1024;

/** Between two lines about clients that are turned away for the same reason. */
const REPORT_EACH_MS = 10_000;

/**
 * The guard of one server: the size of the head, where the client is, under which name and from whose
 * page it comes, who it is. What passes is let in.
 */
export class ServerGuard {
  readonly #parts: GuardParts;
  readonly #names: ReadonlySet<string>;
  readonly #reported = new Map<Refusal, number>();
  readonly #auth: BasicAuth | null;

  /** @throws {ListenError} when the server's credentials cannot be used */
  constructor(parts: GuardParts) {
    this.#parts = parts;
    const { allowedHosts } = parts.server;
    this.#names = new Set([parts.hostName, ...allowedHosts].map((name) => name.toLowerCase()));
    const check = readPasswordCheck(parts.server);
    this.#auth = check === null ? null : new BasicAuth(check);
  }

  /** Reads the password's file again; the old password stays when that fails. */
  reload(): void {
    const { server, logger } = this.#parts;
    if (server.passwordFile === null) return;
    try {
      const check = readPasswordCheck(server);
      if (check !== null) this.#auth?.replace(check);
    } catch (error) {
      logger.log("error", `${textOf(error)}; the password stays as it was`);
    }
  }

  /** Refuses requests, or lets them in and gives their answers the usual headers. */
  middleware(): MiddlewareHandler<HttpEnv> {
    return async (context, next) => {
      const { usage } = this.#parts;
      usage.request();
      context.set("usage", usage);
      const refused = this.#refuse(context) ?? await this.#login(context);
      if (refused !== null) {
        setSafeHeaders(refused.headers);
        return refused;
      }
      context.env.connection?.admit();
      await next();
      this.#watchAnswer(context);
      setSafeHeaders(context.res.headers);
    };
  }

  #refuse(context: HttpContext): Response | null {
    const { server } = this.#parts;
    const { raw } = context.req;
    if (server.limits.maxHeaderSize < LARGEST_HEAD && headSize(raw) > server.limits.maxHeaderSize) {
      return this.#no("header-size", errorResponse(431, CLOSE));
    }
    if (this.#auth === null && !this.#isNear(context)) {
      this.#report(
        "peer",
        `HTTP server '${server.section}' asks for no password and refuses clients that are not on ` +
          "this machine: set username and password, or insecure_allow_unauthenticated=true " +
          "(behind a proxy on this machine: trusted_proxies)",
      );
      return this.#no("peer", errorResponse(401, CLOSE));
    }
    const site = requestSite(raw.headers, this.#names);
    context.set("site", site);
    if (!this.#hasOwnName(context, site)) {
      return this.#no("host", errorResponse(403, CLOSE, HOST_REFUSED));
    }
    if (!this.#isOwnPage(raw, site)) {
      return this.#no("origin", errorResponse(403, CLOSE, ORIGIN_REFUSED));
    }
    return null;
  }

  /** Without a password, TCP serves this machine alone. */
  #isNear({ env, req }: HttpContext): boolean {
    const { server } = this.#parts;
    if (server.insecureAllowUnauthenticated || !("hostname" in env.remoteAddr)) return true;
    const options = { headers: req.raw.headers, proxies: server.trustedProxies };
    return isLocalClient(env.remoteAddr.hostname, options);
  }

  /**
   * Pages, and whatever a browser asks for, only under a name that belongs to this server. Nobody's
   * page can reach a UNIX socket.
   */
  #hasOwnName({ env, req }: HttpContext, site: RequestSite): boolean {
    if (!("hostname" in env.remoteAddr)) return true;
    if (site === "program" && !isForPeople(req.raw)) return true;
    return isOwnHost(req.raw.headers.get("host"), this.#names);
  }

  /** A page of somebody else's may lead here and do nothing more. */
  #isOwnPage(request: Request, site: RequestSite): boolean {
    if (site === "program" || site === "own") return true;
    if (site === "other" || !isReading(request.method)) return false;
    // Such a link acts at once, and a page can make a browser follow it.
    return !this.#parts.server.legacyGetActions || !/[?&]action=/.test(targetOf(request));
  }

  async #login(context: HttpContext): Promise<Response | null> {
    if (this.#auth === null) return null;
    const { env, req } = context;
    const header = req.raw.headers.get("authorization");
    const outcome = await this.#auth.login(header, this.#clientOf(env.remoteAddr, req.raw.headers));
    if (outcome.user === null) {
      if (header !== null) this.#parts.usage.refuse("login");
      return outcome.answer;
    }
    context.set("user", outcome.user);
    return null;
  }

  #clientOf(address: Deno.Addr, headers: Headers): string | null {
    if (!("hostname" in address)) return null;
    return clientAddress(address.hostname, { headers, proxies: this.#parts.server.trustedProxies });
  }

  /** Streams are counted as long as they last; those beyond the limit do not begin. */
  #watchAnswer(context: HttpContext): void {
    if (!context.get("endless")) return;
    const { usage } = this.#parts;
    if (usage.streams >= usage.limits.maxStreams) {
      void context.res.body?.cancel();
      context.res = this.#no("streams", errorResponse(503, { "Retry-After": "10", ...CLOSE }));
      return;
    }
    context.env.connection?.stream();
    if (context.env.completed !== undefined) usage.openStream(context.env.completed);
  }

  #no(reason: Refusal, answer: Response): Response {
    this.#parts.usage.refuse(reason);
    return answer;
  }

  #report(reason: Refusal, message: string): void {
    const now = performance.now();
    if (now - (this.#reported.get(reason) ?? -Infinity) < REPORT_EACH_MS) return;
    this.#reported.set(reason, now);
    this.#parts.logger.log("warn", message);
  }
}

const CLOSE: Readonly<Record<string, string>> = { "Connection": "close" };

const HOST_REFUSED = "The server does not know this name as its own; allowed_hosts= names more";

const ORIGIN_REFUSED = "The request comes from another site's page";

/**
 * Pages are for people, and streams when a browser asks for them; XML-RPC is for programs. Browsers
 * announce themselves by name or by compressions, of which a page can change at most the name.
 */
function isForPeople(request: Request): boolean {
  const route = routeOf(pathOf(request));
  if (route === "/RPC2") return false;
  if (route === "/" || route === "*") return true;
  const { headers } = request;
  return (headers.get("user-agent") ?? "").startsWith("Mozilla/") ||
    /\b(?:gzip|deflate|br)\b/.test(headers.get("accept-encoding") ?? "");
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** About the size on the wire: a colon, a blank and a line end for each header. */
function headSize({ headers, method, url }: Request): number {
  let size = method.length + url.length;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  return size;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
