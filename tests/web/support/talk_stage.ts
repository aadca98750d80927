/**
 * Programs that print, and the stage that they are on.
 *
 * @module
 */

import type { Locator, Page } from "playwright-core";
import { until } from "#tests/support/deadline.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { type WebStage, webStageForAll } from "./browser.ts";

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

/** A stage with programs that print; for one test file. */
export interface TalkStage {
  readonly stage: WebStage;
  /** Waits until `chatty` runs and has printed what it prints by itself. */
  running(): Promise<void>;
  /** Has `chatty` hear a line: `colours`, `progress`, `count`, `complain`, `endless`, `exit`, or any. */
  say(text: string): Promise<unknown>;
}

/** Where the page of a process is, without its name. */
export const URL_OF: string = "process.html?processname=";

/** The lines of a log that have a text. */
export function line(page: Page, text: string): Locator {
  return page.locator(".log-line").getByText(text);
}

/** The stage, set before the first test of a file and struck after the last one. */
export function talkStage(): TalkStage {
  const stage = webStageForAll(programsAt);
  return {
    stage,
    say: (text) => stage.subject.rpc("sendProcessStdin", "chatty", `${text}\n`),
    running: async () => {
      const info = await stage.subject.rpc("getProcessInfo", "chatty") as { statename: string };
      if (info.statename !== "RUNNING") await stage.subject.rpc("startProcess", "chatty");
      await until(
        async () => {
          const errors = await Deno.readTextFile(stage.subject.place.at("chatty.err"));
          return errors.includes("other");
        },
        { within: 20_000, what: "the program to have spoken" },
      );
    },
  };
}

function programsAt(at: SubjectPlace): string {
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
}
