import assert from "node:assert/strict";
import { site } from "./site.ts";
import { DENVISORD } from "./site.ts";

Deno.test("questions that need no daemon are answered, and nothing is started", async () => {
  await using place = await site();
  const { config } = place;
  const answers: readonly (readonly [args: readonly string[], status: number, text: RegExp])[] = [
    [["-h"], 0, /^\S+denvisord -- .*\n\nUsage: /],
    [["--version"], 0, /^4\.2\.5\n$/],
    [["--sample-conf"], 0, /^\[supervisord\]/m],
    [["--check", "-c", config], 0, /^0 errors, 0 warnings\n$/],
    [["--check", "--json", "-c", config], 0, /"ok": true/],
  ];
  for (const [args, status, text] of answers) {
    const { code, stdout, stderr } = await place.run([DENVISORD, ...args]);
    assert.deepEqual([code, stderr], [status, ""], args.join(" "));
    assert.match(stdout, text);
  }
  assert.ok(!Array.from(Deno.readDirSync(place.dir.path)).some(({ name }) => name === "pid"));
});

Deno.test("a usage error is two lines on standard error and status 2", async () => {
  await using place = await site();
  for (
    const [args, message] of [
      [["-x"], "option -x not recognized"],
      [["-n", "-n", "-c", place.config], "conflicting command line option '-n'"],
      [["-c", "/no/such/file"], "could not find config file /no/such/file"],
      [
        ["-c", place.config, "-e", "loud"],
        "invalid value for -e 'loud': bad logging level name 'loud'",
      ],
    ] as const
  ) {
    const result = await place.run([DENVISORD, ...args]);
    const stderr = `Error: ${message}\nFor help, use ${DENVISORD} -h\n`;
    assert.deepEqual(result, { code: 2, signal: null, stdout: "", stderr });
  }
});

Deno.test("every mistake of a configuration is told at once", async () => {
  await using place = await site({ supervisord: "minfds=many", program: "priority=first" });
  const { code, stderr } = await place.run([DENVISORD, "-n", "-c", place.config]);
  assert.equal(code, 2);
  assert.match(stderr, /^Error: invalid literal for int\(\) with base 10: 'many'/);
  assert.match(stderr, /supervisord\.conf:\d+: .*'first'/);
});

Deno.test("a path that no permission list can hold is an error that names it", async () => {
  await using place = await site();
  await Deno.writeTextFile(place.config, "\n[program:odd]\ncommand=/bin/a,b\n", { append: true });
  const { code, stderr } = await place.run([DENVISORD, "-n", "-c", place.config]);
  assert.equal(code, 2);
  assert.match(stderr, /^Error: Cannot permit '\/bin\/a,b' \(program:odd command\)/);
});
