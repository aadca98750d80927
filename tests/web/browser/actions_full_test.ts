// needs: chromium procps
/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "#tests/support/deadline.ts";
import { seen, untilShown, webStageForAll, webTest } from "#tests/web/support/browser.ts";

const PROGRAMS = `
[program:solo]
command=/bin/sleep 1000
startsecs=0
[program:idle]
command=/bin/sleep 1000
startsecs=0
autostart=false
[program:pair]
command=/bin/sleep 1000
process_name=%(program_name)s_%(process_num)d
numprocs=2
startsecs=0
`;

const stage = webStageForAll(() => PROGRAMS);

const states = async (): Promise<Record<string, string>> => {
  const all = await stage.subject.rpc("getAllProcessInfo") as { name: string; statename: string }[];
  return Object.fromEntries(all.map(({ name, statename }) => [name, statename]));
};

const pidOf = async (name: string): Promise<number> =>
  (await stage.subject.rpc("getProcessInfo", name) as { pid: number }).pid;

async function reset(): Promise<void> {
  await stage.subject.rpc("startAllProcesses");
  await stage.subject.rpc("stopProcess", "idle");
}

const row = (page: Page, name: string) => page.locator(`tr[data-spec="${name}"]`);
const message = (page: Page) => page.locator("#statusmessage");

webTest("every action on one process works without leaving the page", async () => {
  await reset();
  await using look = await stage.look("");
  const { page } = look;
  await row(page, "solo").getByRole("button", { name: "Stop solo" }).click();
  await untilShown(page, "solo", "stopped");
  await message(page).getByText("Process solo stopped").waitFor();
  await row(page, "solo").getByRole("button", { name: "Start solo" }).click();
  await untilShown(page, "solo", "running");
  await message(page).getByText("Process solo started").waitFor();
  const pid = await pidOf("solo");
  await row(page, "solo").getByRole("button", { name: "Restart solo" }).click();
  await message(page).getByText("Process solo restarted").waitFor();
  assert.notEqual(await pidOf("solo"), pid);
  await row(page, "solo").getByLabel("More for solo").click();
  await row(page, "solo").getByRole("button", { name: "Clear Log" }).click();
  await message(page).getByText("Log for solo cleared").waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
  assert.deepEqual(look.complaints, []);
});

webTest("every action works without scripts, by forms", async () => {
  await reset();
  await using look = await stage.look("", { scripts: false });
  const { page } = look;
  await page.getByRole("button", { name: "Stop solo" }).click();
  await message(page).getByText("Process solo stopped").waitFor();
  assert.equal((await states())["solo"], "STOPPED");
  await page.getByRole("button", { name: "Start solo" }).click();
  await message(page).getByText("Process solo started").waitFor();
  const pid = await pidOf("solo");
  await page.getByRole("button", { name: "Restart solo" }).click();
  await message(page).getByText("Process solo restarted").waitFor();
  assert.notEqual(await pidOf("solo"), pid);
  await page.getByLabel("More for solo").click();
  await row(page, "solo").getByRole("button", { name: "Clear Log" }).click();
  await message(page).getByText("Log for solo cleared").waitFor();
  await page.getByRole("link", { name: "Refresh" }).click();
  await message(page).getByText(/^Page refreshed at \w{3} \w{3} +\d+ [\d:]{8} \d{4}$/).waitFor();
});

