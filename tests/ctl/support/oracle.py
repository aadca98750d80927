"""The real supervisorctl, started once and forked for every command line: its start takes most of its time.

Reads requests from descriptor 0, one JSON object a line: {"args", "cwd", "env", "input"}.
Answers each with one line on descriptor 1: {"code", "stdout", "stderr"}.
"""

import atexit
import json
import os
import signal
import sys
import tempfile
import traceback

from supervisor import supervisorctl


def requests():
    rest = b""
    while True:
        piece = os.read(0, 65536)
        if not piece:
            return
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield json.loads(line)


def child(request):
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["/usr/bin/supervisorctl", *request["args"]]
    signal.alarm(60)
    try:
        supervisorctl.main()
        code = 0
    except SystemExit as exit:
        code = exit.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def answer(request):
    files = [tempfile.TemporaryFile() for _ in range(3)]
    files[0].write(request["input"].encode())
    files[0].seek(0)
    pid = os.fork()
    if pid == 0:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        child(request)
    _, status = os.waitpid(pid, 0)
    outputs = []
    for file in files[1:]:
        file.seek(0)
        outputs.append(file.read().decode())
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "stdout": outputs[0], "stderr": outputs[1]}


for request in requests():
    os.write(1, json.dumps(answer(request)).encode() + b"\n")
