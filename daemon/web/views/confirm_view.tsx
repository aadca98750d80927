/** @jsxImportSource #jsx */

/**
 * The question before an action (`WEB-017`).
 *
 * @module
 */

import type { VNode } from "preact";

/** Most names that are listed one by one. */
const MOST_NAMES = 30;

/** What is asked, and what the answer carries. */
export interface ConfirmProps {
  /** `Stop web:one?` */
  readonly question: string;
  /** Why it is asked, in a sentence. */
  readonly reason: string;
  /** The processes that are meant, when there may be several. */
  readonly names: readonly string[];
  /** Label of the button that does it. */
  readonly label: string;
  /** What is sent. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Where one goes instead. */
  readonly back: string;
}

/** A form with one button that acts. */
export function ConfirmView(props: ConfirmProps): VNode {
  const { names } = props;
  const more = names.length - MOST_NAMES;
  return (
    <main class="confirm">
      <h1>{props.question}</h1>
      <p>{props.reason}</p>
      {names.length === 0 ? null : (
        <ul>
          {names.slice(0, MOST_NAMES).map((name) => <li key={name}>{name}</li>)}
          {more > 0 ? <li>{`and ${more} more`}</li> : null}
        </ul>
      )}
      <form action="index.html" method="post">
        {props.fields.map(([name, value], at) => (
          <input key={at} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="primary">{props.label}</button>
        <a class="button" href={props.back}>Cancel</a>
      </form>
    </main>
  );
}
