import assert from "node:assert/strict";
import { LogFeed } from "#daemon/web/logs/log_feed.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";

async function growing(): Promise<{ dir: TempDir; path: string; add(text: string): void }> {
  const dir = await tempDir();
  const path = dir.at("a.log");
  Deno.writeTextFileSync(path, "old\n");
  return { dir, path, add: (text) => Deno.writeTextFileSync(path, text, { append: true }) };
}

const start = (path: string) => ({ file: Deno.statSync(path).ino!, offset: 4 });

Deno.test("a feed goes on where it was told to", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  assert.equal(feed.next(), null);
  add("new\npart");
  assert.partialDeepStrictEqual(feed.next()!, {
    from: 4,
    to: 12,
    text: "new\npart",
    skipped: null,
  });
  add("ly\n");
  assert.equal(feed.next()!.text, "ly\n");
  assert.equal(feed.next(), null);
});

Deno.test("a feed stops where it is told to, in the same file", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  const { file } = start(path);
  add("before\nafter\n");
  assert.equal(feed.next({ file, offset: 11 })!.text, "before\n");
  assert.equal(feed.next({ file, offset: 11 }), null);
  assert.equal(feed.next({ file, offset: 5 }), null);
  assert.equal(feed.next({ file: file + 1, offset: 5 })!.text, "after\n");
});

Deno.test("letters that are cut in two come whole", async () => {
  const { dir, path } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  const bytes = new TextEncoder().encode("é");
  Deno.writeFileSync(path, bytes.subarray(0, 1), { append: true });
  assert.equal(feed.next()!.text, "");
  Deno.writeFileSync(path, bytes.subarray(1), { append: true });
  assert.equal(feed.next()!.text, "é");
});

Deno.test("a rotated log is begun anew, what was left of the old one comes first", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  add("last words\n");
  Deno.renameSync(path, `${path}.1`);
  Deno.writeTextFileSync(path, "first words\n");
  assert.partialDeepStrictEqual(feed.next()!, { text: "last words\n", fresh: false });
  assert.partialDeepStrictEqual(feed.next()!, { text: "first words\n", from: 0, fresh: true });
});

Deno.test("a log that was emptied, or went away and came back, goes on", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  Deno.truncateSync(path);
  add("a\n");
  assert.partialDeepStrictEqual(feed.next()!, { text: "a\n", fresh: true });
  Deno.truncateSync(path);
  assert.partialDeepStrictEqual(feed.next()!, { text: "", to: 0, fresh: true });
  assert.equal(feed.next(), null);
  Deno.removeSync(path);
  assert.equal(feed.next(), null);
  add("b\n");
  assert.equal(feed.next()!.text, "b\n");
});

Deno.test("of a flood the end is shown, and how many lines were left out", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  add("0123456789abcde\n".repeat(100_000));
  const piece = feed.next()!;
  const shown = piece.text.split("\n").length - 1;
  assert.ok(piece.text.startsWith("0123456789abcde\n"));
  assert.equal(piece.skipped!.lines! + shown, 100_000);
  assert.equal(piece.skipped!.bytes, piece.from - 4);
  assert.equal(feed.next(), null);
});

Deno.test("lines are not counted in more than can be read in passing", async () => {
  const { dir, path, add } = await growing();
  await using _ = dir;
  using feed = new LogFeed(path, start(path));
  add("x\n".repeat(4_000_000));
  assert.equal(feed.next()!.skipped!.lines, null);
});
