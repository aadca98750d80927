"""A program that does what lines on its standard input say.

Usage: puppet.py [--ready FILE] [--note FILE] [--ignore SIG]... [--exit-on SIG=CODE]...
                 [--when FILE=CODE] [--do COMMAND]...

  --ready FILE        append the pid to FILE once everything is set up
  --note FILE         append the name of each signal that --catch or --exit-on names when it comes
  --ignore SIG        ignore a signal
  --catch SIG         note a signal and go on
  --exit-on SIG=CODE  note a signal and exit
  --when FILE=CODE    exit with CODE once FILE exists
  --do COMMAND        carry out a command at the start

Commands: `out TEXT` and `err TEXT` write a line, `outhex HEX` and `errhex HEX` write bytes,
`bytes N` writes N bytes of a pattern, `exit N`, `die SIG`, `close-stdin`, `close-output`,
`touch FILE`.
"""

import os
import resource
import select
import signal
import sys


def signal_number(name):
    return int(name) if name.isdigit() else int(getattr(signal, "SIG" + name))


def write_all(fd, data):
    while data:
        data = data[os.write(fd, data):]


def pattern(count):
    """Numbered 16-byte lines, so that a missing or doubled piece shows."""
    lines = b"".join(b"%015d\n" % n for n in range(count // 16 + 1))
    return lines[:count]


def die(number):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def obey(line):
    word, _, rest = line.partition(" ")
    if word == "out":
        write_all(1, rest.encode() + b"\n")
    elif word == "err":
        write_all(2, rest.encode() + b"\n")
    elif word == "outhex":
        write_all(1, bytes.fromhex(rest))
    elif word == "errhex":
        write_all(2, bytes.fromhex(rest))
    elif word == "bytes":
        write_all(1, pattern(int(rest)))
    elif word == "exit":
        os._exit(int(rest))
    elif word == "die":
        die(signal_number(rest))
    elif word == "close-stdin":
        os.close(0)
        return False
    elif word == "close-output":
        os.close(1)
        os.close(2)
    elif word == "touch":
        open(rest, "a").close()
    else:
        write_all(2, b"puppet: unknown command " + line.encode() + b"\n")
    return True


def main():
    ready = note = when = None
    code_when = 0
    codes = {}
    commands = []
    arguments = iter(sys.argv[1:])
    pending = []
    for argument in arguments:
        value = next(arguments)
        if argument == "--ready":
            ready = value
        elif argument == "--note":
            note = value
        elif argument == "--ignore":
            signal.signal(signal_number(value), signal.SIG_IGN)
        elif argument == "--catch":
            pending.append((value, None))
        elif argument == "--exit-on":
            name, _, code = value.partition("=")
            pending.append((name, int(code)))
        elif argument == "--when":
            when, _, code = value.partition("=")
            code_when = int(code)
        elif argument == "--do":
            commands.append(value)
        else:
            sys.exit("puppet: unknown option " + argument)

    def caught(number, _frame):
        if note is not None:
            fd = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.write(fd, (signal.Signals(number).name + "\n").encode())
            os.close(fd)
        if codes[number] is not None:
            os._exit(codes[number])

    for name, code in pending:
        number = signal_number(name)
        codes[number] = code
        signal.signal(number, caught)
    open_stdin = True
    for command in commands:
        open_stdin = obey(command) and open_stdin
    if ready is not None:
        with open(ready, "a") as file:
            file.write("%d\n" % os.getpid())
    buffered = b""
    while True:
        # The exit marker is polled; without one the program sleeps until something comes.
        wait = 0.02 if when is not None else None
        readable, _, _ = select.select([0] if open_stdin else [], [], [], wait)
        if when is not None and os.path.exists(when):
            os._exit(code_when)
        if not readable:
            continue
        data = os.read(0, 65536)
        if not data:
            open_stdin = False
            continue
        buffered += data
        while b"\n" in buffered:
            line, _, buffered = buffered.partition(b"\n")
            open_stdin = obey(line.decode()) and open_stdin


main()
