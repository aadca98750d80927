/** What a row can say, in its first words. */
export const STATUSES = ["same", "better", "differs", "never", "not yet"] as const;

/** How a feature of Supervisor fares here. */
export type Status = (typeof STATUSES)[number];

/** A test that shows what a row says. */
export interface TestReference {
  readonly path: string;
  /** The test's name, a sentence. */
  readonly name: string;
}

/** A row of the table. */
export interface Row {
  readonly id: string;
  readonly feature: string;
  readonly status: Status;
  /** How it is better, why it differs or will never be; empty where there is nothing to say. */
  readonly remark: string;
  readonly tests: readonly TestReference[];
  /** 1-based line in the document. */
  readonly line: number;
}

/** The rows of the document and what is wrong with its lines. */
export interface Table {
  readonly rows: readonly Row[];
  readonly problems: readonly string[];
}

const ROW = /^\| [A-Z]+-\d+ /;

/**
 * Reads the table out of the document: lines `| ID | feature | status | tests |`, where the status is
 * `same`, `better: how`, `differs: why`, `never: why` or `not yet`, and each test is `` `path` name ``,
 * several parted by `<br>`. A `|` inside a cell is written `\|`.
 */
export function parseTable(text: string): Table {
  const rows: Row[] = [];
  const problems: string[] = [];
  text.split("\n").forEach((content, index) => {
    if (!ROW.test(content)) return;
    const parsed = parseRow(content, index + 1);
    if (typeof parsed === "string") problems.push(`line ${index + 1}: ${parsed}`);
    else rows.push(parsed);
  });
  return { rows, problems };
}

/** Tests that are named in other tables of the document, with the lines that name them. */
export function otherReferences(
  text: string,
): readonly { readonly line: number; readonly test: TestReference }[] {
  return text.split("\n").flatMap((content, index) => {
    if (ROW.test(content) || !/^\|.*`tests\/.*\|$/.test(content)) return [];
    const last = content.split(/(?<!\\)\|/).at(-2)!.replaceAll("\\|", "|");
    const tests = last.split("<br>").map(parseReference).filter((test) => test !== null);
    return tests.map((test) => ({ line: index + 1, test }));
  });
}

function parseRow(content: string, line: number): Row | string {
  const cells = content.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const [before, id, feature, verdict, tests, after] = cells;
  if (cells.length !== 6 || before !== "" || after !== "") return "Row must have four cells";
  const status = STATUSES.find((word) => verdict === word || verdict?.startsWith(`${word}: `));
  if (status === undefined) return `Unknown status '${verdict}'`;
  const references = (tests === "" ? [] : tests!.split("<br>")).map(parseReference);
  if (references.some((reference) => reference === null)) return `Cannot read tests '${tests}'`;
  return {
    id: id!,
    feature: feature!,
    status,
    remark: verdict!.slice(status.length + 1).trim(),
    tests: references.filter((reference) => reference !== null),
    line,
  };
}

function parseReference(cell: string): TestReference | null {
  const match = /^`(tests\/\S+)` (.+)$/.exec(cell.trim());
  return match === null ? null : { path: match[1]!, name: match[2]! };
}
