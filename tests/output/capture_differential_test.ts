// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { CaptureSplitter } from "#lib/output/capture.ts";
import { python } from "#tests/support/python.ts";
import { cutAt, latin, latinText } from "./bytes.ts";

/** Supervisor's dispatcher on the same chunks: what it logged and the messages that it sent. */
const THEIRS = `
import os, tempfile
from supervisor import dispatchers, events, loggers
class Thing: pass
messages = []
events.subscribe(events.ProcessCommunicationEvent, lambda event: messages.append(event.data.decode('latin-1')))
answer = []
for chunks in given:
    path = tempfile.mktemp()
    options = Thing(); options.getLogger = loggers.getLogger; options.loglevel = 20
    options.strip_ansi = False; options.logger = loggers.getLogger()
    options.readfd = lambda fd: chunks.pop(0).encode('latin-1')
    config = Thing(); config.options = options; config.name = 'p'
    config.stdout_logfile = path; config.stdout_logfile_maxbytes = 0; config.stdout_logfile_backups = 0
    config.stdout_syslog = False; config.stdout_capture_maxbytes = 10 ** 6
    config.stdout_events_enabled = config.stderr_events_enabled = False
    process = Thing(); process.config = config; process.pid = 1
    dispatcher = dispatchers.POutputDispatcher(process, events.ProcessCommunicationStdoutEvent, 0)
    while chunks: dispatcher.handle_read_event()
    answer.append([open(path, 'rb').read().decode('latin-1'), list(messages)])
    messages.clear(); os.remove(path)`;

Deno.test("messages and log are those that Supervisor's dispatcher makes of the same chunks", async () => {
  const begin = "<!--XSUPERVISOR:BEGIN-->";
  const end = "<!--XSUPERVISOR:END-->";
  const unit = fc.constantFrom(begin, end, "<", "<!--XSUPER", "text\n", "\xff", "-->");
  const stream = fc.record({
    parts: fc.array(unit, { maxLength: 10 }),
    cuts: fc.array(fc.nat(), { maxLength: 6 }),
  });
  // What Supervisor withholds at the end (B-15) is pushed out by an END and a long line after it.
  const last = `${"z".repeat(60)}\n`;
  const streams = fc.sample(stream, { numRuns: 500, seed: 15 }).map(({ parts, cuts }) => {
    const chunks = cutAt(latin(`${parts.join("")}${end}`), cuts).map(latinText);
    return [...chunks.filter((chunk) => chunk !== ""), last];
  });
  const ours = streams.map((chunks) => {
    let plain = "";
    let open = "";
    const messages: string[] = [];
    const splitter = new CaptureSplitter({
      plain: (piece) => void (plain += latinText(piece)),
      captured: (piece) => void (open += latinText(piece)),
      complete: () => {
        messages.push(open);
        open = "";
      },
    });
    for (const chunk of chunks) splitter.push(latin(chunk));
    return [plain, messages];
  });
  assert.deepEqual(ours, await python(THEIRS, streams));
  assert.ok(ours.filter(([, messages]) => messages!.length > 1).length > 20);
});
