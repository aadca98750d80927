/**
 * Ways around: other doors to the same things, and attempts to get more permissions.
 *
 * @module
 */

import { execFile, fork } from "node:child_process";
import dgram from "node:dgram";
import fs from "node:fs";
import os from "node:os";
import { DatabaseSync } from "node:sqlite";
import { Worker as NodeWorker } from "node:worker_threads";
import type { Attempts, Targets } from "./attempts.ts";

/** Those that are tried beside the plain ones. */
export function moreAttempts(targets: Targets): Attempts {
  return {
    ...fileAttempts(targets),
    ...programAttempts(targets),
    ...netAttempts(targets),
    ...moduleAttempts(targets),
    ...permissionAttempts(),
    ...(targets.sysIsOpen ? {} : systemAttempts()),
  };
}

function fileAttempts({ outside, inside }: Targets): Attempts {
  const secret = `${outside}/secret`;
  return {
    "read it through /proc/self/root": () => Deno.readTextFileSync(`/proc/self/root${secret}`),
    "read the environment of the parent": () => Deno.readTextFileSync(`/proc/${Deno.ppid}/environ`),
    "read the environment of process 1": () => Deno.readTextFileSync("/proc/1/environ"),
    "write the memory of the parent": () =>
      Deno.openSync(`/proc/${Deno.ppid}/mem`, { write: true }),
    "open a file of the daemon by its number": () => Deno.openSync("/proc/self/fd/3"),
    "read the disk": () => Deno.openSync("/dev/sda"),
    "read the kernel's settings": () => Deno.readTextFileSync("/proc/sys/kernel/core_pattern"),
    "change where core dumps go": () =>
      Deno.writeTextFileSync("/proc/sys/kernel/core_pattern", "|/bin/sh"),
    "read it as a URL": () => Deno.readTextFileSync(new URL(`file://${secret}`)),
    "read it by a stream of node's": () => first(fs.createReadStream(secret)),
    "open it as node does": () => fs.openSync(secret, "r"),
    "copy it as node does": () => fs.cpSync(secret, `${inside}/stolen`),
    "list its directory as node does": () => fs.readdirSync(outside),
    "look at it as node does": () => fs.lstatSync(secret),
    "link the root here": () => Deno.symlinkSync("/", `${inside}/root`),
    "link the root here as node does": () => fs.symlinkSync("/", `${inside}/root`),
    "link it here as node does": () => fs.linkSync(secret, `${inside}/stolen`),
    "change its owner": () => Deno.chownSync(secret, 0, 0),
    "change its times": () => Deno.utimeSync(secret, 0, 0),
    "put a file of ours in its place": () => {
      Deno.writeTextFileSync(`${inside}/ours`, "x");
      Deno.renameSync(`${inside}/ours`, secret);
    },
    "make a temporary file": () => Deno.makeTempFileSync({ dir: outside }),
    "open it as a database": () => new DatabaseSync(secret).exec("select 1"),
    "attach it to a database": () =>
      new DatabaseSync(":memory:").exec(
        `attach database '${outside}/made' as a; create table a.t(x)`,
      ),
    "go into its directory": () => Deno.chdir(outside),
    "read it by an operation of Deno's own": () => operation("op_fs_read_file_text_sync")(secret),
  };
}

function programAttempts({ inside }: Targets): Attempts {
  const run = (file: string, options: Deno.CommandOptions) =>
    new Deno.Command(file, options).outputSync();
  return {
    "run a listed program with a library of ours": () =>
      run("/bin/true", { env: { LD_PRELOAD: `${inside}/ours.so` } }),
    "run it with an audit library": () => run("/bin/true", { env: { LD_AUDIT: `${inside}/a.so` } }),
    "run it with a library, written otherwise": () =>
      run("/bin/true", { env: { " ld_preload": `${inside}/ours.so` } }),
    "run another one by a path that begins alike": () => run("/bin/true/../ls", {}),
    "run another one from the directory of a listed one": () => run("./ls", { cwd: "/bin" }),
    "run another one through a variable": () => {
      Deno.writeTextFileSync(`${inside}/true`, "#!/bin/ls\n", { mode: 0o755 });
      return run("true", { env: { PATH: inside } });
    },
    "run Deno as node's fork does": () => ended(fork(`${inside}/x.js`, [], { execArgv: ["-A"] })),
    "run a program with node's execFile": () => ended(execFile("/bin/ls", [], { env: {} })),
    "signal the parent": () => Deno.kill(Deno.ppid, "SIGCONT"),
    "signal the process group": () => Deno.kill(-Deno.pid, "SIGCONT"),
  };
}

