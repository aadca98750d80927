/**
 * From XML to the tree of one XML-RPC message, element by element: each closed element leaves one
 * value with its parent, so that nothing is ever parsed twice and nesting costs no stack.
 *
 * The rules are Supervisor's own (`xmlrpc.md` 2): an element that is not known leaves its text, or
 * `null` when it has none, which makes `<i8>5</i8>` the string `5` and `<nil/>` a null.
 *
 * @module
 */

import { errorMessage } from "../text/error_text.ts";
import { SaxesParser } from "saxes";
import type { DecodeLimits } from "./limits.ts";
import { parseBase64, parseDateTime, parseDouble, parseInteger } from "./scalar.ts";
import { RpcSyntaxError } from "./syntax_error.ts";
import type { RpcValue } from "./value.ts";
import { type ElementReader, readPlainXml } from "./xml_plain.ts";

/** What was found in a message. */
export interface XmlMessage {
  /** Name of the outermost element. */
  readonly root: string;
  /** `null` when the message has no such element. */
  readonly methodName: string | null;
  /** `null` when the message has no such element. */
  readonly params: readonly RpcValue[] | null;
  /** The struct of `<fault>`, `undefined` when the message has none. */
  readonly fault: RpcValue | undefined;
}

interface Frame {
  readonly tag: string;
  /** Character data before the first child. */
  text: string;
  readonly children: RpcValue[];
}

/** Reads one whole message. @throws {RpcSyntaxError} */
export function readMessage(xml: string, limits: DecodeLimits): XmlMessage {
  if (xml.length > limits.characters) {
    throw tooMuch(`message of ${xml.length} characters`, limits.characters);
  }
  refuseReferences(xml, limits.references);
  const plain = new FrameReader(limits);
  if (readPlainXml(xml, plain)) return plain.message();
  return readAnyMessage(xml, limits);
}

/** Whatever XML it is written in. */
function readAnyMessage(xml: string, limits: DecodeLimits): XmlMessage {
  const reader = new FrameReader(limits);
  const parser = new SaxesParser({ position: false });
  parser.on("doctype", () => {
    throw new RpcSyntaxError("unmarshallable", "A document type declaration is not allowed");
  });
  parser.on("opentag", (tag) => reader.open(tag.name));
  parser.on("closetag", () => reader.close());
  parser.on("text", (text) => reader.text(text));
  parser.on("cdata", (text) => reader.text(text));
  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof RpcSyntaxError) throw error;
    const reason = errorMessage(error);
    throw new RpcSyntaxError("unmarshallable", `Cannot parse XML: ${reason}`, error);
  }
  return reader.message();
}

/** Counted before anything is made of them. @throws {RpcSyntaxError} */
function refuseReferences(xml: string, limit: number): void {
  let count = 0;
  for (let at = xml.indexOf("&"); at >= 0; at = xml.indexOf("&", at + 1)) {
    if (++count > limit) throw tooMuch("number of references", limit);
  }
}

class FrameReader implements ElementReader {
  readonly #limits: DecodeLimits;
  readonly #stack: Frame[] = [];
  #elements = 0;
  #root = "";
  #methodName: string | null = null;
  #params: readonly RpcValue[] | null = null;
  #fault: RpcValue | undefined = undefined;

  constructor(limits: DecodeLimits) {
    this.#limits = limits;
  }

  open(tag: string): void {
    if (this.#stack.length >= this.#limits.depth) {
      throw tooMuch("nesting", this.#limits.depth);
    }
    if (++this.#elements > this.#limits.elements) {
      throw tooMuch("number of elements", this.#limits.elements);
    }
    if (this.#stack.length === 0) this.#root = tag;
    this.#stack.push({ tag, text: "", children: [] });
  }

  text(text: string): void {
    const frame = this.#stack.at(-1);
    if (frame !== undefined && frame.children.length === 0) frame.text += text;
  }

  close(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const parent = this.#stack.at(-1);
    switch (frame.tag) {
      case "methodName":
        this.#methodName = frame.text;
        break;
      case "params":
        this.#params = frame.children;
        break;
      case "fault":
        this.#fault = firstChild(frame);
        break;
    }
    parent?.children.push(valueOf(frame));
  }

  message(): XmlMessage {
    return {
      root: this.#root,
      methodName: this.#methodName,
      params: this.#params,
      fault: this.#fault,
    };
  }
}

function valueOf(frame: Frame): RpcValue {
  switch (frame.tag) {
    case "value":
      return frame.children[0] === undefined ? frame.text : frame.children[0];
    case "string":
      return frame.text;
    case "int":
    case "i4":
      return parseInteger(frame.text);
    case "boolean":
      return frame.text === "1";
    case "double":
      return parseDouble(frame.text);
    case "dateTime.iso8601":
      return parseDateTime(frame.text);
    case "base64":
      return parseBase64(frame.text);
    case "param":
    case "array":
      return firstChild(frame);
    case "data":
    case "member":
      return frame.children;
    case "struct":
      return structOf(frame.children);
    default:
      return frame.text === "" ? null : frame.text;
  }
}

function structOf(members: readonly RpcValue[]): RpcValue {
  const struct: Record<string, RpcValue> = {};
  for (const member of members) {
    const [name, value] = Array.isArray(member) ? member as RpcValue[] : [];
    if (value === undefined || (typeof name !== "string" && name !== null)) {
      throw new RpcSyntaxError("unmarshallable", "A member of a struct needs a name and a value");
    }
    setMember(struct, { name: name ?? "", value });
  }
  return struct;
}

function setMember(
  struct: Record<string, RpcValue>,
  member: { readonly name: string; readonly value: RpcValue },
): void {
  if (member.name !== "__proto__") {
    struct[member.name] = member.value;
    return;
  }
  // Assigning would set the prototype; a member called so must stay a member.
  Object.defineProperty(struct, member.name, {
    value: member.value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function firstChild(frame: Frame): RpcValue {
  const child = frame.children[0];
  if (child === undefined) {
    throw new RpcSyntaxError("unmarshallable", `<${frame.tag}> is empty`);
  }
  return child;
}

function tooMuch(what: string, limit: number): RpcSyntaxError {
  return new RpcSyntaxError("unmarshallable", `Cannot take the ${what}: the limit is ${limit}`);
}
