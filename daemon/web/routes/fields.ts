/**
 * What a request says, in its address and in its body.
 *
 * @module
 */

import type { HttpContext } from "../../http/http_env.ts";
import { readBody } from "../../http/request_body.ts";
import { targetOf } from "../../http/request_path.ts";

/** Most bytes of a form: the names of a few thousand processes. */
const MOST_BYTES = 1024 * 1024;

/** Parameters by name. The body wins over the address; of the same name the first counts there and
 * the last here, and an empty value in the address is none (web.md 1). */
export interface Fields {
  get(name: string): string | null;
  /** Every value in the body, else every one in the address. */
  all(name: string): readonly string[];
}

/** The parameters of a request, or the answer that refuses its body. */
export async function readFields(context: HttpContext): Promise<Fields | Response> {
  const request = context.req.raw;
  const query = queryOf(context);
  if (request.method !== "POST") return fieldsOf(query, new URLSearchParams());
  const body = await readBody(context, MOST_BYTES);
  return typeof body === "string" ? fieldsOf(query, new URLSearchParams(body)) : body;
}

/** The parameters of the address alone. */
export function queryFields(context: HttpContext): Fields {
  return fieldsOf(queryOf(context), new URLSearchParams());
}

function queryOf(context: HttpContext): URLSearchParams {
  const target = targetOf(context.req.raw);
  const mark = target.indexOf("?");
  return new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1));
}

function fieldsOf(query: URLSearchParams, body: URLSearchParams): Fields {
  return {
    get: (name) => body.getAll(name).at(-1) ?? (query.get(name) || null),
    all: (name) => body.has(name) ? body.getAll(name) : query.getAll(name),
  };
}
