// needs: supervisor python3
/**
 * Configurations from public projects, loaded by the real Supervisor and by this loader. They are
 * other people's text and stand outside of the repository; without them there is nothing to compare.
 *
 * @module
 */

import assert from "node:assert/strict";
import { assertAgreement } from "./agreement.ts";
import { loadAll } from "./load_case.ts";
import type { LoadCase } from "./load_case.ts";

const FOLDER = new URL("../../../../shared/realworld/", import.meta.url).pathname;
const ENV = { PATH: "/usr/bin:/bin", HOME: "/tmp" };
const names = configNames();

Deno.test({
  name: "makes the same of configurations from public projects as Supervisor",
  ignore: names.length === 0,
  async fn() {
    const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "denvisor-real-" }));
    try {
      const { newer, installed } = await loadAll(names.map((name) => prepare(name, root)));
      assertAgreement(installed, { emulate: false });
      const { accepted, rejected } = assertAgreement(newer, { emulate: true });
      assert.equal(accepted + rejected, names.length);
      assert.ok(accepted > rejected, "most of them can be loaded");
    } finally {
      Deno.removeSync(root, { recursive: true });
    }
  },
});

function configNames(): readonly string[] {
  try {
    return [...Deno.readDirSync(FOLDER)].map((entry) => entry.name)
      .filter((name) => name.endsWith(".conf")).sort();
  } catch {
    return [];
  }
}

/** Fills in the directory and the port, and makes the directories that the file expects. */
function prepare(name: string, root: string): LoadCase {
  const directory = `${root}/${name.replace(/\.conf$/, "")}`;
  const raw = Deno.readTextFileSync(FOLDER + name);
  const text = raw.replaceAll("@DIR@", directory).replaceAll("@PORT@", "19001");
  Deno.mkdirSync(`${directory}/cl`, { recursive: true });
  for (const [, path = ""] of raw.matchAll(/@DIR@(\/[^\s"',;]+)/g)) {
    Deno.mkdirSync(directory + path.slice(0, path.lastIndexOf("/")), { recursive: true });
  }
  Deno.writeTextFileSync(`${directory}/s.conf`, text);
  const given = [...raw.matchAll(/^; fixture-env: (\w+)=(.*)$/gm)]
    .map(([, key = "", value = ""]) => [key, value]);
  return {
    name,
    argv: ["-c", `${directory}/s.conf`],
    env: { ...ENV, ...Object.fromEntries(given) },
    cwd: directory,
    text,
  };
}
