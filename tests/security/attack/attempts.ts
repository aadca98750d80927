/**
 * What somebody tries whose code runs inside the daemon. Run on its own, under the daemon's permissions,
 * with a JSON object of {@linkcode Targets} as its argument; prints a JSON list of {@linkcode Outcome}s.
 *
 * @module
 */

import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import inspector from "node:inspector";
import { moreAttempts } from "./more_attempts.ts";

/** What is attacked. Everything exists, so that only a permission can be in the way. */
export interface Targets {
  /** A directory that the config does not name, with a file `secret`. */
  readonly outside: string;
  /** A directory that the daemon may write to. */
  readonly inside: string;
  /** A port of 127.0.0.1 where somebody listens. */
  readonly port: number;
  /** A socket where somebody listens. */
  readonly socket: string;
  /** All facts about the system are granted (`umask=`). */
  readonly sysIsOpen: boolean;
}

/** What came of an attempt. `answer` says how it was refused, or what it got. */
export interface Outcome {
  readonly name: string;
  readonly refused: boolean;
  readonly answer: string;
}

/** What is tried, by name; what throws for want of a permission is refused. */
export type Attempts = Readonly<Record<string, () => unknown>>;

function attempts({ outside, inside, port, socket, sysIsOpen }: Targets): Attempts {
  const secret = `${outside}/secret`;
  const text = new TextEncoder().encode("x");
  const run = (file: string) => new Deno.Command(file, { args: ["-c", "true"] }).outputSync();
  return {
    "read /etc/shadow": () => Deno.readTextFileSync("/etc/shadow"),
    "read /etc/hostname": () => Deno.readTextFileSync("/etc/hostname"),
    "read another program's log": () => Deno.readTextFileSync(secret),
    "read it by way of a listed directory": () =>
      Deno.readTextFileSync(`${inside}/../../../../../../..${secret}`),
    "read it as node does": () => fs.readFileSync(secret),
    "read it by fetch": () => fetch(`file://${secret}`).then((response) => response.text()),
    "read it as a module": () => import(`file://${secret}.js`),
    "look at it": () => Deno.statSync(secret),
    "list its directory": () => [...Deno.readDirSync(outside)],
    "list the root": () => [...Deno.readDirSync("/")],
    "watch its directory": () => Deno.watchFs(outside),
    "resolve its path": () => Deno.realPathSync(secret),
    "copy it here": () => Deno.copyFileSync(secret, `${inside}/stolen`),
    "link it here": () => Deno.linkSync(secret, `${inside}/stolen`),
    "make a symbolic link to it here": () => Deno.symlinkSync(secret, `${inside}/pointer`),
    "read the daemon's environment in /proc": () => Deno.readTextFileSync("/proc/self/environ"),
    "read the daemon's memory": () => Deno.openSync("/proc/self/mem", { read: true, write: true }),
    "write to another program's log": () => Deno.writeFileSync(secret, text, { append: true }),
    "write it as node does": () => fs.appendFileSync(secret, "x"),
    "make a file beside it": () => Deno.writeFileSync(`${outside}/made`, text),
    "make a file in /etc": () => Deno.writeFileSync("/etc/denvisor-attack", text),
    "write a crontab": () => Deno.writeFileSync("/etc/cron.d/denvisor-attack", text),
    "make a directory": () => Deno.mkdirSync(`${outside}/made`),
    "remove it": () => Deno.removeSync(secret),
    "move it here": () => Deno.renameSync(secret, `${inside}/stolen`),
    "empty it": () => Deno.truncateSync(secret),
    "change its mode": () => Deno.chmodSync(secret, 0o777),
    "run a program that is not listed": () => run("/bin/ls"),
    "run it by another way": () => run("/bin/../bin/ls"),
    "run it by its name": () => run("ls"),
    "run it as node does": () => ended(spawn("/bin/ls", [], { env: {} })),
    "run Deno, which could have all permissions": () => run(Deno.execPath()),
    "run a program from a directory that can be written": () => {
      Deno.writeTextFileSync(`${inside}/tool`, "#!/bin/ls\n", { mode: 0o755 });
      return run(`${inside}/tool`);
    },
    "signal another process": () => Deno.kill(1, "SIGCONT"),
    "signal it as node does": () => process.kill(1, 0),
    "connect to a port of this machine": () => Deno.connect({ hostname: "127.0.0.1", port }),
    "connect to it by another name": () => Deno.connect({ hostname: "localhost", port }),
    "connect to it as node does": () => connected(net.connect(port, "127.0.0.1")),
    "fetch from it": () => fetch(`http://127.0.0.1:${port}/`),
    "open a web socket to it": () => new WebSocket(`ws://127.0.0.1:${port}/`),
    "connect to a socket": () => Deno.connect({ transport: "unix", path: socket }),
    "listen where nobody expects it": () => Deno.listen({ hostname: "0.0.0.0", port: 0 }),
    "ask a name server": () => Deno.resolveDns("localhost", "A"),
    "load a native library": () => Deno.dlopen("libc.so.6", {}),
    "load a native module": () =>
      process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6"),
    "read a secret variable": () => Deno.env.get("ATTACK_SECRET"),
    "read it as node does ": () => process.env["ATTACK_SECRET"],
    "read all variables": () => Deno.env.toObject(),
    "set a variable for the children": () => Deno.env.set("BASH_ENV", "/tmp/x"),
    "import from npm": () => import("npm:left-pad@1.3.0" + ""),
    "import from JSR": () => import("jsr:@std/assert@1" + ""),
    "import from a URL": () => import(`http://127.0.0.1:${port}/x.js`),
    "read it in a worker": () => worker(secret),
    "ask for more": () => asked({ name: "read" }),
    "ask for everything that runs": () => asked({ name: "run" }),
    ...(sysIsOpen ? {} : {
      "open the debugger": () => inspector.open(0, "127.0.0.1"),
      "ask for the network's interfaces": () => Deno.networkInterfaces(),
      "ask for the system's release": () => Deno.osRelease(),
      "become another user": () => process.setuid?.(1),
      "change the file mode mask": () => Deno.umask(0),
    }),
  };
}

