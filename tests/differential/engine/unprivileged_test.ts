// needs: supervisor python3 util-linux root
import { program } from "#tests/support/sections.ts";
import { refusal, withConfig } from "./scenario/refusal.ts";
import { registerScenarios } from "./scenario/register.ts";
import { failing, unfitCommands } from "./scenario/unfit_commands.ts";
import { look, rpc, snapshot, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "A command that its user may not run is refused",
    rows: ["PROC-017"],
    user: "nobody",
    prepare: unfitCommands,
    config: (at) => failing("a", at.scratch("not-ours")),
    steps: [untilState("a", "FATAL"), snapshot(), rpc("startProcess", "a")],
  },
  {
    name: "Without root a program cannot have another user",
    rows: ["PROC-022", "PROC-025", "PROC-047"],
    user: "nobody",
    config: (at) =>
      program("other", {
        command: "/bin/sleep 1000",
        user: "daemon",
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("other.err"),
      }) +
      program("same", { command: "/bin/sleep 1000", user: "nobody", startsecs: 0 }),
    steps: [untilState("other", "FATAL"), untilState("same", "RUNNING"), snapshot()],
  },
  {
    name: "A file that may not be read is a usage error",
    rows: ["CLI-001", "CFG-002"],
    daemon: false,
    user: "nobody",
    prepare: (at) => Deno.chmod(at.config, 0o000),
    steps: [refusal("unreadable", withConfig())],
  },
  {
    name: "More descriptors than the machine gives are a usage error",
    rows: ["CLI-017", "CLI-025", "PROC-046"],
    daemon: false,
    user: "nobody",
    steps: [
      look("minfds over the hard limit", async (run) => {
        const { code, stderr } = await run.home.launch(withConfig("-a", "900000000")(run));
        const [error = ""] = stderr.split("\n");
        // What the machine allows is not ours to compare.
        return { code, error: error.replace(/open \d+ file/, "open LIMIT file") };
      }),
    ],
  },
  {
    name: "Only root may ask for another user",
    rows: ["CLI-006", "CLI-025", "PROC-047"],
    daemon: false,
    user: "nobody",
    steps: [
      refusal("as daemon", withConfig("-u", "daemon")),
      refusal("as root by number", withConfig("-u", "0")),
    ],
  },
]);
