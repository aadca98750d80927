"""Runs commands in turn and tells what each took: wall and CPU milliseconds of every run.

Standard input: {"commands": [[word, ...], ...], "rounds": n, "status": [accepted, ...]}.
"""

import json
import os
import sys
import time


def run(words, accepted):
    start = time.perf_counter()
    pid = os.posix_spawn(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
    ])
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        raise SystemExit("%r ended with %d" % (words, code))
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def main():
    plan = json.load(sys.stdin)
    results = [{"wall": [], "cpu": []} for _ in plan["commands"]]
    for words in plan["commands"]:
        run(words, plan["status"])
    for _ in range(plan["rounds"]):
        for words, result in zip(plan["commands"], results):
            wall, cpu = run(words, plan["status"])
            result["wall"].append(wall)
            result["cpu"].append(cpu)
    json.dump(results, sys.stdout)


main()
