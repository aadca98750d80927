/**
 * `deno task screenshots`: pictures of the pages for the documentation, in Debian's Chromium, of real
 * programs that have run for an hour on a clock that hurries. Takes two minutes.
 *
 * @module
 */

import { type Browser, chromium, type Page } from "playwright-core";
import { buildWeb } from "./build_web.ts";
import { HastyClock } from "./screenshots/hasty_clock.ts";
import { pictureStage } from "./screenshots/stage.ts";
import { ROOT } from "./testing/repository.ts";

const DIRECTORY = `${ROOT}/docs/images`;

/** An hour in two minutes. */
const HASTE = { factor: 30, for: 116_000 };

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  // A picture need not be scrolled.
  "--hide-scrollbars",
];

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  /** What is done before the picture is taken. */
  readonly pose?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "status", path: "", width: 1400, height: 740, pose: openGroup },
  { name: "status-dark", path: "", width: 1400, height: 740, dark: true, pose: openGroup },
  { name: "status-phone", path: "", width: 390, height: 844 },
  { name: "process", path: "process.html?processname=importer", width: 1400, height: 780 },
  {
    name: "log",
    path: "process.html?processname=gateway",
    width: 1400,
    height: 780,
    dark: true,
    pose: async (page) => {
      // What comes while somebody looks stands in the order in which it comes.
      await pause(14_000);
      await page.getByLabel("Search the log").fill("502");
      await page.locator("#detail").evaluate((panel) => panel.scrollTop = 0);
    },
  },
  { name: "process-phone", path: "process.html?processname=mailer", width: 390, height: 844 },
];

/** Milliseconds for a few samples of CPU and memory. */
const SAMPLING_MS = 26_000;

async function take(browser: Browser, picture: Picture & { readonly base: string }): Promise<void> {
  const { name, base, path, width, height, dark = false, pose } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    hasTouch: width < 600,
    isMobile: width < 600,
  });
  try {
    const page = await context.newPage();
    await page.goto(base + path, { waitUntil: "commit" });
    await page.waitForSelector("html.live");
    await page.waitForSelector("tr.process .memory:not(:empty)", { state: "attached" });
    if (path !== "") await page.waitForSelector(".log-line");
    await pose?.(page);
    await page.screenshot({ path: `${DIRECTORY}/${name}.png` });
  } finally {
    await context.close();
  }
}

async function main(): Promise<void> {
  await buildWeb();
  await Deno.mkdir(DIRECTORY, { recursive: true });
  await using stage = await pictureStage(new HastyClock(HASTE));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  try {
    await pause(HASTE.for + 1000);
    // Somebody looks, so that there are curves.
    const watcher = await browser.newPage();
    await watcher.goto(stage.base, { waitUntil: "commit" });
    await pause(SAMPLING_MS);
    for (const picture of PICTURES) await take(browser, { ...picture, base: stage.base });
  } finally {
    await browser.close();
  }
}

async function openGroup(page: Page): Promise<void> {
  await page.getByLabel("Show the processes of api").check();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

await main();
