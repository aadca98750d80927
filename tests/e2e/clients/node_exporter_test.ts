// needs: supervisor python3 node-exporter
/**
 * The collector `supervisord` of Prometheus' node_exporter, the program itself: what it scrapes of this
 * daemon is what it scrapes of supervisord.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { program } from "#tests/support/sections.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { type Both, withBoth } from "./both_daemons.ts";
import { RESTING, web } from "./programs.ts";

const EXPORTER = "/usr/bin/prometheus-node-exporter";

const CREDENTIALS = { username: "me", password: "se:cret" };

/** A process for every state in which one can rest, and a group. */
const SECTIONS = RESTING +
  program("größe", { command: "/bin/cat", startsecs: 0 }) +
  program("three", { command: "/bin/sh -c 'exit 3'", startsecs: 0, autorestart: false }) +
  web(3);

async function atRest(subject: Subject): Promise<void> {
  const expected: Readonly<Record<string, string>> = {
    three: "EXITED",
    killed: "EXITED",
    fatal: "FATAL",
  };
  await until(async () => {
    const infos = await subject.rpc("getAllProcessInfo") as Record<string, string>[];
    return infos.every((info) =>
      (expected[info["name"] as string] ?? info["statename"]) === info["statename"]
    );
  }, { within: 20_000, what: "the programs to come to rest" });
}

/** What the exporter says of the daemon at `url`, times that are real ones replaced. */
async function scraped(url: string): Promise<readonly string[]> {
  const address = `127.0.0.1:${freePort()}`;
  const exporter = new Deno.Command(EXPORTER, {
    args: [
      "--collector.disable-defaults",
      "--collector.supervisord",
      `--collector.supervisord.url=${url}`,
      "--web.disable-exporter-metrics",
      `--web.listen-address=${address}`,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const text = await until(async () => {
      const response = await fetch(`http://${address}/metrics`);
      return await response.text();
    }, { within: 30_000, what: "the exporter to answer" });
    return text.split("\n")
      .filter((line) => /^node_(supervisord|scrape_collector_success)/.test(line))
      .map((line) =>
        line.replace(/^(node_supervisord_start_time_seconds.*) 1\.\d{9}e\+09$/, "$1 TIME")
      );
  } finally {
    exporter.kill("SIGKILL");
    await exporter.status;
  }
}

async function scrapeBoth(url: (place: SubjectPlace) => string): Promise<Both<readonly string[]>> {
  return await withBoth({ sections: () => SECTIONS, credentials: CREDENTIALS }, async (subject) => {
    await atRest(subject);
    return await scraped(url(subject.place));
  });
}

Deno.test("node_exporter scrapes the daemon over its UNIX socket as it scrapes supervisord", async () => {
  const { theirs, ours } = await scrapeBoth(({ socket }) => `unix://${socket}`);
  assert.deepEqual(ours, theirs);
  for (
    const line of [
      'node_scrape_collector_success{collector="supervisord"} 1',
      'node_supervisord_up{group="cat",name="cat"} 1',
      'node_supervisord_up{group="web",name="web_2"} 1',
      'node_supervisord_up{group="manual",name="manual"} 0',
      'node_supervisord_state{group="fatal",name="fatal"} 200',
      'node_supervisord_state{group="starting",name="starting"} 10',
      'node_supervisord_exit_status{group="three",name="three"} 3',
      'node_supervisord_start_time_seconds{group="größe",name="größe"} TIME',
    ]
  ) assert.ok(ours.includes(line), `${line}\nis not in\n${ours.join("\n")}`);
});

Deno.test("node_exporter scrapes the daemon over TCP, with the password in its URL", async () => {
  const { username, password } = CREDENTIALS;
  const { theirs, ours } = await scrapeBoth(({ port }) =>
    `http://${username}:${encodeURIComponent(password)}@127.0.0.1:${port}/RPC2`
  );
  assert.deepEqual(ours, theirs);
  assert.ok(ours.includes('node_supervisord_up{group="cat",name="cat"} 1'), ours.join("\n"));
});

Deno.test("node_exporter with a wrong password scrapes nothing of the daemon", async () => {
  const { theirs, ours } = await scrapeBoth(({ port }) => `http://me:guess@127.0.0.1:${port}/RPC2`);
  assert.deepEqual(ours, theirs);
  assert.deepEqual(ours, ['node_scrape_collector_success{collector="supervisord"} 0']);
});
