import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";
import { type Site, site } from "./site.ts";

/** A copy of the checkout whose daemon is `code`, with the words that start it. */
async function copyWith(code: string): Promise<{ launcher: string } & AsyncDisposable> {
  const dir = await tempDir();
  const parts = ["bin", "lib", "daemon", "deno.json", "deno.lock", ".build"];
  await runCommand(["/bin/cp", "-r", ...parts.map((part) => `${REPOSITORY}/${part}`), dir.path]);
  await Deno.writeTextFile(dir.at(".build", "daemon", "main.js"), code);
  await Deno.writeTextFile(dir.at(".build", "daemon", ".begun"), "");
  return {
    launcher: dir.at("bin", "denvisord"),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

async function startWith(code: string, options: { background: boolean; place: Site }) {
  await using copy = await copyWith(code);
  const words = options.background ? [] : ["-n"];
  return await options.place.run([copy.launcher, ...words, "-c", options.place.config]);
}

for (
  const [end, code, status] of [
    ["with status 0", "Deno.exit(0);", 1],
    [
      "by a signal",
      'await new Deno.Command("/bin/kill", {args: ["-9", ' +
      "String(Deno.pid)]}).output();",
      137,
    ],
    ["with a status of its own", "Deno.exit(3);", 3],
    ["by reaching its end", "", 1],
  ] as const
) {
  Deno.test(`a daemon in the background that ends ${end} and without a word has failed`, async () => {
    await using place = await site({ program: "stopasgroup=true" });
    const result = await startWith(code, { background: true, place });
    assert.equal(result.code, status);
    assert.match(
      result.stderr,
      /^Error: The daemon ended with status \d+ before it was ready, and did not say why: try it with -n\n$/,
    );
  });
}

Deno.test("code that cannot be run is a failure in the foreground, with Deno's words", async () => {
  await using place = await site();
  const result = await startWith("this is no code", { background: false, place });
  assert.equal(result.code, 1);
  assert.match(result.stderr, /SyntaxError|expected/i);
});
