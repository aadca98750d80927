// needs: python3
import assert from "node:assert/strict";
import { until, within } from "#tests/support/deadline.ts";
import { isAlive } from "#tests/support/proc.ts";
import { cpuMillis, residentKilobytes } from "#tests/support/process_cost.ts";
import { program } from "#tests/support/sections.ts";
import { RpcFault } from "#tests/support/xmlrpc_client.ts";
import { median } from "../../bench/statistics.ts";
import { faultBench, misbehave } from "./fault_bench.ts";
import { byHand, endless, once } from "./programs.ts";

// Seen to fail with a pause of no seconds in lib/process/backoff.ts.
Deno.test("fifty programs that crash at once and for ever cost little, and clients are answered", async () => {
  await using bench = await faultBench({
    programs: () =>
      program("crash", {
        command: "/bin/false",
        process_name: "crash%(process_num)02d",
        numprocs: 50,
        autostart: false,
        startsecs: 1,
        startretries: 1000000,
        stdout_logfile: "NONE",
        stderr_logfile: "NONE",
      }),
  });
  await bench.rpc("startProcessGroup", "crash", false);
  const { pid } = bench.subject;
  const begun = performance.now();
  const cpu = cpuMillis(pid);
  const latencies: number[] = [];
  await until(async () => {
    const before = performance.now();
    await bench.rpc("getState");
    latencies.push(performance.now() - before);
    return performance.now() - begun > 4000;
  }, { within: 10_000, what: "four seconds", every: 50 });
  const share = (cpuMillis(pid) - cpu) / (performance.now() - begun);
  const answer = median(latencies);
  assert.ok(share < 0.5, `${(share * 100).toFixed(0)} % of a processor`);
  assert.ok(answer < 100, `an answer takes ${answer.toFixed(0)} ms`);
  await bench.unharmed();
});

// Seen to fail with the SIGKILL left out of `kill` in lib/process/machine.ts.
Deno.test("a program that ignores TERM, and one that was stopped by SIGSTOP, are killed in time", async () => {
  await using bench = await faultBench({
    programs: () =>
      byHand("stubborn", { command: misbehave("stubborn"), stopwaitsecs: 1 }) +
      byHand("frozen", { command: "/bin/sleep 1000", stopwaitsecs: 1 }),
  });
  for (const name of ["stubborn", "frozen"]) {
    await bench.rpc("startProcess", name);
    const { pid } = await bench.state(name, "RUNNING");
    const ready = async () => await bench.rpc("readProcessStdoutLog", name, 0, 0) !== "";
    if (name === "stubborn") await until(ready, { within: 10_000, what: "it to ignore TERM" });
    if (name === "frozen") Deno.kill(pid, "SIGSTOP");
    await within(bench.rpc("stopProcess", name), { within: 8000, what: `the end of ${name}` });
    assert.equal(isAlive(pid), false);
    assert.equal((await bench.info(name)).statename, "STOPPED");
  }
  await bench.unharmed();
});

// Seen to fail with the end of the pipes taken for the end of the process in daemon/adapters/child_process.ts.
Deno.test("a program that closes its output lives on, and is stopped like any other", async () => {
  await using bench = await faultBench({
    programs: () =>
      program("silent", { command: misbehave("silent"), autostart: false, startsecs: 1 }),
  });
  await bench.rpc("startProcess", "silent");
  const { pid } = await bench.state("silent", "RUNNING");
  await bench.rpc("stopProcess", "silent");
  assert.equal(isAlive(pid), false);
  await bench.unharmed();
});

// Seen to fail with `drainPipes` waiting for the end of the pipes without a bound.
Deno.test("a grandchild that holds the pipe does not keep a program from being restarted", async () => {
  await using bench = await faultBench({
    orphans: true,
    programs: () =>
      once("heir", { command: misbehave("heir") }) +
      once("merged", { command: misbehave("heir"), redirect_stderr: true }),
  });
  for (const name of ["heir", "merged", "heir", "merged"]) {
    await bench.rpc("startProcess", name);
    await bench.state(name, "EXITED");
    assert.match(String(await bench.rpc("readProcessStdoutLog", name, 0, 0)), /gone/);
  }
  await bench.unharmed();
});

// Seen to fail with `write` in daemon/output/log_file.ts keeping a copy of each chunk.
Deno.test("1 GB without a newline go to the log, and take no memory", async () => {
  const size = 1_000_000_000;
  await using bench = await faultBench({
    programs: (at) => endless("endless", { bytes: size, stdout_logfile: at.at("endless.log") }),
  });
  const before = residentKilobytes(bench.subject.pid);
  let most = before;
  await bench.rpc("startProcess", "endless");
  await until(async () => {
    most = Math.max(most, residentKilobytes(bench.subject.pid));
    return (await bench.info("endless")).statename === "EXITED";
  }, { within: 120_000, what: "the end of the program" });
  assert.equal((await Deno.stat(bench.place.at("endless.log"))).size, size);
  assert.ok(most - before < 32 * 1024, `grew by ${most - before} kB`);
  await bench.unharmed();
});

