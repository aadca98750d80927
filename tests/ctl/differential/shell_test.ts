// needs: supervisor python3
/**
 * The shell with its commands from a pipe, compared with the real supervisorctl (rows CTL-021 to CTL-023,
 * CTL-031, CTL-032).
 *
 * @module
 */

import { zoo } from "../support/config.ts";
import { Pair } from "../support/pair.ts";

Deno.test("the shell answers a script as supervisorctl does", async () => {
  await using pair = await Pair.start(zoo);
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
});

Deno.test("shutdown and reload are asked about first", async () => {
  await using pair = await Pair.start(zoo);
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
});

Deno.test("a prompt of one's own is shown", async () => {
  await using pair = await Pair.start((place) =>
    zoo(place).replace("[supervisorctl]\n", "[supervisorctl]\nprompt=my daemon\n")
  );
  await pair.compare("", { input: "pid cat\n\nquit\n" });
});

Deno.test("reload restarts the daemon and shutdown ends it", async () => {
  await using pair = await Pair.start(zoo);
  await pair.compare("", { input: "reload\nYes\nquit\n" });
  await pair.settle();
  await pair.compare("reload");
  await pair.settle();
  await pair.compare("status");
  await pair.compare("shutdown");
  await pair.each((subject) => subject.exited);
  for (const line of ["status", "shutdown", "reload", "start cat"]) await pair.compare(line);
});
