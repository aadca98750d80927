/** Following a changed configuration. */

import assert from "node:assert/strict";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { Pair, type Setup } from "../pair.ts";

type Programs = Readonly<Record<string, string>>;

const CAT = "command=/bin/cat\nstartsecs=0";

const BEFORE: Programs = {
  "program:stays": CAT,
  "program:changes": CAT,
  "program:goes": CAT,
  "program:leaves": `${CAT}\nautostart=false`,
  "program:many": `${CAT}\nnumprocs=2\nprocess_name=m_%(process_num)d`,
};

const AFTER: Programs = {
  "program:stays": CAT,
  "program:changes": `${CAT}\npriority=5`,
  "program:comes": CAT,
  "program:Late": `${CAT}\nautostart=false`,
  "program:many": `${CAT}\nnumprocs=3\nprocess_name=m_%(process_num)d`,
};

function config(programs: Programs): (place: SubjectPlace) => string {
  const sections = Object.entries(programs).map(([name, keys]) => `[${name}]\n${keys}\n`);
  return (place) => framed(place, sections.join("\n"));
}

async function rewrite(pair: Pair, text: (place: SubjectPlace) => string): Promise<void> {
  await pair.each(({ place }) => Deno.writeTextFile(place.config, text(place)));
}

/** `reread` lists what changed and `update` follows it. */
export async function playUpdate(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(config(BEFORE), setup);
  await pair.compareAll(["reread", "update", "avail"]);
  await rewrite(pair, config(AFTER));
  await pair.compareAll(["status", "reread", "avail", "reread", "update", "avail", "status"]);
  await pair.compareAll(["reread", "update"]);
}

/** `update` of some groups leaves the others alone. */
export async function playUpdateOfSome(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(config(BEFORE), setup);
  await rewrite(pair, config(AFTER));
  const lines = [
    "update comes",
    "update nosuch",
    "update goes leaves",
    "update goes",
    "status",
    "update many stays",
    "update all stays",
    "status",
    "update",
  ];
  await pair.compareAll(lines);
}

/** Groups are added and removed by name. */
export async function playAddAndRemove(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(config(BEFORE), setup);
  await rewrite(pair, config(AFTER));
  const lines = [
    "add comes",
    "reread",
    "add comes Late nosuch comes",
    "status",
    "remove stays",
    "stop stays goes",
    "remove stays goes nosuch",
    "add goes stays",
    "status",
  ];
  await pair.compareAll(lines);
}

/** A file that cannot be used is reported by `reread` and `update`. */
export async function playBadFile(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(config(BEFORE), setup);
  await rewrite(pair, config({ ...BEFORE, "program:bad": `${CAT}\nautostart=perhaps` }));
  const { stdout } = await pair.compare("reread");
  assert.match(stdout, /^ERROR: CANT_REREAD: .*'perhaps'/);
  // B-39: supervisorctl shows the raw fault here.
  await pair.compare("update", { better: { stdout } });
  await pair.compare("update stays", { better: { stdout } });
}
