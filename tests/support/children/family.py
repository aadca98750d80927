"""A parent and a child in one process group, both holding the output pipe.

Usage: family.py DIR MODE

Each writes its pid to DIR/parent.pid or DIR/child.pid when it is set up. The child notes TERM in
DIR/child.term and ends; it writes "child\n" when DIR/speak appears and "later\n" is never written.

MODE stay    both wait for signals; the parent ends by SIGTERM's default action
     leave   the parent exits with status 0 as soon as the child is set up
     session as leave, and the child has its own session and group
     deaf    as stay, and both ignore TERM
"""

import os
import signal
import sys
import time

directory, mode = sys.argv[1:3]


def put(name, text):
    partial = os.path.join(directory, name + ".part")
    with open(partial, "w") as file:
        file.write(text)
    os.rename(partial, os.path.join(directory, name))


def child():
    if mode == "session":
        os.setsid()

    def on_term(_number, _frame):
        put("child.term", "")
        os._exit(0)

    signal.signal(signal.SIGTERM, signal.SIG_IGN if mode == "deaf" else on_term)
    put("child.pid", str(os.getpid()))
    speak = os.path.join(directory, "speak")
    while True:
        if os.path.exists(speak):
            os.unlink(speak)
            try:
                os.write(1, b"child\n")
                put("child.spoke", "written")
            except BrokenPipeError:
                put("child.spoke", "broken pipe")
        time.sleep(0.02)


if os.fork() == 0:
    child()
while not os.path.exists(os.path.join(directory, "child.pid")):
    time.sleep(0.005)
if mode == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
put("parent.pid", str(os.getpid()))
if mode in ("leave", "session"):
    os.write(1, b"parent\n")
    os._exit(0)
while True:
    signal.pause()
