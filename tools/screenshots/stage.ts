/**
 * The daemon that stands for its picture: the real one, in this process, with a clock that hurries.
 *
 * @module
 */

import { findHelperPrograms } from "#daemon/adapters/helper_programs.ts";
import { Disk } from "#daemon/adapters/disk.ts";
import { readHost } from "#daemon/adapters/local_host.ts";
import { UserDatabase } from "#daemon/adapters/user_database.ts";
import { ConfigSource } from "#daemon/config_source.ts";
import { runDaemon } from "#daemon/daemon.ts";
import { reportingBus } from "#daemon/event_bus.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import { ActivityLog } from "#daemon/output/activity_log.ts";
import { ownStreams } from "#daemon/output/own_streams.ts";
import { Syslog } from "#daemon/output/syslog.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Clock } from "#lib/ports/clock.ts";
import { freePort } from "#tests/support/ports.ts";

/** A daemon with something to show. */
export interface PictureStage extends AsyncDisposable {
  /** Where its pages are, with a slash at the end. */
  readonly base: string;
  readonly api: SupervisorApi;
}

/** Starts the programs of `stage.conf` in a directory of their own. */
export async function pictureStage(clock: Clock): Promise<PictureStage> {
  const dir = await Deno.makeTempDir();
  for (const name of ["stage.conf", "requests.sh"]) {
    await Deno.copyFile(new URL(name, import.meta.url), `${dir}/${name}`);
  }
  const port = freePort();
  Deno.env.set("STAGE_PORT", String(port));
  const activity = new ActivityLog(clock);
  const users = new UserDatabase();
  const uid = Deno.uid() ?? 0;
  const source = new ConfigSource({
    commandLine: { configuration: `${dir}/stage.conf`, settings: new Map() },
    argv0: "denvisord",
    fs: new Disk([]),
    host: readHost(null),
    users,
  });
  const loaded = source.load();
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
  const ready = Promise.withResolvers<SupervisorApi>();
  const ended = runDaemon(loaded.config, {
    clock,
    users,
    source,
    helpers: findHelperPrograms(),
    activity,
    bus: reportingBus(activity.log),
    streams: ownStreams({ log: activity.log, clock }),
    syslog: new Syslog({ tag: "stage", log: activity.log, clock }),
    serials: new EventSerials(),
    user: { uid, gid: Deno.gid() ?? 0, name: "stage" },
    pid: Deno.pid,
    cwd: dir,
    directories: [],
    remote: [],
    path: Deno.env.get("PATH"),
    pwd: dir,
    standalone: false,
    ready: (api) => ready.resolve(api),
  });
  ended.catch(ready.reject);
  const api = await ready.promise;
  return {
    api,
    base: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      await api.shutdown();
      await ended;
      await Deno.remove(dir, { recursive: true });
    },
  };
}
