"""An event listener that appends one JSON line per event to the file named by its argument.

Usage: recorder.py FILE
"""

import json
import os
import sys


def read_exactly(count):
    """Characters, not bytes: that is what `len` counts."""
    text = sys.stdin.read(count)
    if len(text) < count:
        sys.exit(0)
    return text


def main():
    out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    sys.stdin.reconfigure(encoding="utf-8", newline="\n")
    while True:
        sys.stdout.write("READY\n")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        headers = dict(token.split(":", 1) for token in line.split())
        payload = read_exactly(int(headers["len"]))
        record = {"name": headers["eventname"], "serial": int(headers["serial"]), "payload": payload}
        os.write(out, (json.dumps(record) + "\n").encode())
        sys.stdout.write("RESULT 2\nOK")
        sys.stdout.flush()


main()
