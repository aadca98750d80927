/** Whether a message of Supervisor's pages tells that something did not work (web.md 3). */
export function isFailure(message: string): boolean {
  return /^(?:ERROR|unexpected rpc fault|No such process)\b/.test(message) ||
    /^The daemon (?:refused|could)/.test(message) || message.startsWith("This page is older");
}
