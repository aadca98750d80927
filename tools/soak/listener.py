"""An event listener that writes the payload of each event to a file before it says that it is done.

Usage: listener.py FILE
"""

import os
import sys

fd = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
stdin = sys.stdin.buffer
while True:
    os.write(1, b"READY\n")
    header = stdin.readline()
    if not header:
        break
    fields = dict(pair.split(":", 1) for pair in header.decode().split())
    payload = stdin.read(int(fields["len"])).decode()
    os.write(fd, (payload.partition("\n")[2] + "\n").encode())
    os.write(1, b"RESULT 2\nOK")
