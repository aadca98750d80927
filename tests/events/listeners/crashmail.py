"""Reports processes that exit unexpectedly: events=PROCESS_STATE_EXITED.

Usage: crashmail.py MAILER
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import mail
from supervisor import childutils


def main():
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        if headers["eventname"] == "PROCESS_STATE_EXITED":
            pheaders, _ = childutils.eventdata(payload + "\n")
            if not int(pheaders["expected"]):
                subject = "%(processname)s crashed" % pheaders
                body = "%(groupname)s:%(processname)s exited from %(from_state)s" % pheaders
                sys.stderr.write("pid %(pid)s crashed\n" % pheaders)
                sys.stderr.flush()
                mail.send(sys.argv[1], subject, body)
        childutils.listener.ok(sys.stdout)


main()
