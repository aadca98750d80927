import assert from "node:assert/strict";
import { refuseServiceStarts } from "#tools/testing/service_policy.ts";
import { runCommand } from "#tests/support/command.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("while packages are installed a policy refuses to start services, then it is gone", async () => {
  await using dir = await tempDir();
  const path = dir.at("policy-rc.d");
  {
    using _ = refuseServiceStarts(path);
    const { code } = await runCommand([path, "nginx", "start"]);
    assert.equal(code, 101);
  }
  assert.deepEqual(Array.from(Deno.readDirSync(dir.path)), []);
});

Deno.test("a policy that is there already stays as it is", async () => {
  await using dir = await tempDir();
  const path = dir.at("policy-rc.d");
  await Deno.writeTextFile(path, "#!/bin/sh\nexit 0\n");
  {
    using _ = refuseServiceStarts(path);
    assert.equal(await Deno.readTextFile(path), "#!/bin/sh\nexit 0\n");
  }
  assert.equal(await Deno.readTextFile(path), "#!/bin/sh\nexit 0\n");
});
