/**
 * A server that answers XML-RPC as a test tells it to: for answers that a real daemon gives rarely.
 *
 * @module
 */

import { encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { decodeCall } from "#lib/rpc/decode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { RpcValue } from "#lib/rpc/value.ts";

/** What a method answers: a value, a fault, or a whole HTTP response. */
export type FakeAnswer =
  | RpcValue
  | Fault
  | ((params: readonly RpcValue[]) => RpcValue | Fault | Response | Promise<RpcValue>);

/** The answers by method, without `supervisor.`; `getVersion` is `3.0` unless given. */
export type FakeMethods = Readonly<Record<string, FakeAnswer>>;

/** A running fake. */
export interface FakeDaemon extends AsyncDisposable {
  /** Its `http://` URL. */
  readonly url: string;
  /** Every call so far, `name(params)` or `GET path`. */
  readonly calls: readonly string[];
}

/** What else a fake serves. */
export interface FakeOptions {
  /** Answers to GET, by path. */
  readonly pages?: Readonly<Record<string, () => Response>>;
}

/** Starts a fake on a free port of 127.0.0.1. */
export function fakeDaemon(methods: FakeMethods, options: FakeOptions = {}): FakeDaemon {
  const calls: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    if (request.method === "GET") {
      const { pathname, search } = new URL(request.url);
      calls.push(`GET ${pathname}${search}`);
      const page = options.pages?.[decodeURIComponent(pathname)];
      return page?.() ?? new Response("", { status: 404 });
    }
    const { method, params } = decodeCall(await request.text());
    const name = method.replace(/^supervisor\./, "");
    calls.push(`${name}(${params.map((param) => JSON.stringify(param)).join(", ")})`);
    const all: FakeMethods = { getVersion: "3.0", ...methods };
    const known = Object.hasOwn(all, name) ? all[name] as FakeAnswer : Fault.of("UNKNOWN_METHOD");
    const answer = typeof known === "function" ? await known(params) : known;
    if (answer instanceof Response) return answer;
    const body = answer instanceof Fault ? encodeFault(answer) : encodeResponse(answer);
    return new Response(body, { headers: { "content-type": "text/xml" } });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    calls,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
