import assert from "node:assert/strict";
import { foreignEncoding } from "#ctl/encoding_warning.ts";

Deno.test("only an encoding that is named and is not UTF-8 is foreign (CTL-037)", () => {
  const cases: readonly (readonly [env: Record<string, string>, encoding: string | null])[] = [
    [{}, null],
    [{ LANG: "C.UTF-8" }, null],
    [{ LANG: "C" }, null],
    [{ LC_ALL: "POSIX", LANG: "de_DE.ISO-8859-1" }, null],
    [{ LANG: "de_DE.ISO-8859-15@euro" }, "iso8859-15"],
    [{ LC_CTYPE: "ru_RU.KOI8-R", LANG: "C.UTF-8" }, "KOI8-R"],
    [{ LC_ALL: "C.utf8", LC_CTYPE: "ru_RU.KOI8-R" }, null],
    [{ PYTHONIOENCODING: "latin1", LANG: "C.UTF-8" }, "iso8859-1"],
    [{ PYTHONIOENCODING: ":replace", LANG: "C.UTF-8" }, null],
    [{ PYTHONIOENCODING: "utf-8:replace", LANG: "ru_RU.KOI8-R" }, null],
  ];
  for (const [env, encoding] of cases) {
    assert.equal(foreignEncoding((name) => env[name]), encoding, JSON.stringify(env));
  }
});
