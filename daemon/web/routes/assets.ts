/**
 * The files that pages load, all from memory (`WEB-014`).
 *
 * @module
 */

import { SERVER_NAME } from "../../http/error_response.ts";
import { IMAGES } from "../assets/images.ts";
import { STYLE_SHEET } from "../style/style_sheet.ts";
import { PackedBytes } from "./packed_bytes.ts";
import { compressed, hasTag } from "./page_response.ts";

interface Asset {
  readonly type: string;
  readonly content: PackedBytes;
}

/** The style sheet, the images, and the script when it was built. */
export class Assets {
  readonly script: string | null;
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #modified: Date;
  #build: string | null = null;

  /** `modified` is when the daemon was started: until then nobody has seen these files. */
  constructor(options: { readonly script: string | null; readonly modified: Date }) {
    const { script, modified } = options;
    this.script = script;
    this.#modified = new Date(Math.floor(modified.getTime() / 1000) * 1000);
    this.#assets = new Map([
      ["stylesheets/supervisor.css", asset("text/css;charset=utf-8", STYLE_SHEET)],
      ...(script === null
        ? []
        : [["scripts/app.js", asset("text/javascript;charset=utf-8", script)] as const]),
      ...Object.entries(IMAGES).map(([name, base64]) =>
        [
          `images/${name}`,
          asset(name.endsWith(".png") ? "image/png" : "image/gif", Uint8Array.fromBase64(base64)),
        ] as const
      ),
    ]);
  }

  /** Names this set of files. */
  get build(): string {
    return this.#build ??= new PackedBytes(STYLE_SHEET + (this.script ?? "")).tag.slice(0, 8);
  }

  /** Paths of all files, without a slash in front. */
  get paths(): readonly string[] {
    return [...this.#assets.keys()];
  }

  /** Answers a GET or a HEAD for one of {@linkcode paths}; `null` for any other path. */
  async respond(request: Request, path: string): Promise<Response | null> {
    const found = this.#assets.get(path);
    if (found === undefined) return null;
    const { content, type } = found;
    const etag = `"${content.tag}"`;
    const headers = {
      "Server": SERVER_NAME,
      "Content-Type": type,
      "Last-Modified": this.#modified.toUTCString(),
      "ETag": etag,
      "Cache-Control": "private, max-age=3600",
      "Vary": "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
    };
    if (this.#isKnown(request, etag)) return new Response(null, { status: 304, headers });
    if (request.method === "HEAD") {
      const length = { "Content-Length": String(content.size) };
      return new Response(null, { headers: { ...headers, ...length } });
    }
    if (type.startsWith("image/")) {
      const length = { "Content-Length": String(content.size) };
      return new Response(content.plain, { headers: { ...headers, ...length } });
    }
    return await compressed(request, { content, headers });
  }

  /** `If-None-Match` counts before `If-Modified-Since`, as RFC 9110 has it. */
  #isKnown(request: Request, etag: string): boolean {
    if (request.headers.has("if-none-match")) return hasTag(request, etag);
    const since = Date.parse(request.headers.get("if-modified-since") ?? "");
    return !Number.isNaN(since) && this.#modified.getTime() <= since;
  }
}

function asset(type: string, content: string | Uint8Array<ArrayBuffer>): Asset {
  return { type, content: new PackedBytes(content) };
}
