/** @jsxImportSource #jsx */

/**
 * `/tail.html`: the last bytes of standard output (`WEB-012`).
 *
 * @module
 */

import { nodeUtil } from "#daemon/adapters/node_builtins.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { HttpHandler } from "../../http/http_env.ts";
import { TailView } from "../views/tail_view.tsx";
import { readFields } from "./fields.ts";
import { pageResponse } from "./page_response.ts";
import { documentOf } from "./status_page.tsx";
import { themeOf } from "./theme.ts";
import type { WebParts } from "./web.ts";

/** Bytes that are shown at least, and without a `limit=`. */
const LEAST_BYTES = 1024;

/** Bytes that are shown at most: a page, not a download. */
const MOST_BYTES = 1024 * 1024;

/** The page. */
export function tailHandler(parts: WebParts): HttpHandler {
  return async (context) => {
    const fields = await readFields(context);
    if (fields instanceof Response) return fields;
    const name = fields.get("processname");
    const limit = limitOf(fields.get("limit"));
    const text = await textOf(parts, { name, limit });
    const html = documentOf(parts.web, {
      title: `Supervisor tail of process ${name ?? "None"}`,
      theme: themeOf(context),
      children: <TailView name={name} limit={limit} text={text} />,
    });
    return await pageResponse(context.req.raw, { html });
  };
}

function limitOf(text: string | null): number {
  if (text === null || !/^\d+$/.test(text)) return LEAST_BYTES;
  return Math.min(Math.max(Number(text), LEAST_BYTES), MOST_BYTES);
}

async function textOf(
  { api, isShuttingDown }: WebParts,
  { name, limit }: { readonly name: string | null; readonly limit: number },
): Promise<string> {
  if (name === null || name === "") return "No process name found";
  try {
    if (isShuttingDown()) throw Fault.of("SHUTDOWN_STATE");
    return nodeUtil().stripVTControlCharacters(await api.readProcessStdoutLog(name, -limit, 0));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === FAULT_CODES.NO_FILE) return `No file for ${name}`;
    return `ERROR: unexpected rpc fault [${error.code}] ${error.text}`;
  }
}
