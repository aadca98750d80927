// needs: supervisor python3
/**
 * A daemon that wants a password (rows CTL-028, CTL-036), compared with the real supervisorctl.
 *
 * @module
 */

import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { Pair } from "../support/pair.ts";

const PASSWORD = "se:cret ü%%";

function locked(place: SubjectPlace): string {
  const config = framed(
    place,
    `[program:cat]
command=/bin/cat
startsecs=0
`,
    { tcp: true },
  );
  return config.replaceAll(
    /^(file=.*|port=.*)$/gm,
    `$1\nusername=me\npassword=${PASSWORD}`,
  );
}

const GIVEN = ["-u", "me", "-p", "se:cret ü%"];

Deno.test("without the right password there is one line, over both kinds of socket", async () => {
  await using pair = await Pair.startLocked(locked);
  const urls = [
    (place: SubjectPlace) => `unix://${place.socket}`,
    (place: SubjectPlace) => `http://127.0.0.1:${place.port}`,
  ];
  for (const url of urls) {
    const lines = ["status", "avail", "tail -f cat", "shutdown", "open http://127.0.0.1:1"];
    for (const line of lines) {
      await pair.compare(line, { options: (place) => ["-s", url(place)] });
      await pair.compare(line, { options: (place) => ["-s", url(place), "-u", "me", "-p", "no"] });
    }
    await pair.compare("status", { options: (place) => ["-s", url(place), ...GIVEN.slice(0, 2)] });
    await pair.compare("status", { options: (place) => ["-s", url(place), ...GIVEN] });
    await pair.compare("status", { options: (place) => ["-c", place.config, ...GIVEN] });
  }
});

Deno.test("with -i user name and password are asked for until they are right", async () => {
  await using pair = await Pair.startLocked(locked);
  const options = (place: SubjectPlace) => ["-i", "-s", `unix://${place.socket}`];
  for (
    const input of [
      "me\nse:cret ü%\n",
      "you\nguess\nme\nwrong\nme\nse:cret ü%\n",
      "",
      "me\nse:cret ü%",
    ]
  ) {
    await pair.compare("status", { options, input });
    await pair.compare("pid cat", { options, input });
  }
});

Deno.test("the shell asks for credentials and keeps them", async () => {
  await using pair = await Pair.startLocked(locked);
  const options = (place: SubjectPlace) => ["-s", `unix://${place.socket}`];
  const input = "me\nwrong\nme\nse:cret ü%\npid cat\navail\nquit\n";
  await pair.compare("", { options, input });
  await pair.compare("", { options, input: "me\nwrong\n" });
});
