/** The shell, and commands that it asks about. */

import { zoo } from "../config.ts";
import { Pair, type Setup } from "../pair.ts";

/** The shell with its commands from a pipe. */
export async function playShell(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const scripts = [
    "",
    "\n\n",
    "quit\n",
    "exit now\n",
    "EOF\n",
    "pid nosuch\nnosuch\n  status   cat  \n?x\nhelp nosuch\n!x\n",
    "status cat",
    "status cat\r\nquit\r\n",
    "start\tcat\nstop nosuch:*\nopen ftp://x\nversion\n",
    "open unix:///no/such.sock\nstatus\nquit\n",
    "tail talk\nmaintail x\nfg nosuch\nstatus web:*\nquit\nstatus\n",
  ];
  const anywhere = ["--allow-net", "--allow-read", "--allow-write", "--allow-env"];
  for (const input of scripts) await pair.compare("", { input, permissions: anywhere });
}

/** `open` of a daemon that answers: from then on it is the one that is talked to. */
export async function playOpen(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const elsewhere = () => ["-s", "unix:///tmp/no-such.sock"];
  for (const options of [undefined, elsewhere]) {
    const from = options === undefined ? {} : { options };
    await pair.compare("open unix://@SOCKET@", from);
    const scripts = [
      "open unix://@SOCKET@\npid cat\nstatus manual\nversion\nquit\n",
      "open unix://@SOCKET@\nopen unix://@SOCKET@ twice\nopen nosuch\npid manual\nstop cat\nstart cat\n",
      "open unix:///tmp/no-such.sock\npid cat\nopen unix://@SOCKET@\npid cat\n",
    ];
    for (const input of scripts) await pair.compare("", { ...from, input });
  }
}

/** Questions before `shutdown` and `reload`, never answered with yes. */
export async function playQuestions(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const scripts = [
    "shutdown\nn\npid cat\n",
    "shutdown\n\nreload\nno\nquit\n",
    "reload\n",
    "shutdown",
    "reload\nno way\nshutdown\nnot yet\n",
  ];
  for (const input of scripts) await pair.compare("", { input });
  const interactively = (place: { config: string }) => ["-i", "-c", place.config];
  for (const input of ["n\n", "", "\n", "later"]) {
    await pair.compare("shutdown", { input, options: interactively });
    await pair.compare("reload", { input, options: interactively });
  }
}

/** `reload` restarts the daemon and `shutdown` ends it. */
export async function playEnd(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  await pair.compare("", { input: "reload\nYes\nquit\n" });
  await pair.settle();
  await pair.compare("reload");
  await pair.settle();
  await pair.compare("status");
  await pair.compare("shutdown");
  await pair.each((subject) => subject.exited);
  for (const line of ["status", "shutdown", "reload", "start cat"]) await pair.compare(line);
}
