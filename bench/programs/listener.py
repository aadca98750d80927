"""An event listener that counts. Words: RECORD, the path that records are written to.

When it has the last event of a series (payload `type:SERIES` and `i/n`) it writes RECORD.SERIES.
"""

import json
import os
import sys
import time


def main():
    record = sys.argv[1]
    series = {}
    out, source = sys.stdout, sys.stdin.buffer
    while True:
        out.write("READY\n")
        out.flush()
        header = dict(pair.split(":", 1) for pair in source.readline().decode().split())
        payload = source.read(int(header["len"])).decode()
        first, data = payload.split("\n", 1)
        name = first[len("type:"):].strip()
        index, count = data.split("/")
        seen = series.setdefault(name, [])
        seen.append(int(index))
        out.write("RESULT 2\nOK")
        if int(index) == int(count) - 1:
            text = json.dumps({"count": len(seen), "unique": len(set(seen)), "last": time.time()})
            path = record + "." + name
            with open(path + ".new", "w") as file:
                file.write(text)
            os.rename(path + ".new", path)
        # Flushed with the READY that follows, as childutils does it in two writes; both are legal.
        out.flush()


main()
