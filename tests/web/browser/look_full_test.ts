// needs: chromium procps python3
/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { seriousFindings } from "#tests/web/support/axe.ts";
import { seen, untilShown, webStageForAll, webTest } from "#tests/web/support/browser.ts";

/** As much as the name of a program may hold. */
const EVIL = `"><script>alert(1)<!--`;

const stage = webStageForAll((at) => `
[program:broken]
command=/bin/sh -c 'echo "<img src=x onerror=alert(2)> connection refused" >&2; exit 3'
startretries=0
[program:missing${EVIL}]
command=/nowhere/program
startretries=0
[program:web]
command=/bin/sleep 1000
process_name=%(program_name)s_%(process_num)02d
numprocs=14
startsecs=0
[program:zed]
command=/bin/sleep 1000
startsecs=0
environment=PASSWORD="hunter2"
stdout_logfile=${at.at("zed.log")}
`);

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("data-spec") ?? null);

async function ready(page: Page): Promise<void> {
  await untilShown(page, "broken", "fatal");
}

webTest(
  "what is not well is on top of the page in words, with the reason and the last lines",
  async () => {
    await using look = await stage.look("");
    const { page } = look;
    await ready(page);
    await page.getByRole("heading", { name: "2 of 17 are not well" }).waitFor();
    const row = page.locator('tr[data-spec="broken"]');
    await row.getByText(/^gave up: exit status 3, \d+ s ago$/).waitFor();
    await page.getByLabel("Last lines of broken").getByText("connection refused").waitFor();
    assert.match(await page.title(), /^\(2\) supervisor$/);
    assert.deepEqual(look.complaints, []);
  },
);

webTest("a group in which all is well is folded, and stays as one leaves it", async () => {
  await using look = await stage.look("");
  const { page } = look;
  await ready(page);
  assert.deepEqual((await seen(page)).map((text) => text.split(" ").at(-1)), [
    "fatal",
    "fatal",
    "running",
  ]);
  await page.getByLabel("Show the processes of web").check();
  assert.equal((await seen(page)).length, 17);
  await stage.subject.rpc("stopProcess", "web:web_03");
  await untilShown(page, "web:web_03", "stopped");
  assert.equal((await seen(page)).length, 17);
  await page.getByText("13 of 14 running, 1 at rest").waitFor();
  await stage.subject.rpc("startProcess", "web:web_03");
});

webTest("groups fold without scripts", async () => {
  await using look = await stage.look("", { scripts: false });
  assert.equal((await seen(look.page)).length, 3);
  await look.page.getByLabel("Show the processes of web").check();
  assert.equal((await seen(look.page)).length, 17);
});

webTest("the filter shows what is typed at once, and is part of the address", async () => {
  await using look = await stage.look("");
  const { page } = look;
  await page.keyboard.press("/");
  await page.keyboard.type("web_0");
  await page.getByText("10 of 17 shown").waitFor();
  assert.equal((await seen(page)).length, 10);
  assert.match(page.url(), /index\.html\?q=web_0$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("w");
  await page.getByText("Nothing matches.").waitFor();
  await page.getByRole("link", { name: "Show all" }).first().click();
  await page.getByText("Nothing matches.").waitFor({ state: "detached" });
  await page.keyboard.press("w");
  await page.waitForFunction(() => document.querySelectorAll("tr.process").length === 2);
  await page.reload();
  await page.waitForSelector("html.live");
  assert.equal((await seen(page)).length, 2);
  assert.deepEqual(look.complaints, []);
});

webTest("rows can be put in another order", async () => {
  await using look = await stage.look("?q=web_0");
  const { page } = look;
  await stage.subject.rpc("stopProcess", "web:web_05");
  await page.getByLabel("Order").selectOption("state");
  await untilShown(page, "web:web_05", "stopped");
  await page.waitForFunction(() =>
    document.querySelector("tr.process")?.getAttribute("data-spec") === "web:web_05"
  );
  await stage.subject.rpc("startProcess", "web:web_05");
});

webTest("rows do not move while the pointer is over them", async () => {
  await using look = await stage.look("?q=web_0&sort=state");
  const { page } = look;
  const order = async () => (await seen(page)).map((text) => text.split(" ")[0]).join(" ");
  const before = await order();
  await page.locator("tr.process").nth(4).hover();
  await stage.subject.rpc("stopProcess", "web:web_07");
  await untilShown(page, "web:web_07", "stopped");
  assert.equal(await order(), before);
  await page.mouse.move(5, 5);
  await page.waitForFunction(() =>
    document.querySelector("tr.process")?.getAttribute("data-spec") === "web:web_07"
  );
  await stage.subject.rpc("startProcess", "web:web_07");
});

webTest("everything can be done with keys alone", async () => {
  await using look = await stage.look("?q=zed");
  const { page } = look;
  await page.keyboard.press("j");
  assert.equal(await focused(page), "zed");
  await page.keyboard.press("x");
  await untilShown(page, "zed", "stopped");
  await page.keyboard.press("s");
  await untilShown(page, "zed", "running");
  await page.keyboard.press("r");
  await page.getByText("Process zed restarted").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "zed", exact: true }).waitFor();
  assert.match(page.url(), /process\.html\?processname=zed$/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("body:not(.with-detail)");
  assert.equal(await focused(page), "zed");
  await page.keyboard.press("l");
  await page.getByRole("log").waitFor();
  await page.goBack();
  await page.waitForSelector("body:not(.with-detail)");
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Filter by name or state").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(look.complaints, []);
});

