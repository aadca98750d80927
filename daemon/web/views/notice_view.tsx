/** @jsxImportSource #jsx */

import type { VNode } from "preact";

/** A page that says one thing, and where to go from here. */
export function NoticeView(
  props: { readonly title: string; readonly text: string; readonly back?: string },
): VNode {
  return (
    <main class="confirm">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <p>
        <a class="button" href={props.back ?? "index.html"}>All processes</a>
      </p>
    </main>
  );
}
