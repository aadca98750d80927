/** The name of the file beside `pidfile` that tells which children live. */
export function stateFilePath(pidfile: string): string {
  return `${pidfile}.children`;
}

/** The name under which that file is written, before it takes the place of the one before. */
export function newStateFilePath(path: string): string {
  return `${path}.new`;
}