// Seen to fail with `write` in daemon/output/log_file.ts decoding and encoding what it gets.
Deno.test("bytes of any kind come into the log as they are, and can be read by clients", async () => {
  await using bench = await faultBench({
    programs: (at) =>
      once("binary", { command: misbehave("binary"), stdout_logfile: at.at("binary.log") }),
  });
  await bench.rpc("startProcess", "binary");
  await bench.state("binary", "EXITED");
  const bytes = await Deno.readFile(bench.place.at("binary.log"));
  const values = [...Array(256).keys()];
  const pairs = values.flatMap((first) => values.flatMap((second) => [first, second]));
  assert.deepEqual(bytes, Uint8Array.from([...values, ...pairs, 0xe2, 0x82]));
  await bench.rpc("readProcessStdoutLog", "binary", -5000, 0);
  await bench.rpc("tailProcessStdoutLog", "binary", 0, 5000);
  await bench.unharmed();
});

// Seen to fail with the bound in `StdinQueue.write` taken out.
Deno.test("100 MB for a program that does not read are refused with a fault, and little is kept", async () => {
  await using bench = await faultBench({
    programs: () => byHand("deaf", { command: misbehave("deaf") }),
  });
  await bench.rpc("startProcess", "deaf");
  const chunk = "x".repeat(200_000);
  // What reading and answering 200 KB costs is not the question.
  await bench.rpc("getProcessInfo", "deaf");
  let accepted = 0;
  const faults = new Map<number, number>();
  let before = 0;
  for (let sent = 0; sent < 500; sent++) {
    if (sent === 50) before = residentKilobytes(bench.subject.pid);
    try {
      await bench.rpc("sendProcessStdin", "deaf", chunk);
      accepted++;
    } catch (error) {
      if (!(error instanceof RpcFault)) throw error;
      faults.set(error.code, (faults.get(error.code) ?? 0) + 1);
    }
  }
  const grown = residentKilobytes(bench.subject.pid) - before;
  assert.ok(accepted * chunk.length <= 1024 * 1024 + 65536, `${accepted} were accepted`);
  assert.deepEqual([...faults.keys()], [30]);
  assert.ok(grown < 32 * 1024, `grew by ${grown} kB`);
  await bench.unharmed();
});

// Seen to fail with the rejection for signals without a name thrown on in daemon/adapters/exit_status.ts.
Deno.test("deaths by signals of all sorts are told, real-time ones too", async () => {
  const signals = [1, 6, 9, 11, 15, 31, 34, 40, 64];
  await using bench = await faultBench({
    programs: () =>
      signals.map((number) => once(`die${number}`, { command: misbehave("die", number) })).join(""),
  });
  for (const number of signals) {
    await bench.rpc("startProcess", `die${number}`, false);
    const { exitstatus } = await bench.state(`die${number}`, "EXITED");
    assert.equal(exitstatus, -1);
    await bench.logged(new RegExp(`exited: die${number} \\(terminated by `));
  }
  await bench.unharmed();
});

// Seen to fail with the error of a spawn thrown on in `#explain` of daemon/adapters/command_spawner.ts
// and in daemon/process_launcher.ts.
Deno.test("what cannot be run is told by name, and harms nobody", async () => {
  await using bench = await faultBench({
    prepare: async (at) => {
      await Deno.writeTextFile(at.at("plain"), "no program");
      await Deno.writeTextFile(at.at("garbage"), "\u007fELF nonsense");
      await Deno.chmod(at.at("garbage"), 0o755);
    },
    programs: (at) =>
      Object.entries({
        missing: "command=/no/such/command",
        plain: `command=${at.at("plain")}`,
        directory: "command=/usr",
        nowhere: `command=/bin/sleep 10\ndirectory=${at.at("nowhere")}`,
        garbage: `command=${at.at("garbage")}`,
      }).map(([name, keys]) =>
        `[program:${name}]\n${keys}\nautostart=false\nstartretries=0\nstartsecs=1\n`
      ).join("\n"),
  });
  const faults = new Map<string, number>();
  for (const name of ["missing", "plain", "directory", "nowhere", "garbage"]) {
    try {
      await bench.rpc("startProcess", name);
    } catch (error) {
      if (!(error instanceof RpcFault)) throw error;
      faults.set(name, error.code);
    }
  }
  // NO_FILE, NOT_EXECUTABLE and, where a child had to be made to see it, SPAWN_ERROR or ABNORMAL_TERMINATION.
  assert.equal(faults.get("missing"), 20);
  assert.equal(faults.get("plain"), 21);
  assert.ok([21, 50].includes(faults.get("directory") ?? 0), String(faults.get("directory")));
  assert.ok([40, 50].includes(faults.get("nowhere") ?? 0), String(faults.get("nowhere")));
  assert.ok([40, 50].includes(faults.get("garbage") ?? 0), String(faults.get("garbage")));
  await bench.unharmed();
});
