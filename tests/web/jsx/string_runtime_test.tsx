/** @jsxImportSource #jsx */

import assert from "node:assert/strict";
import fc from "fast-check";
import { renderToString } from "#daemon/web/jsx/string_runtime.ts";

Deno.test("text and attribute values can hold anything and stay text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const html = renderToString(<p title={text}>{text}</p>);
    const [, title = "", content = ""] = /^<p title="([^"]*)">([^<]*)<\/p>$/s.exec(html) ?? [];
    assert.equal(unescape(title), text);
    assert.equal(unescape(content), text);
  }));
});

Deno.test("handlers, keys and references leave no trace", () => {
  const html = renderToString(
    <button type="button" key="k" ref={() => {}} onClick={() => {}} disabled hidden={false}>
      x
    </button>,
  );
  assert.equal(html, '<button type="button" disabled>x</button>');
});

Deno.test("attributes with a dash spell out both values", () => {
  assert.equal(
    renderToString(<a aria-busy={false} data-on>x</a>),
    '<a aria-busy="false" data-on="true">x</a>',
  );
});

Deno.test("numbers are text, nothing and conditions are nothing, lists are flat", () => {
  const html = renderToString(<>{[0, null, undefined, true, false, [<br key="b" />, "<"]]}</>);
  assert.equal(html, "0<br>&#60;");
});

function unescape(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
