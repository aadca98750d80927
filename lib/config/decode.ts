/**
 * One decoder for each kind of value: the single place where the table's kinds meet their code.
 *
 * @module
 */

import type { ChildLog, KindValues, OptionKind } from "./options/option.ts";
import { parseEnvironment } from "./environment.ts";
import { parseOwnership, parseUser } from "./owners.ts";
import { existingDirectory, existingParent } from "./paths.ts";
import type { PathContext } from "./paths.ts";
import { parseSignal } from "./signals.ts";
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
  parseWord,
} from "./values.ts";

type Decoders = {
  readonly [K in OptionKind]: (text: string, context: PathContext) => KindValues[K];
};

const DECODERS: Decoders = {
  address: parseAddress,
  autorestart: parseAutorestart,
  boolean: parseBoolean,
  bytes: parseByteSize,
  "child-log": parseChildLog,
  directory: existingDirectory,
  environment: (text) => parseEnvironment(text).values,
  exitcodes: parseExitcodes,
  integer: parseInteger,
  loglevel: parseLogLevel,
  name: parseName,
  octal: parseOctal,
  orphans: (text) => parseWord(text, ["report", "kill"]),
  ownership: (text, context) => parseOwnership(text, context.users),
  path: existingParent,
  permissions: (text) => parseWord(text, ["scoped", "open"]),
  signal: parseSignal,
  strings: parseStrings,
  text: (text) => text,
  user: (text, context) => parseUser(text, context.users),
};

/** The value of an expanded text. @throws {ValueError} */
export function decodeValue<K extends OptionKind>(
  text: string,
  options: { readonly kind: K; readonly context: PathContext },
): KindValues[K] {
  return DECODERS[options.kind](text, options.context);
}

/** `none` or `off`, `auto`, `syslog`, or a path; an empty path is no log file either. */
function parseChildLog(text: string, context: PathContext): ChildLog {
  switch (text.toLowerCase()) {
    case "none":
    case "off":
      return { kind: "none" };
    case "auto":
      return { kind: "auto" };
    case "syslog":
      return { kind: "syslog" };
    default:
      return { kind: "file", path: existingParent(text, context) };
  }
}
