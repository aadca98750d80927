import { program } from "../config.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";

const COUNT = 5;

/** The end of a daemon whose programs do not listen to SIGTERM. */
export async function measureStubborn(results: Results): Promise<void> {
  if (!results.wants("shutdown-stubborn")) return;
  for (const kind of ["denvisord", "supervisord"] as const) {
    await using side = Side.start(kind, ({ dir }) => ({
      programs: Array.from({ length: COUNT }, (_, at) =>
        program(`p${at}`, {
          command: `/bin/bash -c "trap '' TERM; echo >>${dir}/deaf; exec sleep 1000000"`,
          dir,
          more: "stopwaitsecs=1",
        })).join("\n"),
    }));
    while ((await side.untilFile(`${side.place.dir}/deaf`)).length < COUNT) {
      await side.pause(20);
    }
    await side.untilRunning(COUNT);
    results.add("shutdown-stubborn", kind, await side.stop());
  }
}