webTest("j and k go through the rows that are seen", async () => {
  await using look = await stage.look("");
  const { page } = look;
  await ready(page);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "broken");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "zed");
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "broken");
});

webTest("the page of a process tells why, when, and by which line of which file", async () => {
  await using look = await stage.look("process.html?processname=zed");
  const { page } = look;
  const panel = page.locator("#detail");
  await panel.getByText(/^It runs with pid \d+, up \d+ s\.$/).waitFor();
  await panel.getByRole("row", { name: /^command \/bin\/sleep 1000 supervisord\.conf:\d+$/ })
    .waitFor();
  await panel.getByText("PASSWORD").waitFor();
  assert.ok(!(await page.content()).includes("hunter2"));
  await panel.locator(".timeline").getByText("running").first().waitFor();
  await panel.getByRole("button", { name: "Stop zed" }).click();
  await panel.getByText(/^It was stopped \d+ s ago\./).waitFor();
  await panel.getByRole("button", { name: "Start zed" }).click();
  await panel.getByText(/^It runs with pid/).waitFor();
  await panel.getByRole("link", { name: "Close" }).click();
  await page.waitForSelector("body:not(.with-detail)");
});

webTest("dark is the system's choice, the switch changes it, and it stays", async () => {
  await using look = await stage.look("", { dark: true });
  const { page } = look;
  const back = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await back();
  await page.getByRole("button", { name: "Theme" }).click();
  const light = await back();
  assert.notEqual(light, dark);
  await page.reload();
  assert.equal(await back(), light);
  assert.match(await page.content(), /^<!DOCTYPE html><html lang="en" data-theme="light"/);
});

webTest("nothing moves when the system asks for that", async () => {
  await using look = await stage.look("", { reducedMotion: true });
  const running = await look.page.evaluate(() => document.getAnimations().length);
  assert.equal(running, 0);
});

for (const [about, width] of [["a phone", 360], ["a laptop at 200 %", 640]] as const) {
  webTest(`on ${about} nothing is cut off and everything can be reached`, async () => {
    for (const path of ["", "process.html?processname=zed", "tail.html?processname=zed"]) {
      await using look = await stage.look(path, {
        width,
        height: 740,
        scripts: !path.startsWith("tail"),
      });
      const { page } = look;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${path}: ${wide}`);
      if (path !== "") continue;
      await page.getByRole("button", { name: "Stop zed" }).click();
      await untilShown(page, "zed", "stopped");
      await page.getByRole("button", { name: "Start zed" }).click();
      await untilShown(page, "zed", "running");
      await page.getByRole("link", { name: "zed", exact: true }).click();
      await page.getByRole("heading", { name: "zed", exact: true }).waitFor();
      assert.equal(await page.locator("#app").isVisible(), false);
    }
  });
}

webTest("on a phone the log's button leads to the log", async () => {
  await using look = await stage.look("", { width: 360, height: 740 });
  const { page } = look;
  await ready(page);
  await page.getByRole("link", { name: "Log of broken" }).click();
  await page.getByRole("log").waitFor();
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector(".log-view")!.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
});

for (const dark of [false, true]) {
  webTest(`axe finds nothing serious, in ${dark ? "dark" : "light"}`, async () => {
    for (
      const path of [
        "",
        "?q=nothing",
        "process.html?processname=zed",
        "process.html?processname=broken",
        "tail.html?processname=zed",
        "index.html?action=stopall",
      ]
    ) {
      for (const width of [1400, 360]) {
        const still = /^(?:tail|index)/.test(path);
        await using look = await stage.look(path, { dark, width, still });
        const { page } = look;
        if (path === "") await page.getByLabel("Show the processes of web").check();
        assert.deepEqual(await seriousFindings(page), [], `${path} at ${width}`);
      }
    }
  });
}

webTest("a long question can be read and answered with keys, and axe finds nothing", async () => {
  await using look = await stage.look("", { height: 500 });
  const { page } = look;
  await page.getByRole("button", { name: "Stop All", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const list = dialog.getByRole("list");
  assert.ok(await list.evaluate((box) => box.scrollHeight > box.clientHeight));
  assert.deepEqual(await seriousFindings(page), []);
  const answer = dialog.getByRole("button", { name: "Stop" });
  assert.ok(await answer.evaluate((button) => button === document.activeElement));
  await page.keyboard.press("Shift+Tab");
  assert.ok(await list.evaluate((box) => box === document.activeElement));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

webTest("names, last lines and messages from others are text and nothing else", async () => {
  await using look = await stage.look(`?message=${encodeURIComponent(EVIL)}`);
  const { page } = look;
  await ready(page);
  await page.locator("#statusmessage").getByText(EVIL, { exact: true }).waitFor();
  await page.locator("th.name").getByText(`missing${EVIL}`).click();
  await page.getByRole("heading", { name: `missing${EVIL}` }).waitFor();
  await page.getByText("can't find command '/nowhere/program'").first().waitFor();
  assert.equal(await page.locator('img[src="x"], script:not([src])').count(), 0);
  assert.deepEqual(look.complaints, []);
});
