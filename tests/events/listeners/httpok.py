"""Restarts a running web server that does not answer: events=TICK_5.

Usage: httpok.py URL GROUP:PROCESS MAILER
"""

import os
import sys
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import mail
from supervisor import childutils
from supervisor.states import ProcessStates


def problem(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return None if answer.status == 200 else "status %d" % answer.status
    except OSError:
        return "no answer"


def main():
    url, name, mailer = sys.argv[1:]
    rpc = childutils.getRPCInterface(os.environ)
    while True:
        headers, _ = childutils.listener.wait(sys.stdin, sys.stdout)
        if headers["eventname"].startswith("TICK"):
            what = problem(url)
            info = rpc.supervisor.getProcessInfo(name)
            if what is not None and info["state"] == ProcessStates.RUNNING:
                rpc.supervisor.stopProcess(name)
                rpc.supervisor.startProcess(name)
                mail.send(mailer, "%s restarted" % name, what)
        childutils.listener.ok(sys.stdout)


main()
