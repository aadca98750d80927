import { nodeCrypto } from "#daemon/adapters/node_builtins.ts";

// deno-lint-ignore no-control-regex -- from the first character on
const ASCII = /^[\x00-\x7f]*$/;

/**
 * What is sent as it is or compressed. The tag and the compressed bytes are made when they are first
 * asked for: a start has no time for them, and a page that many browsers ask for within the same
 * second is packed once.
 */
export class PackedBytes {
  /** ASCII stays text, which goes out without a copy in between. */
  readonly plain: string | Uint8Array<ArrayBuffer>;
  #tag: string | null;
  #gzip: Promise<Uint8Array<ArrayBuffer>> | null = null;

  /**
   * `known` is what need not be found out about a large text: that it is ASCII, as all that the pages'
   * components make is, and a tag out of something shorter that is the same for the same content.
   */
  constructor(content: string | Uint8Array<ArrayBuffer>, known?: { readonly asciiTag: string }) {
    const isReady = known !== undefined || typeof content !== "string" || ASCII.test(content);
    this.plain = isReady ? content : new TextEncoder().encode(content);
    this.#tag = known?.asciiTag ?? null;
  }

  /** In bytes, uncompressed. */
  get size(): number {
    return this.plain.length;
  }

  /** The same for the same content, without quotes. */
  get tag(): string {
    return this.#tag ??= digest(this.plain);
  }

  /** The content compressed. */
  gzip(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#gzip ??= compress(this.plain);
  }
}

/** A short name for content: two that differ have different ones. */
export function digest(content: string | Uint8Array<ArrayBuffer>): string {
  return nodeCrypto().createHash("sha1").update(content).digest("base64url");
}

async function compress(
  content: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
