/** @jsxImportSource #jsx */

/**
 * The settings of a process: first what its section says, then what it leaves to the defaults.
 *
 * @module
 */

import type { VNode } from "preact";
import type { ProcessDetail, Setting } from "../model/process_detail.ts";

/** The settings, each with the line that it comes from. */
export function Settings({ detail }: { readonly detail: ProcessDetail }): VNode {
  const configured = detail.settings.filter(({ origin }) => origin !== null);
  const defaults = detail.settings.filter(({ origin }) => origin === null);
  return (
    <section id="settings" aria-labelledby="settings-title">
      <h3 id="settings-title">Settings</h3>
      <p class="section-origin">
        <code>{`[${detail.section}]`}</code> <code class="origin">{detail.origin}</code>
      </p>
      <table class="settings">
        <tbody>
          {configured.map((setting) => <SettingRow key={setting.name} setting={setting} />)}
          <Environment names={detail.environment} />
        </tbody>
      </table>
      {defaults.length === 0 ? null : (
        <details class="defaults">
          <summary>
            {`${defaults.length} ${defaults.length === 1 ? "default" : "defaults"}`}
          </summary>
          <table class="settings">
            <tbody>
              {defaults.map((setting) => <SettingRow key={setting.name} setting={setting} />)}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

function SettingRow({ setting }: { readonly setting: Setting }): VNode {
  const { name, value, origin } = setting;
  return (
    <tr class={origin === null ? "default" : undefined}>
      <th scope="row">{name}</th>
      <td>
        <code>{value}</code>
      </td>
      <td class="origin" title={origin ?? undefined}>
        {origin === null ? "default" : origin.slice(origin.lastIndexOf("/") + 1)}
      </td>
    </tr>
  );
}

function Environment({ names }: { readonly names: readonly string[] }): VNode | null {
  if (names.length === 0) return null;
  return (
    <tr>
      <th scope="row">environment</th>
      <td>
        <code>{names.join(", ")}</code>
      </td>
      <td class="origin">values are not shown</td>
    </tr>
  );
}
