/**
 * XML-RPC over HTTP (`xmlrpc.md` 1 and 2).
 *
 * @module
 */

import type { Logger } from "#lib/ports/logger.ts";
import type { RequestSite } from "#lib/http_security/request_site.ts";
import { decodeCall, type RpcCall } from "#lib/rpc/decode.ts";
import type { Dispatcher } from "#lib/rpc/dispatch.ts";
import { encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { Caller } from "#lib/rpc/namespace.ts";
import { EncodedValue } from "#lib/rpc/value.ts";
import { RpcSyntaxError } from "#lib/rpc/syntax_error.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { errorText } from "#lib/text/error_text.ts";
import type { ByteBudget } from "./byte_budget.ts";
import { errorResponse } from "./error_response.ts";
import type { RequestInfo } from "./app.ts";
import { receiveBody, withRoom } from "./request_body.ts";
import { SAFE_HEADERS } from "./safe_headers.ts";
import type { ServerUsage } from "./server_usage.ts";

/** Characters of a request that a log line shows. */
const SHOWN_CHARACTERS = 1000;

/** Answers from this length on are counted while they are on their way. */
const COUNTED_BYTES = 16 * 1024;

/** What the handler works with. */
export interface XmlRpcParts {
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
  readonly kept: KeptResponses;
}

/**
 * Answers that were sent before: making them anew costs time and much garbage. They are text, since a
 * `Response` copies bytes into memory that only a collection of garbage gives back.
 */
export class KeptResponses {
  readonly #texts = new WeakMap<EncodedValue, string>();

  /** The answer that carries `value`, made once for as long as the value lives. */
  response(value: EncodedValue): string {
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    const text = encodeResponse(value);
    this.#texts.set(value, text);
    return text;
  }
}

/** How long a call waits while others do not take their answers. */
const PATIENCE_MS = 30_000;

/** What is known of a request beside itself. */
export interface RpcVisit {
  readonly caller: Caller;
  /** Whose page it comes from. */
  readonly site: RequestSite;
  readonly usage: ServerUsage;
  readonly info: RequestInfo;
}

/** Answers a POST: 200 with a value or a fault, 400 for what is no call, 500 for errors of ours. */
export function answerXmlRpc(
  parts: XmlRpcParts,
  request: Request,
  visit: RpcVisit,
): Promise<Response> {
  const { usage } = visit;
  return withRoom(request, {
    usage,
    action: (size) => answerCall(parts, receiveBody(request, { usage, size }), visit),
  });
}

async function answerCall(
  parts: XmlRpcParts,
  received: Promise<string | Response>,
  visit: RpcVisit,
): Promise<Response> {
  const { usage, caller, site, info } = visit;
  const body = await received;
  if (typeof body !== "string") return body;
  const call = parse(body, parts.logger);
  if (call === null) return errorResponse(400, SAFE_HEADERS);
  const { answers } = usage;
  if (answers.used > 0 && !await answers.fits(0, PATIENCE_MS)) {
    return errorResponse(503, SAFE_HEADERS);
  }
  try {
    const content = await answer(parts, { call, caller });
    if (content.length >= COUNTED_BYTES) hold(answers, { bytes: content.length, info });
    return new Response(content, site === "program" ? ANSWER : BROWSER_ANSWER);
  } catch (error) {
    parts.logger.log(
      "critical",
      `Handling XML-RPC request with data ${shown(body)} raised an unexpected exception: ${
        errorText(error)
      }`,
    );
    return errorResponse(500, SAFE_HEADERS);
  }
}

/**
 * One header and no more: Deno sends an answer without making objects of its headers then, which takes a
 * third less CPU. The others are for browsers.
 */
const ANSWER: ResponseInit = { headers: { "Content-Type": "text/xml" } };

/** What the pages of this server get. */
const BROWSER_ANSWER: ResponseInit = { headers: { ...SAFE_HEADERS, "Content-Type": "text/xml" } };

/** Counts an answer until it is sent. */
function hold(
  answers: ByteBudget,
  options: { readonly bytes: number; readonly info: RequestInfo },
): void {
  const { bytes, info } = options;
  info.connection?.large();
  const { completed } = info;
  if (completed === undefined) return;
  answers.add(bytes);
  const release = (): void => answers.remove(bytes);
  completed.then(release, release);
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
    return value instanceof EncodedValue ? parts.kept.response(value) : encodeResponse(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (tracing) {
      const outcome = `returned fault: [${error.code}] ${error.text}`;
      logger.log("trace", `XML-RPC method ${call.method}() ${outcome}`);
    }
    return encodeFault(error);
  }
}

function shown(body: string): string {
  if (body.length <= SHOWN_CHARACTERS) return pythonRepr(body);
  return `${pythonRepr(body.slice(0, SHOWN_CHARACTERS))}… (${body.length} characters)`;
}
