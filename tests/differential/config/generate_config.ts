/**
 * Writes configurations that are mostly right: every kind of section, key and value, in every way of
 * writing them down.
 *
 * @module
 */

import fc from "fast-check";
import { sectionSpec } from "#lib/config/options.ts";
import { KEY_POOLS, OWN_KEYS, POOLS } from "./value_pools.ts";

/** Headers to choose from; several of a kind make groups, duplicates and hidden names likely. */
const HEADERS = [
  ...["supervisord", "unix_http_server", "unix_http_server:two", "inet_http_server"],
  ...["inet_http_server:b", "supervisorctl", "rpcinterface:supervisor", "include", "DEFAULT"],
  ...["program:p0", "program:p1", "program:p2", "program:p3", "program: p4", "program:f0"],
  ...["fcgi-program:f0", "fcgi-program:f1", "eventlistener:l0", "eventlistener:l1"],
  ...["group:g0", "group:p1", "group:g2", "ctlplugin:c", "unknown:thing", " program:x "],
];

/** Rare headers, each of which makes the whole file fail or means something odd. */
const ODD_HEADERS = ["program:", "group:a b", "program:a/b", "eventlistener: l2", "PROGRAM:p9"];

/** Keys that are always given, so that most files are accepted. */
const REQUIRED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  program: [["command", "/bin/cat"]],
  "fcgi-program": [["command", "/bin/cat"], ["socket", "tcp://localhost:9000"]],
  eventlistener: [["command", "/bin/cat"], ["events", "EVENT"]],
  unix_http_server: [["file", "/tmp/s.sock"]],
  "unix_http_server:two": [["file", "/tmp/t.sock"], ["username", "u"], ["password", "p"]],
  inet_http_server: [["port", "9001"]],
  "inet_http_server:b": [["port", "9002"], ["username", "%(ENV_X)s"], ["password", "{SHA}x"]],
  "rpcinterface:supervisor": [[
    "supervisor.rpcinterface_factory",
    "supervisor.rpcinterface:make_main_rpcinterface",
  ]],
  include: [["files", "conf.d/*.conf"]],
};

/** The whole text of a configuration. */
export function configText(): fc.Arbitrary<string> {
  const header = fc.oneof(
    { weight: 150, arbitrary: fc.constantFrom(...HEADERS) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_HEADERS) },
  );
  const headers = fc.array(header, { minLength: 1, maxLength: 7 });
  const withDaemon = fc.tuple(headers, fc.integer({ min: 0, max: 40 })).map(([list, at]) =>
    at === 0
      ? list
      : ["supervisord", "program:p0", "program:p1", "program:p2", "program:p3", ...list]
  );
  return withDaemon.chain((list) => fc.tuple(...list.map(sectionText))).map((parts) =>
    parts.join("\n")
  );
}

function sectionText(header: string): fc.Arbitrary<string> {
  const keys = keysOf(header);
  const required = REQUIRED[header] ?? REQUIRED[header.split(":")[0]!] ?? [];
  const lines = fc.array(
    fc.constantFrom(...keys).chain((key) =>
      fc.tuple(fc.constant(key), valueOf(key, header), layout()).map(writeOption)
    ),
    { maxLength: 6 },
  );
  return fc.tuple(fc.integer({ min: 0, max: 200 }), lines).map(([skip, written]) => {
    const given = skip === 0 ? [] : required.map(([key, value]) => `${key}=${value}`);
    return [`[${header}]`, ...given, ...written].join("\n") + "\n";
  });
}

function keysOf(header: string): readonly string[] {
  if (header === "DEFAULT") return ["startsecs", "priority", "umask", "comment"];
  const spec = sectionSpec(header);
  if (spec === null) return ["command", "anything"];
  const keys = Object.entries(spec.options)
    .filter(([key, option]) => option.since !== "denvisor" && !OWN_KEYS.has(key))
    .map(([key]) => key);
  return header.includes("http_server")
    ? [...keys, "username", "password"]
    : [...keys, "unknown_key"];
}

function valueOf(key: string, header: string): fc.Arbitrary<string> {
  const option = sectionSpec(header === "DEFAULT" ? "program:x" : header)?.options[key];
  const pool = KEY_POOLS[key] ?? POOLS[option?.kind ?? "text"];
  const good = fc.constantFrom(...pool.good);
  if (pool.bad.length === 0) return good;
  return fc.oneof({ weight: 200, arbitrary: good }, {
    weight: 1,
    arbitrary: fc.constantFrom(...pool.bad),
  });
}

interface Layout {
  readonly delimiter: string;
  readonly indent: string;
  readonly tail: string;
  readonly upper: boolean;
}

/** Mostly plain; otherwise with blanks, colons, comments, capitals or a blank line behind. */
function layout(): fc.Arbitrary<Layout> {
  const often = <T>(usual: T, ...others: T[]) =>
    fc.oneof({ weight: 25, arbitrary: fc.constant(usual) }, {
      weight: 1,
      arbitrary: fc.constantFrom(...others),
    });
  return fc.record({
    delimiter: often("=", " = ", ":", " : ", "= "),
    indent: often("", ...Array(12).fill(""), "  ", "\t"),
    tail: often(
      "",
      ...[" ; note", "\t# note", "  ", "\n; note", "\n\n", "\r", " ;", "\n  # more"],
      "\n  more",
    ),
    upper: often(false, true),
  });
}

function writeOption([key, value, shape]: readonly [string, string, Layout]): string {
  const name = shape.upper ? key.toUpperCase() : key;
  return shape.indent + name + shape.delimiter + value + shape.tail;
}
