"""Writes numbered lines for ever, crashes at random, and goes on where it stopped.

Usage: writer.py FILE

FILE holds the number of the next line. It is written before the crash; a signal in between would
double or lose lines, so all signals but KILL wait until a batch is written and its end noted.
"""

import os
import random
import signal
import sys
import time

path = sys.argv[1]
name = os.path.basename(path)
stopped = []
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, lambda *_: stopped.append(True))
try:
    with open(path) as file:
        start = int(file.read())
except FileNotFoundError:
    start = 0
while True:
    end = start + random.randrange(10, 2000)
    data = "".join("%s %d\n" % (name, n) for n in range(start, end)).encode()
    while data:
        data = data[os.write(1, data[:random.randrange(1, 60000)]):]
    with open(path + ".new", "w") as file:
        file.write(str(end))
    os.rename(path + ".new", path)
    start = end
    if stopped:
        os._exit(0)
    if random.random() < 0.02:
        os._exit(random.choice((0, 1, 7)))
    time.sleep(random.random() * 2)
