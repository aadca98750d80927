import type { Answer } from "./oracle.ts";

/** What a decoder made of a text, in the words of the oracle. */
export type Outcome = { readonly value: unknown } | { readonly message: string };

/** What our decoder comes to. An address or URL counts by host and port. */
export function outcomeOf(decode: () => unknown): Outcome {
  try {
    const value = decode();
    const { host, port } = Object(value) as { host?: unknown; port?: unknown };
    return { value: host === undefined ? value : [host, port] };
  } catch (error) {
    return { message: (error as Error).message.trimEnd() };
  }
}

/** What the real Supervisor came to; its value stands in `field` of the answer. */
export function answerOf(answer: Answer, field: string): Outcome {
  return answer.ok ? { value: answer[field] } : { message: answer.message.trimEnd() };
}
