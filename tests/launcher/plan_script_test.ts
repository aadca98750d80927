import assert from "node:assert/strict";
import fc from "fast-check";
import { answerScript, startScript } from "#daemon/plan_script.ts";
import { V8_FLAGS } from "#daemon/plan_v8_flags.ts";
import { shellCommand, shellQuote } from "#lib/text/shell_quote.ts";
import type { StartPlan } from "#daemon/plan_start.ts";
import type { EnvironmentPlan } from "#daemon/plan_environment.ts";
import { runCommand } from "#tests/support/command.ts";

/** What a shell prints that evaluates `script`, after functions that say what they are called with. */
async function evaluate(script: string, args: readonly string[] = []) {
  const functions = ["become", "detach", "limit", "readable"].map((name) =>
    `denvisor_${name}() { printf '${name}'; for w; do printf ' <%s>' "$w"; done; echo; }`
  );
  const preamble = [...functions, "denvisor_code=CODE", "denvisor_entry='/e n/main.js'"].join("\n");
  return await runCommand(["/bin/sh", "-c", `${preamble}\neval "$0"`, script, ...args]);
}

const ENVIRONMENT: EnvironmentPlan = {
  target: {},
  unset: ["EXTRA"],
  set: { QUOTED: 'it\'s "$HOME"\n`x`' },
  viaEnv: ["-u", "_", "a.b=c d"],
  dropped: [],
};

const PLAN: StartPlan & { readonly ok: true } = {
  ok: true,
  flags: ["--allow-run=/a b/c", "--allow-env=A"],
  handover: {
    argv0: "denvisord",
    config: "/c's.conf",
    cwd: "/",
    environment: [],
    directories: [],
    remote: [],
    notes: [],
    launcher: null,
  },
  files: { soft: 10, hard: Infinity, refusal: null },
  processes: { soft: 7, hard: 7, refusal: "too few" },
  sharedMemoryLink: null,
  switchUser: [],
  user: null,
  background: null,
};

const OPTIONS = { environment: ENVIRONMENT, stderr: "", execPath: "/d e/deno" };

Deno.test("words of any kind come out of a shell as they went in", async () => {
  const words = fc.array(
    fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "").toWellFormed()),
    { minLength: 20, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(words, async (list) => {
      const script = `printf '%s\\0' ${list.map(shellQuote).join(" ")}`;
      const { stdout } = await runCommand(["/bin/sh", "-c", script]);
      assert.deepEqual(stdout.split("\0").slice(0, -1), list);
    }),
    { numRuns: 20 },
  );
});

Deno.test("plain words are not quoted", () => {
  assert.equal(shellCommand(["/bin/x", "--a=b,c:1", "", "d e"]), "/bin/x --a=b,c:1 '' 'd e'");
});

Deno.test("an answer is printed to both streams and sets the status", async () => {
  const text = "100%\\n 'x'\n\nend\n";
  const result = await evaluate(answerScript({ stdout: text, stderr: "why\n", status: 2 }));
  assert.deepEqual(result, { code: 2, signal: null, stdout: text, stderr: "why\n" });
});

Deno.test("a start in the foreground sets limits and becomes the daemon", async () => {
  const { stdout, stderr } = await evaluate(startScript(PLAN, OPTIONS), ["-c", "my file"]);
  assert.equal(stderr, "");
  assert.deepEqual(stdout.trimEnd().split("\n"), [
    "limit <files> <10> <unlimited> <>",
    "limit <processes> <7> <7> <too few>",
    "become </usr/bin/env> <-u> <_> <a.b=c d> </d e/deno> <run> <--quiet>" +
    ` <${V8_FLAGS}> <--allow-run=/a b/c>` +
    ' <--allow-env=A> <CODE> </e n/main.js> <--handover={"argv0":"denvisord","config":' +
    '"/c\'s.conf","cwd":"/","environment":[],"directories":[],"remote":[],"notes":[],"launcher":null}>' +
    " <-c> <my file>",
  ]);
});

Deno.test("the environment is set before the daemon starts", async () => {
  const show = `denvisor_become() { printf '%s' "$QUOTED\${EXTRA-gone}"; }\n`;
  const script = show + startScript(PLAN, OPTIONS);
  const { stdout } = await runCommand(["/bin/sh", "-c", `denvisor_limit() { :; }\n${script}`], {
    env: { EXTRA: "1" },
  });
  assert.equal(stdout, 'it\'s "$HOME"\n`x`gone');
});

Deno.test("another user's daemon is started by setpriv, after a look whether it can be", async () => {
  const switchUser = ["/usr/bin/setpriv", "--reuid=5", "--"];
  const { stdout } = await evaluate(startScript({ ...PLAN, user: "web", switchUser }, OPTIONS));
  const lines = stdout.split("\n");
  assert.equal(lines[0], "readable <web> </usr/bin/setpriv> <--reuid=5> <-->");
  assert.ok(lines[3]?.includes("<a.b=c d> </usr/bin/setpriv> <--reuid=5> <--> </d e/deno> <run>"));
});

Deno.test("a start in the background has its umask and directory", async () => {
  const background = { umask: 0o27, directory: "/usr", streams: "null" } as const;
  const script = startScript({ ...PLAN, background }, OPTIONS);
  const { stdout } = await evaluate(`${script}\numask; pwd`);
  const lines = stdout.trimEnd().split("\n");
  assert.ok(lines[2]?.startsWith("detach </usr/bin/env>"));
  assert.deepEqual(lines.slice(3), ["0027", "/usr"]);
});

Deno.test("a directory that cannot be entered does not keep a daemon from starting", async () => {
  const background = { umask: 0o22, directory: "/nonexistent", streams: "null" } as const;
  const result = await evaluate(startScript({ ...PLAN, background }, OPTIONS));
  assert.equal(result.code, 0);
  assert.match(result.stdout, /^detach /m);
});

Deno.test("a warning comes first", async () => {
  const result = await evaluate(startScript(PLAN, { ...OPTIONS, stderr: "careful\n" }));
  assert.equal(result.stderr, "careful\n");
});
