/** @jsxImportSource #jsx */

/**
 * What is around every page.
 *
 * @module
 */

import type { ComponentChildren, VNode } from "preact";

/** What a page is put together from. */
export interface DocumentProps {
  readonly title: string;
  /** Marks the addresses of style sheet and script, so that a new daemon brings new ones. */
  readonly build: string;
  /** Whether there is a script to load. */
  readonly script: boolean;
  /** What the user has chosen, `null` for what the system says. */
  readonly theme: "light" | "dark" | null;
  readonly bodyClass?: string;
  /** What the script has to know to take over: which rows the page was made from. */
  readonly version?: string;
  readonly footer?: string;
  readonly children?: ComponentChildren;
}

/** The document, without its type. */
export function Document(props: DocumentProps): VNode {
  const { build, theme, footer } = props;
  return (
    <html lang="en" data-theme={theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{props.title}</title>
        <link rel="stylesheet" href={`stylesheets/supervisor.css?v=${build}`} type="text/css" />
        <link rel="icon" href="images/icon.png" type="image/png" />
        {
          /* No module: browsers send Origin for those, which behind a proxy may look like another
            site's, and the page would have no script to say so. */
        }
        {props.script ? <script defer src={`scripts/app.js?v=${build}`}></script> : null}
      </head>
      <body class={props.bodyClass} data-version={props.version}>
        {props.children}
        {footer === undefined ? null : <footer>{footer}</footer>}
      </body>
    </html>
  );
}
