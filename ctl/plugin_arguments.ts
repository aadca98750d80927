import type { RpcValue } from "#lib/rpc/value.ts";
import type { PluginParameter } from "./plugin_methods.ts";

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "on", "true", "yes"].map((word) => [word, true] as const),
  ...["0", "false", "no", "off"].map((word) => [word, false] as const),
]);

/** Words that do not fit a method; the message is for the one who typed them. */
export class ArgumentError extends Error {}

/**
 * The words of a command line as the parameters of a method want them: arrays and structs are written
 * as JSON, and a text in the last place takes all the words that are left.
 *
 * @throws {ArgumentError}
 */
export function pluginArguments(
  words: readonly string[],
  params: readonly PluginParameter[],
): readonly RpcValue[] {
  const required = params.filter(({ optional }) => !optional).length;
  if (words.length < required) {
    throw new ArgumentError(`'${params[words.length]!.name}' is missing`);
  }
  const last = params.at(-1);
  const given = last !== undefined && last.type !== "int" && last.type !== "boolean"
    ? joinedFrom(params.length - 1, words)
    : words;
  if (given.length > params.length) {
    throw new ArgumentError(`there is nothing that '${given[params.length]}' could be`);
  }
  return given.map((word, index) => argument(word, params[index]!));
}

function joinedFrom(index: number, words: readonly string[]): readonly string[] {
  return words.length <= index ? words : [...words.slice(0, index), words.slice(index).join(" ")];
}

function argument(word: string, { name, type }: PluginParameter): RpcValue {
  const wrong = (): never => {
    throw new ArgumentError(`'${name}' must be ${type}, not '${word}'`);
  };
  switch (type) {
    case "int":
      return /^[+-]?\d+$/.test(word) ? Number(word) : wrong();
    case "boolean":
      return BOOLEANS.get(word.toLowerCase()) ?? wrong();
    case "array":
    case "struct":
      return fromJson(word) ?? wrong();
    default:
      return word;
  }
}

function fromJson(word: string): RpcValue | undefined {
  try {
    return JSON.parse(word);
  } catch {
    return undefined;
  }
}
