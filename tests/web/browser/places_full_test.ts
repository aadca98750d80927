// needs: chromium nginx procps
/// <reference lib="dom" />
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { seen, untilShown, webStage, webStageForAll, webTest } from "#tests/web/support/browser.ts";
import { reverseProxy } from "#tests/web/support/reverse_proxy.ts";

const SOLO = `
[program:solo]
command=/bin/sh -c 'echo hello; exec sleep 1000'
startsecs=0
`;

const LOGIN = { username: "operator", password: "s3cret: word" };

const stage = webStageForAll(() => SOLO, {
  server: `username=${LOGIN.username}\npassword=${LOGIN.password}`,
});

webTest("with a password, pages, files, streams and actions work for who has it", async () => {
  await using look = await stage.look("", { login: LOGIN });
  const { page } = look;
  await untilShown(page, "solo", "running");
  await page.getByRole("button", { name: "Stop solo" }).click();
  await untilShown(page, "solo", "stopped");
  await page.getByRole("button", { name: "Start solo" }).click();
  await untilShown(page, "solo", "running");
  // Chromium writes the first refusal, which asks for the password, into its console.
  assert.deepEqual(look.complaints.filter((text) => !text.includes("401")), []);
});

webTest("without the password nothing is served, and nothing is told", async () => {
  for (const path of ["", "live", "scripts/app.js", "log?processname=solo", "process.html"]) {
    const response = await fetch(stage.base + path);
    assert.equal(response.status, 401, path);
    assert.doesNotMatch(await response.text(), /solo/);
  }
});

webTest("below a path of nginx everything works, live", () => belowPath({ scripts: true }));

webTest(
  "below a path of nginx everything works, without scripts",
  () => belowPath({ scripts: false }),
);

async function belowPath({ scripts }: { readonly scripts: boolean }): Promise<void> {
  await using proxy = await reverseProxy(stage.base.replace(/\/$/, ""), {
    path: "/tools/procs/",
  });
  await using look = await stage.look(proxy.base, { login: LOGIN, scripts });
  const { page } = look;
  const stay = (): void => assert.ok(page.url().startsWith(proxy.base), page.url());
  const state = async (word: string): Promise<void> => {
    await page.locator('tr[data-spec="solo"] .status').getByText(word).waitFor();
  };
  await state("running");
  await page.getByRole("button", { name: "Stop solo" }).click();
  await page.getByText("Process solo stopped").waitFor();
  await state("stopped");
  stay();
  await page.getByRole("button", { name: "Start solo" }).click();
  await state("running");
  await page.getByRole("link", { name: "solo", exact: true }).click();
  await page.getByRole("heading", { name: "solo", exact: true }).waitFor();
  await page.getByText("hello").first().waitFor();
  stay();
  await page.locator("#detail").getByRole("button", { name: "Restart solo" }).click();
  await page.getByText("Process solo restarted").waitFor();
  stay();
  await page.getByRole("link", { name: "Close" }).click();
  await page.waitForSelector("body:not(.with-detail)");
  stay();
  assert.deepEqual(look.complaints.filter((text) => !text.includes("401")), []);
}

for (const names of ["", "allowed_hosts=ops.example"]) {
  webTest(
    `behind an nginx that passes no Host header, ${
      names === "" ? "the page says what is missing" : "allowed_hosts= is enough"
    }`,
    async () => {
      await using other = await webStage(() => SOLO, { server: names });
      await using proxy = await reverseProxy(other.base.replace(/\/$/, ""), {
        path: "/sv/",
        directives: "",
      });
      await using look = await other.look(proxy.base.replace("127.0.0.1", "ops.example"));
      const { page } = look;
      await untilShown(page, "solo", "running");
      await page.getByRole("button", { name: "Stop solo" }).click();
      if (names === "") {
        await page.getByText("or allowed_hosts=ops.example in the section").waitFor();
      } else {
        await untilShown(page, "solo", "stopped");
      }
    },
  );
}

webTest("the first program can be copied, by plain HTTP too", async () => {
  await using empty = await webStage(() => "", { server: "allowed_hosts=ops.example" });
  await using look = await empty.look(empty.base.replace("127.0.0.1", "ops.example"));
  const { page } = look;
  await page.getByRole("heading", { name: "No programs to manage" }).waitFor();
  // It was started to run nothing, and an update could not change that.
  await page.getByText("Then stop the daemon and start it again").waitFor();
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.getByRole("button", { name: "Copy" }).click();
  await page.locator("#statusmessage").getByText("Copied").waitFor();
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press("Control+V");
  assert.equal(
    await page.locator("textarea").inputValue(),
    await page.locator("#first-program").textContent(),
  );
  assert.deepEqual(look.complaints, []);
});

