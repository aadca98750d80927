/** A stream that is read as it comes. */
export interface Collected {
  /** Everything so far, undecodable bytes replaced. */
  text(): string;
  /** Everything so far. */
  bytes(): Uint8Array;
  /** Settles when the stream has ended. */
  readonly ended: Promise<void>;
}

/** Reads a stream to its end in the background. */
export function collect(stream: ReadableStream<Uint8Array>): Collected {
  const chunks: Uint8Array[] = [];
  const bytes = () => {
    const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  };
  const drain = async () => {
    for await (const chunk of stream) chunks.push(chunk);
  };
  return { bytes, text: () => new TextDecoder().decode(bytes()), ended: drain() };
}
