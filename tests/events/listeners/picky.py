"""An event listener that accepts each event only when it comes a second time.

It rejects an event at first, and dies instead when its data begins with `die`. Appends
`poolserial serial data` to FILE for each delivery; what it has seen before it reads from there.

Usage: picky.py FILE
"""

import os
import sys

from supervisor import childutils


def main():
    out = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    with open(sys.argv[1]) as file:
        seen = {line.split(" ", 1)[0] for line in file}
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        _, data = childutils.eventdata(payload)
        line = "%s %s %s\n" % (headers["poolserial"], headers["serial"], data)
        os.write(out, line.encode())
        if headers["poolserial"] in seen:
            childutils.listener.ok(sys.stdout)
            continue
        seen.add(headers["poolserial"])
        if data.startswith("die"):
            os._exit(1)
        childutils.listener.fail(sys.stdout)


main()
