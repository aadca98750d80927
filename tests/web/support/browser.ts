/**
 * Debian's Chromium, one for all tests of a file.
 *
 * @module
 */

import { type Browser, chromium, type Page } from "playwright-core";
import { buildWeb } from "#tools/build_web.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP *.example 127.0.0.1",
];

/** Milliseconds that a page may take for anything: the machine may be busy. */
const PATIENCE_MS = 30_000;

/** How a page is looked at. */
export interface LookOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly reducedMotion?: boolean;
  readonly scripts?: boolean;
  /** The page has no script of ours that would bring it to life. */
  readonly still?: boolean;
  readonly login?: { readonly username: string; readonly password: string };
}

/** A page, and everything that went wrong in it. */
export interface Look extends AsyncDisposable {
  readonly page: Page;
  /** Errors of scripts, refusals of the policy, requests to elsewhere. */
  readonly complaints: readonly string[];
}

/** A browser and a daemon with pages. */
export interface WebStage extends AsyncDisposable {
  readonly browser: Browser;
  readonly subject: Subject;
  /** Where the pages are, with a slash at the end. */
  readonly base: string;
  /** Opens a page, relative to the base unless it is a whole address. */
  look(path: string, options?: LookOptions): Promise<Look>;
}

/** Starts a daemon with a TCP server and these sections, and a browser. */
export async function webStage(
  sections: (place: SubjectPlace) => string,
  options: { readonly server?: string } = {},
): Promise<WebStage> {
  await buildWeb();
  const subject = await startSubject("denvisord", {
    config: (place) => {
      const server = `[inet_http_server]\nport=127.0.0.1:${place.port}\n${options.server ?? ""}\n`;
      return framed(place, server + sections(place));
    },
  });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  const base = `http://127.0.0.1:${subject.place.port}/`;
  return {
    browser,
    subject,
    base,
    look: (path, look) => open(browser, { ...look, url: new URL(path, base).href }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await subject[Symbol.asyncDispose]();
    },
  };
}

/**
 * A stage for all tests of a file: set before the first one and struck after the last one. To be used
 * inside of tests only.
 */
export function webStageForAll(...args: Parameters<typeof webStage>): WebStage {
  const set: { stage?: WebStage } = {};
  Deno.test.beforeAll(async () => {
    set.stage = await webStage(...args);
  });
  Deno.test.afterAll(async () => {
    await set.stage?.[Symbol.asyncDispose]();
  });
  const stage = (): WebStage => {
    if (set.stage === undefined) throw new Error("The stage is not set");
    return set.stage;
  };
  return {
    get browser() {
      return stage().browser;
    },
    get subject() {
      return stage().subject;
    },
    get base() {
      return stage().base;
    },
    look: (...given) => stage().look(...given),
    [Symbol.asyncDispose]: () => stage()[Symbol.asyncDispose](),
  };
}

/** A test with the browser of a stage: what goes on between it and the browser outlives a test. */
export function webTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

async function open(browser: Browser, options: LookOptions & { url: string }): Promise<Look> {
  const { url, width = 1400, height = 900, scripts = true, login } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    javaScriptEnabled: scripts,
    ...(login === undefined ? {} : { httpCredentials: login }),
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("dialog", async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: "commit" });
  if (scripts && !options.still) await page.waitForSelector("html.live");
  else await page.waitForLoadState();
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** The rows that are seen, as `name state`. */
export async function seen(page: Page): Promise<readonly string[]> {
  return await page.$$eval(
    "tr.process",
    (rows) =>
      rows.filter((row) => row.getClientRects().length > 0).map((row) =>
        `${row.getAttribute("data-spec")} ${row.querySelector(".status span")?.textContent}`
      ),
  );
}

/** Waits until the row of a process shows a state. */
export async function untilShown(page: Page, name: string, state: string): Promise<void> {
  await page.waitForSelector(`tr[data-spec="${name}"] .status .s-${state}`);
}
