"""An event listener that dies of every COUNTth event, before it has answered; never with 0.

Appends the data of each event that it is given to FILE, and a line `died` when it dies.

Usage: mortal.py FILE COUNT
"""

import os
import sys

from supervisor import childutils


def main():
    out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    left = int(sys.argv[2])
    while True:
        _, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        _, data = childutils.eventdata(payload)
        os.write(out, data.encode() + b"\n")
        left -= 1
        if left == 0:
            os.write(out, b"died\n")
            os._exit(1)
        childutils.listener.ok(sys.stdout)


main()
