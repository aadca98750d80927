"""An event listener that appends one JSON line per event to the file named by its argument.

Usage: recorder.py FILE
"""

import json
import os
import sys

from supervisor import childutils


def main():
    out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        record = {"headers": headers, "payload": payload}
        os.write(out, (json.dumps(record) + "\n").encode())
        childutils.listener.ok(sys.stdout)


main()
