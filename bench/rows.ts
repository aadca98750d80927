/** One measure of the table. */
export interface Row {
  /** By which it is selected on the command line. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "less" | "more";
  /** What this daemon is to reach, in the unit; `null` for rows that are told only. */
  readonly reach: number | null;
}

function less(name: string, title: string, [reach, unit]: readonly [number | null, string]): Row {
  return { name, title, unit, better: "less", reach };
}

function more(name: string, title: string, [reach, unit]: readonly [number | null, string]): Row {
  return { name, title, unit, better: "more", reach };
}

/** All measures, in the order in which they are shown. */
export const ROWS: readonly Row[] = [
  less("first-answer", "exec to first RPC answer, launcher included", [130, "ms"]),
  less("boot-10", "all RUNNING, startsecs=0, 10 programs", [250, "ms"]),
  less("boot-100", "all RUNNING, 100 programs", [500, "ms"]),
  less("boot-1000", "all RUNNING, 1,000 programs", [3500, "ms"]),
  less("answer-while-starting", "longest RPC answer while 1,000 start", [50, "ms"]),
  less("crash", "crash to running again, median", [5, "ms"]),
  less("crash-p95", "crash to running again, p95", [15, "ms"]),
  less("mass-kill-100", "100 killed at once, last one back", [null, "ms"]),
  less("mass-kill-1000", "1,000 killed at once, last one back", [4000, "ms"]),
  less("shutdown-0", "shutdown, no programs", [null, "ms"]),
  less("shutdown-100", "shutdown, 100 programs", [150, "ms"]),
  less("shutdown-1000", "shutdown, 1,000 programs", [800, "ms"]),
  less("shutdown-stubborn", "shutdown, 5 programs that ignore TERM, stopwaitsecs=1", [1200, "ms"]),
  less("stop-all-100", "stop all, 100 programs", [60, "ms"]),
  less("start-all-100", "start all, 100 programs", [250, "ms"]),
  more("state-10", "getState, 10 programs", [10_000, "/s"]),
  more("state-100", "getState, 100 programs", [null, "/s"]),
  more("state-1000", "getState, 1,000 programs", [10_000, "/s"]),
  less("state-100-cpu", "CPU of one getState, 100 programs", [null, "ms"]),
  more("info-100", "getAllProcessInfo, 100 programs", [1000, "/s"]),
  more("info-1000", "getAllProcessInfo, 1,000 programs", [100, "/s"]),
  less("info-100-cpu", "CPU of one getAllProcessInfo, 100 programs", [null, "ms"]),
  more("tcp-info-100", "getAllProcessInfo over TCP with keep-alive, 100 programs", [1000, "/s"]),
  more("log-64k", "one writer, 64 KiB writes, rotating log", [null, "MB/s"]),
  less("log-64k-cpu", "CPU of one writer, 64 KiB writes", [null, "s/GB"]),
  more("log-64b", "one writer, 64-byte writes", [null, "MB/s"]),
  less("log-64b-cpu", "CPU of one writer, 64-byte writes", [null, "s/GB"]),
  more("log-merged", "one writer, 64 KiB writes, redirect_stderr", [null, "MB/s"]),
  more("log-50", "50 writers, 64 KiB writes", [null, "MB/s"]),
  more("log-among-1000", "one writer among 1,000 idle programs", [null, "MB/s"]),
  less("log-lost", "bytes lost in all of these", [0, "bytes"]),
  less("line", "line written to line in the file, median", [null, "ms"]),
  less("line-p99", "line written to line in the file, p99", [null, "ms"]),
  more("events", "events through one listener, one RPC each", [8000, "/s"]),
  more("events-multicall", "events through one listener, by multicall", [15_000, "/s"]),
  less("events-lost", "events lost or repeated", [0, "events"]),
  less("page-100", "GET /, 100 programs", [3, "ms"]),
  less("page-1000", "GET /, 1,000 programs", [25, "ms"]),
  less("status-100", "client `status`, 100 programs", [90, "ms"]),
  less("status-1000", "client `status`, 1,000 programs", [140, "ms"]),
  less("status-100-cpu", "CPU of client `status`, 100 programs", [null, "ms"]),
  less("idle-100", "idle CPU, 100 programs", [0.1, "ms/s"]),
  less("idle-1000", "idle CPU, 1,000 programs", [0.2, "ms/s"]),
  less("memory-0", "RSS, no programs", [55, "MB"]),
  less("memory-100", "RSS, 100 programs", [60, "MB"]),
  less("memory-1000", "RSS, 1,000 programs", [95, "MB"]),
  less("memory-100-asked", "RSS, 100 programs, after RPC load", [120, "MB"]),
  less("memory-1000-asked", "RSS, 1,000 programs, after RPC load", [120, "MB"]),
];
