/**
 * The XML that clients of XML-RPC send, read in one pass: elements without attributes, text, and the
 * five entities that every document has. That is about everything there is; whoever meets more hands the
 * document to a full parser, which takes three times as long (docs/performance.md).
 *
 * @module
 */

/** Told of what a document holds, in its order. */
export interface ElementReader {
  open(tag: string): void;
  /** Character data; may come in several pieces. */
  text(text: string): void;
  close(): void;
}

/** Nothing but this may stand before the outermost element. */
const DECLARATION = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[Uu][Tt][Ff]-8\2)? ?\?>/;

/** Carriage returns, which XML turns into line feeds, what it forbids, and halves of characters. */
// deno-lint-ignore no-control-regex
const ODD = /[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|\]\]>/;

const NAME = /^[A-Za-z_][\w.-]*$/;
const NO_BLANK = /[^ \t\n]/;
const SLASH = 0x2f;

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
};

/**
 * Reads a document. With `false` it is not well-formed, or has more in it than is read here; what `reader`
 * was told before is to be forgotten then.
 *
 * @throws what `reader` throws
 */
export function readPlainXml(xml: string, reader: ElementReader): boolean {
  if (ODD.test(xml)) return false;
  const open: string[] = [];
  let rooted = false;
  let at = DECLARATION.exec(xml)?.[0].length ?? 0;
  for (let tag = xml.indexOf("<", at); tag >= 0; tag = xml.indexOf("<", at)) {
    if (tag > at) {
      const text = plainText(xml.slice(at, tag));
      if (text === null || (open.length === 0 && NO_BLANK.test(text))) return false;
      if (open.length > 0) reader.text(text);
    }
    const end = xml.indexOf(">", tag);
    if (end < 0) return false;
    if (xml.charCodeAt(tag + 1) === SLASH) {
      const name = open.pop();
      if (name?.length !== end - tag - 2 || !xml.startsWith(name, tag + 2)) return false;
      reader.close();
    } else {
      const empty = xml.charCodeAt(end - 1) === SLASH;
      const name = xml.slice(tag + 1, empty ? end - 1 : end);
      if (!NAME.test(name) || (rooted && open.length === 0)) return false;
      rooted = true;
      reader.open(name);
      if (empty) reader.close();
      else open.push(name);
    }
    at = end + 1;
  }
  return rooted && open.length === 0 && !NO_BLANK.test(xml.slice(at));
}

/** `null` when there is a reference that only a full parser knows. */
function plainText(text: string): string | null {
  if (!text.includes("&")) return text;
  const rest = text.replace(/&(?:lt|gt|amp|quot|apos);/g, "");
  if (rest.includes("&")) return null;
  return text.replace(/&[a-z]+;/g, (entity) => ENTITIES[entity]!);
}
