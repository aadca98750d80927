// needs: chromium procps python3
/// <reference lib="dom" />
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { untilShown, webTest } from "#tests/web/support/browser.ts";
import { line, talkStage, URL_OF } from "#tests/web/support/talk_stage.ts";

const { stage, running, say } = talkStage();

webTest("a log is live: what is printed appears, with its time", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "line 1999").waitFor();
  await say("good morning");
  await line(page, "heard good morning").waitFor();
  assert.match(
    await line(page, "heard good morning").getAttribute("title") ?? "",
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
  );
  assert.deepEqual(look.complaints, []);
});

webTest("colours are shown, and nothing else that a program prints is more than text", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  const red = page.locator(".log-line .ansi-red-fg");
  assert.equal(await red.first().innerText(), "red");
  const orange = page.locator(".log-line span").getByText("orange", { exact: true }).first();
  assert.equal(
    await orange.evaluate((element) => getComputedStyle(element).color),
    "rgb(166, 88, 0)",
  );
  await line(page, "red and orange <b>bold</b>").first().waitFor();
  await page.locator(".log-line").getByText("<img src=x onerror=alert(1)> link &amp;", {
    exact: true,
  }).first().waitFor();
  await line(page, "to the other stream <script>alert(2)</script>").first().waitFor();
  assert.equal(await page.locator(".log-view :is(img, a, b, script)").count(), 0);
  assert.deepEqual(look.complaints, []);
});

webTest(
  "both streams stand in one view, errors are marked, and either can be seen alone",
  async () => {
    await running();
    await using look = await stage.look(`${URL_OF}chatty`);
    const { page } = look;
    const error = line(page, "to the other stream").first();
    await error.waitFor();
    assert.match(await error.getAttribute("class") ?? "", /stderr/);
    await page.getByLabel("Streams").selectOption("stderr");
    await line(page, "line 1999").first().waitFor({ state: "hidden" });
    await page.getByLabel("Streams").selectOption("stdout");
    await error.waitFor({ state: "hidden" });
    await line(page, "line 1999").first().waitFor();
  },
);

webTest("a log can be downloaded whole", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download", exact: true }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "chatty-stdout.log");
});

webTest("a program that writes 20 MB a second does not freeze the page", async () => {
  await using look = await stage.look(`${URL_OF}flood`);
  const { page } = look;
  await page.getByRole("button", { name: "Start flood" }).first().click();
  try {
    await page.locator(".log-line.note").getByText(/\d[\d,]* lines skipped|MB skipped/).first()
      .waitFor();
    const longest = await page.evaluate(() =>
      new Promise<number>((resolve) => {
        let last = performance.now();
        let longest = 0;
        const end = last + 3000;
        const tick = (): void => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          if (now < end) setTimeout(tick, 0);
          else resolve(longest);
        };
        tick();
      })
    );
    assert.ok(longest < 1000, `${longest} ms`);
    const lines = await page.locator(".log-line").count();
    assert.ok(lines <= 3100, `${lines} lines`);
    await page.getByRole("button", { name: "Stop flood" }).first().click();
    await page.locator("#detail").getByText("It was stopped").waitFor();
  } finally {
    await stage.subject.rpc("stopProcess", "flood").catch(() => {});
  }
  assert.deepEqual(look.complaints, []);
});

webTest("a log of a gigabyte opens at once", async () => {
  const path = stage.subject.place.at("huge.log");
  {
    using file = await Deno.open(path, { write: true });
    await file.truncate(1024 * 1024 * 1024);
    await file.seek(0, Deno.SeekMode.End);
    await file.write(new TextEncoder().encode("\nthe last line\n"));
  }
  const begin = performance.now();
  await using look = await stage.look(`${URL_OF}huge`);
  await line(look.page, "the last line").waitFor();
  assert.ok(performance.now() - begin < 10_000);
  await using plain = await stage.look(`${URL_OF}huge`, { scripts: false });
  await plain.page.getByText("the last line").waitFor();
  await Deno.truncate(path);
});

webTest("a page has one stream, and another process's page another one", async () => {
  await running();
  await using look = await stage.look("");
  const { page } = look;
  const streams: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname === "/live") streams.push(search);
  });
  await page.reload();
  await page.waitForSelector("html.live");
  await page.goto(`${stage.base}${URL_OF}chatty`);
  await line(page, "line 1999").first().waitFor();
  await page.getByRole("link", { name: "huge", exact: true }).click();
  await page.getByRole("heading", { name: "huge", exact: true }).waitFor();
  await page.locator(".log-view[data-begun]").waitFor();
  assert.deepEqual(streams, ["", "?processname=chatty", "?processname=huge"]);
});

webTest("colours go on from line to line, and a line that is written over stays one", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "line 1999").first().waitFor();
  await say("colours");
  await line(page, "still blue").waitFor();
  const blue = page.locator(".log-line .ansi-blue-fg");
  assert.deepEqual(await blue.allInnerTexts(), ["blue here", "still blue"]);
  await say("progress");
  await line(page, "100 % done").waitFor();
  const shown = await page.locator(".log-line").allInnerTexts();
  assert.equal(shown.filter((text) => text.includes(" %")).length, 1);
  assert.deepEqual(look.complaints, []);
});

webTest("a line without an end takes no more and more memory", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "line 1999").first().waitFor();
  await say("endless");
  await line(page, "the end of it").waitFor();
  const longest = await page.$$eval(
    ".log-line",
    (lines) => Math.max(...lines.map((line) => line.textContent!.length)),
  );
  assert.ok(longest < 5000, `${longest} characters`);
  const count = await page.locator(".log-line").filter({ hasText: "zzzz" }).count();
  assert.ok(count > 1 && count < 100, `${count} lines`);
});

webTest("without a log the page says why", async () => {
  await using look = await stage.look(`${URL_OF}silent`);
  await look.page.getByText("It is not kept (stdout_logfile=NONE).").waitFor();
});

webTest("without scripts the end of both logs is there, as text", async () => {
  await running();
  await say("count");
  await until(
    async () => (await Deno.readTextFile(stage.subject.place.at("chatty.log"))).endsWith("4500\n"),
    { within: 20_000, what: "many lines" },
  );
  await using look = await stage.look(`${URL_OF}chatty`, { scripts: false });
  const { page } = look;
  await page.getByRole("region", { name: "Standard error" })
    .getByText("to the other stream <script>alert(2)</script>").first().waitFor();
  const output = page.getByRole("region", { name: "Standard output" });
  const isAtEnd = await output.evaluate((box) => {
    const { bottom } = box.firstElementChild!.getBoundingClientRect();
    return box.scrollHeight > box.clientHeight && bottom <= box.getBoundingClientRect().bottom;
  });
  assert.ok(isAtEnd);
  await page.getByRole("link", { name: "Tail", exact: true }).click();
  await page.getByRole("heading", { name: "Tail of chatty" }).waitFor();
});

webTest("the page of another process shows that one's log", async () => {
  await running();
  await using look = await stage.look(`${URL_OF}chatty`);
  const { page } = look;
  await line(page, "to the other stream").first().waitFor();
  await page.getByRole("link", { name: "huge", exact: true }).click();
  await page.getByRole("heading", { name: "huge", exact: true }).waitFor();
  await line(page, "to the other stream").first().waitFor({ state: "detached" });
  await page.getByRole("link", { name: "chatty", exact: true }).click();
  await line(page, "to the other stream").first().waitFor();
  await untilShown(page, "chatty", "running");
  assert.deepEqual(look.complaints, []);
});
