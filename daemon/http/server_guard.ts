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
import { errorMessage } from "#lib/text/error_text.ts";
import type { RequestInfo } from "./app.ts";
import { BasicAuth, type LoginOutcome } from "./basic_auth.ts";
import { errorResponse } from "./error_response.ts";
import type { HttpContext, HttpEnv } from "./http_env.ts";
import { isReading, pathOf, routeOf, targetOf } from "./request_path.ts";
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

/** Who was let in. */
export interface Admission {
  /** The name that was logged in with, `null` where none is asked for. */
  readonly user: string | null;
  /** Whose page the request comes from. */
  readonly site: RequestSite;
  /** The other end of the connection. */
  readonly address: Deno.Addr;
}

interface Visitor {
  /** Address, `null` on a UNIX socket. */
  readonly peer: string | null;
  readonly site: RequestSite;
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
  /** The address of every client of a UNIX socket: asking for it costs time. */
  readonly #socket: Deno.UnixAddr | null;

  /** @throws {ListenError} when the server's credentials cannot be used */
  constructor(parts: GuardParts) {
    this.#parts = parts;
    const { allowedHosts } = parts.server;
    this.#names = new Set([parts.hostName, ...allowedHosts].map((name) => name.toLowerCase()));
    const { server } = parts;
    this.#socket = server.kind === "unix" ? { transport: "unix", path: server.file } : null;
    const check = readPasswordCheck(parts.server);
    this.#auth = check === null ? null : new BasicAuth(check);
  }

  /** Limits and counts of the server. */
  get usage(): ServerUsage {
    return this.#parts.usage;
  }

  /** Reads the password's file again; the old password stays when that fails. */
  reload(): void {
    const { server, logger } = this.#parts;
    if (server.passwordFile === null) return;
    try {
      const check = readPasswordCheck(server);
      if (check !== null) this.#auth?.replace(check);
    } catch (error) {
      logger.log("error", `${errorMessage(error)}; the password stays as it was`);
    }
  }

  /** Refuses requests, or lets them in and gives their answers the usual headers. */
  middleware(): MiddlewareHandler<HttpEnv> {
    return async (context, next) => {
      context.set("usage", this.#parts.usage);
      const admission = await this.admit(context.req.raw, context.env);
      if (admission instanceof Response) return admission;
      context.set("site", admission.site);
      if (admission.user !== null) context.set("user", admission.user);
      await next();
      this.#watchAnswer(context);
      setSafeHeaders(context.res.headers);
    };
  }

  /** Lets a request in, or says what to answer. At once, where nothing has to be waited for. */
  admit(
    request: Request,
    info: RequestInfo,
  ): Admission | Response | Promise<Admission | Response> {
    this.#parts.usage.request();
    const remoteAddr = this.#socket ?? info.remoteAddr;
    const peer = "hostname" in remoteAddr ? remoteAddr.hostname : null;
    const site = requestSite(request.headers, this.#names);
    const refusal = this.#refuse(request, { peer, site });
    if (refusal !== null) return refusal;
    if (this.#auth === null) {
      info.connection?.admit();
      return { user: null, site, address: remoteAddr };
    }
    const header = request.headers.get("authorization");
    const outcome = this.#auth.login(header, this.#clientOf(peer, request.headers));
    const conclude = ({ user, answer }: LoginOutcome): Admission | Response => {
      if (user === null) return this.#turnAway(answer, header);
      info.connection?.admit();
      return { user, site, address: remoteAddr };
    };
    return outcome instanceof Promise ? outcome.then(conclude) : conclude(outcome);
  }

  #refuse(request: Request, visitor: Visitor): Response | null {
    const { server } = this.#parts;
    const { maxHeaderSize } = server.limits;
    if (maxHeaderSize < LARGEST_HEAD && headSize(request) > maxHeaderSize) {
      return this.#no("header-size", errorResponse(431, CLOSE));
    }
    if (this.#auth === null && !this.#isNear(request, visitor.peer)) {
      this.#report(
        "peer",
        `HTTP server '${server.section}' asks for no password and refuses clients that are not on ` +
          "this machine: set username and password, or insecure_allow_unauthenticated=true " +
          "(behind a proxy on this machine: trusted_proxies)",
      );
      return this.#no("peer", errorResponse(401, CLOSE));
    }
    if (!this.#hasOwnName(request, visitor)) {
      return this.#no("host", errorResponse(403, CLOSE, HOST_REFUSED));
    }
    if (!this.#isOwnPage(request, visitor.site)) {
      return this.#no("origin", errorResponse(403, CLOSE, ORIGIN_REFUSED));
    }
    return null;
  }

  /** Without a password, TCP serves this machine alone. */
  #isNear({ headers }: Request, peer: string | null): boolean {
    const { insecureAllowUnauthenticated, trustedProxies } = this.#parts.server;
    if (insecureAllowUnauthenticated || peer === null) return true;
    return isLocalClient(peer, { headers, proxies: trustedProxies });
  }

  /**
   * Pages, and whatever a browser asks for, only under a name that belongs to this server. Nobody's
   * page can reach a UNIX socket.
   */
  #hasOwnName(request: Request, { peer, site }: Visitor): boolean {
    if (peer === null || (site === "program" && !isForPeople(request))) return true;
    return isOwnHost(request.headers.get("host"), this.#names);
  }

  /** A page of somebody else's may lead here and do nothing more. */
  #isOwnPage(request: Request, site: RequestSite): boolean {
    if (site === "program" || site === "own") return true;
    if (site === "other" || !isReading(request.method)) return false;
    // Such a link acts at once, and a page can make a browser follow it.
    return !this.#parts.server.legacyGetActions || !/[?&]action=/.test(targetOf(request));
  }

  #turnAway(answer: Response, header: string | null): Response {
    if (header !== null) this.#parts.usage.refuse("login");
    setSafeHeaders(answer.headers);
    return answer;
  }

  #clientOf(peer: string | null, headers: Headers): string | null {
    const { trustedProxies } = this.#parts.server;
    return peer === null ? null : clientAddress(peer, { headers, proxies: trustedProxies });
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
    const { completed } = context.env;
    if (completed !== undefined) usage.openStream(completed);
  }

  #no(reason: Refusal, answer: Response): Response {
    this.#parts.usage.refuse(reason);
    setSafeHeaders(answer.headers);
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

/** About the size on the wire: a colon, a blank and a line end for each header. */
function headSize({ headers, method, url }: Request): number {
  let size = method.length + url.length;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  return size;
}
