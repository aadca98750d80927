"""Runs a program on a terminal of its own and talks to it.

Reads one JSON object from standard input: {"argv", "env", "cwd", "steps", "columns"}. A step is
{"expect": TEXT}: wait until TEXT has appeared since the last step that expected something;
with "again": KEYS, which are typed until it does; {"send": TEXT}: type it.
Writes {"output", "code", "failure"}; "failure" says which step waited in vain.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 20


def run(script):
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(script["cwd"])
        os.execvpe(script["argv"][0], script["argv"], script["env"])
    size = struct.pack("HHHH", 24, script["columns"], 0, 0)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, size)
    output = bytearray()

    def more(deadline, again=None):
        """Reads on; False at the end of the output."""
        while not select.select([fd], [], [], 0.2)[0]:
            if time.monotonic() > deadline:
                raise TimeoutError
            if again is not None:
                os.write(fd, again)
        try:
            piece = os.read(fd, 65536)
        except OSError:
            return False
        output.extend(piece)
        return bool(piece)

    seen = 0
    try:
        for step in script["steps"]:
            if "send" in step:
                os.write(fd, step["send"].encode())
                continue
            wanted = step["expect"].encode()
            deadline = time.monotonic() + PATIENCE
            again = step["again"].encode() if "again" in step else None
            while output.find(wanted, seen) < 0:
                if not more(deadline, again):
                    raise EOFError
            seen = output.find(wanted, seen) + len(wanted)
        deadline = time.monotonic() + PATIENCE
        while more(deadline):
            pass
        failure = None
    except (TimeoutError, EOFError) as error:
        failure = "%s while waiting for %r" % (type(error).__name__, step)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return {
        "output": output.decode(errors="replace"),
        "code": os.waitstatus_to_exitcode(status),
        "failure": failure,
    }


json.dump(run(json.load(sys.stdin)), sys.stdout)
