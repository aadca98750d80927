"""A program that misbehaves in the way that its first argument names.

Usage: misbehave.py WAY [ARGUMENT]

  silent          closes stdout and stderr and lives on
  stubborn        ignores TERM, INT and HUP
  heir            leaves a child that holds the pipe for ever, and exits
  family          has a child in its process group, and waits
  endless N       writes N bytes without a newline, and exits
  lines FILE      writes numbered lines of 16 bytes, 100 at once, until nobody reads any more; FILE
                  holds then how many bytes the pipe took
  binary          writes every byte value, all pairs of them, and half a UTF-8 sequence
  deaf            never reads its standard input
  die N           dies of signal N
  numbered N ME   writes lines `ME NUMBER` up to N in odd pieces, and exits with 1 at random places;
                  the next run goes on where it stopped (FILE.ME holds the number)
"""

import os
import random
import resource
import signal
import sys
import time


def write_all(data):
    view = memoryview(data)
    while view:
        view = view[os.write(1, view):]


def numbered(count, me):
    try:
        with open(me) as file:
            start = int(file.read())
    except FileNotFoundError:
        start = 0
    name = os.path.basename(me)
    end = min(count, start + random.randrange(500, 4000))
    lines = "".join("%s %d\n" % (name, n) for n in range(start, end)).encode()
    at = 0
    while at < len(lines):
        size = random.randrange(1, 5000)
        write_all(lines[at:at + size])
        at += size
    with open(me + ".new", "w") as file:
        file.write(str(end))
    os.rename(me + ".new", me)
    os._exit(0 if end == count else 1)


def main():
    way = sys.argv[1]
    if way == "silent":
        os.close(1)
        os.close(2)
    elif way == "stubborn":
        for name in ("TERM", "INT", "HUP"):
            signal.signal(getattr(signal, "SIG" + name), signal.SIG_IGN)
        write_all(b"ready\n")
    elif way == "heir":
        if os.fork() > 0:
            write_all(b"gone\n")
            os._exit(0)
        os.setsid()
    elif way == "family":
        os.fork()
    elif way == "endless":
        left = int(sys.argv[2])
        block = b"x" * 65536
        while left > 0:
            size = min(left, len(block))
            write_all(block[:size])
            left -= size
        os._exit(0)
    elif way == "lines":
        taken = 0
        try:
            while True:
                lines = b"".join(b"%015d\n" % n for n in range(taken // 16, taken // 16 + 100))
                taken += os.write(1, lines[taken % 16:])
        except BrokenPipeError:
            with open(sys.argv[2] + ".new", "w") as file:
                file.write(str(taken))
            os.rename(sys.argv[2] + ".new", sys.argv[2])
            os._exit(0)
    elif way == "binary":
        write_all(bytes(range(256)) + b"".join(bytes([a, b]) for a in range(256) for b in range(256)))
        write_all(b"\xe2\x82")
        os._exit(0)
    elif way == "die":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.kill(os.getpid(), int(sys.argv[2]))
    elif way == "numbered":
        numbered(int(sys.argv[2]), sys.argv[3])
    elif way != "deaf":
        sys.exit("misbehave: unknown way " + way)
    while True:
        time.sleep(1000)


main()
