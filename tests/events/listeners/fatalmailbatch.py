"""Reports in one message what was given up since the last tick: events=PROCESS_STATE_FATAL,TICK_5.

Usage: fatalmailbatch.py MAILER
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import mail
from supervisor import childutils


def main():
    batch = []
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        if headers["eventname"] == "PROCESS_STATE_FATAL":
            pheaders, _ = childutils.eventdata(payload + "\n")
            batch.append("%(groupname)s:%(processname)s was given up" % pheaders)
        elif headers["eventname"].startswith("TICK") and batch:
            mail.send(sys.argv[1], "%d processes" % len(batch), "\n".join(sorted(batch)))
            batch = []
        childutils.listener.ok(sys.stdout)


main()