/** Resolves when a child of node's has ended, and rejects when there is none. */
function ended(child: ReturnType<typeof spawn>): Promise<unknown> {
  return new Promise((resolve, reject) => child.on("exit", resolve).on("error", reject));
}

function connected(connection: net.Socket): Promise<unknown> {
  return new Promise((resolve, reject) => connection.on("connect", resolve).on("error", reject));
}

/** What a worker gets that reads `path`. */
async function worker(path: string): Promise<unknown> {
  const code = `try { postMessage(["", Deno.readTextFileSync(${JSON.stringify(path)})]); }
    catch (error) { postMessage([error.name, error.message]); }`;
  const reader = new Worker(`data:application/javascript,${encodeURIComponent(code)}`, {
    type: "module",
  });
  const { data: [problem, text] } = await new Promise<MessageEvent>((resolve, reject) => {
    reader.onmessage = resolve;
    reader.onerror = (event) => reject(new Error(event.message));
  });
  reader.terminate();
  if (problem === "NotCapable") throw new Deno.errors.NotCapable(text);
  return text;
}

/** Rejects when `action` has got nowhere for a second. */
async function soon<T>(action: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer")), 1000);
  try {
    return await Promise.race([action, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function asked(descriptor: Deno.PermissionDescriptor): Promise<unknown> {
  const { state } = await Deno.permissions.request(descriptor);
  if (state !== "granted") throw new Deno.errors.NotCapable(`state ${state}`);
  return state;
}

/** Tells a permission that is missing from everything else that can go wrong. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Deno.errors.NotCapable) return true;
  return /Requires .* access|NotCapable|ERR_ACCESS_DENIED|--cached-only|--deny-import|escalat|attached databases - max 0/
    .test(`${error.name} ${error.message} ${String(error.cause)}`);
}

/** Some of node's modules throw where nobody can catch. */
function thrownElsewhere(): { readonly error: Promise<never> } & Disposable {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
    event.preventDefault();
    reject("reason" in event ? event.reason : event.error);
  };
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onError);
  return {
    error: promise,
    [Symbol.dispose]: () => {
      removeEventListener("error", onError);
      removeEventListener("unhandledrejection", onError);
    },
  };
}

async function attempt(name: string, action: () => unknown): Promise<Outcome> {
  using elsewhere = thrownElsewhere();
  try {
    const result = await soon(Promise.race([Promise.resolve(action()), elsewhere.error]));
    return { name, refused: false, answer: Deno.inspect(result).slice(0, 200) };
  } catch (error) {
    return { name, refused: isRefusal(error), answer: String(error).slice(0, 200) };
  }
}

if (import.meta.main) {
  const outcomes: Outcome[] = [];
  const targets = JSON.parse(Deno.args[0]!) as Targets;
  const all = { ...attempts(targets), ...moreAttempts(targets) };
  for (const [name, action] of Object.entries(all)) {
    outcomes.push(await attempt(name, action));
  }
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(outcomes)));
  Deno.exit(0);
}
