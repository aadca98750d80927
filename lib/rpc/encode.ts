/**
 * XML-RPC messages as text, in the layout of `xmlrpc.md` 2 (`HTTP-014`).
 *
 * @module
 */

import type { Fault } from "./fault.ts";
import { type Encodable, EncodedValue } from "./value.ts";
import { escapeXmlText } from "./xml_text.ts";

const DECLARATION = "<?xml version='1.0'?>\n";
const RESPONSE_HEAD = `${DECLARATION}<methodResponse>\n<params>\n<param>\n`;
const RESPONSE_TAIL = "</param>\n</params>\n</methodResponse>\n";

/** A request that calls `method`, a full name as `supervisor.getState`. */
export function encodeCall(method: string, params: readonly Encodable[]): string {
  let body = `${DECLARATION}<methodCall>\n<methodName>${
    escapeXmlText(method)
  }</methodName>\n<params>\n`;
  for (const param of params) body += `<param>\n${encodeValue(param)}</param>\n`;
  return `${body}</params>\n</methodCall>\n`;
}

/** An answer that carries `value`. */
export function encodeResponse(value: Encodable): string {
  return RESPONSE_HEAD + encodeValue(value) + RESPONSE_TAIL;
}

/** An answer that says no. */
export function encodeFault(fault: Fault): string {
  const value = encodeValue({ faultCode: fault.code, faultString: fault.text });
  return `${DECLARATION}<methodResponse>\n<fault>\n${value}</fault>\n</methodResponse>\n`;
}

/** Encodes `value` once, for answers that will carry it many times. */
export function encodeFragment(value: Encodable): EncodedValue {
  return new EncodedValue(encodeValue(value));
}

function encodeValue(value: Encodable): string {
  switch (typeof value) {
    case "string":
      return `<value><string>${escapeXmlText(value)}</string></value>\n`;
    case "number":
      return encodeNumber(value);
    case "boolean":
      return value
        ? "<value><boolean>1</boolean></value>\n"
        : "<value><boolean>0</boolean></value>\n";
  }
  if (value === null) return "<value><nil/></value>\n";
  if (value instanceof EncodedValue) return value.xml;
  if (value instanceof Date) {
    return `<value><dateTime.iso8601>${formatDateTime(value)}</dateTime.iso8601></value>\n`;
  }
  return isArray(value) ? encodeArray(value) : encodeStruct(value);
}

function encodeArray(items: readonly Encodable[]): string {
  let body = "<value><array><data>\n";
  for (const item of items) body += encodeValue(item);
  return `${body}</data></array></value>\n`;
}

function encodeStruct(struct: { readonly [member: string]: Encodable }): string {
  let body = "<value><struct>\n";
  for (const name of Object.keys(struct)) {
    const member = struct[name];
    if (member === undefined) continue;
    body += `<member>\n<name>${escapeXmlText(name)}</name>\n${encodeValue(member)}</member>\n`;
  }
  return `${body}</struct></value>\n`;
}

/**
 * Integers beyond 32 bits still travel as `int`: a log may be larger than 2 GiB, and readers that
 * keep to 32 bits have no other type for it. Beyond 2^53 only `double` is honest.
 */
function encodeNumber(value: number): string {
  if (Number.isSafeInteger(value)) return `<value><int>${value}</int></value>\n`;
  return `<value><double>${formatDouble(value)}</double></value>\n`;
}

/** Not-a-number and the infinities have no form in XML-RPC; these are the names that Python reads. */
function formatDouble(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

/** `20261122T13:22:31` in UTC; the wire has no room for milliseconds or a zone. */
function formatDateTime(date: Date): string {
  return date.toISOString().replace(/-|\.\d+Z$/g, "");
}

function isArray(value: readonly Encodable[] | object): value is readonly Encodable[] {
  return Array.isArray(value);
}
