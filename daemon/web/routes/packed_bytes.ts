import { nodeCrypto } from "#daemon/adapters/node_builtins.ts";

/**
 * Bytes that are sent as they are or compressed. What they are worth knowing for, their tag and the
 * compressed ones, is made when it is first asked for: a start has no time for it, and a page that
 * many browsers ask for within the same second is packed once.
 */
export class PackedBytes {
  readonly plain: Uint8Array<ArrayBuffer>;
  #tag: string | null = null;
  #gzip: Promise<Uint8Array<ArrayBuffer>> | null = null;

  constructor(content: string | Uint8Array<ArrayBuffer>) {
    this.plain = typeof content === "string" ? new TextEncoder().encode(content) : content;
  }

  /** The same for the same bytes, without quotes. */
  get tag(): string {
    return this.#tag ??= nodeCrypto().createHash("sha1").update(this.plain).digest("base64url");
  }

  /** The bytes compressed. */
  gzip(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#gzip ??= compress(this.plain);
  }
}

async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
