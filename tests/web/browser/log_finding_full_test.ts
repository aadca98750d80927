// needs: chromium procps python3
/// <reference lib="dom" />
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { webTest } from "#tests/web/support/browser.ts";
import { seriousFindings } from "#tests/web/support/axe.ts";
import { line, talkStage, URL_OF } from "#tests/web/support/talk_stage.ts";

const { stage, running, say } = talkStage();

for (const dark of [false, true]) {
  webTest(
    `axe finds nothing in a log with colours and hits, in ${dark ? "dark" : "light"}`,
    async () => {
      await running();
      await using look = await stage.look(`${URL_OF}chatty`, { dark });
      const { page } = look;
      await line(page, "red and orange").first().waitFor();
      await page.getByLabel("Search the log").fill("orange");
      await page.locator(".hit-now").first().waitFor();
      assert.deepEqual(await seriousFindings(page), []);
    },
  );
}

webTest("scrolling up pauses, what comes waits, and following goes on at the end", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "line 1999").first().waitFor();
  await page.locator(".log-view").hover();
  await page.mouse.wheel(0, -400);
  await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
  await say("are you there");
  await page.getByRole("button", { name: "Follow (more has come)" }).click();
  await line(page, "heard are you there").first().waitFor();
  await page.getByRole("button", { name: "Following" }).waitFor();
});

webTest("scrolling to the top loads what came before, up to the first line", async () => {
  await running();
  const path = stage.subject.place.at("chatty.log");
  const first = `the very first line\n${"filler ".repeat(10)}\n`.padEnd(100, "\n");
  await Deno.writeTextFile(path, `${first}${"more lines to scroll through\n".repeat(6000)}`);
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "more lines to scroll").first().waitFor();
  await until(async () => {
    await page.locator(".log-view").evaluate((box) => box.scrollTop = 0);
    return await line(page, "the very first line").count() === 1;
  }, { within: 20_000, what: "the first line", every: 100 });
  await Deno.truncate(path);
  assert.deepEqual(look.complaints, []);
});

webTest("a search counts its hits and goes from one to the next", async () => {
  await running();
  await say("needle one");
  await say("needle two");
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "heard needle two").first().waitFor();
  await page.getByLabel("Search the log").fill("NEEDLE");
  await page.getByText("2 of 2").waitFor();
  await page.getByLabel("Hit before").click();
  await page.getByText("1 of 2").waitFor();
  assert.match(await page.locator(".hit-now").innerText(), /needle one/);
  await page.getByLabel("Next hit").click();
  assert.match(await page.locator(".hit-now").innerText(), /needle two/);
  await page.getByLabel("Search the log").fill("no such word");
  await page.getByText("none", { exact: true }).waitFor();
});

webTest("a search goes on with what comes, and counts what is seen", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "to the other stream").first().waitFor();
  const count = async () => await page.locator(".log-bar .count").innerText();
  const search = page.getByLabel("Search the log");
  await search.fill("needle");
  await page.getByRole("button", { name: "Follow", exact: false }).first().waitFor();
  const before = await page.locator(".log-line.hit").count();
  if (await page.getByRole("button", { name: "Following" }).count() === 0) {
    await page.getByRole("button", { name: "Follow", exact: true }).click();
  }
  await say("needle three");
  await line(page, "heard needle three").first().waitFor();
  await until(async () => (await count()).endsWith(`of ${before + 1}`), {
    within: 20_000,
    what: "one hit more",
  });
  await say("complain");
  await line(page, "a needle too").first().waitFor();
  await until(async () => (await count()).endsWith(`of ${before + 2}`), {
    within: 20_000,
    what: "the hit among the errors",
  });
  await page.getByLabel("Streams").selectOption("stderr");
  await until(async () => (await count()).endsWith("of 1"), {
    within: 20_000,
    what: "only the hit that is seen",
  });
  await page.getByLabel("Next hit").click();
  assert.match(await page.locator(".hit-now").innerText(), /a needle too/);
  assert.deepEqual(look.complaints, []);
});

webTest("lines that went at the top come again when one scrolls there", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "to the other stream").first().waitFor();
  await say("count");
  await line(page, "n 4500").waitFor();
  assert.equal(await line(page, "n 0001").count(), 0);
  await until(async () => {
    await page.locator(".log-view").evaluate((box) => box.scrollTop = 0);
    return await line(page, "n 0001").count() === 1;
  }, { within: 20_000, what: "the first of them", every: 100 });
  const counted = (await page.locator(".log-line").allTextContents())
    .filter((text) => /^n \d{4}$/.test(text));
  assert.deepEqual(counted, counted.toSorted());
  assert.equal(new Set(counted).size, counted.length);
  assert.deepEqual(look.complaints, []);
});

webTest("lines wrap when they are asked to", async () => {
  await running();
  await say("w".repeat(3000));
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "heard www").first().waitFor();
  const wide = () => page.locator(".log-view").evaluate((box) => box.scrollWidth > box.clientWidth);
  assert.equal(await wide(), true);
  await page.getByRole("button", { name: "Wrap" }).click();
  assert.equal(await wide(), false);
});

webTest(
  "starts and ends of runs stand between the lines, and one can jump to the last crash",
  async () => {
    await running();
    await using look = await stage.look(`${URL_OF}chatty`);
    const { page } = look;
    await say("exit");
    await line(page, "last words").first().waitFor();
    const note = page.locator(".log-line.note").getByText(/ended: exit status 3/).last();
    await note.waitFor();
    await stage.subject.rpc("startProcess", "chatty");
    await page.locator(".log-line.note").getByText(/started/).last().waitFor();
    await page.getByRole("button", { name: "Last crash" }).click();
    await until(() =>
      note.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const box = element.parentElement!.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom;
      }), { within: 20_000, what: "the crash to be in sight" });
    await page.getByRole("button", { name: "Follow", exact: false }).first().waitFor();
    const around = await page.evaluate(() =>
      [document.documentElement, document.querySelector("#detail")!].map((box) => box.scrollTop)
    );
    assert.deepEqual(around, [0, 0]);
    assert.deepEqual(look.complaints, []);
  },
);

webTest("who looks for a crash is told when there was none", async () => {
  await using look = await stage.look(`${URL_OF}huge`);
  const { page } = look;
  await page.locator(".log-view[data-begun]").waitFor();
  await page.getByRole("button", { name: "Last crash" }).click();
  await page.getByText("No crash is known since the daemon started.").waitFor();
  await page.getByRole("button", { name: "Last start" }).click();
  await page.getByText("No crash is known").waitFor({ state: "detached" });
});
