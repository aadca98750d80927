/** @jsxImportSource #jsx */

/**
 * The table of all processes (`WEB-001`).
 *
 * @module
 */

import type { ComponentChildren, VNode } from "preact";
import type { Section } from "../model/layout.ts";

/** What the table is made of. Rows and heads are given as parts: in the browser they live. */
export interface StatusTableProps {
  readonly sections: readonly Section[];
  /** Why there is no CPU and memory, `null` when there is. */
  readonly usageProblem: string | null;
  /** The rows of a section; `from` is the place of the first among all. */
  rows(section: Section, from: number): ComponentChildren;
  head(section: Section & { readonly group: string }): ComponentChildren;
}

/** The table. */
export function StatusTable(props: StatusTableProps): VNode {
  const { usageProblem } = props;
  let from = 0;
  return (
    <table class="processes">
      <thead>
        <tr>
          <th scope="col" class="status">State</th>
          <th scope="col" class="name">Name</th>
          <th scope="col" class="hour">Last hour</th>
          <th scope="col" class="why">Description</th>
          <th scope="col" class="restarts number">
            <abbr title="Starts in the last hour beside the first one">Restarts</abbr>
          </th>
          <UsageHeading name="CPU" class="cpu" problem={usageProblem} />
          <UsageHeading name="Memory" class="memory" problem={usageProblem} />
          <th scope="col" class="action">Action</th>
        </tr>
      </thead>
      {props.sections.map((section, index) => {
        const { group } = section;
        const first = from;
        from += section.rows.length;
        return (
          <tbody key={group ?? `:${index}`} class={group === null ? "" : "grouped"}>
            {group === null ? null : props.head({ ...section, group })}
            {props.rows(section, first)}
          </tbody>
        );
      })}
    </table>
  );
}

/** CPU and memory are of a program and everything that it started. */
function UsageHeading(
  props: { readonly name: string; readonly class: string; readonly problem: string | null },
): VNode {
  const tip = props.problem ?? `${props.name} of the program and everything that it started`;
  return (
    <th scope="col" class={`${props.class} number`}>
      <abbr title={tip}>{props.problem === null ? props.name : `${props.name}: none`}</abbr>
    </th>
  );
}
