/**
 * Lines as elements. What a program prints is text here, whatever it looks like: colours come from
 * its control sequences, and nothing else does.
 *
 * @module
 */

/// <reference lib="dom" />

import { AnsiUp } from "ansi_up";
import type { Channel } from "#lib/event/events.ts";
import { exactTime } from "../../words/durations.ts";
import { coloursAfter } from "./ansi_state.ts";
import { withoutSilent } from "./control_sequences.ts";
import type { LogEntry } from "./entries.ts";
import { readableLook } from "./legible.ts";

/** Longer lines are cut: nobody reads them here, and they hold up the browser. */
const MOST_CHARACTERS = 4000;

/** Text in which every control sequence is a simple one and has its end. */
// deno-lint-ignore no-control-regex -- that is what begins them
const WHOLE = /^(?:[^\x1b]|\x1b\[[\d;:?]*[a-zA-Z])*$/;

/** Ends all colours. */
const PLAIN = "\x1b[0m";

/** Makes elements; remembers the colour that a stream is in from line to line. */
export class LineElements {
  readonly #ansi = newAnsi();
  #colours: Record<Channel, string> = { stdout: "", stderr: "" };

  /** What comes next has nothing to do with what came before. */
  forget(): void {
    this.#colours = { stdout: "", stderr: "" };
  }

  /** The element of an entry. */
  make(entry: LogEntry): HTMLElement {
    const element = document.createElement("div");
    if (entry.at !== null) element.title = exactTime(entry.at);
    if (entry.kind === "note") {
      element.className = "log-line note";
      element.textContent = entry.text;
      if (entry.id !== "") element.dataset["id"] = entry.id;
      if (entry.jump !== null) element.dataset["jump"] = entry.jump;
      return element;
    }
    element.className = entry.channel === "stderr" ? "log-line stderr" : "log-line";
    element.dataset["channel"] = entry.channel;
    this.fill(element, entry);
    return element;
  }

  /** The line is whole: the next one begins in the colours that it ends in. */
  end({ channel, text }: { readonly channel: Channel; readonly text: string }): void {
    this.#colours[channel] = coloursAfter(this.#colours[channel], text);
  }

  /** Puts a line's text into its element, which may have a part of it already. */
  fill(element: HTMLElement, line: { readonly channel: Channel; readonly text: string }): void {
    const text = this.#colours[line.channel] + cut(withoutSilent(lastWritten(line.text)));
    if (!text.includes("\x1b")) {
      element.textContent = text;
      return;
    }
    // ansi_up escapes the text; its styles may not stand in attributes under our policy.
    const html = this.#html(text).replaceAll(' style="', ' data-look="');
    element.innerHTML = html;
    for (const part of element.querySelectorAll<HTMLElement>("[data-look]")) {
      part.style.cssText = readableLook(part.dataset["look"] ?? "");
    }
  }

  /** A sequence that has no end would wait in there for the next line. */
  #html(text: string): string {
    const ansi = WHOLE.test(text) ? this.#ansi : newAnsi();
    return ansi.ansi_to_html(`${PLAIN}${text}`);
  }
}

function newAnsi(): AnsiUp {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.escape_html = true;
  // A program's links would lead away from here.
  ansi.url_allowlist = {};
  return ansi;
}

/** What a terminal would show of a line that was written over. */
function lastWritten(text: string): string {
  const line = text.endsWith("\r") ? text.slice(0, -1) : text;
  return line.slice(line.lastIndexOf("\r") + 1);
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const more = (text.length - MOST_CHARACTERS).toLocaleString("en");
  return `${text.slice(0, MOST_CHARACTERS)} … ${more} characters more`;
}
