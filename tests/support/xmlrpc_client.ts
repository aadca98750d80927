/**
 * A client for XML-RPC that shares no code with the project: what it cannot read is a defect.
 *
 * @module
 */

import { SaxesParser } from "saxes";
import { concat } from "./concat.ts";

/** Where a daemon listens. */
export type RpcAddress =
  | { readonly transport: "unix"; readonly path: string }
  | { readonly transport: "tcp"; readonly hostname: string; readonly port: number };

/** A fault that came over the wire. */
export class RpcFault extends Error {
  override readonly name = "RpcFault";
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

/** An answer that is not 200. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;

  constructor(status: number, body: string) {
    super(`HTTP ${status}: ${body.slice(0, 200)}`);
    this.status = status;
  }
}

/** One HTTP answer, taken apart. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Calls `method` and returns its value: numbers, text, booleans, arrays, plain objects.
 *
 * @throws {RpcFault} @throws {HttpProblem}
 */
export async function callRpc(
  address: RpcAddress,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  const list = params.map((param) => `<param>${encode(param)}</param>`).join("");
  const body = `<?xml version="1.0"?><methodCall><methodName>${escape(method)}</methodName>` +
    `<params>${list}</params></methodCall>`;
  const answer = await post(address, body);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(answer.body);
  if (answer.status !== 200) throw new HttpProblem(answer.status, text);
  return decodeResponse(text);
}

async function post(address: RpcAddress, body: string): Promise<HttpAnswer> {
  const bytes = new TextEncoder().encode(body);
  const head = "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n" +
    `Content-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`;
  return await exchange(address, new Uint8Array([...new TextEncoder().encode(head), ...bytes]));
}

/** Sends raw bytes and reads the answer up to its declared length, or to the end of the connection. */
export async function exchange(address: RpcAddress, request: Uint8Array): Promise<HttpAnswer> {
  using connection = await connect(address);
  for (let sent = 0; sent < request.length;) sent += await connection.write(request.subarray(sent));
  const chunks: Uint8Array[] = [];
  let answer: HttpAnswer | null = null;
  const buffer = new Uint8Array(65_536);
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) break;
    chunks.push(buffer.slice(0, count));
    answer = parseAnswer(concat(chunks));
    const length = Number(answer?.headers["content-length"]);
    if (answer !== null && answer.body.length >= length) break;
  }
  answer ??= parseAnswer(concat(chunks));
  if (answer === null) throw new HttpProblem(0, "the connection was closed without an answer");
  return dechunked(answer);
}

async function connect(address: RpcAddress): Promise<Deno.Conn> {
  if (address.transport === "unix") {
    return await Deno.connect({ transport: "unix", path: address.path });
  }
  return await Deno.connect({ hostname: address.hostname, port: address.port });
}

function parseAnswer(bytes: Uint8Array): HttpAnswer | null {
  const text = new TextDecoder("latin1").decode(bytes);
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const status = /^HTTP\/1\.[01] (\d{3}) /.exec(`${first} `);
  if (status === null) throw new Error(`Not a status line: ${JSON.stringify(first)}`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status: Number(status[1]), headers, body: bytes.subarray(end + 4) };
}

function dechunked(answer: HttpAnswer): HttpAnswer {
  if (answer.headers["transfer-encoding"] !== "chunked") return answer;
  const text = new TextDecoder("latin1").decode(answer.body);
  const parts: Uint8Array[] = [];
  for (let at = 0;;) {
    const line = text.indexOf("\r\n", at);
    const length = parseInt(text.slice(at, line), 16);
    if (line < 0 || !(length > 0)) break;
    parts.push(answer.body.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return { ...answer, body: concat(parts) };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function encode(value: unknown): string {
  return `<value>${inner(value)}</value>`;
}

function inner(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `<string>${escape(value)}</string>`;
    case "boolean":
      return `<boolean>${value ? 1 : 0}</boolean>`;
    case "number":
      return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
  }
  if (Array.isArray(value)) return `<array><data>${value.map(encode).join("")}</data></array>`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, item]) =>
      `<member><name>${escape(name)}</name>${encode(item)}</member>`
    );
    return `<struct>${members.join("")}</struct>`;
  }
  throw new TypeError(`XML-RPC cannot carry ${Deno.inspect(value)}`);
}

interface Node {
  readonly name: string;
  readonly children: Node[];
  text: string;
}

function parse(xml: string): Node {
  const root: Node = { name: "", children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    const node: Node = { name, children: [], text: "" };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("text", (text) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root;
}

function decodeResponse(xml: string): unknown {
  const response = find(parse(xml), "methodResponse");
  const fault = response.children.find((node) => node.name === "fault");
  if (fault === undefined) return decode(find(find(find(response, "params"), "param"), "value"));
  const { faultCode, faultString } = decode(find(fault, "value")) as Record<string, unknown>;
  throw new RpcFault(Number(faultCode), String(faultString));
}

function find(node: Node, name: string): Node {
  const child = node.children.find((candidate) => candidate.name === name);
  if (child === undefined) throw new Error(`<${node.name}> has no <${name}>`);
  return child;
}

function decode(value: Node): unknown {
  const [typed] = value.children;
  if (typed === undefined) return value.text;
  switch (typed.name) {
    case "string":
      return typed.text;
    case "int":
    case "i4":
      return integer(typed.text);
    case "double":
      return Number(typed.text);
    case "boolean":
      return typed.text === "1";
    case "array":
      return find(typed, "data").children.map(decode);
    case "struct":
      return Object.fromEntries(
        typed.children.map((member) => [find(member, "name").text, decode(find(member, "value"))]),
      );
  }
  throw new Error(`Unknown type <${typed.name}>`);
}

function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`Not an integer: ${JSON.stringify(text)}`);
  return Number(text);
}
