/** @jsxImportSource #jsx */

/**
 * The bar above a log, the lines, and where they come from.
 *
 * @module
 */

/// <reference lib="dom" />

import type { VNode } from "preact";
import { useSignal } from "@preact/signals";
import type { Channel } from "#lib/event/events.ts";
import type { LogInfo, ProcessDetail } from "../../model/process_detail.ts";
import { downloadUrl } from "../../views/urls.ts";
import type { LogSession } from "./log_session.ts";

/** What the panel works with. */
export interface LogPanelProps {
  readonly detail: ProcessDetail;
  /** Made as soon as there is an element for the lines. */
  readonly session: LogSession | null;
  /** Gets that element. */
  readonly box: (element: HTMLDivElement | null) => void;
}

const CHANNELS: readonly (readonly [value: "both" | Channel, label: string])[] = [
  ["both", "Both"],
  ["stdout", "Output"],
  ["stderr", "Errors"],
];

/** The panel; a sentence where no log is kept. */
export function LogPanel({ detail, session, box }: LogPanelProps): VNode {
  const { stdout, stderr } = detail;
  if (stdout.path === null && stderr.path === null) {
    return (
      <>
        <h3>Log</h3>
        <p>{stdout.why}</p>
        {stderr.why === stdout.why ? null : <p>{stderr.why}</p>}
      </>
    );
  }
  return (
    <>
      {session === null ? null : <Bar detail={detail} session={session} />}
      <div class="log-view" ref={box} tabindex={0} role="log" aria-label={`Log of ${detail.spec}`}>
      </div>
      <ul class="log-foot">
        <Source spec={detail.spec} channel="stdout" info={stdout} />
        <Source spec={detail.spec} channel="stderr" info={stderr} />
      </ul>
    </>
  );
}

function Bar(
  { detail, session }: { readonly detail: ProcessDetail; readonly session: LogSession },
): VNode {
  const { following, waiting, found, detached, said } = session.status.value;
  const shown = useSignal<"both" | Channel>("both");
  const wrapped = useSignal(false);
  const both = detail.stdout.path !== null && detail.stderr.path !== null;
  const search = (words: string): void => {
    session.view.search.find(words);
    session.update();
  };
  const step = (by: 1 | -1): void => {
    session.view.pause();
    session.view.search.step(by);
    session.update();
  };
  return (
    <div class="log-bar">
      <h3>Log</h3>
      <button
        type="button"
        aria-pressed={following}
        onClick={() => following ? session.view.pause() : session.follow()}
      >
        {following ? "Following" : waiting > 0 ? "Follow (more has come)" : "Follow"}
      </button>
      {both
        ? (
          <select
            aria-label="Streams"
            value={shown.value}
            onChange={(event: Event) => {
              shown.value = (event.currentTarget as HTMLSelectElement).value as "both" | Channel;
              session.view.show(shown.value);
            }}
          >
            {CHANNELS.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </select>
        )
        : null}
      <input
        type="search"
        placeholder="Search"
        aria-label="Search the log"
        onInput={(event: Event) => search((event.currentTarget as HTMLInputElement).value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter") step(event.shiftKey ? 1 : -1);
        }}
      />
      <span class="count" role="status">{found}</span>
      {found === "" ? null : (
        <>
          <button type="button" onClick={() => step(-1)} aria-label="Hit before">↑</button>
          <button type="button" onClick={() => step(1)} aria-label="Next hit">↓</button>
        </>
      )}
      <button
        type="button"
        aria-pressed={wrapped.value}
        onClick={() => {
          wrapped.value = !wrapped.value;
          document.querySelector(".log-view")?.classList.toggle("wrapped", wrapped.value);
        }}
      >
        Wrap
      </button>
      <button type="button" onClick={() => void session.jump("start")}>Last start</button>
      <button type="button" onClick={() => void session.jump("crash")}>Last crash</button>
      {detached ? <span>An older part is shown.</span> : null}
      <span class="said" role="status">{said}</span>
    </div>
  );
}

/** The file that a stream goes to, or why there is none. */
function Source(
  props: { readonly spec: string; readonly channel: Channel; readonly info: LogInfo },
): VNode {
  const { spec, channel, info } = props;
  if (info.path === null) return <li>{info.why}</li>;
  return (
    <li>
      <a href={downloadUrl(spec, channel)}>
        {channel === "stdout" ? "Download" : "Download errors"}
      </a>{" "}
      <code>{info.path}</code>
    </li>
  );
}
