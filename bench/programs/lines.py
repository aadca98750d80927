"""Writes lines to standard output and watches when they are in its log. Words: LOG RECORD COUNT.

RECORD gets the milliseconds of every line as JSON, and how many never came.
"""

import json
import os
import sys
import time


def main():
    log, record, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    times, lost = [], 0
    for number in range(count):
        time.sleep(0.004)
        size = os.stat(log).st_size
        line = ("line %d of a program that says little\n" % number).encode()
        start = time.perf_counter()
        os.write(1, line)
        while os.stat(log).st_size < size + len(line):
            if time.perf_counter() - start > 5:
                lost += 1
                break
        times.append(1000 * (time.perf_counter() - start))
    with open(record + ".new", "w") as file:
        json.dump({"times": times, "lost": lost}, file)
    os.rename(record + ".new", record)


main()
