/** @jsxImportSource #jsx */

/**
 * The last bytes of a log, as Supervisor's tail page shows them (`WEB-012`).
 *
 * @module
 */

import type { VNode } from "preact";
import { processUrl, tailUrl } from "./urls.ts";

/** What the page shows. */
export interface TailProps {
  /** `null` when no process was named. */
  readonly name: string | null;
  readonly text: string;
  /** Bytes that were asked for. */
  readonly limit: number;
}

/** The page. */
export function TailView(props: TailProps): VNode {
  const { name, text, limit } = props;
  return (
    <main class="tail">
      <h1>{name === null ? "Tail" : `Tail of ${name}`}</h1>
      <pre tabindex={0} role="region" aria-label="Log">{text}</pre>
      {name === null
        ? (
          <p>
            <a class="button" href="index.html">All processes</a>
          </p>
        )
        : (
          <p>
            <a class="button" href={tailUrl(name, limit)}>Refresh</a>
            <a class="button" href={tailUrl(name, limit * 4)}>More</a>
            <a class="button" href={processUrl(name)}>Process</a>
            <a class="button" href="index.html">All processes</a>
          </p>
        )}
    </main>
  );
}
