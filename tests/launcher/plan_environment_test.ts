import assert from "node:assert/strict";
import {
  type Environment,
  type EnvironmentRequest,
  parseEnviron,
  planEnvironment,
} from "#daemon/plan_environment.ts";

/** A request in which the shell passes on what it was started with. */
function request(started: Environment, more: Partial<EnvironmentRequest> = {}): EnvironmentRequest {
  return { current: started, started, before: null, ...more };
}

const NPM: Environment = {
  COLOR: "0",
  EDITOR: "vi",
  HOME: "/root",
  INIT_CWD: "/srv",
  NODE: "/usr/bin/node",
  PATH: "/c/_npx/1/node_modules/.bin:/srv/node_modules/.bin:/n/node-gyp-bin:/usr/bin:/bin",
  npm_command: "exec",
  npm_config_registry: "http://registry/",
  npm_lifecycle_event: "npx",
  npm_node_execpath: "/usr/bin/node",
};

/** What was there, what came before, and what is left. */
const CASES: readonly {
  readonly about: string;
  readonly request: EnvironmentRequest;
  readonly target: Environment;
}[] = [
  {
    about: "a plain start keeps everything",
    request: request({ HOME: "/root", npm_config_registry: "x", NODE: "n" }),
    target: { HOME: "/root", npm_config_registry: "x", NODE: "n" },
  },
  {
    about: "npx leaves nothing, where it is known what was there before it",
    request: request(NPM, { before: { HOME: "/root", PATH: "/usr/bin:/bin" } }),
    target: { HOME: "/root", PATH: "/usr/bin:/bin" },
  },
  {
    about: "npx leaves nothing that has its names, where that is not known",
    request: request(NPM),
    target: { HOME: "/root", PATH: "/usr/bin:/bin" },
  },
  {
    about: "what the caller had under the same names comes back",
    request: request({ ...NPM, EDITOR: "nano" }, {
      before: {
        HOME: "/root",
        PATH: "/opt/node_modules/.bin:/usr/bin:/bin",
        EDITOR: "nano",
        COLOR: "1",
        npm_config_registry: "mine",
      },
    }),
    target: {
      HOME: "/root",
      PATH: "/usr/bin:/bin",
      EDITOR: "nano",
      COLOR: "1",
      npm_config_registry: "mine",
    },
  },
  {
    about: "what somebody set after npm stays",
    request: request({ ...NPM, NODE: "/other/node", EDITOR: "ed", MORE: "1" }, {
      before: { HOME: "/root" },
    }),
    target: { HOME: "/root", PATH: "/usr/bin:/bin", NODE: "/other/node", EDITOR: "ed", MORE: "1" },
  },
  {
    about: "a Deno task sets two variables",
    request: request({ INIT_CWD: "/srv", npm_config_user_agent: "deno/2", npm_config_x: "mine" }),
    target: { npm_config_x: "mine" },
  },
  {
    about: "names that shells on the way could not pass on come back",
    request: request({ INIT_CWD: "/srv", PWD: "/srv" }, { before: { "a.b": "1", OLDPWD: "/x" } }),
    target: { "a.b": "1", OLDPWD: "/x" },
  },
  {
    about: "variables of the dynamic loader are taken out, empty ones are not",
    request: request({ LD_PRELOAD: "/x.so", DYLD_X: "1", LD_EMPTY: "", LDFLAGS: "-lx" }),
    target: { LD_EMPTY: "", LDFLAGS: "-lx" },
  },
  {
    about: "without knowledge of the start, what the shell passes on is taken for it",
    request: { current: { A: "1" }, started: null, before: null },
    target: { A: "1" },
  },
];

for (const { about, request, target } of CASES) {
  Deno.test(`the environment: ${about}`, () => {
    assert.deepEqual(planEnvironment(request).target, target);
  });
}

Deno.test("loader variables that were taken out are named", () => {
  assert.deepEqual(planEnvironment(request({ LD_PRELOAD: "/x", A: "1" })).dropped, ["LD_PRELOAD"]);
});

Deno.test("the shell unsets what is too much and exports what differs", () => {
  const plan = planEnvironment({
    current: { SAME: "1", CHANGED: "shell's", EXTRA: "shell's", PWD: "/" },
    started: { SAME: "1", CHANGED: "mine", LOST: "mine" },
    before: null,
  });
  assert.deepEqual(plan.unset, ["EXTRA"]);
  assert.deepEqual(plan.set, { CHANGED: "mine", LOST: "mine" });
});

Deno.test("env takes care of what shells keep for themselves and cannot name", () => {
  const plan = planEnvironment(request({ PWD: "/srv", _: "/usr/bin/x", "a.b": "c d", A: "1" }));
  assert.deepEqual(plan.viaEnv, [
    "-u",
    "OLDPWD",
    "-u",
    "SHLVL",
    "PWD=/srv",
    "_=/usr/bin/x",
    "a.b=c d",
  ]);
});

Deno.test("an environ file is read as getenv reads it", () => {
  const bytes = new TextEncoder().encode("A=1\0B=x=y\nz\0EMPTY=\0A=2\0noequals\0=C:=x\0");
  assert.deepEqual(parseEnviron(bytes), { A: "1", B: "x=y\nz", EMPTY: "", "=C:": "x" });
});

Deno.test("variables that are no UTF-8 are left to pass through unchanged", () => {
  const bytes = new Uint8Array([...new TextEncoder().encode("A=1\0B="), 0xff, 0, 67, 61, 0]);
  assert.deepEqual(parseEnviron(bytes), { A: "1", C: "" });
});
