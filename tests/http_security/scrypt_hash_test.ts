import assert from "node:assert/strict";
import { formatScryptHash, parseScryptHash } from "#lib/http_security/scrypt_hash.ts";

const HASH = {
  ln: 13,
  r: 8,
  p: 10,
  salt: new Uint8Array(16).fill(7),
  hash: new Uint8Array(32).fill(9),
};

Deno.test("a hash is read as it was written, and fits on a line of the configuration", () => {
  const text = formatScryptHash(HASH);
  assert.match(text, /^\{SCRYPT\}ln=13,r=8,p=10\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/);
  const parsed = parseScryptHash(text);
  assert.deepEqual({ ...parsed, salt: [...parsed.salt], hash: [...parsed.hash] }, {
    ...HASH,
    salt: [...HASH.salt],
    hash: [...HASH.hash],
  });
});

Deno.test("what is no hash, or one that costs too much or protects too little, is refused", () => {
  const good = formatScryptHash(HASH);
  for (
    const text of [
      "{SCRYPT}",
      "{SCRYPT}secret",
      good.replace("ln=13", "ln=31"),
      good.replace("ln=13", "ln=1"),
      good.replace("r=8", "r=4096"),
      good.replace("p=10", "p=0"),
      good.replace("p=10", "p=999999"),
      good.replace("ln=13,r=8", "ln=20,r=32"),
      good.slice(0, -30),
      `${good}$more`,
      good.replace(/\$[^$]*\$/, "$AA$"),
    ]
  ) {
    assert.throws(() => parseScryptHash(text), /SCRYPT/, text);
  }
  assert.throws(
    () => parseScryptHash("{SCRYPT}secret"),
    (error: Error) => !error.message.includes("secret"),
  );
});
