// needs: supervisor python3
/**
 * Every decoder against the data type of the real Supervisor that it stands for, over generated texts.
 *
 * @module
 */

import assert from "node:assert/strict";
import { parseOwnership, parseUser } from "#lib/config/owners.ts";
import { splitWords, strip } from "#lib/config/python_text.ts";
import { parseSignal, SIGNAL_NUMBERS } from "#lib/config/signals.ts";
import { parseServerUrl } from "#lib/config/url.ts";
import {
  parseAddress,
  parseAutorestart,
  parseBoolean,
  parseByteSize,
  parseExitcodes,
  parseInteger,
  parseLogLevel,
  parseName,
  parseOctal,
  parseStrings,
} from "#lib/config/values.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { realUsers } from "#tests/config/support/real_ports.ts";
import { answerOf, outcomeOf } from "./decoded.ts";
import { askSupervisor } from "./oracle.ts";
import { sampleOf, SEED, textOf } from "./samples.ts";

const COUNT = 400;
const users = realUsers();

/** One data type: its decoder, texts worth trying, and pieces to make more of. */
interface DataType {
  readonly type: string;
  readonly decode: (text: string) => unknown;
  readonly texts: readonly string[];
  readonly pieces: readonly string[];
}

const DIGITS = ["0", "1", "7", "8", "9", "_", "-", "+", " ", "x", "0o", "0x", ".", "255", "65535"];

const TYPES: readonly DataType[] = [
  { type: "integer", decode: parseInteger, texts: ["1_000", " 7 ", "-0"], pieces: DIGITS },
  {
    type: "octal",
    decode: parseOctal,
    texts: ["022", "0o22", "0O22", "0o_7", "-1"],
    pieces: DIGITS,
  },
  {
    type: "bytes",
    decode: parseByteSize,
    texts: ["50MB", "1 kb", "2Gb", "-1MB", "1K", "1TB", "MB", "1.5MB"],
    pieces: [...DIGITS, "KB", "mb", "Gb", "B"],
  },
  {
    type: "boolean",
    decode: parseBoolean,
    texts: ["yes", "True", "ON", "1", "no", "FALSE", "off", "0", " yes", "y", ""],
    pieces: ["t", "r", "ue", "o", "n", "f", "1", "0", "yes", " "],
  },
  {
    type: "autorestart",
    decode: parseAutorestart,
    texts: ["unexpected", "UNEXPECTED", "true", "No", "sometimes", "It's", ""],
    pieces: ["unexpected", "true", "on", "off", "x", "'"],
  },
  {
    type: "loglevel",
    decode: parseLogLevel,
    texts: ["critical", "ERROR", "warn", "Info", "debug", "trace", "blather", "warning", "10", ""],
    pieces: ["warn", "ing", "debug", "x"],
  },
  {
    type: "exitcodes",
    decode: parseExitcodes,
    texts: ["0", "0,2", " 1 , 2 ", "", "1,", "256", "-1", "1,1", "0 2"],
    pieces: ["0", "1", "255", "256", ",", " ", "-", "x"],
  },
  {
    type: "strings",
    decode: parseStrings,
    texts: ["", "a", "a, b", ",", " , a"],
    pieces: ["a", "b", ",", " ", "\n", "\t"],
  },
  {
    type: "name",
    decode: parseName,
    texts: ["a", " a ", "a b", "a:b", "a/b", "ä,*%", ""],
    pieces: ["a", " ", ":", "/", "'", '"', "\t", "ü", "%"],
  },
  {
    type: "address",
    decode: parseAddress,
    texts: [
      "9001",
      "*:9001",
      ":9001",
      "LOCALHOST:1",
      "h:",
      "0",
      "65536",
      "h:0",
      "h:65536",
      "[::1]:90",
    ],
    pieces: ["h", "A", "*", ":", "1", "9001", "99999", "x", " ", "-"],
  },
  {
    type: "signal",
    decode: (text) => SIGNAL_NUMBERS.get(parseSignal(text)),
    texts: [...SIGNAL_NUMBERS.keys(), "term", " hup ", "15", "32", "33", "63", "65", "CLD", "FOO"],
    pieces: ["SIG", "sig", "TERM", "hup", "1", "3", "6", " ", "x", "-"],
  },
  {
    type: "url",
    decode: parseServerUrl,
    texts: ["http://h:1", "unix:///s", "h:1", "http://", "unix://", "x", "", "http:///", "a:b?c"],
    pieces: ["http", "unix", ":", "/", "//", "h", "?", "#", "1"],
  },
  {
    type: "user",
    decode: (text) => parseUser(text, users),
    texts: ["root", "0", " 0 ", "nobody", "65534", "12345", "nosuch", "", "-1"],
    pieces: ["root", "no", "body", "0", "6", " "],
  },
  {
    type: "ownership",
    decode: (text) => {
      const { uid, gid } = parseOwnership(text, users);
      return [uid, gid];
    },
    texts: [
      "root",
      "root:root",
      "0:0",
      "nobody:nogroup",
      ":",
      "root:",
      "root:nosuch",
      "a:b",
      "0:7777",
    ],
    pieces: ["root", "0", ":", "nogroup", "x"],
  },
  {
    type: "repr",
    decode: pythonRepr,
    texts: [
      "it's",
      '"both"\'',
      "a\\b",
      "\n\r\t\0\x7f",
      "\u00a0\u200b\u2028",
      "é\u{1f600}",
      "\u0378",
    ],
    pieces: ["'", '"', "\\", "\n", "\x1b", "a", "\u0085", "\u3000", "ß", "\u{e000}", "\u{1f4a9}"],
  },
  {
    type: "strip",
    decode: strip,
    texts: ["\x1ca\x1f", "\u0085a\u00a0", "\ufeffa\u200b", "\v a \f"],
    pieces: [" ", "\t", "\n", "\x1c", "\u2003", "\ufeff", "a", "\u180e"],
  },
  {
    type: "words",
    decode: splitWords,
    texts: ["a b\nc", "", "  ", "\u2003a\u3000b"],
    pieces: [" ", "\n", "\x1d", "a", "bc", "\u00a0"],
  },
];

/** Signals that Supervisor takes although they are none (B-32). */
function isWantedDifference(type: string, text: string): boolean {
  if (type !== "signal") return false;
  const word = text.trim().toUpperCase().replace(/^SIG/, "");
  return /^_|^[-+]?0+$/.test(word);
}

for (const { type, decode, texts, pieces } of TYPES) {
  Deno.test(`reads values of type ${type} as Supervisor does`, async () => {
    const inputs = [...texts, ...sampleOf(textOf(pieces, 6), COUNT)];
    const answers = await askSupervisor(inputs.map((text) => ({ op: "value", type, text })));
    inputs.forEach((text, index) => {
      if (isWantedDifference(type, text)) return;
      assert.deepEqual(outcomeOf(() => decode(text)), answerOf(answers[index]!, "value"), text);
    });
  });
}

console.log(`Generated inputs use the seed ${SEED}`);
