/** @jsxImportSource #jsx */

/**
 * Everything about one process.
 *
 * @module
 */

import type { ComponentChild, ComponentChildren, VNode } from "preact";
import type { Moment, ProcessDetail } from "../model/process_detail.ts";
import { healthOf, type ProcessRow } from "../model/process_row.ts";
import type { Usage } from "../model/usage.ts";
import { bytesText, exactTime, momentTime, percentText } from "../words/durations.ts";
import { Curve } from "./curve.tsx";
import { ActionButtons } from "./process_actions.tsx";
import { Settings } from "./settings_view.tsx";
import { StateMark } from "./state_mark.tsx";
import { Strip } from "./strip.tsx";
import { actionUrl } from "./urls.ts";

/** What the page of a process shows. */
export interface DetailProps {
  readonly row: ProcessRow;
  readonly detail: ProcessDetail;
  /** Why it is in its state, in a sentence. */
  readonly explanation: ComponentChild;
  readonly usage: Usage | undefined;
  readonly curve: readonly number[];
  /** Its memory over the last samples. */
  readonly memory: readonly number[];
  readonly usageProblem: string | null;
  readonly token: string;
  /** A moment of today: others get their date. */
  readonly now: number;
  /** The logs. */
  readonly log: ComponentChildren;
  readonly onClose?: (event: Event) => void;
}

/** The page, without the frame around it. */
export function DetailView(props: DetailProps): VNode {
  const { row, detail, token } = props;
  const { spec } = row;
  return (
    <>
      <header class="detail-head">
        <h2>{spec}</h2>
        <StateMark
          state={row.state}
          bad={row.state === "EXITED" && healthOf(row) === "trouble"}
        />
        <a class="button close" href="index.html" onClick={props.onClose} aria-label="Close">×</a>
      </header>
      <p class="explanation">{props.explanation}</p>
      {row.lastLines.length === 0
        ? null
        : <pre class="last" role="group" aria-label="Last lines">{row.lastLines.join("\n")}</pre>}
      <form class="actions" action="index.html" method="post">
        <input type="hidden" name="token" value={token} />
        <ActionButtons spec={spec} state={row.state} from="&from=process" />
        <button
          type="submit"
          name="action"
          value="clearlog"
          formaction={`${actionUrl(spec)}&from=process`}
        >
          Clear Log
        </button>
      </form>
      <Measures {...props} />
      <section id="log" class="log" aria-label="Log">{props.log}</section>
      <Timeline moments={detail.timeline} now={props.now} />
      <Settings detail={detail} />
    </>
  );
}

function Measures(props: DetailProps): VNode {
  const { row, usage, usageProblem } = props;
  return (
    <dl class="measures">
      <div>
        <dt>Last hour</dt>
        <dd>
          {/[^n\d]/.test(row.strip) ? <Strip strip={row.strip} /> : "–"}
        </dd>
      </div>
      <div>
        <dt>CPU</dt>
        <dd>
          <span title={usageProblem ?? undefined}>
            {usage === undefined ? (usageProblem === null ? "–" : "no ps") : percentText(usage.cpu)}
          </span>
          {usage === undefined ? null : <Curve values={props.curve} top={10} />}
        </dd>
      </div>
      <div>
        <dt>Memory</dt>
        <dd>
          <span title={usageProblem ?? undefined}>
            {usage === undefined
              ? (usageProblem === null ? "–" : "no ps")
              : bytesText(usage.memory)}
          </span>
          {usage === undefined ? null : <Curve values={props.memory} top={usage.memory * 1.5} />}
        </dd>
      </div>
      <div>
        <dt>Restarts this hour</dt>
        <dd>{row.restarts}</dd>
      </div>
      <div>
        <dt>Pid</dt>
        <dd>{row.pid === 0 ? "–" : row.pid}</dd>
      </div>
    </dl>
  );
}

function Timeline(
  props: { readonly moments: readonly Moment[]; readonly now: number },
): VNode {
  const { moments, now } = props;
  return (
    <section id="history" aria-labelledby="history-title">
      <h3 id="history-title">History</h3>
      {moments.length === 0
        ? <p>Nothing has happened since the daemon started.</p>
        : (
          <ol class="timeline" tabindex={0} aria-labelledby="history-title">
            {moments.map((moment, at) => (
              <li key={`${moments.length - at} ${moment.at}`}>
                <time datetime={new Date(moment.at).toISOString()} title={exactTime(moment.at)}>
                  {momentTime(moment.at, now)}
                </time>
                <StateMark state={moment.state} bad={moment.bad && moment.state === "EXITED"} />
                <span>{moment.text}</span>
              </li>
            ))}
          </ol>
        )}
    </section>
  );
}
