/**
 * JSX as text: what the pages' components become on the server. In the browser the same components
 * run on Preact (the client's import map says so), so a row has one source.
 *
 * Text and attribute values are escaped here and nowhere else. Handlers, `key` and `ref` mean
 * nothing on the server and leave no trace.
 *
 * @module
 */

import type { ComponentChildren, VNode } from "preact";
import { escapeHtml } from "../html.ts";

export type { JSX } from "preact";

type Props = Readonly<Record<string, unknown>>;

/** Finished HTML; everything else is text and gets escaped. */
class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

const VOID_ELEMENTS: ReadonlySet<string> = new Set(["br", "hr", "img", "input", "link", "meta"]);

/** Of SVG. A page has thousands of them, so they are closed where they are opened. */
const SHAPE = "path";

/** One element, or a call of a component. Typed as Preact's, of which it is the other half. */
export function jsx(type: string | ((props: Props) => VNode), props: Props): VNode {
  if (typeof type !== "string") return type(props);
  if (type === SHAPE) return markup(`<path${attributesOf(props)}/>`);
  const start = `<${type}${attributesOf(props)}>`;
  if (VOID_ELEMENTS.has(type)) return markup(start);
  return markup(`${start}${textOf(props["children"])}</${type}>`);
}

export { jsx as jsxs };

/** Children without an element around them. */
export function Fragment(props: { readonly children?: ComponentChildren }): VNode {
  return markup(textOf(props.children));
}

/** The HTML of a component's result. */
export function renderToString(node: ComponentChildren): string {
  return textOf(node);
}

function attributesOf(props: Props): string {
  let text = "";
  for (const name in props) {
    if (name === "children" || name === "key" || name === "ref") continue;
    const value = props[name];
    switch (typeof value) {
      case "string":
        text += ` ${name}="${escapeHtml(value)}"`;
        break;
      case "number":
        text += ` ${name}="${value}"`;
        break;
      case "boolean":
        // `aria-…` and `data-…` attributes spell out both values.
        if (name.includes("-")) text += ` ${name}="${value}"`;
        else if (value) text += ` ${name}`;
    }
  }
  return text;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return escapeHtml(value);
  if (value instanceof Markup) return value.html;
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value)) return "";
  let text = "";
  for (const child of value) text += textOf(child);
  return text;
}

/**
 * Markup that will be used again, with another text each time where it now has `slot`, which must be
 * there once and nowhere else by chance. Text that was put together piece by piece is a tree of
 * pieces to V8, and each use would walk through it: cutting makes two pieces of it.
 */
export function cutAt(node: VNode, slot: string): (text: string) => VNode {
  const [before = "", after = ""] = renderToString(node).split(slot);
  return (text) => markup(before + escapeHtml(text) + after);
}

/** The same markup as one piece, for what is used again as it is. */
export function joined(nodes: readonly VNode[]): VNode {
  return markup(nodes.map(textOf).join(""));
}

function markup(html: string): VNode {
  return new Markup(html) as unknown as VNode;
}