webTest("without scripts, actions on many are asked about on a page of their own", async () => {
  await reset();
  await using look = await stage.look("", { scripts: false });
  const { page } = look;
  await page.getByRole("button", { name: "Stop all of pair" }).click();
  await page.getByRole("heading", { name: "Stop all 2 of pair?" }).waitFor();
  await page.getByRole("link", { name: "Cancel" }).click();
  assert.equal((await states())["pair_0"], "RUNNING");
  await page.getByRole("button", { name: "Stop all of pair" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await message(page).getByText("Group pair stopped").waitFor();
  assert.equal((await states())["pair_1"], "STOPPED");
  for (
    const [button, label, words] of [
      ["Start All", "Start", /^All started at /],
      ["Restart All", "Restart", /^All restarted at /],
      ["Stop All", "Stop", /^All stopped at /],
    ] as const
  ) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("heading", { name: /^(?:Start|Restart|Stop) .*\?$/ }).waitFor();
    await page.getByRole("button", { name: label, exact: true }).click();
    await message(page).getByText(words).waitFor();
  }
  assert.ok(Object.values(await states()).every((state) => state === "STOPPED"));
});

webTest(
  "without scripts a filter shows part of the table, and what is shown can be acted on",
  async () => {
    await reset();
    await using look = await stage.look("", { scripts: false });
    const { page } = look;
    await page.getByLabel("Filter by name or state").fill("pair");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("2 of 4 shown").waitFor();
    assert.deepEqual(await seen(page), ["pair:pair_0 running", "pair:pair_1 running"]);
    await page.getByRole("button", { name: "Stop shown" }).click();
    await page.getByRole("heading", { name: "Stop these 2 processes?" }).waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await message(page).getByText("2 processes stopped").waitFor();
    assert.deepEqual(await states(), {
      solo: "RUNNING",
      idle: "STOPPED",
      pair_0: "STOPPED",
      pair_1: "STOPPED",
    });
    assert.deepEqual(await seen(page), ["pair:pair_0 stopped", "pair:pair_1 stopped"]);
    await page.getByRole("button", { name: "Start pair:pair_1" }).click();
    await message(page).getByText("Process pair:pair_1 started").waitFor();
    await page.getByRole("link", { name: "Refresh" }).click();
    await message(page).getByText("Page refreshed at").waitFor();
    assert.deepEqual(await seen(page), ["pair:pair_0 stopped", "pair:pair_1 running"]);
  },
);

webTest(
  "a second click at once is none: the next button may be below the pointer by then",
  async () => {
    await reset();
    await using look = await stage.look("process.html?processname=solo");
    const { page } = look;
    const asked: string[] = [];
    page.on("request", (request) => request.method() === "POST" && asked.push(request.url()));
    await page.locator("#detail").getByRole("button", { name: "Stop solo" }).dblclick();
    await message(page).getByText("Process solo stopped").waitFor();
    assert.equal(asked.length, 1);
    assert.equal((await states())["solo"], "STOPPED");
    assert.deepEqual(look.complaints, []);
  },
);

webTest("actions on many ask first, and do nothing when the answer is no", async () => {
  await reset();
  await using look = await stage.look("");
  const { page } = look;
  await page.getByRole("button", { name: "Stop All", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Stop 3 processes?").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await states())["solo"], "RUNNING");
  await page.getByRole("button", { name: "Restart all of pair" }).click();
  await dialog.getByText("Restart 2 processes?").waitFor();
  await dialog.getByRole("button", { name: "Restart" }).click();
  await message(page).getByText("Group pair restarted").waitFor();
  await page.getByLabel("Filter by name or state").fill("solo");
  await page.getByRole("button", { name: "Stop shown" }).click();
  await message(page).getByText("1 process stopped").waitFor();
  assert.deepEqual(await states(), {
    solo: "STOPPED",
    idle: "STOPPED",
    pair_0: "RUNNING",
    pair_1: "RUNNING",
  });
  assert.deepEqual(look.complaints, []);
});

webTest(
  "a link of Supervisor's shows a question in the browser and acts on the answer",
  async () => {
    await reset();
    await using look = await stage.look("index.html?processname=solo&action=stop", {
      scripts: false,
    });
    const { page } = look;
    await page.getByRole("heading", { name: "Stop solo?" }).waitFor();
    assert.equal((await states())["solo"], "RUNNING");
    await page.getByRole("button", { name: "Stop" }).click();
    await message(page).getByText("Process solo stopped").waitFor();
    assert.equal((await states())["solo"], "STOPPED");
  },
);

webTest(
  "a change of state is on the screen within 200 ms",
  async () => {
    await reset();
    await using look = await stage.look("");
    const { page } = look;
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const shown = page.evaluate(() =>
        new Promise<number>((resolve) => {
          const cell = document.querySelector('tr[data-spec="solo"] .status')!;
          const observer = new MutationObserver(() => {
            if (cell.textContent !== "stopped") return;
            observer.disconnect();
            resolve(Date.now());
          });
          observer.observe(cell, { childList: true, subtree: true, characterData: true });
        })
      );
      // The observer is there when the page has answered something else.
      await page.title();
      const begin = Date.now();
      await stage.subject.rpc("stopProcess", "solo");
      waits.push(await shown - begin);
      await stage.subject.rpc("startProcess", "solo");
      await untilShown(page, "solo", "running");
    }
    assert.ok(Math.min(...waits) <= 200, `${waits} ms`);
  },
);

webTest("processes that come and go with an update come and go on the page", async () => {
  await using look = await stage.look("");
  const { page } = look;
  const { config } = stage.subject.place;
  const before = await Deno.readTextFile(config);
  await Deno.writeTextFile(
    config,
    `${before}\n[program:new]\ncommand=/bin/sleep 1000\nstartsecs=0\n`,
  );
  try {
    await stage.subject.rpc("reloadConfig");
    await stage.subject.rpc("addProcessGroup", "new");
    await untilShown(page, "new", "running");
    await page.getByRole("link", { name: "new", exact: true }).click();
    const panel = page.locator("#detail");
    await panel.getByText(/^It runs with pid/).waitFor();
    await stage.subject.rpc("stopProcess", "new");
    await stage.subject.rpc("removeProcessGroup", "new");
    await page.waitForSelector('tr[data-spec="new"]', { state: "detached" });
    await panel.getByText("There is no process of this name any more").waitFor();
    await stage.subject.rpc("addProcessGroup", "new");
    await panel.getByText(/^It runs with pid/).waitFor();
    await stage.subject.rpc("stopProcess", "new");
    await stage.subject.rpc("removeProcessGroup", "new");
  } finally {
    await Deno.writeTextFile(config, before);
    await stage.subject.rpc("reloadConfig");
  }
});

webTest("CPU and memory are shown while somebody looks", async () => {
  await reset();
  await using look = await stage.look("");
  const cell = row(look.page, "solo").locator(".memory");
  await until(async () => /^\d[\d.]* [kM]B$/.test(await cell.innerText()), {
    within: 20_000,
    what: "a figure for memory",
  });
  await stage.subject.rpc("stopProcess", "solo");
  await untilShown(look.page, "solo", "stopped");
  assert.equal(await cell.innerText(), "");
  await stage.subject.rpc("startProcess", "solo");
  await look.page.getByRole("link", { name: "solo", exact: true }).click();
  await look.page.locator(".measures .curve").nth(1).waitFor();
});
