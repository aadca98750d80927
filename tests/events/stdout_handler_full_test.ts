// needs: python3
import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { framed } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";

Deno.test("supervisor_stdout:event_handler prints what programs say to the daemon's stdout", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(
        at,
        `[program:talker]
command=/bin/sh -c "echo hello; echo trouble >&2; exec sleep 1000000"
startsecs=0
priority=2000
stdout_events_enabled=true
stderr_events_enabled=true

[eventlistener:stdout]
command=${listenerScript("echo.py")}
events=PROCESS_LOG
buffer_size=100
startsecs=0
result_handler=supervisor_stdout:event_handler
`,
      ),
  });
  const said = (): readonly string[] =>
    subject.stdout().split("\n").filter((line) => line.startsWith("talker ")).sort();
  await until(() => said().length >= 2, { within: 20_000, what: "two lines" });
  assert.deepEqual(said(), ["talker stderr | trouble", "talker stdout | hello"]);
});
