/**
 * The addresses that pages link to. All are relative to the top of the site, where all pages are, so
 * that they work behind a path prefix (`WEB-018`).
 *
 * @module
 */

/** `text` as a value in an address; `/` may stay as it is. */
export function quote(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}

/** The page of a process. */
export function processUrl(spec: string): string {
  return `process.html?processname=${quote(spec)}`;
}

/** Where a form asks for an action on something; the action itself is the button's value. */
export function actionUrl(name: string): string {
  return `index.html?processname=${quote(name)}`;
}

/** The last bytes of standard output on a plain page. */
export function tailUrl(spec: string, limit?: number): string {
  return `tail.html?processname=${quote(spec)}${limit === undefined ? "" : `&limit=${limit}`}`;
}

/** A log as an endless stream. */
export function logtailUrl(spec: string, channel: "stdout" | "stderr"): string {
  return `logtail/${quote(spec)}${channel === "stderr" ? "/stderr" : ""}`;
}

/** A whole log as a file to keep. */
export function downloadUrl(spec: string, channel: "stdout" | "stderr"): string {
  return `download?processname=${quote(spec)}&channel=${channel}`;
}
