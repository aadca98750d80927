/** A configuration with an empty group and one with a program. */
export const FILE: string = `[supervisord]
environment=BASE="b",OVER="daemon"
[group:empty]
[program:web]
command=/bin/web
`;

/** The options of a program that is RUNNING at once. */
export const CAT: Readonly<Record<string, string>> = { command: "/bin/cat", startsecs: "0" };
