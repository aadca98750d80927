/**
 * Questions and the list of keys. The elements are made here and go away when they are closed.
 *
 * @module
 */

/// <reference lib="dom" />

/** Most names that are listed. */
const MOST_NAMES = 40;

/** Asks before something is done to several processes. @returns whether it is to be done */
export function askFirst(
  question: { readonly title: string; readonly names: readonly string[]; readonly label: string },
): Promise<boolean> {
  const { title, names, label } = question;
  const more = names.length - MOST_NAMES;
  const list = element("ul", { tabindex: "0", "aria-labelledby": "dialog-title" }, [
    ...names.slice(0, MOST_NAMES).map((name) => element("li", {}, [name])),
    ...(more > 0 ? [element("li", {}, [`and ${more} more`])] : []),
  ]);
  const look = { class: "primary", autofocus: "" };
  const yes = element("button", { type: "submit", value: "yes", ...look }, [label]);
  const no = element("button", { type: "submit", value: "no" }, ["Cancel"]);
  return open(title, [list, element("form", { method: "dialog" }, [yes, no])]);
}

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [["/"], "Filter by name or state"],
  [["j", "k"], "Next and previous process, arrows too"],
  [["Enter"], "Open it"],
  [["Esc"], "Close it, or leave the filter"],
  [["s"], "Start it"],
  [["x"], "Stop it"],
  [["r"], "Restart it"],
  [["l"], "Its log"],
  [["w"], "Only what is not well, or all"],
  [["?"], "This list"],
];

/** Shows what each key does. */
export function showKeys(): void {
  const rows = KEYS.flatMap(([keys, what]) => [
    element("dt", {}, keys.flatMap((key) => [element("kbd", {}, [key]), " "])),
    element("dd", {}, [what]),
  ]);
  const close = element("button", { type: "submit", value: "no" }, ["Close"]);
  void open("Keys", [element("dl", {}, rows), element("form", { method: "dialog" }, [close])]);
}

function open(title: string, content: readonly Node[]): Promise<boolean> {
  const heading = element("h2", { id: "dialog-title" }, [title]);
  const dialog = element("dialog", { "aria-labelledby": "dialog-title" }, [heading, ...content]);
  document.body.append(dialog);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  dialog.addEventListener("close", () => {
    resolve(dialog.returnValue === "yes");
    dialog.remove();
  });
  dialog.showModal();
  return promise;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
