// needs: supervisor python3
/**
 * The shell with its commands from a pipe, compared with the real supervisorctl (rows CTL-021 to CTL-023,
 * CTL-031, CTL-032).
 *
 * @module
 */

import { zoo } from "../support/config.ts";
import { Pair } from "../support/pair.ts";
import { playEnd, playOpen, playQuestions, playShell } from "../support/plays/shell.ts";

Deno.test("the shell answers a script as supervisorctl does", () => playShell());

Deno.test("open goes over to a daemon that answers, as supervisorctl does", () => playOpen());

Deno.test("shutdown and reload are asked about first", () => playQuestions());

Deno.test("a prompt of one's own is shown", async () => {
  await using pair = await Pair.start((place) =>
    zoo(place).replace("[supervisorctl]\n", "[supervisorctl]\nprompt=my daemon\n")
  );
  await pair.compare("", { input: "pid cat\n\nquit\n" });
});

Deno.test("reload restarts the daemon and shutdown ends it", () => playEnd());
