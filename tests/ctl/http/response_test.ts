import assert from "node:assert/strict";
import fc from "fast-check";
import { ByteReader } from "#ctl/http/byte_reader.ts";
import { readBody, readHead } from "#ctl/http/response.ts";

const encoder = new TextEncoder();

/** A source that hands out at most so many bytes at a time. */
function source(text: string, sizes: readonly number[]): ByteReader {
  const bytes = encoder.encode(text);
  let at = 0;
  let turn = 0;
  return new ByteReader({
    read(buffer) {
      if (at >= bytes.length) return Promise.resolve(null);
      const size = Math.min(sizes[turn++ % sizes.length] ?? 1, buffer.length, bytes.length - at);
      buffer.set(bytes.subarray(at, at + size));
      at += size;
      return Promise.resolve(size);
    },
  });
}

async function read(
  text: string,
  sizes: readonly number[] = [1e6],
): Promise<{ status: number; reusable: boolean; body: string }> {
  const reader = source(text, sizes);
  const head = await readHead(reader);
  if (head === null) throw new Error("no answer");
  const decoder = new TextDecoder();
  let body = "";
  for await (const bytes of readBody(reader, head)) body += decoder.decode(bytes, { stream: true });
  return { status: head.status, reusable: head.reusable, body };
}

const OK = "HTTP/1.1 200 OK\r\n";

Deno.test("bodies end where their framing says", async () => {
  const answers: Readonly<Record<string, readonly [body: string, reusable: boolean]>> = {
    [`${OK}Content-Length: 5\r\n\r\nhello more`]: ["hello", true],
    [`${OK}content-length:0\r\n\r\n`]: ["", true],
    [`${OK}Content-Length: 5\r\nConnection: close\r\n\r\nhello`]: ["hello", false],
    [`${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n`]: [
      "abc0123456789",
      true,
    ],
    [`${OK}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTrailer: x\r\n\r\n`]: ["a", true],
    [`${OK}\r\nuntil the end`]: ["until the end", false],
    ["HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx"]: ["x", false],
    ["HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: Keep-Alive\r\n\r\nx"]: ["x", true],
    ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"]: ["x", true],
    ["HTTP/1.1 200 OK\nContent-Length: 1\n\nx"]: ["x", true],
    ["HTTP/1.1 204 No Content\r\n\r\n"]: ["", false],
  };
  for (const [text, [body, reusable]] of Object.entries(answers)) {
    for (const sizes of [[1e6], [1], [3, 7]]) {
      const answer = await read(text, sizes);
      assert.equal(answer.body, body, text);
      assert.equal(answer.reusable, reusable, text);
    }
  }
});

Deno.test("what is no HTTP, or ends too early, is an error", async () => {
  const broken: Readonly<Record<string, RegExp>> = {
    "nonsense\r\n\r\n": /Not an HTTP status line: 'nonsense'/,
    "HTTP/1.1 200 OK\r\nno colon\r\n\r\n": /Not an HTTP header: 'no colon'/,
    "HTTP/1.1 200 OK\r\nA: b": /closed the connection inside a line/,
    "HTTP/1.1 200 OK\r\nA: b\r\n": /closed the connection inside its answer/,
    [`${OK}Content-Length: 5\r\n\r\nhell`]: /closed the connection inside its answer/,
    [`${OK}Content-Length: x\r\n\r\n`]: /Not a content length: 'x'/,
    [`${OK}Transfer-Encoding: chunked\r\n\r\nx\r\n`]: /Not the size of a chunk: 'x'/,
    [`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n`]: /longer than declared/,
    [`${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nab`]: /closed the connection inside its answer/,
    [`${OK}Transfer-Encoding: chunked\r\n\r\n`]: /closed the connection inside its answer/,
    [`HTTP/1.1 200 ${"x".repeat(100_000)}\r\n\r\n`]: /an endless line/,
  };
  for (const [text, message] of Object.entries(broken)) {
    await assert.rejects(read(text, [1000]), message, text.slice(0, 60));
  }
});

Deno.test("a chunked body comes out whole, however it is cut", async () => {
  const pieces = fc.array(fc.string({ minLength: 1, maxLength: 50 }), { maxLength: 8 });
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(pieces, sizes, async (parts, cuts) => {
    const chunks = parts.map((part) =>
      `${encoder.encode(part).length.toString(16)}\r\n${part}\r\n`
    );
    const text = `${OK}Transfer-Encoding: chunked\r\n\r\n${chunks.join("")}0\r\n\r\n`;
    const { body } = await read(text, cuts);
    assert.equal(body, parts.join(""));
  }));
});
