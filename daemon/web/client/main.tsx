/** @jsxImportSource #jsx */

/**
 * Brings a page to life that the server has made: takes over its table, its forms and its links.
 * Without it everything works too, by loading pages.
 *
 * @module
 */

/// <reference lib="dom" />

import { hydrate, render } from "preact";
import { effect, type Signal, signal } from "@preact/signals";
import { type Filter, filterQuery, parseFilter } from "../model/filter.ts";
import type { LiveMessage } from "../model/live_message.ts";
import { headline, summarize } from "../model/summary.ts";
import { processUrl } from "../views/urls.ts";
import { takeForms } from "./actions.ts";
import { App } from "./app.tsx";
import { HeldMessages } from "./held_messages.ts";
import { listenToKeys } from "./keyboard.ts";
import { LiveDetail } from "./live_detail.tsx";
import { clearGoodNews, LiveNotices } from "./live_notices.tsx";
import type { LogSession } from "./log/log_session.ts";
import { restWhileHidden } from "./rest.ts";
import { Store } from "./store.ts";
import { LiveStream } from "./stream.ts";

const stream = new LiveStream({
  message: (message) => live.take(message),
  lost: () => live.lost(),
});

/** The page from the first message on. */
class Live {
  readonly #session: Signal<LogSession | null> = signal(null);
  readonly #held = new HeldMessages();
  #store: Store | null = null;

  take(message: LiveMessage): void {
    const session = this.#session.peek();
    if (message.kind === "hello") {
      session?.restart();
      this.#held.restart();
      if (this.#store === null) this.#begin(message);
      else this.#store.take(message);
      return;
    }
    this.#store?.take(message);
    if (session !== null) session.take(message);
    else if (this.#store?.selected.peek() !== null) this.#held.add(message);
  }

  /** The place for the log is there. What has come for it already is not sent again. */
  #enter(session: LogSession): void {
    const isFirst = this.#session.peek() === null;
    this.#session.value = session;
    showLog();
    const held = isFirst ? this.#held.take() : null;
    if (held === null) stream.open(this.#store!.selected.peek());
    else for (const message of held) session.take(message);
  }

  lost(): void {
    const connection = this.#store?.connection;
    if (connection?.peek().kind === "open") connection.value = { kind: "lost", since: Date.now() };
  }

  #begin(hello: LiveMessage & { readonly kind: "hello" }): void {
    const store = new Store(hello);
    this.#store = store;
    readAddress(store);
    store.message.value = takeMessage();
    this.#render(store, document.body.dataset["version"] === hello.version);
    clearGoodNews(store);
    setInterval(() => store.tick(), 1000);
    takeForms(store);
    this.#takeLinks(store);
    this.#followAddress(store);
    holdStill(store);
    restWhileHidden({
      stream,
      spec: () => store.selected.peek(),
      mayRest: () => this.#session.peek()?.status.peek().following ?? true,
    });
    listenToKeys({
      store,
      openLog: (spec) => this.#go(store, `${processUrl(spec)}#log`),
      close: () => this.#go(store, `index.html${filterQuery(store.filter.peek())}`),
      toggleTrouble: () => {
        const filter = store.filter.peek();
        this.#setFilter(store, { ...filter, trouble: !filter.trouble });
      },
    });
    document.documentElement.classList.add("live");
    performance.mark("usable");
  }

  /** Takes over what the server has sent when it was made from the same rows, else makes it anew. */
  #render(store: Store, same: boolean): void {
    const root = document.querySelector("#app")!;
    const aside = document.querySelector("#detail")!;
    const app = <App store={store} onFilter={(filter) => this.#setFilter(store, filter)} />;
    if (same) {
      hydrate(app, root);
    } else {
      root.replaceChildren();
      render(app, root);
    }
    hydrate(<LiveNotices store={store} />, document.querySelector("#notices")!);
    aside.replaceChildren();
    render(
      <LiveDetail
        store={store}
        session={this.#session}
        onSession={(session) => this.#enter(session)}
        reopen={() => stream.open(store.selected.peek())}
        onClose={(event) => {
          event.preventDefault();
          this.#go(store, `index.html${filterQuery(store.filter.peek())}`);
        }}
      />,
      aside,
    );
    effect(() => {
      const bad = summarize(store.all.value).trouble;
      const name = store.selected.value ?? store.facts.value.identifier;
      document.title = `${bad > 0 ? `(${bad}) ` : ""}${name}`;
      document.documentElement.classList.toggle("stale", store.connection.value.kind !== "open");
      document.body.classList.toggle("with-detail", store.selected.value !== null);
      aside.setAttribute("aria-label", store.selected.value ?? "Process");
    });
    // The icon of a browser's tab cannot be read aloud, but its title can.
    effect(() => {
      document.documentElement.dataset["headline"] = headline(summarize(store.all.value));
    });
  }

  /** Links to processes and to the table change what is shown, not the page. */
  #takeLinks(store: Store): void {
    document.addEventListener("click", (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
      if (link === null || link.target !== "" || event.defaultPrevented) return;
      const url = new URL(link.href);
      if (url.origin !== location.origin || url.searchParams.has("action")) return;
      if (!/\/(?:index|process)\.html$/.test(url.pathname)) return;
      event.preventDefault();
      this.#go(store, url.pathname + url.search + url.hash);
    });
    document.addEventListener("click", (event) => {
      for (const menu of document.querySelectorAll<HTMLDetailsElement>(".more[open]")) {
        if (!menu.contains(event.target as Node)) menu.open = false;
      }
    });
  }

  #followAddress(store: Store): void {
    addEventListener("popstate", () => {
      readAddress(store);
      this.#select(store);
    });
  }

  #go(store: Store, address: string): void {
    const before = store.selected.peek();
    history.pushState(null, "", address);
    readAddress(store);
    this.#select(store);
    if (before !== null && store.selected.peek() === null) {
      document.querySelector<HTMLElement>(`[data-spec="${CSS.escape(before)}"] a`)?.focus();
    }
    showLog();
  }

