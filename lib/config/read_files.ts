/**
 * Reads the main file and what its `[include]` names into one document (config.md 1, 2 and 4, rows
 * CFG-002, CFG-016, CFG-023 to CFG-025).
 *
 * @module
 */

import { FileError } from "#lib/ports/file_system.ts";
import { expand } from "./expand.ts";
import type { FindingPlace } from "./findings.ts";
import { globPaths } from "./glob.ts";
import { readIni } from "./ini.ts";
import { absolutePath, dirname, joinPath } from "./paths.ts";
import { compareText, splitWords } from "./python_text.ts";
import type { LoadContext } from "./section_reader.ts";
import { ValueError } from "./value_error.ts";

/** The main file. */
export interface MainFile {
  readonly path: string;
  /** The path as typed or found, for messages. */
  readonly shown: string;
  /** Its directory, `%(here)s`. */
  readonly here: string;
}

/** The main file at `shown`, relative to the daemon's directory. */
export function mainFile(shown: string, cwd: string): MainFile {
  const path = absolutePath(shown, cwd);
  return { path, shown, here: dirname(path) };
}

/** Reads the main file alone. Returns whether there was one to read. */
export function readMainFile(main: MainFile, context: LoadContext): boolean {
  if (context.fs.kind(main.path) === null) {
    context.findings.problem(`could not find config file ${main.shown}`, { origin: null });
    return false;
  }
  try {
    readFile(main.path, { shown: main.shown, context });
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const reason = error.problem === "invalid-utf8" ? `: ${error.message}` : "";
    const message = `could not read config file ${main.shown}${reason}`;
    context.findings.problem(message, { origin: { file: main.path, line: 0 } });
    return false;
  }
}

/** Reads the main file and all included ones. Returns their paths, none if there was no main file. */
export function readAllFiles(main: MainFile, context: LoadContext): readonly string[] {
  if (!readMainFile(main, context)) return [];
  if (context.document.section("include") === null) return [main.path];
  context.document.replaceHere(main.here);
  const files = [main.path];
  for (const pattern of includePatterns(main, context)) {
    const paths = [...globPaths(pattern, context.fs)].sort(compareText);
    if (paths.length === 0) {
      const message = `No file matches via include "${pattern}"`;
      const { origin } = includePlace(context);
      context.findings.notice(message, { level: "warn", code: "include-no-match", origin });
    }
    for (const path of paths) {
      if (readIncluded(path, context)) files.push(path);
      context.document.replaceHere(dirname(absolutePath(path, "/")));
    }
  }
  return files;
}

/** The absolute patterns of `files=`, in order. */
function includePatterns(main: MainFile, context: LoadContext): readonly string[] {
  const value = context.document.get("include", "files");
  if (value === null) {
    const message = ".ini file has [include] section, but no files setting";
    context.findings.problem(message, includePlace(context));
    return [];
  }
  const names = new Map([["here", main.here], ["host_node_name", context.host.nodeName]]);
  try {
    const text = expand(value.text, {
      label: "include.files",
      names: [names, context.environmentNames],
    });
    return splitWords(text).map((word) => joinPath(main.here, word));
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    context.findings.problem(error.message, includePlace(context));
    return [];
  }
}

function includePlace(context: LoadContext): FindingPlace {
  const { document } = context;
  const origin = document.get("include", "files")?.origin ??
    document.section("include")?.origin ?? null;
  return { origin, section: "include", option: "files" };
}

/** Supervisor skips an included file that it cannot read without a word; here it is a warning (B-25). */
function readIncluded(path: string, context: LoadContext): boolean {
  const { origin } = includePlace(context);
  try {
    readFile(path, { shown: path, context });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.problem === "invalid-utf8") {
      const message = `could not read included file ${path}: ${error.message}`;
      context.findings.problem(message, { origin: { file: path, line: 0 } });
      return false;
    }
    const message = `Could not read the included file "${path}"`;
    context.findings.notice(message, { level: "warn", code: "include-unreadable", origin });
    return false;
  }
  const message = `Included extra file "${path}" during parsing`;
  context.findings.notice(message, { level: "info", code: "include", origin });
  return true;
}

function readFile(path: string, options: { shown: string; context: LoadContext }): void {
  const { context, shown } = options;
  const text = context.fs.readText(path);
  for (const bad of readIni({ text, file: path, shown }, context.document)) {
    context.findings.problem(bad.message, { origin: { file: path, line: bad.line } });
  }
}