function netAttempts({ port, socket }: Targets): Attempts {
  return {
    "fetch over a socket": () =>
      fetch("http://127.0.0.1:9229/", {
        client: Deno.createHttpClient({ proxy: { transport: "unix", path: socket } }),
      }),
    "fetch what is listed through a proxy that is not": () =>
      fetch("http://127.0.0.1:9229/", {
        client: Deno.createHttpClient({ proxy: { url: `http://127.0.0.1:${port}/` } }),
      }),
    "connect with TLS": () => Deno.connectTls({ hostname: "127.0.0.1", port }),
    "connect to a listed address in another spelling": () =>
      Deno.connect({ hostname: "127.1", port }),
    "connect to the machine's other side": () => Deno.connect({ hostname: "::1", port }),
    "connect to the cloud's own address": () =>
      Deno.connect({ hostname: "169.254.169.254", port: 80 }),
    "listen on a socket elsewhere": () =>
      Deno.listen({ transport: "unix", path: `${socket}.other` }),
    "send a datagram": () =>
      new Promise((resolve, reject) => {
        const sender = dgram.createSocket("udp4");
        sender.on("error", reject);
        sender.send("x", port, "127.0.0.1", (error) => error === null ? resolve(1) : reject(error));
      }),
  };
}

function moduleAttempts({ outside, port }: Targets): Attempts {
  const secret = `${outside}/secret`;
  const reading = `export default Deno.readTextFileSync(${JSON.stringify(secret)});`;
  return {
    "read it in a module of text": () =>
      import(`data:application/javascript,${encodeURI(reading)}`),
    "read it in a module of bytes": () =>
      import(URL.createObjectURL(new Blob([reading], { type: "application/javascript" }))),
    "import a file as JSON": () => import(`file://${secret}.json`, { with: { type: "json" } }),
    "import a native module": () => import(`file://${secret}.node`),
    "load a file as WebAssembly": () =>
      WebAssembly.compileStreaming(fetch(`file://${secret}.wasm`)),
    "load WebAssembly from the network": () =>
      WebAssembly.compileStreaming(fetch(`http://127.0.0.1:${port}/x.wasm`)),
    "run a file in a worker": () => worker(`file://${secret}.js`),
    "run a file in a worker of node's": () =>
      new Promise((resolve, reject) =>
        new NodeWorker(`${secret}.js`).on("error", reject).on("exit", resolve)
      ),
  };
}

function permissionAttempts(): Attempts {
  const kinds = ["write", "net", "env", "ffi", "import"] as const;
  return Object.fromEntries(kinds.map((kind) => [`ask for all of ${kind}`, () => asked(kind)]));
}

async function asked(name: Deno.PermissionName | "import"): Promise<unknown> {
  const { state } = await Deno.permissions.request({ name } as Deno.PermissionDescriptor);
  if (state !== "granted") throw new Deno.errors.NotCapable(`state ${state}`);
  return state;
}

function systemAttempts(): Attempts {
  return {
    "ask for all of sys": () => asked("sys"),
    "give itself more of the processor": () => os.setPriority(-20),
    "ask for the load": () => Deno.loadavg(),
    "ask for the memory": () => Deno.systemMemoryInfo(),
    "ask for the time since the start": () => Deno.osUptime(),
    "ask for the processors": () => os.cpus(),
    "become another group": () => process.setgid?.(1),
  };
}

/** What the runtime itself calls; checks that stand before these in JavaScript are left out. */
function operation(name: string): (...args: unknown[]) => unknown {
  const { internal } = Deno as unknown as { readonly internal: symbol };
  const { core } = (Deno as unknown as Record<symbol, { core: { ops: Record<string, unknown> } }>)[
    internal
  ]!;
  const found = core.ops[name];
  if (typeof found !== "function") throw new Deno.errors.NotCapable(`no operation ${name}`);
  return found as (...args: unknown[]) => unknown;
}

async function worker(url: string): Promise<unknown> {
  const started = new Worker(url, { type: "module" });
  try {
    const { data } = await new Promise<MessageEvent>((resolve, reject) => {
      started.onmessage = resolve;
      started.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
    });
    if (data === "NotCapable") throw new Deno.errors.NotCapable("in the worker");
    return data;
  } finally {
    started.terminate();
  }
}

function first(stream: fs.ReadStream): Promise<unknown> {
  return new Promise((resolve, reject) => stream.on("data", resolve).on("error", reject));
}

function ended(child: ReturnType<typeof fork>): Promise<unknown> {
  return new Promise((resolve, reject) => child.on("exit", resolve).on("error", reject));
}
