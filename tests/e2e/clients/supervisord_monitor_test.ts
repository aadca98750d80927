// needs: supervisor python3
/**
 * What the PHP pages of supervisord-monitor send, byte for byte, and how they read what comes back: HTTP
 * 1.0, every argument as text, numbers included, and an answer that ends with the connection.
 *
 * @module
 */

import assert from "node:assert/strict";
import { SaxesParser } from "saxes";
import type { Subject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { normaliseValue } from "#tests/support/normalise.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { withBoth } from "./both_daemons.ts";
import { web } from "./programs.ts";

const CREDENTIALS = { username: "me", password: "se:cret" };

function sections(place: SubjectPlace): string {
  return `
[program:talk]
command=/bin/sh -c "echo 'grüße <&>' >&2; exec cat"
startsecs=0
stderr_logfile=${place.at("talk.err")}

[program:mute]
command=/bin/cat
startsecs=0
stderr_logfile=NONE

[program:missing]
command=/no/such/file
autostart=false

${web(2)}`;
}

/** An answer as the pages get it: a value, or a fault that they show. */
type Shown = { readonly value: unknown } | { readonly error: string };

/** Sends one call on a connection of its own and reads to the connection's end. */
async function call(
  { place }: Subject,
  authorization: string | null,
  method: string,
  ...args: readonly string[]
): Promise<Shown> {
  const params = args.map((arg) =>
    `<param>\r\n<value>\n<string>${escaped(arg)}</string>\n</value>\n</param>\r\n`
  );
  const payload = '<?xml version="1.0"?>\r\n<methodCall>\r\n' +
    `<methodName>supervisor.${method}</methodName>\r\n<params>\r\n` +
    `${params.join("")}</params>\r\n</methodCall>\r\n`;
  const bytes = new TextEncoder().encode(payload);
  const head = "POST /RPC2 HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\n" +
    `User-Agent: XML-RPC for CodeIgniter\r\nContent-Length: ${bytes.length}\r\n` +
    (authorization === null ? "" : `Authorization: Basic ${btoa(authorization)}\r\n`) + "\r\n";
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: place.port });
  const request = new Uint8Array([...new TextEncoder().encode(head), ...bytes]);
  for (let sent = 0; sent < request.length;) sent += await connection.write(request.subarray(sent));
  const reading = new Response(connection.readable).text();
  return read(await within(reading, { within: 20_000, what: "the end of the connection" }));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A status other than 200 is shown as its line; what follows the first empty line is the document. */
function read(data: string): Shown {
  if (!/^HTTP\/[0-9.]+ 200 /.test(data)) return { error: data.slice(0, data.indexOf("\r\n")) };
  const lines = data.split("\r\n");
  return decoded(lines.slice(lines.indexOf("") + 1).join("\r\n"));
}

/** Which element may stand in which; anything else makes the answer an error. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  params: ["methodResponse"],
  fault: ["methodResponse"],
  param: ["params"],
  value: ["member", "data", "param", "fault"],
  ...Object.fromEntries(
    ["boolean", "i4", "int", "string", "double", "array", "struct"].map((
      name,
    ) => [name, ["value"]]),
  ),
  member: ["struct"],
  name: ["member"],
  data: ["array"],
};

/** One value under way: what it holds so far. */
interface Frame {
  readonly kind: string;
  readonly items: unknown[];
  readonly members: Record<string, unknown>;
  name: string;
}

