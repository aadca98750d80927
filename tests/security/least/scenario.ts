/**
 * Everything that a daemon does for two small configurations, as checks with names. Taking any entry off
 * its list of permissions must make one of them fail.
 *
 * @module
 */

import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { isAlive, processFacts } from "#tests/support/proc.ts";
import { callRpc } from "#tests/support/xmlrpc_client.ts";

/** A daemon that was started, and the directory of its files. */
export interface Started {
  readonly dir: string;
  readonly pid: number;
  readonly ended: Promise<Deno.CommandStatus>;
}

/** A configuration with the checks that go beyond the common ones. */
export interface LeastConfig {
  readonly name: string;
  /** Sections beside those that both have. */
  readonly sections: (dir: string) => string;
  readonly checks: Readonly<Record<string, (daemon: Started) => Promise<void>>>;
}

const SOON = 3_000;

/** Writes to both streams, leaves a child in its group, and says who that is. */
const PROGRAM = `#!/bin/sh
echo out
echo err >&2
echo out again
/bin/sleep 1000 &
echo $! >"$1"
wait
`;

/** The configuration for `dir`, with the files that it needs. */
export async function furnish(dir: string, config: LeastConfig): Promise<void> {
  for (const name of ["log", "auto", "run", "bin", "conf.d"]) await Deno.mkdir(`${dir}/${name}`);
  await Deno.writeTextFile(`${dir}/bin/prog`, PROGRAM, { mode: 0o755 });
  await Deno.writeTextFile(
    `${dir}/conf.d/a.conf`,
    `[program:a]
command=${dir}/bin/prog ${dir}/log/child
redirect_stderr=true
stopasgroup=true
startsecs=0
[program:nowhere]
command=${dir}/bin/prog
directory=${dir}/missing
startretries=0
autostart=false
`,
  );
  await Deno.writeTextFile(
    `${dir}/supervisord.conf`,
    `[unix_http_server]
file=${dir}/run/s.sock
chown=root:root
[supervisord]
logfile=${dir}/log/activity.log
pidfile=${dir}/run/pid
childlogdir=${dir}/auto
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[include]
files=conf.d/*.conf
${config.sections(dir)}`,
  );
}

/** The first check that fails, with its reason; `null` when none does. */
export async function failing(daemon: Started, config: LeastConfig): Promise<string | null> {
  for (const [name, check] of Object.entries({ ...COMMON, ...config.checks, ...LAST })) {
    try {
      await check(daemon);
    } catch (error) {
      return `${name}: ${error instanceof Error ? error.message.slice(0, 300) : error}`;
    }
  }
  return null;
}

function rpc({ dir }: Started, method: string, ...params: unknown[]): Promise<unknown> {
  const endpoint = { transport: "unix", path: `${dir}/run/s.sock` } as const;
  return callRpc(endpoint, `supervisor.${method}`, params);
}

function soon(what: string, probe: () => unknown): Promise<unknown> {
  return until(probe as () => Promise<unknown>, { within: SOON, what });
}

async function state(daemon: Started, name: string): Promise<string> {
  return (await rpc(daemon, "getProcessInfo", name) as { statename: string }).statename;
}

const COMMON: LeastConfig["checks"] = {
  "it starts and answers": async (daemon) => {
    await soon("an answer", () => !isAlive(daemon.pid) || rpc(daemon, "getState"));
    assert.ok(isAlive(daemon.pid), "it has ended");
  },
  "it holds the debugger's port": async ({ pid }) => {
    await soon("the port to be held", async () => {
      const sockets = await Deno.readTextFile(`/proc/${pid}/net/tcp`);
      return /^ *\d+: 0100007F:240D 00000000:0000 0A /m.test(sockets);
    });
  },
  "it logs": async (daemon) => {
    const path = `${daemon.dir}/log/activity.log`;
    await soon("the log", async () => (await Deno.readTextFile(path)).includes("started with pid"));
  },
  "it writes its pidfile": async ({ dir, pid }) =>
    assert.equal(await Deno.readTextFile(`${dir}/run/pid`), `${pid}\n`),
  "it runs a program": async (daemon) => {
    await soon("a to run", async () => await state(daemon, "a") === "RUNNING");
  },
  "it takes both streams in their order": async (daemon) => {
    await soon(
      "the output",
      async () => await rpc(daemon, "readProcessStdoutLog", "a", 0, 0) === "out\nerr\nout again\n",
    );
  },
  "it shows its own log": async (daemon) =>
    assert.match(String(await rpc(daemon, "readLog", 0, 0)), /started with pid/),
  "it keeps account of its children": async (daemon) => {
    await soon("the account", async () => {
      const info = await rpc(daemon, "getProcessInfo", "a") as { pid: number };
      return (await Deno.readTextFile(`${daemon.dir}/run/pid.children`)).includes(`${info.pid}`);
    });
  },
  "it finds files that are new": async (daemon) => {
    await Deno.writeTextFile(
      `${daemon.dir}/conf.d/b.conf`,
      `[program:b]\ncommand=${daemon.dir}/bin/prog\nuser=daemon\n`,
    );
    assert.deepEqual(await rpc(daemon, "reloadConfig"), [[["b"], [], []]]);
  },
  "it tells why a child could not be set up": async (daemon) => {
    await rpc(daemon, "startProcess", "nowhere", true).catch(() => {});
    assert.match(
      String(await rpc(daemon, "readProcessStderrLog", "nowhere", 0, 0)),
      /couldn't chdir to/,
    );
  },
};

const LAST: LeastConfig["checks"] = {
  "it stops whole groups": async (daemon) => {
    const child = Number(await Deno.readTextFile(`${daemon.dir}/log/child`));
    await rpc(daemon, "stopProcess", "a", false);
    await soon("the child of a to end", () => !isAlive(child));
  },
  "it sees that a program is gone": async (daemon) => {
    await Deno.remove(`${daemon.dir}/bin/prog`);
    await assert.rejects(rpc(daemon, "startProcess", "a"), /NO_FILE/);
  },
  "it leaves nothing behind": async ({ dir, pid, ended }) => {
    Deno.kill(pid, "SIGTERM");
    assert.equal((await ended).code, 0);
    assert.deepEqual(Array.from(Deno.readDirSync(`${dir}/run`), ({ name }) => name), []);
  },
};

/** Both configurations. */
export const LEAST: readonly LeastConfig[] = [
  { name: "programs, logs and a UNIX socket", sections: () => "", checks: {} },
  {
    name: "FastCGI, a variable and a file mode mask",
    sections: (dir) =>
      `[fcgi-program:fcgi]
command=${dir}/bin/prog %(ENV_LEAST_CHILD)s
socket=unix://${dir}/run/fcgi.sock
umask=027
stdout_logfile=NONE
stderr_logfile=NONE
startsecs=0
stopasgroup=true
`,
    checks: {
      "it gives children their socket": async ({ dir }) => {
        await soon("the socket", async () => {
          const connection = await Deno.connect({
            transport: "unix",
            path: `${dir}/run/fcgi.sock`,
          });
          connection.close();
          return true;
        });
      },
      "it gives children their mask": async (daemon) => {
        const { pid } = await rpc(daemon, "getProcessInfo", "fcgi") as { pid: number };
        assert.equal(processFacts(pid).umask, "0027");
      },
    },
  },
];
