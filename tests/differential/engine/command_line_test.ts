// needs: supervisor python3
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { isAlive } from "#tests/support/proc.ts";
import { program } from "#tests/support/sections.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { until } from "#tests/support/deadline.ts";
import { refusal, withConfig } from "./scenario/refusal.ts";
import { registerScenarios } from "./scenario/register.ts";
import { look, ownClient, rpc, snapshot, untilFile, untilState } from "./scenario/steps.ts";

const PIDPROXY = `${REPOSITORY}/bin/pidproxy`;

registerScenarios([
  {
    name: "Bad options are refused in the words of getopt",
    rows: ["CLI-021", "CLI-022", "CLI-024"],
    daemon: false,
    steps: [
      refusal("unknown short option", withConfig("-x")),
      refusal("unknown long option", withConfig("--nonsense")),
      refusal("missing argument", () => ["-c"]),
      refusal("missing argument of a long option", () => ["--configuration"]),
      refusal("argument of a flag", withConfig("--nodaemon=yes")),
      refusal("ambiguous prefix", withConfig("--log", "x")),
      refusal("words", withConfig("foo", "bar")),
      refusal("twice the same flag", withConfig("-n")),
      refusal("twice the same option", withConfig("-l", "a", "--logfile=b")),
      refusal("twice the configuration", withConfig("-c", "x")),
      refusal("bad level", withConfig("-e", "foo")),
      refusal("bad number", withConfig("-z", "many")),
      refusal("bad size", withConfig("-y", "5XB")),
      refusal("bad umask", withConfig("-m", "9z")),
      refusal("bad directory", withConfig("-d", "/no/such/dir")),
      refusal("bad child log directory", withConfig("-q", "/no/such/dir")),
      refusal("bad descriptors", withConfig("-a", "x")),
      refusal("bad processes", withConfig("--minprocs", "x")),
      refusal("bad log file", withConfig("-l", "/no/such/dir/log")),
      refusal("bad pidfile", withConfig("-j", "/no/such/dir/pid")),
      refusal("unknown user", withConfig("-u", "no-such-user")),
      refusal("unknown uid", withConfig("-u", "987654")),
    ],
  },
  {
    name: "A configuration that cannot be had is a usage error",
    rows: ["CLI-001", "CLI-022", "CFG-002", "CFG-041"],
    daemon: false,
    prepare: async (at) => {
      await Deno.writeTextFile(at.at("none.conf"), "");
      await Deno.writeTextFile(at.at("headless.conf"), "a=b\n");
      await Deno.writeTextFile(at.at("other.conf"), "[program:x]\ncommand=/bin/true\n");
      await Deno.writeTextFile(
        at.at("bad.conf"),
        "[supervisord]\n[program:x]\ncommand=/bin/true\nstartsecs=soon\n",
      );
      await Deno.writeTextFile(at.at("syntax.conf"), "[supervisord]\nno option at all\n");
    },
    steps: [
      refusal("missing", (run) => ["-n", "-c", run.place.at("missing.conf")]),
      refusal("a directory", (run) => ["-n", "-c", run.place.dir]),
      refusal("empty", (run) => ["-n", "-c", run.place.at("none.conf")]),
      refusal("no section header", (run) => ["-n", "-c", run.place.at("headless.conf")]),
      refusal("no [supervisord]", (run) => ["-n", "-c", run.place.at("other.conf")]),
      refusal("a bad value", (run) => ["-n", "-c", run.place.at("bad.conf")]),
      refusal("bad syntax", (run) => ["-n", "-c", run.place.at("syntax.conf")]),
    ],
  },
  {
    name: "Version and help are printed and nothing is started",
    rows: ["CLI-004", "CLI-005", "CLI-024"],
    daemon: false,
    steps: [
      ...["-v", "--version"].map((word) =>
        look(word, async (run) => {
          const { code, stdout, stderr } = await run.home.launch([word]);
          return { code, version: /^\d+\.\d+(\.\d+)?\S*\n$/.test(stdout), stderr };
        })
      ),
      ...["-h", "--help", "-?", "--he"].map((word) =>
        look(word, async (run) => {
          const { code, stdout, stderr } = await run.home.launch([word]);
          const options = ["--configuration", "--nodaemon", "--loglevel", "--minprocs"];
          return { code, complete: options.every((option) => stdout.includes(option)), stderr };
        })
      ),
    ],
  },
  {
    name: "Ports and sockets that are taken are a usage error",
    rows: ["CLI-025", "HTTP-001"],
    daemon: false,
    frame: () => ({ tcp: true }),
    steps: [
      look("start beside a listener", async (run) => {
        using _taken = Deno.listen({ hostname: "127.0.0.1", port: run.place.port });
        const { code, stderr } = await run.home.launch(withConfig()(run));
        return { code, error: stderr.split("\n")[0] };
      }),
      look("nothing is left", async (run) => {
        const names: string[] = [];
        for await (const { name } of Deno.readDir(run.place.dir)) names.push(name);
        return names.filter((name) => /sock|pid/.test(name));
      }),
    ],
  },
  {
    name: "Short options on the command line beat the file",
    rows: [
      ...["CLI-002", "CLI-003", "CLI-008", "CLI-009", "CLI-010", "CLI-011", "CLI-012"],
      ...["CLI-013", "CLI-014", "CLI-015", "CLI-017", "CLI-018"],
    ],
    prepare: async (at) => {
      await Deno.mkdir(at.at("other-logs"));
      await Deno.mkdir(at.at("work"));
    },
    args: (at) => [
      ...["-st", "-i", "mine", "-q", at.at("other-logs"), "-j", at.at("other.pid")],
      ...["-e", "warn", "-y", "1MB", "-z", "3", "-a", "1100", "-d", at.at("work"), "-m", "077"],
    ],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"outhex 1b5b33316d7265640a"'),
        startsecs: 0,
      }),
    steps: [
      untilState("a", "RUNNING"),
      rpc("getIdentification"),
      look(
        "pidfile",
        async (run) =>
          await Deno.readTextFile(run.place.at("other.pid")) === `${run.subject.pid}\n`,
      ),
      snapshot(),
      look("until the child wrote", async (run) => {
        const { stdout_logfile } = await run.subject.rpc("getProcessInfo", "a") as {
          stdout_logfile: string;
        };
        await until(async () => (await Deno.stat(stdout_logfile)).size > 0, {
          within: 10_000,
          what: "output in the automatic log",
        });
      }),
    ],
  },
  {
    name: "Long options may be abbreviated and take their value either way",
    rows: ["CLI-009", "CLI-012", "CLI-013", "CLI-014", "CLI-016", "CLI-019", "CLI-020", "CLI-021"],
    prepare: (at) =>
      Deno.writeTextFile(at.at("childlogs", "x-stdout---mine-abcdefgh.log"), "old\n"),
    args: (at) => [
      ...["--ident=mine", "--nocl", "--pid", at.at("other.pid"), "--loglevel", "warn"],
      ...["--minprocs=150", "--profile_options=cumulative,calls", "--sil"],
    ],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING"), rpc("getIdentification"), untilFile("other.pid", 2)],
    log: "none",
    // A profiler's report is printed at the end by supervisord; here it is an option without effect.
  },
  {
    name: "The client takes its address from its options",
    rows: ["CLI-023", "CTL-036"],
    recorder: false,
    frame: () => ({ tcp: true }),
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      ownClient("by file", (run) => ["-c", run.place.config, "status"]),
      ownClient("by socket", (run) => ["-s", `unix://${run.place.socket}`, "status", "a"]),
      ownClient("by port", (run) => [
        ...["--serverurl", `http://127.0.0.1:${run.place.port}`],
        ...["-u", "who", "-p", "what", "status", "a"],
      ]),
      ownClient("bundled", (run) => ["-ic", run.place.config, "pid", "a"]),
      ownClient("no such socket", (run) => ["-s", `unix://${run.place.at("none")}`, "status"]),
      ownClient("nobody there", () => ["-s", "http://127.0.0.1:1", "pid"]),
    ],
    check: (_run, observed) => {
      for (const result of observed.results) {
        const value = result[1] as { stdout?: string[] };
        value.stdout = value.stdout?.map((line) => /^\d+$/.test(line) ? "PID" : line) ?? [];
      }
    },
  },
  {
    name: "pidproxy forwards signals to the pid in the file",
    rows: ["CLI-027"],
    daemon: false,
    steps: [
      look("what comes of HUP and TERM", async (run) => {
        const pidfile = run.place.scratch("pid");
        const note = run.place.scratch("note");
        const pidproxy = run.kind === "supervisord" ? "/usr/bin/pidproxy" : PIDPROXY;
        const puppet = run.place.child(
          "puppet.py",
          "--ready",
          pidfile,
          "--catch",
          "HUP",
          "--note",
          note,
        );
        const proxy = new Deno.Command(pidproxy, {
          args: [pidfile, ...puppet.split(" ")],
          env: run.home.env,
          clearEnv: true,
          stdin: "null",
        }).spawn();
        await untilFile("scratch/pid", 2).act(run);
        proxy.kill("SIGHUP");
        await untilFile("scratch/note", 7).act(run);
        proxy.kill("SIGTERM");
        const { code } = await proxy.status;
        const pid = Number(await Deno.readTextFile(pidfile));
        await until(() => !isAlive(pid), { within: 10_000, what: "the program to end" });
        return { code, note: await Deno.readTextFile(note) };
      }),
      look("no arguments", async (run) => {
        const pidproxy = run.kind === "supervisord" ? "/usr/bin/pidproxy" : PIDPROXY;
        const { code } = await runCommand([pidproxy], { env: run.home.env });
        return { code };
      }),
    ],
  },
  {
    name: "The sample configuration is accepted and has every section",
    rows: ["CLI-026"],
    daemon: false,
    steps: [
      look("sample", async (run) => {
        const argv = run.kind === "supervisord"
          ? ["/usr/bin/echo_supervisord_conf"]
          : [...run.home.command(["--sample-conf"])];
        const { code, stdout, stderr } = await runCommand(argv, { env: run.home.env });
        const sections = [...stdout.matchAll(/^;?(\[[a-z_-]+[\]:])/gm)].map((match) => match[1]);
        const expected = [
          ...["[unix_http_server]", "[inet_http_server]", "[supervisord]", "[supervisorctl]"],
          ...["[rpcinterface:", "[program:", "[eventlistener:", "[group:", "[include]"],
        ];
        assert.equal(stderr, "");
        return { code, missing: expected.filter((name) => !sections.includes(name)) };
      }),
    ],
  },
]);