function decoded(text: string): Shown {
  const path: string[] = [];
  const frames: Frame[] = [];
  let collected = "";
  let value: unknown;
  let fault = false;
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    const parent = path.at(-1);
    const fits = parent === undefined ? name === "methodResponse" : PARENTS[name]?.includes(parent);
    if (!fits) throw new Error(`<${name}> cannot be a child of <${parent}>`);
    path.push(name);
    if (name === "struct" || name === "array") {
      frames.push({ kind: name, items: [], members: {}, name: "" });
    }
    if (name === "fault") fault = true;
    collected = "";
  });
  parser.on("text", (piece) => collected += piece);
  parser.on("closetag", ({ name }) => {
    path.pop();
    const frame = frames.at(-1);
    if (name === "string") value = collected;
    else if (name === "boolean") value = collected === "1";
    else if (name === "int" || name === "i4") value = toInt(collected);
    else if (name === "name") (frame as Frame).name = collected;
    else if (name === "member") (frame as Frame).members[(frame as Frame).name] = value;
    else if (name === "value" && path.at(-1) === "data") (frame as Frame).items.push(value);
    else if (name === "struct") value = (frames.pop() as Frame).members;
    else if (name === "array") value = (frames.pop() as Frame).items;
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  return fault ? { error: (value as { faultString: string }).faultString } : { value };
}

function toInt(text: string): number {
  if (!/^[+-]?[0-9\t ]+$/.test(text)) throw new Error(`'${text}' is no number`);
  return Number(text);
}

/** The page: a row for each process, an alarm for each that has written to stderr. */
async function page(subject: Subject, authorization: string): Promise<unknown> {
  const ask = (method: string, ...args: string[]) => call(subject, authorization, method, ...args);
  const infos = (await ask("getAllProcessInfo") as { value: Record<string, string>[] }).value;
  const rows: unknown[] = [await ask("getSupervisorVersion")];
  for (const { group, name, statename, description } of infos) {
    const shown = group === name ? name as string : `${group}:${name}`;
    const uptime = statename === "RUNNING" ? cut(description) : description;
    rows.push([shown, statename, uptime, await ask("readProcessStderrLog", shown, "-1000", "0")]);
  }
  return rows;
}

/** The pid before the comma, and how long it has run behind it. */
function cut(description = ""): readonly string[] {
  return description.replace(/uptime \d+:\d\d:\d\d$/, "uptime UPTIME").split(",");
}

/** The buttons, each with the arguments that it sends. */
const BUTTONS: readonly (readonly string[])[] = [
  ["stopProcess", "web:web_0", "1"],
  ["stopProcess", "web:web_0", "1"],
  ["startProcess", "web:web_0", "1"],
  ["startProcess", "web:web_0", "1"],
  ["startProcess", "missing", "1"],
  ["startProcess", "nosuch", "1"],
  ["clearProcessLogs", "talk"],
  ["clearProcessLogs", "nosuch"],
  ["stopAllProcesses", "1"],
  ["startProcess", "talk", ""],
  ["stopProcess", "talk", "0"],
];

async function play(subject: Subject): Promise<unknown> {
  const { username, password } = CREDENTIALS;
  const authorization = `${username}:${password}`;
  const hasTalked = () =>
    until(async () => (await Deno.readTextFile(subject.place.at("talk.err"))).endsWith("\n"), {
      within: 20_000,
      what: "the talker's words",
    });
  await hasTalked();
  const played: unknown[] = [await page(subject, authorization)];
  for (const [method = "", ...args] of BUTTONS) {
    const shown = await call(subject, authorization, method, ...args);
    played.push([method, ...args, inAnyOrder(shown)]);
    // Whether it gets to it before it is stopped is not the daemon's doing.
    if (method === "startProcess" && args[0] === "talk") await hasTalked();
  }
  played.push(await page(subject, authorization));
  played.push(await call(subject, "me:guess", "getAllProcessInfo"));
  played.push(await call(subject, null, "getAllProcessInfo"));
  return normaliseValue(played, subject.place);
}

/** The results of several processes come as each is done. */
function inAnyOrder(shown: Shown): unknown {
  if ("error" in shown || !Array.isArray(shown.value)) return shown;
  return shown.value.map((item) => JSON.stringify(item)).toSorted();
}

Deno.test("supervisord-monitor shows and steers programs as with supervisord", async () => {
  const { theirs, ours } = await withBoth({ sections, credentials: CREDENTIALS }, play);
  assert.deepEqual(ours, theirs);
  const played = ours as unknown[];
  assert.deepEqual((played[0] as unknown[])[4], [
    "web:web_0",
    "RUNNING",
    ["pid PID", " uptime UPTIME"],
    { value: "" },
  ]);
  assert.deepEqual(played[1], ["stopProcess", "web:web_0", "1", { value: true }]);
  assert.deepEqual(played[2], ["stopProcess", "web:web_0", "1", {
    error: "NOT_RUNNING: web:web_0",
  }]);
  assert.deepEqual(played.at(-1), { error: "HTTP/1.0 401 Unauthorized" });
});
