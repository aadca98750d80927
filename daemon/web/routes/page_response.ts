/**
 * Pages as answers.
 *
 * @module
 */

import { SERVER_NAME } from "../../http/error_response.ts";
import { PackedBytes } from "./packed_bytes.ts";

/** Smaller ones are sent as they are. */
const WORTH_COMPRESSING = 1024;

/**
 * Nothing is loaded from elsewhere, no script or style stands in a page, nothing may be put into a
 * frame. Data addresses are for the icons in the style sheet.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The usual headers of a page (`WEB-015`). */
const HEADERS: Readonly<Record<string, string>> = {
  "Server": SERVER_NAME,
  "Content-Type": "text/html;charset=utf-8",
  "Pragma": "no-cache",
  "Cache-Control": "no-cache",
  "Expires": "Thu, 01 Jan 1970 00:00:00 GMT",
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Vary": "Accept-Encoding, Cookie",
};

/** An HTML page, compressed for those who take it, or 304 when the client has the same one. */
export async function pageResponse(
  request: Request,
  page: { readonly html: string | PackedBytes; readonly status?: number },
): Promise<Response> {
  const { html, status = 200 } = page;
  const content = html instanceof PackedBytes ? html : new PackedBytes(html);
  const etag = `W/"${content.tag}"`;
  const headers = { ...HEADERS, "ETag": etag };
  if (status === 200 && request.method === "GET" && hasTag(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  return await compressed(request, { content, status, headers });
}

/** Bytes with headers, compressed where that is worth it and wanted. */
export async function compressed(
  request: Request,
  answer: {
    readonly content: PackedBytes;
    readonly status?: number;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<Response> {
  const { content, status = 200, headers } = answer;
  if (content.size < WORTH_COMPRESSING || !takesGzip(request)) {
    const length = { "Content-Length": String(content.size) };
    return new Response(content.plain, { status, headers: { ...headers, ...length } });
  }
  const packed = await content.gzip();
  return new Response(packed, {
    status,
    headers: {
      ...headers,
      "Content-Encoding": "gzip",
      "Content-Length": String(packed.length),
    },
  });
}

/** Whether `If-None-Match` names `etag`. */
export function hasTag(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  return known.some((tag) => tag.trim().replace(/^W\//, "") === etag.replace(/^W\//, ""));
}

function takesGzip(request: Request): boolean {
  const accepted = request.headers.get("accept-encoding") ?? "";
  return accepted.split(",").some((part) => {
    const [coding, ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
    return coding === "gzip" && !parameters.some((word) => /^q=0(?:\.0*)?$/.test(word));
  });
}
