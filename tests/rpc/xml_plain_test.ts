import assert from "node:assert/strict";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { type ElementReader, readPlainXml } from "#lib/rpc/xml_plain.ts";

/** What a document holds, a step each; text in one piece. */
class Recorder implements ElementReader {
  readonly steps: string[] = [];
  #text = "";

  open(tag: string): void {
    this.#flush();
    this.steps.push(`<${tag}>`);
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    this.#flush();
    this.steps.push("</>");
  }

  #flush(): void {
    if (this.#text !== "") this.steps.push(this.#text);
    this.#text = "";
  }
}

/** The same by a full parser; `null` where it finds the document malformed. */
function readFully(xml: string): readonly string[] | null {
  const recorder = new Recorder();
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  parser.on("opentag", (tag) => {
    depth++;
    recorder.open(tag.name);
  });
  parser.on("closetag", () => {
    depth--;
    recorder.close();
  });
  parser.on("text", (text) => depth > 0 && recorder.text(text));
  try {
    parser.write(xml).close();
  } catch {
    return null;
  }
  return recorder.steps;
}

function readPlainly(xml: string): readonly string[] | null {
  const recorder = new Recorder();
  return readPlainXml(xml, recorder) ? recorder.steps : null;
}

const PLAIN: readonly string[] = [
  "<a/>",
  "<?xml version='1.0'?>\n<a>\n<b>x</b><b/>\ty </a>\n",
  '<?xml version="1.0" encoding="utf-8"?><a>ü €</a>',
  "<a>1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&apos;&amp;lt;</a>",
  " \n<a>&gt;</a>",
];

for (const xml of PLAIN) {
  Deno.test(`${JSON.stringify(xml)} is read without a full parser, and alike`, () => {
    const steps = readPlainly(xml);
    assert.notEqual(steps, null);
    assert.deepEqual(steps, readFully(xml));
  });
}

const LEFT: readonly string[] = [
  "",
  "text",
  "<a>",
  "</a>",
  "<a></b>",
  "<a/><b/>",
  "<a/>text",
  "text<a/>",
  "<a b='c'/>",
  "<a></a >",
  "<1/>",
  "<a>\r\n</a>",
  "<a>\x01</a>",
  "<a>]]></a>",
  "<a>&#65;</a>",
  "<a>&unknown;</a>",
  "<a>&am&lt;p;</a>",
  "<a>&</a>",
  "<a><!-- <b/> --></a>",
  "<a><![CDATA[<b/>]]></a>",
  "<a><?b?></a>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
  "<?xml version='1.1'?><a/>",
  "<?xml version='1.0' encoding='latin1'?><a/>",
  "\ufeff<a/>",
];

for (const xml of LEFT) {
  Deno.test(`${JSON.stringify(xml)} is left to a full parser`, () => {
    assert.equal(readPlainly(xml), null);
  });
}

Deno.test("whatever is read without a full parser is read as by one", () => {
  const pieces = [
    ...[
      "<a>",
      "</a>",
      "<b>",
      "</b>",
      "<c/>",
      "<",
      ">",
      "/",
      "&",
      "&amp;",
      "&lt;",
      "&gt;",
      "&#9;",
      ";",
    ],
    ...[
      "x",
      " ",
      "\n",
      "\t",
      "\r",
      "]]>",
      "<!--",
      "-->",
      "<?xml version='1.0'?>",
      "ü",
      "\ud83d\ude00",
      "'",
    ],
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((words) =>
    words.join("")
  );
  let plain = 0;
  fc.assert(
    fc.property(fc.tuple(fc.boolean(), soup), ([wrapped, text]) => {
      const xml = wrapped ? `<a>${text}</a>` : text;
      const steps = readPlainly(xml);
      if (steps === null) return;
      plain++;
      assert.deepEqual(steps, readFully(xml));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(plain > 100, `only ${plain} documents were read`);
});
