// needs: supervisor python3
import assert from "node:assert/strict";
import { decodeLog, readSlice, tailSlice } from "#lib/output/log_slice.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { python } from "#tests/support/python.ts";
import { latin, utf8 } from "./bytes.ts";

function slice(text: string, range: { start: number; length: number }): string {
  return text.slice(range.start, range.start + range.length);
}

Deno.test("a tail of a four-byte file is what the table of the interface says", () => {
  const rows: readonly (readonly [number, number, string, boolean])[] = [
    [0, 0, "", true],
    [0, 1, "\n", true],
    [0, 3, "ut\n", true],
    [0, 4, "out\n", false],
    [0, 100, "out\n", false],
    [2, 1, "\n", true],
    [3, 1, "\n", false],
    [4, 1, "", false],
    [100, 5, "", false],
    [-1, 2, "t\n", true],
    [-3, 5, "out\n", true],
    [1, -1, "", true],
  ];
  for (const [offset, length, text, overflow] of rows) {
    const found = tailSlice({ offset, length, size: 4 });
    assert.deepEqual(
      [slice("out\n", found), found.overflow],
      [text, overflow],
      `${offset} ${length}`,
    );
  }
});

Deno.test("reading and tailing answer what Supervisor answers, for every small case", async () => {
  const text = "abcde";
  const cases: [size: number, offset: number, length: number][] = [];
  for (let size = 0; size <= text.length; size++) {
    for (let offset = -8; offset <= 8; offset++) {
      for (let length = -8; length <= 8; length++) cases.push([size, offset, length]);
    }
  }
  const script = `
import os, tempfile
from supervisor.options import readFile, tailFile
paths = []
for n in range(6):
    fd, path = tempfile.mkstemp()
    os.write(fd, b'abcde'[:n]); os.close(fd); paths.append(path)
def read(path, offset, length):
    try: return readFile(path, offset, length).decode()
    except ValueError as error: return error.args[0]
answer = [[read(paths[s], o, l), tailFile(paths[s], o, l)] for s, o, l in given]
for path in paths: os.remove(path)`;
  const ours = cases.map(([size, offset, length]) => {
    const file = text.slice(0, size);
    const tail = tailSlice({ offset, length, size });
    return [readText(file, offset, length), [slice(file, tail), size, tail.overflow]];
  });
  assert.deepEqual(ours, await python(script, cases));
});

function readText(file: string, offset: number, length: number): string {
  try {
    return slice(file, readSlice({ offset, length, size: file.length }));
  } catch (error) {
    assert.ok(error instanceof Fault);
    return error.text;
  }
}

Deno.test("a range never reaches beyond the file", () => {
  for (const request of [{ offset: 2 ** 31, length: 5 }, { offset: 0, length: 2 ** 31 - 1 }]) {
    const range = readSlice({ ...request, size: 10 });
    assert.ok(range.start + range.length <= 10 && range.length >= 0);
  }
});

Deno.test("cut and invalid sequences are replaced, a byte order mark stays", () => {
  assert.equal(decodeLog(utf8("é€").subarray(1, 4)), "\ufffd\ufffd");
  assert.equal(decodeLog(latin("a\xffb")), "a\ufffdb");
  assert.equal(decodeLog(utf8("\ufeffx")), "\ufeffx");
  assert.equal(decodeLog(latin("a\x00\x1b")), "a\x00\x1b");
});
