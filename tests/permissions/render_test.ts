import assert from "node:assert/strict";
import { adviceFor } from "#lib/permissions/advice.ts";
import { planDocument, planExplanation, planTable } from "#lib/permissions/render.ts";
import { CONFIG_PATH, planFor } from "./plan_for.ts";

Deno.test("the table names value, reason and line, and marks what opens more", () => {
  const table = planTable(
    planFor("[program:a]\ncommand=/bin/sh -c x\n[program:b]\ncommand=python3\n"),
  );
  assert.match(table[0]!, /^ +KIND +VALUE +REASON +WRITTEN IN$/);
  const rows = table.map((line) => line.split(/ {2,}/).filter((cell) => cell !== ""));
  const place = (line: number) => `${CONFIG_PATH}:${line}`;
  assert.deepEqual(rows.slice(1, 3), [
    ["!", "run", "/bin/sh", "program:a command", place(6)],
    ["!", "run", "/usr/bin/python3", "program:b command", place(8)],
  ]);
  assert.deepEqual(
    rows.find((row) => row.includes("read") && row.includes("program:b command")),
    ["read", "/usr/bin/python3 (1 more)", "program:b command", place(8)],
  );
  assert.ok(table.includes("  run /bin/sh: runs any program"));
});

Deno.test("the explanation says what each entry can do, and what to write instead", () => {
  const lines = planExplanation(planFor("[program:a]\ncommand=/bin/sh -c x\n"));
  const at = lines.indexOf("  /bin/sh");
  assert.deepEqual(lines.slice(at + 1, at + 3), [
    `    for      program:a command (${CONFIG_PATH}:6)`,
    "    can      runs any program",
  ]);
  assert.match(lines[at + 3]!, /^ {4}instead {2}write the program itself in command=, by its path/);
});

Deno.test("everything that opens more than its purpose has a way around it", () => {
  const { entries } = planFor(
    `permissions=open
[inet_http_server]
port=127.0.0.1:1
[program:shell]
command=/bin/sh -c x
stopasgroup=true
umask=022
[program:env]
command=/usr/bin/env A=b x
[program:cat]
command=/bin/cat
stdout_logfile=/tmp/x.log
[program:python]
command=/usr/bin/python3 x.py
environment=LD_PRELOAD="x"
[program:user]
command=/bin/sleep 1
user=grouped
stdout_syslog=true
`,
    { executables: ["/bin/cat", "/bin/ps"] },
  );
  const dangerous = entries.filter(({ danger }) => danger !== undefined);
  const names = dangerous.map(({ kind, value }) => `${kind} ${value}`);
  for (
    const name of ["run null", "run /bin/sh", "run /usr/bin/env", "run /bin/cat", "sys null"]
      .concat("run /usr/bin/setpriv", "run /bin/kill", "run /usr/bin/logger", "run /bin/ps")
  ) assert.ok(names.includes(name), `${name} is not among ${names.join(", ")}`);
  for (const entry of dangerous) assert.ok(adviceFor(entry), `${entry.kind} ${entry.value}`);
});

Deno.test("the document holds what the table shows, and the flags", () => {
  const document = planDocument(planFor("[program:a]\ncommand=/bin/sh -c x\n"));
  const entries = document["entries"] as readonly Record<string, unknown>[];
  assert.deepEqual(
    { ...entries[0], advice: typeof entries[0]!["advice"] },
    {
      kind: "run",
      value: "/bin/sh",
      reason: "program:a command",
      file: CONFIG_PATH,
      line: 6,
      danger: "runs any program",
      advice: "string",
    },
  );
  assert.ok((document["flags"] as string[]).includes("--allow-run=/bin/sh,/bin/true"));
});