  /** Another process, or none: another stream. */
  #select(store: Store): void {
    const spec = store.selected.peek();
    if (store.detail.peek()?.spec === spec) return;
    if (spec === null && store.detail.peek() === null) return;
    store.detail.value = null;
    this.#session.value = null;
    stream.open(spec);
  }

  #setFilter(store: Store, filter: Filter): void {
    store.filter.value = filter;
    if (store.selected.peek() === null) {
      history.replaceState(null, "", `index.html${filterQuery(filter)}`);
    }
  }
}

/** Brings the log into sight when the address says so, as soon as it is there. */
function showLog(): void {
  if (location.hash === "#log") {
    document.querySelector("#log")?.scrollIntoView({ block: "nearest" });
  }
}

/** Reads what is to be seen from the address. The filter stays while a process is looked at. */
function readAddress(store: Store): void {
  const query = new URLSearchParams(location.search);
  const isProcess = location.pathname.endsWith("/process.html");
  store.selected.value = isProcess ? query.get("processname") : null;
  if (!isProcess) store.filter.value = parseFilter(query);
}

/** What the action before had to say. It is told once: the address that is kept has none of it. */
function takeMessage(): string | null {
  const url = new URL(location.href);
  const message = url.searchParams.get("message") || null;
  url.searchParams.delete("message");
  if (message !== null) history.replaceState(null, "", url);
  return message;
}

/** Rows do not move while the mouse is over them. */
function holdStill(store: Store): void {
  const isOver = (target: EventTarget | null): boolean =>
    target instanceof Element && target.closest(".processes tbody") !== null;
  document.addEventListener("pointerover", (event) => {
    store.pointing.value = event.pointerType === "mouse" && isOver(event.target);
  });
  document.documentElement.addEventListener("pointerleave", () => store.pointing.value = false);
}

const live = new Live();
stream.open(
  location.pathname.endsWith("/process.html")
    ? new URLSearchParams(location.search).get("processname")
    : null,
);
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
