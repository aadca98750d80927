// needs: chromium procps python3
/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "#tests/support/deadline.ts";
import { untilShown, webStageForAll, webTest } from "#tests/web/support/browser.ts";

const CHATTY = `
import sys, time
for n in range(2000):
    print("line %04d" % n)
sys.stdout.flush()
print("\\x1b[31mred\\x1b[0m and \\x1b[38;5;208morange\\x1b[0m <b>bold</b>")
print('<img src=x onerror=alert(1)> \\x1b]8;;http://elsewhere/\\x07link\\x1b]8;;\\x07 \\x1b[2J&amp;')
sys.stdout.flush()
print("to the other stream <script>alert(2)</script>", file=sys.stderr, flush=True)
for line in sys.stdin:
    if line.startswith("colours"):
        sys.stdout.write("before \\x1b[34mblue here")
        sys.stdout.flush()
        time.sleep(0.4)
        sys.stdout.write("\\nstill blue\\x1b[0m after\\n")
        sys.stdout.flush()
        continue
    if line.startswith("progress"):
        for n in range(0, 101, 10):
            sys.stdout.write("\\r%d %% done" % n)
            sys.stdout.flush()
            time.sleep(0.05)
        print(flush=True)
        continue
    if line.startswith("count"):
        for n in range(1, 4501):
            print("n %04d" % n)
            if n % 450 == 0:
                sys.stdout.flush()
                time.sleep(0.2)
        continue
    if line.startswith("complain"):
        print("a needle too", file=sys.stderr, flush=True)
        continue
    if line.startswith("endless"):
        for n in range(20):
            sys.stdout.write("z" * 8000)
            sys.stdout.flush()
            time.sleep(0.05)
        print("\\nthe end of it", flush=True)
        continue
    if line.startswith("exit"):
        print("last words", flush=True)
        sys.exit(3)
    print("heard " + line.strip(), flush=True)
`;

const FLOOD = `
import os, time
line = b"x" * 79 + b"\\n"
block = line * 2500
number = 0
while True:
    begin = time.time()
    for _ in range(10):
        os.write(1, block)
    time.sleep(max(0, 0.1 - (time.time() - begin)))
`;

const stage = webStageForAll((at) => {
  Deno.writeTextFileSync(at.at("chatty.py"), CHATTY);
  Deno.writeTextFileSync(at.at("flood.py"), FLOOD);
  return `
[program:chatty]
command=/usr/bin/python3 -u ${at.at("chatty.py")}
startsecs=0
autorestart=false
stdout_logfile=${at.at("chatty.log")}
stderr_logfile=${at.at("chatty.err")}
[program:flood]
command=/usr/bin/python3 ${at.at("flood.py")}
startsecs=0
autostart=false
stdout_logfile=${at.at("flood.log")}
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=1
[program:silent]
command=/bin/sleep 1000
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
[program:huge]
command=/bin/sleep 1000
startsecs=0
stdout_logfile=${at.at("huge.log")}
stdout_logfile_maxbytes=0
`;
});

const URL_OF = "process.html?processname=";
const line = (page: Page, text: string) => page.locator(".log-line").getByText(text);
const say = (text: string) => stage.subject.rpc("sendProcessStdin", "chatty", `${text}\n`);

async function running(): Promise<void> {
  const { statename } = await stage.subject.rpc("getProcessInfo", "chatty") as {
    statename: string;
  };
  if (statename !== "RUNNING") await stage.subject.rpc("startProcess", "chatty");
  await until(
    async () => (await Deno.readTextFile(stage.subject.place.at("chatty.err"))).includes("other"),
    { within: 20_000, what: "the program to have spoken" },
  );
}

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
    "rgb(255, 135, 0)",
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
    assert.deepEqual(look.complaints, []);
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
  await using look = await stage.look(`${URL_OF}chatty`, { scripts: false });
  const { page } = look;
  await page.getByRole("region", { name: "Standard error" })
    .getByText("to the other stream <script>alert(2)</script>").first().waitFor();
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
