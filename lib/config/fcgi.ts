/**
 * `[fcgi-program:x]` and its socket (rows CFG-109 to CFG-112).
 *
 * @module
 */

import type { BuildContext } from "./build_context.ts";
import type { FcgiGroupConfig, FcgiSocketConfig, Ownership } from "./config.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import { FCGI_OPTIONS } from "./options/unit_options.ts";
import { normalizePath } from "./paths.ts";
import { readProcesses } from "./processes.ts";
import { SectionReader } from "./section_reader.ts";
import { reworded } from "./servers.ts";
import { readUnitName } from "./unit_name.ts";
import type { GroupRequest } from "./unit_name.ts";
import { ValueError } from "./value_error.ts";
import { parsePort } from "./values.ts";

const TCP = /^tcp:\/\/([^\s:]+):(\d+)$/;
const DEFAULT_MODE = 0o700;

/** The group of a FastCGI program, `null` where a problem was found. */
export function readFcgiGroup(section: string, request: GroupRequest): FcgiGroupConfig | null {
  const { context } = request;
  const name = readUnitName(section, context);
  if (name === null) return null;
  const names = new Map([["here", context.main.here]]);
  const program = new SectionReader(PROGRAM_OPTIONS, context, { section, names });
  const priority = program.read("priority");
  const uid = program.read("user");
  const socket = readSocket(section, { uid, name, context });
  const processes = readProcesses({ ...request, section, group: name });
  if (socket === null) return null;
  return { kind: "fcgi", name, priority, processes, socket, origin: program.origin() };
}

type SocketReader = SectionReader<typeof FCGI_OPTIONS>;

function readSocket(
  section: string,
  options: { uid: number | null; name: string; context: BuildContext },
): FcgiSocketConfig | null {
  const { uid, name, context } = options;
  const here = ["here", context.main.here] as const;
  const reader = new SectionReader(FCGI_OPTIONS, context, { section, names: new Map([here]) });
  const backlog = readBacklog(reader);
  const owner = reworded(reader, {
    key: "socket_owner",
    label: "Invalid socket_owner value",
    context,
  });
  const mode = reworded(reader, {
    key: "socket_mode",
    label: "Invalid socket_mode value",
    context,
  });
  const urlReader = new SectionReader(FCGI_OPTIONS, context, {
    section,
    names: new Map([here, ["program_name", name]]),
  });
  const url = urlReader.attempt<string | null>(
    "socket",
    () => urlReader.expanded("socket"),
    () => "",
  );
  if (url === null || (url === "" && reader.raw("socket") === "")) {
    reader.problem(`[${section}] section requires a "socket" line`, "socket");
  }
  if (url === null || url === "") return null;
  return reader.attempt<FcgiSocketConfig | null>("socket", () => {
    try {
      return parseSocket(url, { uid, owner, mode, backlog, context });
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      throw new ValueError(`${error.message} in [${section}] socket`);
    }
  }, () => null);
}

function readBacklog(reader: SocketReader): number | null {
  const backlog = reader.read("socket_backlog");
  if (backlog !== null && (backlog < 1 || backlog > 65535)) {
    reader.problem(`Invalid socket_backlog value ${backlog}`, "socket_backlog");
  }
  return backlog;
}

function parseSocket(
  url: string,
  options: {
    uid: number | null;
    owner: Ownership | null;
    mode: number | null;
    backlog: number | null;
    context: BuildContext;
  },
): FcgiSocketConfig {
  const { uid, owner, mode, backlog, context } = options;
  if (url.startsWith("unix://")) {
    const given = url.slice("unix://".length);
    if (!given.startsWith("/")) {
      throw new ValueError(`Unix socket path ${given} is not an absolute path`);
    }
    const path = normalizePath(given, context);
    return {
      url: `unix://${path}`,
      address: { kind: "unix", path },
      backlog,
      owner: owner ?? ownerFor(uid, context),
      mode: mode ?? DEFAULT_MODE,
    };
  }
  if (owner !== null || mode !== null) {
    throw new ValueError(
      "socket_owner and socket_mode params should only be used with a Unix domain socket",
    );
  }
  const match = TCP.exec(url);
  if (match === null) throw new ValueError(`Bad socket format ${url}`);
  const host = match[1]!.toLowerCase();
  const port = parsePort(match[2]!);
  return {
    url: `tcp://${host}:${port}`,
    address: { kind: "tcp", host, port },
    backlog,
    owner: null,
    mode: null,
  };
}

/** The program's user and primary group, when that is not who the daemon is anyway. */
function ownerFor(uid: number | null, context: BuildContext): Ownership | null {
  if (uid === null || uid === context.host.uid) return null;
  return { uid, gid: context.users.byUid(uid)?.gid ?? -1 };
}
