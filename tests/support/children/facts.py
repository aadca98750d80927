"""Writes what this process was started with, as JSON, to a file; then waits to be ended.

Usage: facts.py FILE [ARGUMENT...]
"""

import json
import os
import re
import resource
import signal
import sys


def status_field(name):
    with open("/proc/self/status") as file:
        return re.search(r"^%s:\s*(.*)$" % name, file.read(), re.M).group(1)


def descriptors():
    found = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink("/proc/self/fd/" + name)
        except OSError:
            continue  # the directory's own descriptor
        found[name] = re.sub(r"\[\d+\]", "", target)
    return found


def ignored():
    mask = int(status_field("SigIgn"), 16)
    # Python ignores these two itself.
    own = {signal.SIGPIPE, signal.SIGXFSZ}
    return [n for n in range(1, 65) if mask >> (n - 1) & 1 and n not in own]


def main():
    umask = os.umask(0)
    os.umask(umask)
    facts = {
        "arguments": sys.argv[2:],
        "cwd": os.getcwd(),
        "descriptors": descriptors(),
        "environment": dict(os.environ),
        "gid": os.getgid(),
        "groups": sorted(os.getgroups()),
        "ignored": ignored(),
        "blocked": status_field("SigBlk"),
        "leads_its_group": os.getpgrp() == os.getpid(),
        "nice": os.nice(0),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "nofile": resource.getrlimit(resource.RLIMIT_NOFILE),
        "same_output": os.fstat(1).st_ino == os.fstat(2).st_ino,
        "uid": os.getuid(),
        "umask": "%03o" % umask,
    }
    partial = sys.argv[1] + ".part"
    with open(partial, "w") as file:
        json.dump(facts, file)
    os.rename(partial, sys.argv[1])
    while True:
        signal.pause()


main()
