// needs: supervisor python3
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { failing, unfitCommands } from "./scenario/unfit_commands.ts";
import {
  ctl,
  look,
  pidOf,
  rpc,
  snapshot,
  tell,
  untilEvent,
  untilFile,
  untilState,
} from "./scenario/steps.ts";
import { openFiles } from "#tests/support/proc.ts";

registerScenarios([
  {
    name: "A command that cannot be found or run is named in the status",
    rows: ["PROC-017", "PROC-056", "PROC-007"],
    prepare: unfitCommands,
    config: (at) =>
      failing("absolute", "/no/such/file --flag") +
      failing("relative", "no-such-command-anywhere") +
      failing("slash", "./no/such/file") +
      failing("plain", at.scratch("plain")) +
      failing("directory", "/usr/bin") +
      failing("quoted", `"/no/it's there"`) +
      failing("empty", "") +
      failing("quoting", `/bin/echo "unclosed`) +
      failing("backslash", "/bin/echo \\"),
    steps: [
      ...["absolute", "relative", "slash", "plain", "directory", "quoted", "empty"].map((name) =>
        untilState(name, "FATAL")
      ),
      untilState("quoting", "FATAL"),
      untilState("backslash", "FATAL"),
      snapshot(),
      ctl("status"),
      ...["absolute", "relative", "plain", "directory", "empty", "quoting"].map((name) =>
        rpc("startProcess", name)
      ),
      ctl("start", "absolute", "plain", "quoting"),
    ],
  },
  {
    name: "The first file of that name on PATH is taken, and PATH of the program counts",
    rows: ["PROC-017", "CFG-126"],
    prepare: async (at) => {
      for (const name of ["first", "second"]) {
        await Deno.mkdir(at.scratch(name));
        const script = `#!/bin/sh\necho ${name} "$0"\nexec sleep 1000\n`;
        await Deno.writeTextFile(at.scratch(name, "tool-of-test"), script, { mode: 0o755 });
      }
      await Deno.chmod(at.scratch("first", "tool-of-test"), 0o644);
    },
    config: (at) =>
      program("blocked", {
        command: "tool-of-test",
        environment: `PATH="${at.scratch("first")}:${at.scratch("second")}:/bin:/usr/bin"`,
        startretries: 0,
      }) +
      program("found", {
        command: "tool-of-test",
        environment: `PATH="${at.scratch("second")}:/bin:/usr/bin"`,
        startsecs: 0,
        stdout_logfile: at.at("found.log"),
      }),
    steps: [untilState("blocked", "FATAL"), untilFile("found.log", 1), snapshot()],
  },
  {
    name: "A program is called by the word of its command, not by the path that was found",
    rows: ["PROC-017"],
    config: () =>
      ["sh", "/bin/../bin/sh"].map((word, at) =>
        program(`p${at}`, {
          command: `${word} -c 'echo "$0"; exec sleep 1000'`,
          redirect_stderr: at === 1,
          startsecs: 0,
          stdout_logfile: `%(here)s/p${at}.log`,
        })
      ).join(""),
    steps: [
      ...["p0", "p1"].map((name) => untilFile(`${name}.log`, 1)),
      snapshot(),
    ],
  },
  {
    name: "A command is split into words as a shell would, and nothing is expanded",
    rows: ["PROC-016"],
    config: (at) =>
      program("a", {
        command: `/bin/sh -c 'for w; do echo "<$w>"; done; exec sleep 1000' sh ` +
          `a "b c" 'd "e' f\\ g "h\\"i" j""k '' $HOME * ~ "$B" l;m n|o`,
        startsecs: 0,
        stdout_logfile: at.at("words.log"),
      }),
    steps: [untilFile("words.log", 60), untilState("a", "RUNNING")],
  },
  {
    name: "A command over several lines is one list of words",
    rows: ["PROC-016"],
    config: (at) =>
      `[program:a]
command=/bin/sh
  -c
  'echo "$0 $@"; exec sleep 1000'
  one
  two
startsecs=0
stdout_logfile=${at.at("words.log")}
`,
    steps: [untilFile("words.log", 5), untilState("a", "RUNNING")],
  },
  {
    name: "A child that cannot be set up says so in its own log",
    rows: ["PROC-025", "PROC-023", "PROC-005"],
    prepare: async (at) => {
      await Deno.writeTextFile(at.scratch("no-shebang"), "\u0001\u0002 no program\n", {
        mode: 0o755,
      });
      await Deno.writeTextFile(at.scratch("bad-shebang"), "#!/no/such/interpreter\n", {
        mode: 0o755,
      });
    },
    config: (at) =>
      program("nodir", {
        command: "/bin/sleep 1000",
        directory: at.at("missing"),
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("nodir.err"),
      }) +
      program("notdir", {
        command: "/bin/sleep 1000",
        directory: at.config,
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("notdir.err"),
      }) +
      program("interpreter", {
        command: at.scratch("bad-shebang"),
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("interpreter.err"),
      }) +
      program("merged", {
        command: "/bin/sleep 1000",
        directory: at.at("missing"),
        redirect_stderr: true,
        startsecs: 3,
        startretries: 0,
        stdout_logfile: at.at("merged.log"),
      }),
    steps: [
      ...["nodir", "notdir", "interpreter", "merged"].map((name) => untilState(name, "FATAL")),
      snapshot(),
    ],
  },
  {
    name: "A script without a first line for the kernel is not run",
    rows: ["PROC-025"],
    prepare: (at) => Deno.writeTextFile(at.scratch("script"), "exit 3\n", { mode: 0o755 }),
    config: (at) =>
      program("a", {
        command: at.scratch("script"),
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("script.err"),
      }),
    steps: [untilState("a", "FATAL"), snapshot()],
    wanted: [{
      ref: "deno",
      why: "what the kernel does not take for a program is run by the shell, as a shell would",
      adjust: (expected) => {
        const lines = expected.log["a"] ?? [];
        const index = lines.indexOf("WARN exited: a (exit status 127; not expected)");
        assert.ok(index >= 0, "supervisord does not run it");
        lines[index] = "WARN exited: a (exit status 3; not expected)";
        expected.files["script.err"] = '0644 ""';
      },
    }],
  },
  {
    name: "Standard input is a pipe that stays open",
    rows: ["PROC-027"],
    config: (at) =>
      program("cat", { command: "/bin/cat", startsecs: 0, stdout_logfile: at.at("cat.log") }) +
      program("off", { command: "/bin/cat", autostart: false }),
    steps: [
      untilState("cat", "RUNNING"),
      rpc("sendProcessStdin", "cat", "one\n"),
      rpc("sendProcessStdin", "cat", "zwölf €\n"),
      rpc("sendProcessStdin", "cat", "no newline"),
      untilFile("cat.log", 25),
      rpc("sendProcessStdin", "off", "x"),
      rpc("sendProcessStdin", "nosuch", "x"),
      rpc("sendProcessStdin", "cat", 5),
      rpc("sendProcessStdin", "cat:*", "x"),
      snapshot(),
    ],
  },
  {
    name: "Writing to a program that closed its standard input is a fault",
    rows: ["PROC-027"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "close-stdin"),
      look("descriptor 0 is closed", async (run) => {
        const pid = await pidOf(run, "a");
        const closed = () => !Object.hasOwn(openFiles(pid), 0);
        for (let tries = 0; tries < 1000 && !closed(); tries++) await run.subject.rpc("getState");
        return closed();
      }),
      rpc("sendProcessStdin", "a", "x\n"),
      rpc("sendProcessStdin", "a", "y\n"),
      snapshot(),
    ],
  },
  {
    name: "A log directory that went away is a spawn error",
    rows: ["PROC-018", "LOG-004"],
    prepare: (at) => Deno.mkdir(at.at("logs")),
    config: (at) =>
      program("a", {
        command: "/bin/sleep 1000",
        autostart: false,
        stdout_logfile: at.at("logs", "a.log"),
        startretries: 0,
      }),
    steps: [
      { label: "remove the directory", act: (run) => Deno.remove(run.place.at("logs")) },
      rpc("startProcess", "a"),
      untilEvent("PROCESS_STATE_FATAL", "a"),
      snapshot(),
      ctl("status", "a"),
    ],
    wanted: [{
      ref: "better",
      why: "the log that cannot be opened is named",
      adjust: (expected) => {
        const text = JSON.stringify(expected);
        assert.match(text, /for 'a': ENOENT/);
        const named = text.replaceAll(
          "for 'a': ENOENT",
          "for 'a': ENOENT (@DIR@/logs/a.log)",
        );
        Object.assign(expected, JSON.parse(named));
      },
    }],
  },
]);
