import { Buffer } from "node:buffer";

/** The head of a final answer. */
const ANSWER_HEAD = /^HTTP\/1\.[01] [2-5][^]*\r\n\r\n/;

/** What is sent, and how long a server is waited for. */
export interface RawRequest {
  /** Text is sent as Latin-1. */
  readonly request: string | Uint8Array;
  /** Milliseconds after which a server is told that no more will come. */
  readonly patience: number;
}

/**
 * Sends bytes to a port of 127.0.0.1, whatever they are, and reads until the head of a final answer is
 * there or the server ends the connection. @returns what came, as Latin-1
 */
export async function sendRaw(port: number, { request, patience }: RawRequest): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const bytes = typeof request === "string" ? Buffer.from(request, "latin1") : request;
  let text = "";
  const timer = setTimeout(() => void connection.closeWrite().catch(() => {}), patience);
  try {
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    const buffer = new Uint8Array(65_536);
    while (!ANSWER_HEAD.test(text)) {
      const count = await connection.read(buffer);
      if (count === null) break;
      text += new TextDecoder("latin1").decode(buffer.subarray(0, count));
    }
    return text;
  } catch (error) {
    // A server that refuses a request may close before all of it was sent.
    if (/reset|broken pipe|not connected/i.test(String(error))) return text;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
