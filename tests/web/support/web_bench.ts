/**
 * The pages of a paper supervisor behind a real server.
 *
 * @module
 */

import { FormTokens } from "#daemon/web/routes/form_tokens.ts";
import { Assets } from "#daemon/web/routes/assets.ts";
import type { Web } from "#daemon/web/routes/web.ts";
import type { ProcessRow } from "#daemon/web/model/process_row.ts";
import type { Credentials, ServerConfig } from "#lib/config/config.ts";
import { type HttpBench, httpBench } from "#tests/http/http_bench.ts";
import { type FakeSupervisor, fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import type { HttpAnswer } from "#tests/support/xmlrpc_client.ts";
import { fakeRow, type FakeView, fakeView, NOW } from "./fake_web.ts";

/** What differs from the usual. */
export interface WebBenchOptions {
  readonly rows?: readonly ProcessRow[];
  readonly api?: FakeSupervisor;
  readonly credentials?: Credentials;
  readonly server?: Partial<ServerConfig>;
  readonly script?: string;
}

/** An answer as text. */
export type Answer = HttpAnswer & { readonly text: string };

/** A server with pages. */
export interface WebBench extends AsyncDisposable {
  readonly http: HttpBench;
  readonly api: FakeSupervisor;
  readonly view: FakeView;
  readonly clock: FakeClock;
  /** The token of those who do not log in. */
  readonly token: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends a form. */
  post(
    path: string,
    fields: Readonly<Record<string, string>> | URLSearchParams,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

/** The usual two: `cat` runs, `web:one` has stopped. */
export function twoRows(): readonly ProcessRow[] {
  return [
    fakeRow({ name: "cat" }),
    fakeRow({ name: "one", group: "web", state: "STOPPED", pid: 0 }),
  ];
}

/** Opens it. */
export async function webBench(options: WebBenchOptions = {}): Promise<WebBench> {
  const api = options.api ?? fakeSupervisor();
  const view = fakeView(options.rows ?? twoRows());
  const clock = new FakeClock({ wall: NOW });
  const tokens = new FormTokens();
  const assets = new Assets({ script: options.script ?? null, modified: new Date(NOW) });
  const web: Web = { view, tokens, assets, clock };
  const http = await httpBench({
    api,
    web,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.server === undefined ? {} : { server: options.server }),
  });
  return {
    http,
    api,
    view,
    clock,
    token: tokens.of(null),
    get: (path, headers) => http.request("GET", path, headers),
    post: (path, fields, headers = {}) => {
      const body = new URLSearchParams(fields).toString();
      const all = {
        "Host": "localhost",
        "Connection": "close",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": String(body.length),
        ...headers,
      };
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
      return http.raw(`POST ${path} HTTP/1.1\r\n${head}\r\n${body}`);
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

/** The message that an answer leads to. */
export function messageOf(answer: Answer): string | null {
  const location = answer.headers["location"];
  if (location === undefined) return null;
  return new URL(location, "http://x/").searchParams.get("message");
}

/** Calls that change something. */
export function changes(api: FakeSupervisor): readonly (readonly unknown[])[] {
  return api.calls.filter(([method]) => !/^(?:get|read|tail)/.test(method));
}