webTest("when the daemon restarts the page says so, waits, and goes on", async () => {
  await using look = await stage.look("", { login: LOGIN });
  const { page } = look;
  await untilShown(page, "solo", "running");
  const pid = (await stage.subject.rpc("getProcessInfo", "solo") as { pid: number }).pid;
  await stage.subject.rpc("restart");
  await page.getByText(/^Since \d\d:\d\d:\d\d the supervisor is down or restarting/).waitFor();
  await until(
    async () => (await stage.subject.rpc("getProcessInfo", "solo") as { pid: number }).pid !== pid,
    {
      within: 30_000,
      what: "the daemon to be back",
    },
  );
  await page.locator(".lost").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Stop solo" }).click();
  await page.getByText("Process solo stopped").waitFor();
  await stage.subject.rpc("startProcess", "solo");
});

webTest(
  "a page that nobody sees holds no connection, looks now and then, and goes on when it is seen",
  async () => {
    await using look = await stage.look("", { login: LOGIN });
    const { page } = look;
    await page.clock.install();
    const open = new Set<unknown>();
    const isStream = (request: { url(): string }) => new URL(request.url()).pathname === "/live";
    page.on("request", (request) => isStream(request) && open.add(request));
    page.on("requestfinished", (request) => open.delete(request));
    page.on("requestfailed", (request) => open.delete(request));
    const show = (state: "hidden" | "visible") =>
      page.evaluate((state) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    const closed = () =>
      until(() => open.size === 0, { within: 20_000, what: "the stream to end" });
    await page.reload();
    await untilShown(page, "solo", "running");
    assert.equal(open.size, 1);
    await show("hidden");
    await page.clock.fastForward(61_000);
    await closed();
    await stage.subject.rpc("stopProcess", "solo");
    await page.clock.fastForward(31_000);
    await untilShown(page, "solo", "stopped");
    await closed();
    await show("visible");
    await stage.subject.rpc("startProcess", "solo");
    await untilShown(page, "solo", "running");
    assert.equal(open.size, 1);
  },
);

webTest("uptimes are right whatever the browser's clock says, and when it is set", async () => {
  await using look = await stage.look("", { login: LOGIN });
  const { page } = look;
  const { start } = await stage.subject.rpc("getProcessInfo", "solo") as { start: number };
  const uptime = async (): Promise<number> => {
    const text = await page.locator('tr[data-spec="solo"] .why').innerText();
    const [, hours = 0, minutes = 0, seconds = 0] =
      /^up (?:(\d+) h )?(?:(\d+) min ?)?(?:(\d+) s)?$/.exec(text) ?? [undefined, NaN];
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  };
  const isRight = () =>
    until(async () => Math.abs(await uptime() - (Date.now() / 1000 - start)) < 5, {
      within: 20_000,
      what: "the uptime to be right",
    });
  await page.clock.install({ time: Date.now() - 7_200_000 });
  await page.reload();
  await untilShown(page, "solo", "running");
  await isRight();
  await page.clock.setSystemTime(Date.now() + 86_400_000);
  await isRight();
});

webTest("a page of 500 processes is usable within a second, and follows them", async () => {
  await using big = await webStage(() => `
[program:many]
command=/bin/sleep 1000
process_name=%(program_name)s_%(process_num)03d
numprocs=499
autostart=false
stdout_logfile=NONE
stderr_logfile=NONE
startsecs=0
[program:one]
command=/bin/sleep 1000
startsecs=0
`);
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    await using look = await big.look("");
    const { page } = look;
    times.push(
      await page.evaluate(() =>
        performance.getEntriesByName("usable")[0]?.startTime ?? performance.now()
      ),
    );
    assert.equal(await page.locator("tr.process").count(), 500);
    await page.getByLabel("Filter by name or state").fill("many_42");
    await page.getByText("10 of 500 shown").waitFor();
    assert.equal((await seen(page)).length, 10);
    await page.getByRole("button", { name: "Start many:many_421" }).click();
    await untilShown(page, "many:many_421", "running");
    await page.getByRole("button", { name: "Stop many:many_421" }).click();
    await untilShown(page, "many:many_421", "stopped");
    assert.deepEqual(look.complaints, []);
  }
  assert.ok(Math.min(...times) <= 1000, `${times.map(Math.round)} ms`);
});
