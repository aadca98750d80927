// needs: supervisor python3 root
import { section } from "#tests/support/sections.ts";
import { answers, listening, unix } from "./scenario/fcgi.ts";
import { registerScenarios } from "./scenario/register.ts";
import { look, rpc, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "A FastCGI group on a UNIX socket has the owner and mode that are asked for",
    rows: ["PROC-053", "PROC-055", "CFG-110", "CFG-111", "CFG-112"],
    config: (at) =>
      section("fcgi-program:f", {
        command: at.child("fcgi_accept.py"),
        socket: `unix://${at.at("f.sock")}`,
        socket_owner: "nobody:daemon",
        socket_mode: "0720",
        socket_backlog: 10,
        startsecs: 0,
      }),
    steps: [
      untilState("f", "RUNNING"),
      look("the socket", async (run) => {
        const { mode, uid, gid } = await Deno.stat(run.place.at("f.sock"));
        return { mode, uid, gid };
      }),
      answers(unix, 1),
      rpc("stopProcess", "f"),
      listening("nobody listens when it is stopped", unix),
      rpc("startProcess", "f"),
      answers(unix, 1),
    ],
    ignoreFiles: /^f\.sock$/,
  },
]);
