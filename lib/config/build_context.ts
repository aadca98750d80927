import type { Origin } from "./config.ts";
import type { DaemonCommandLine } from "./command_line.ts";
import type { IniDocument } from "./ini_document.ts";
import type { MainFile } from "./read_files.ts";
import type { LoadContext } from "./section_reader.ts";

/** What the parts of a configuration are built from, once all files are read. */
export interface BuildContext extends LoadContext {
  readonly main: MainFile;
  readonly commandLine: DaemonCommandLine;
}

/** Variables under the names by which values refer to them, `ENV_X`. */
export function environmentNames(env: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(env).map(([name, value]) => [`ENV_${name}`, value]));
}

/** The places of all keys that a section has, own ones and those of `[DEFAULT]`. */
export function originsOf(
  document: IniDocument,
  section: string,
): Readonly<Record<string, Origin>> {
  const entries = document.keys(section).map((key) =>
    [key, document.get(section, key)!.origin] as const
  );
  return Object.fromEntries(entries);
}

/** The part of a header after its first colon, as it stands there. */
export function sectionName(header: string): string {
  return header.slice(header.indexOf(":") + 1);
}
