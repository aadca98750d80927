import assert from "node:assert/strict";
import {
  formatLimit,
  type Limit,
  type LimitRequest,
  parseLimit,
  planLimits,
} from "#daemon/plan_limits.ts";

interface Options {
  readonly minfds?: number;
  readonly minprocs?: number;
  readonly keepHardNofile?: boolean;
  readonly files?: Limit;
  readonly processes?: Limit;
  readonly isRoot?: boolean;
  readonly programs?: number;
}

function request(options: Options): LimitRequest {
  const { minfds = 1024, minprocs = 200, keepHardNofile = false } = options;
  return {
    settings: { minfds, minprocs, keepHardNofile },
    files: options.files ?? { soft: 1024, hard: 4096 },
    processes: options.processes ?? { soft: 5000, hard: 5000 },
    isRoot: options.isRoot ?? false,
    programs: options.programs ?? 1,
  };
}

const FILES: readonly (readonly [about: string, options: Options, expected: Limit | null])[] = [
  ["the hard limit comes down to the soft one", {}, { soft: 1024, hard: 1024 }],
  [
    "nothing is to be done where they are equal",
    { files: { soft: 2048, hard: 2048 } },
    null,
  ],
  ["minfds raises", { minfds: 2000 }, { soft: 2000, hard: 2000 }],
  [
    "root raises beyond the hard limit",
    { minfds: 9000, isRoot: true },
    { soft: 9000, hard: 9000 },
  ],
  [
    "many programs need room",
    { programs: 200 },
    { soft: 1856, hard: 1856 },
  ],
  [
    "room ends at the hard limit for all but root",
    { programs: 2000 },
    { soft: 4096, hard: 4096 },
  ],
  [
    "room does not end there for root",
    { programs: 2000, isRoot: true },
    { soft: 16256, hard: 16256 },
  ],
  ["keep_hard_nofile leaves the hard limit", { minfds: 2000, keepHardNofile: true }, {
    soft: 2000,
    hard: 4096,
  }],
  ["keep_hard_nofile leaves everything where minfds is met", { keepHardNofile: true }, null],
  [
    "unlimited stays unlimited",
    { files: { soft: Infinity, hard: Infinity } },
    null,
  ],
];

for (const [about, options, expected] of FILES) {
  Deno.test(`open files: ${about}`, () => {
    const plan = planLimits(request(options));
    assert.ok(plan.ok);
    const { files } = plan;
    assert.deepEqual(files && { soft: files.soft, hard: files.hard }, expected);
  });
}

Deno.test("a limit that the configuration asks for must succeed, room may fail", () => {
  const asked = planLimits(request({ minfds: 2000 }));
  assert.ok(asked.ok && asked.files?.refusal?.includes('2000 as per the "minfds"'));
  const room = planLimits(request({ programs: 200 }));
  assert.ok(room.ok && room.files?.refusal === null);
});

Deno.test("what was raised is told to the activity log", () => {
  const plan = planLimits(request({ minfds: 2000, minprocs: 6000, isRoot: true }));
  assert.ok(plan.ok);
  assert.deepEqual(plan.notes.map(({ level, message }) => `${level} ${message}`), [
    "info Increased RLIMIT_NOFILE limit to 2000",
    "info Increased RLIMIT_NPROC limit to 6000",
  ]);
  assert.deepEqual(plan.processes && { soft: plan.processes.soft, hard: plan.processes.hard }, {
    soft: 6000,
    hard: 6000,
  });
});

Deno.test("minfds above the hard limit is Supervisor's usage error", () => {
  const plan = planLimits(request({ minfds: 5000 }));
  assert.deepEqual(plan, {
    ok: false,
    message: "The minimum number of file descriptors required to run this process is 5000 as per " +
      'the "minfds" command-line argument or config file setting. The current environment will ' +
      "only allow you to open 4096 file descriptors.  Either raise the number of usable file " +
      "descriptors in your environment (see README.rst) or lower the minfds setting in the config " +
      "file to allow the process to start.",
  });
});

Deno.test("minprocs above the hard limit is Supervisor's usage error", () => {
  const plan = planLimits(request({ minprocs: 6000 }));
  assert.ok(!plan.ok && plan.message.startsWith("The minimum number of available processes"));
  assert.match(plan.message, /6000 as per the "minprocs".*open 5000 processes/);
});

Deno.test("the words of ulimit are read and written", () => {
  for (const word of ["1024", "0", "unlimited"]) assert.equal(formatLimit(parseLimit(word)), word);
  for (const word of ["", "-1", "many"]) assert.throws(() => parseLimit(word), RangeError);
});
