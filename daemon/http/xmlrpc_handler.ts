/**
 * XML-RPC over HTTP (`xmlrpc.md` 1 and 2).
 *
 * @module
 */

import type { Logger } from "#lib/ports/logger.ts";
import { decodeCall, type RpcCall } from "#lib/rpc/decode.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { Caller } from "#lib/rpc/namespace.ts";
import { RpcSyntaxError } from "#lib/rpc/syntax_error.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import type { ByteBudget } from "./byte_budget.ts";
import { errorResponse, SERVER_NAME } from "./error_response.ts";
import type { HttpContext, HttpHandler } from "./http_env.ts";
import { peerOf } from "./peer.ts";
import { readBody } from "./request_body.ts";

/** Characters of a request that a log line shows. */
const SHOWN_CHARACTERS = 1000;

/** Answers from this length on are counted while they are on their way. */
const COUNTED_BYTES = 16 * 1024;

/** What the handler works with. */
export interface XmlRpcParts {
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
}

/** How long a call waits while others do not take their answers. */
const PATIENCE_MS = 30_000;

/** Answers calls: 200 with a value or a fault, 400 for what is none, 500 for errors of ours. */
export function xmlRpcHandler(parts: XmlRpcParts): HttpHandler {
  return async (context) => {
    if (context.req.raw.method !== "POST") return errorResponse(400);
    const body = await readBody(context);
    if (typeof body !== "string") return body;
    const call = parse(body, parts.logger);
    if (call === null) return errorResponse(400);
    const { answers } = context.get("usage");
    if (answers.used > 0 && !await answers.fits(0, PATIENCE_MS)) return errorResponse(503);
    try {
      const xml = await answer(parts, { call, caller: callerOf(context) });
      hold(answers, { bytes: xml.length, until: context.env.completed });
      return xmlResponse(xml);
    } catch (error) {
      parts.logger.log(
        "critical",
        `Handling XML-RPC request with data ${shown(body)} raised an unexpected exception: ${
          error instanceof Error ? error.stack ?? error.message : String(error)
        }`,
      );
      return errorResponse(500);
    }
  };
}

/** Counts an answer until it is sent. Small ones are not worth it. */
function hold(
  answers: ByteBudget,
  options: { readonly bytes: number; readonly until: Promise<void> | undefined },
): void {
  const { bytes, until } = options;
  if (bytes < COUNTED_BYTES || until === undefined) return;
  answers.add(bytes);
  const release = (): void => answers.remove(bytes);
  until.then(release, release);
}

function parse(body: string, logger: Logger): RpcCall | null {
  try {
    return decodeCall(body);
  } catch (error) {
    if (!(error instanceof RpcSyntaxError)) throw error;
    logger.log("error", `XML-RPC request data ${shown(body)} is invalid: ${error.problem}`);
    return null;
  }
}

async function answer(
  parts: XmlRpcParts,
  request: { readonly call: RpcCall; readonly caller: Caller },
): Promise<string> {
  const { dispatcher, logger } = parts;
  const { call, caller } = request;
  const tracing = logger.enabled("trace");
  if (tracing) logger.log("trace", `XML-RPC method called: ${call.method}()`);
  try {
    const value = await dispatcher.call(call, caller);
    if (tracing) logger.log("trace", `XML-RPC method ${call.method}() returned successfully`);
    return encodeResponse(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (tracing) {
      const outcome = `returned fault: [${error.code}] ${error.text}`;
      logger.log("trace", `XML-RPC method ${call.method}() ${outcome}`);
    }
    return encodeFault(error);
  }
}

function callerOf(context: HttpContext): Caller {
  return { peer: peerOf(context.env.remoteAddr), user: context.get("user") ?? null };
}

function xmlResponse(xml: string): Response {
  return new Response(xml, { headers: { "Server": SERVER_NAME, "Content-Type": "text/xml" } });
}

function shown(body: string): string {
  if (body.length <= SHOWN_CHARACTERS) return pythonRepr(body);
  return `${pythonRepr(body.slice(0, SHOWN_CHARACTERS))}… (${body.length} characters)`;
}
