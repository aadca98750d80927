import assert from "node:assert/strict";
import fc from "fast-check";
import { loadConfig, type ProcessConfig, type ProgramOptions } from "../../mod.ts";

function processes(program: ProgramOptions): readonly ProcessConfig[] {
  const config = loadConfig({ programs: { p: program } });
  return config.groups.flatMap((group) => group.processes);
}

Deno.test("an environment given as a record arrives as it was, percent signs aside", () => {
  const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
  const value = fc.string({ unit: "binary" }).map((text) => text.replaceAll(/[%\0]/g, ""));
  fc.assert(fc.property(fc.dictionary(name, value, { maxKeys: 5 }), (environment) => {
    const [process] = processes({ command: "/bin/cat", environment });
    assert.deepEqual({ ...process!.environment }, { ...environment });
  }));
});

Deno.test("a command arrives as it was, with all that a file would take for a comment", () => {
  const command = `/bin/sh -c 'echo "a" ; b' # not a comment\n  second line`;
  assert.equal(processes({ command })[0]!.command, command);
});

Deno.test("numbers, booleans and lists are what their text would be", () => {
  const [process] = processes({
    command: "/bin/cat",
    startsecs: 5,
    autostart: false,
    autorestart: true,
    exitcodes: [0, 2],
    stdout_logfile: "AUTO",
    stdout_logfile_maxbytes: "1MB",
    stderr_logfile_maxbytes: 7,
  });
  assert.deepEqual(
    [process!.startsecs, process!.autostart, process!.autorestart, process!.exitcodes],
    [5, false, "true", [0, 2]],
  );
  assert.deepEqual(
    [process!.stdout.logfile.kind, process!.stdout.logfileMaxbytes],
    ["auto", 1024 * 1024],
  );
  assert.deepEqual(
    [process!.stderr.logfile.kind, process!.stderr.logfileMaxbytes],
    ["none", 7],
  );
});

Deno.test("text is expanded, and what is undefined is not given", () => {
  const all = processes({
    command: "/bin/echo 100%% %(process_num)d",
    process_name: "%(program_name)s_%(process_num)02d",
    numprocs: 2,
    startsecs: undefined,
  });
  assert.deepEqual(all.map(({ name, command, startsecs }) => [name, command, startsecs]), [
    ["p_00", "/bin/echo 100% 0", 1],
    ["p_01", "/bin/echo 100% 1", 1],
  ]);
});

Deno.test("listeners and other sections are given by name", () => {
  const config = loadConfig({
    programs: { a: { command: "/bin/cat" }, b: { command: "/bin/cat" } },
    eventListeners: {
      l: { command: "/bin/cat", events: ["TICK", "PROCESS_STATE"], buffer_size: 3 },
    },
    sections: { "group:g": { programs: ["a", "b"] }, supervisord: { identifier: "me" } },
  });
  assert.deepEqual(config.groups.map(({ name, kind }) => [name, kind]), [
    ["l", "eventlistener"],
    ["g", "program"],
  ]);
  const [listener] = config.groups;
  assert.ok(listener?.kind === "eventlistener");
  assert.deepEqual([listener.events, listener.bufferSize], [["TICK", "PROCESS_STATE"], 3]);
  assert.equal(config.supervisord.identifier, "me");
});

Deno.test("a key that means nothing is a notice", () => {
  const config = loadConfig({ sections: { "program:p": { command: "/bin/cat", comand: "x" } } });
  assert.deepEqual(config.notices.map(({ message }) => message), [
    "Unknown option comand in section [program:p] is ignored, did you mean command?",
  ]);
});
