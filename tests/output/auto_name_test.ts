// needs: python3
import assert from "node:assert/strict";
import { autoLogName, autoLogPattern } from "#lib/output/auto_name.ts";
import { python } from "#tests/support/python.ts";

Deno.test("an AUTO log is named after process, channel and identifier, with eight random characters", () => {
  const random = Uint8Array.from([0, 25, 26, 35, 36, 37, 255, 100]);
  assert.equal(
    autoLogName({ process: "web_00", channel: "stderr", identifier: "supervisor", random }),
    "web_00-stderr---supervisor-az09_a70.log",
  );
});

Deno.test("old AUTO logs are found as Supervisor finds them", async () => {
  const names = [
    "cat-stdout---supervisor-abcd1234.log",
    "cat-stdout---supervisor-abcd1234.log.1",
    "cat-stdout---supervisor-abcd1234.log.12345",
    "cat-stdout---supervisor-abcd1234.logrotated",
    "cat-stdout---supervisor2-abcd1234.log",
    "cat-stdout---superviso-abcd1234.log",
    "cat-stdout---other-abcd1234.log",
    "cat-stdout---supervisor-.log",
    "cat-stdout---supervisor-a b.log",
    "---supervisor-abcd1234.log",
    "x---supervisor-y.log",
    "cat-stdout---supervisor-abcd1234.txt",
    "cat-stdout---a.b-abcd1234.log",
    "cat-stdout---axb-abcd1234.log",
    "cat\n-stdout---supervisor-abcd1234.log",
    "é-stdout---supervisor-abcd1234.log",
  ];
  const identifiers = ["supervisor", "a.b", "[ab].b", "other|a.b"];
  const script = `
import re
names, identifiers = given
answer = [[n for n in names if re.match(r'.+?---%s-\\S+\\.log\\.{0,1}\\d{0,4}' % i, n)] for i in identifiers]`;
  const ours = identifiers.map((identifier) =>
    names.filter((name) => autoLogPattern(identifier).test(name))
  );
  assert.deepEqual(ours, await python(script, [names, identifiers]));
  assert.equal(ours[0]?.length, 6);
});

Deno.test("an identifier that is no regular expression stands for itself", () => {
  const pattern = autoLogPattern("a(b");
  assert.ok(pattern.test("cat-stdout---a(b-abcd1234.log"));
  assert.ok(!pattern.test("cat-stdout---ab-abcd1234.log"));
});
