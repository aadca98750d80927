"""Starts and stops one process together with another: events=PROCESS_STATE.

Usage: processproxy.py LEADER GROUP:FOLLOWER
"""

import os
import sys

from supervisor import childutils
from supervisor.compat import xmlrpclib
from supervisor.xmlrpc import Faults

HARMLESS = {Faults.ALREADY_STARTED, Faults.NOT_RUNNING}


def follow(rpc, state, follower):
    try:
        if state == "PROCESS_STATE_RUNNING":
            rpc.supervisor.startProcess(follower)
        elif state in ("PROCESS_STATE_STOPPED", "PROCESS_STATE_EXITED", "PROCESS_STATE_FATAL"):
            rpc.supervisor.stopProcess(follower)
    except xmlrpclib.Fault as fault:
        if fault.faultCode not in HARMLESS:
            raise


def main():
    leader, follower = sys.argv[1:]
    rpc = childutils.getRPCInterface(os.environ)
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        pheaders, _ = childutils.eventdata(payload + "\n")
        if pheaders["processname"] == leader:
            follow(rpc, headers["eventname"], follower)
        childutils.listener.ok(sys.stdout)


main()
