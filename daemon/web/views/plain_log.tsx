/** @jsxImportSource #jsx */

/**
 * The logs of a process for those without scripts.
 *
 * @module
 */

import type { VNode } from "preact";
import type { Channel } from "#lib/event/events.ts";
import type { LogInfo } from "../model/process_detail.ts";
import { downloadUrl, logtailUrl, processUrl, tailUrl } from "./urls.ts";

/** The end of one stream. */
export interface PlainLogProps {
  readonly spec: string;
  readonly channel: Channel;
  readonly info: LogInfo;
  /** The last lines, `null` when there is no file to read. */
  readonly text: string | null;
}

/** What it printed last, and where there is more. */
export function PlainLog(props: PlainLogProps): VNode {
  const { spec, channel, info, text } = props;
  const name = channel === "stdout" ? "Standard output" : "Standard error";
  if (info.path === null) {
    return (
      <p class="no-log">
        {name}: {info.why}
      </p>
    );
  }
  return (
    <>
      <h3>{name}</h3>
      <div class="plain-log" tabindex={0} role="region" aria-label={name}>
        <pre>{text === null || text === "" ? "It has printed nothing yet." : text}</pre>
      </div>
      <p class="log-links">
        <a href={processUrl(spec)}>Reload</a>
        {channel === "stdout" ? <a href={tailUrl(spec)}>Tail</a> : null}
        <a href={logtailUrl(spec, channel)} target="_blank">
          {channel === "stdout" ? "Tail -f Stdout" : "Tail -f Stderr"}
        </a>
        <a href={downloadUrl(spec, channel)}>Download</a>
        <code>{info.path}</code>
      </p>
    </>
  );
}
