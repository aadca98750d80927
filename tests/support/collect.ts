import { concat } from "./concat.ts";

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
  const bytes = () => concat(chunks);
  const drain = async () => {
    for await (const chunk of stream) chunks.push(chunk);
  };
  return { bytes, text: () => new TextDecoder().decode(bytes()), ended: drain() };
}
