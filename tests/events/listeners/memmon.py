"""Restarts a process that occupies more memory than it may: events=TICK_5.

Usage: memmon.py GROUP:PROCESS KILOBYTES MAILER
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import mail
from supervisor import childutils


def rss(pid):
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], stdout=subprocess.PIPE)
    return int(done.stdout or 0)


def check(rpc, name, limit, mailer):
    for info in rpc.supervisor.getAllProcessInfo():
        if "%(group)s:%(name)s" % info != name or not info["pid"] or rss(info["pid"]) <= limit:
            continue
        rpc.supervisor.stopProcess(name)
        rpc.supervisor.startProcess(name)
        mail.send(mailer, "%s restarted" % name, "it was %s" % info["statename"])


def main():
    rpc = childutils.getRPCInterface(os.environ)
    while True:
        headers, _ = childutils.listener.wait(sys.stdin, sys.stdout)
        if headers["eventname"].startswith("TICK"):
            check(rpc, sys.argv[1], int(sys.argv[2]), sys.argv[3])
        childutils.listener.ok(sys.stdout)


main()
