import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { collect } from "#tests/support/collect.ts";
import { within } from "#tests/support/deadline.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { tempDir } from "#tests/support/temp.ts";

const PROGRAM = fileURLToPath(new URL("./stdout_program.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

function command(directory: string, args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--cached-only", "--quiet", `--config=${CONFIG}`],
      ...[
        `--allow-read=${directory},/dev/null`,
        `--allow-write=${directory},/dev/null`,
        PROGRAM,
        ...args,
      ],
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

Deno.test("a reader of the daemon's stdout who is slow to begin gets every byte", async () => {
  await using dir = await tempDir();
  const child = command(dir.path, ["20", "/dev/stdout"]).spawn();
  const errors = collect(child.stderr);
  let bytes = 0;
  for await (const chunk of child.stdout) bytes += chunk.length;
  const status = await within(child.status, { within: 20_000, what: "the program" });
  await errors.ended;
  assert.equal(status.code, 0);
  assert.equal(errors.text(), "done /dev/stdout lost:0 turns:true\n");
  assert.equal(bytes, 20 * 1024 * 1024);
});

Deno.test("a stdout that nobody reads costs neither time nor memory, and the loss is told", async () => {
  await using dir = await tempDir();
  const child = command(dir.path, ["50", "/dev/stdout"]).spawn();
  const errors = collect(child.stderr);
  const status = await within(child.status, { within: 30_000, what: "the program" });
  await errors.ended;
  await child.stdout.cancel();
  assert.equal(status.code, 0);
  const [told, done] = errors.text().trimEnd().split("\n");
  assert.equal(
    told,
    "error Cannot write to '/dev/stdout': it takes no more; what does not fit is lost",
  );
  const lost = Number(/^done \/dev\/stdout lost:(\d+) turns:true$/.exec(done ?? "")?.[1]);
  assert.ok(lost > 48 * 1024 * 1024 && lost < 50 * 1024 * 1024, `lost ${lost}`);
});

Deno.test("a stdout whose reader is gone is survived", async () => {
  await using dir = await tempDir();
  const child = command(dir.path, ["3", "/dev/fd/1"]).spawn();
  await child.stdout.cancel();
  const errors = collect(child.stderr);
  const status = await within(child.status, { within: 20_000, what: "the program" });
  await errors.ended;
  assert.equal(status.code, 0);
  assert.match(errors.text(), /^error Cannot write to '\/dev\/stdout': EPIPE; .*\ndone /);
});

Deno.test("files, FIFOs and links are written with the log directory's permissions alone", async () => {
  await using dir = await tempDir();
  Deno.symlinkSync(dir.at("target.log"), dir.at("link.log"));
  Deno.symlinkSync("/dev/stderr", dir.at("error.log"));
  await makeFifo(dir.at("fifo"));
  const paths = [dir.at("x.log"), dir.at("link.log"), "/dev/null"];
  const { code, stderr } = await command(dir.path, ["5", ...paths]).output();
  const told = new TextDecoder().decode(stderr);
  assert.equal(code, 0, told);
  assert.equal(told, paths.map((path) => `done ${path} lost:0 turns:false\n`).join(""));
  assert.equal(Deno.statSync(dir.at("x.log.1")).size, 4 * 1024 * 1024);
  assert.equal(Deno.statSync(dir.at("x.log")).size, 1024 * 1024);
  const small = await command(dir.path, ["0.0625", dir.at("fifo"), dir.at("error.log")]).output();
  const text = new TextDecoder().decode(small.stderr);
  assert.equal(small.code, 0, text);
  assert.match(text, /done .*fifo lost:0 .*\nA{65536}done .*error\.log lost:0/);
});

Deno.test("a log outside of what was permitted is an error with advice", async () => {
  await using dir = await tempDir();
  await using other = await tempDir();
  const { code, stderr } = await command(dir.path, ["1", other.at("x.log")]).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stderr),
    /Cannot open log '.*x\.log' \(EACCES\): this daemon was started without the permission/,
  );
});
