"""Takes jobs from a redis list and counts them, until it is told to stop.

Speaks just enough of redis' protocol to need nothing but Python itself.
"""

import signal
import socket
import sys


def stop(*_):
    print("worker stops", flush=True)
    sys.exit(0)


def send(stream, *words):
    """Sends one command and returns its reply: text, a number, a list or None."""
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        data = word.encode()
        parts.append(b"$%d\r\n%s\r\n" % (len(data), data))
    stream.write(b"".join(parts))
    stream.flush()
    return receive(stream)


def receive(stream):
    line = stream.readline()
    if not line:
        raise ConnectionError("redis has gone away")
    kind, rest = line[:1], line[1:-2]
    if kind == b"-":
        raise RuntimeError(rest.decode())
    if kind == b":":
        return int(rest)
    if kind == b"$":
        size = int(rest)
        return None if size < 0 else stream.read(size + 2)[:-2].decode()
    if kind == b"*":
        size = int(rest)
        return None if size < 0 else [receive(stream) for _ in range(size)]
    return rest.decode()


def main(path, number):
    signal.signal(signal.SIGTERM, stop)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    stream = connection.makefile("rwb")
    print("worker", number, "is ready", flush=True)
    while True:
        job = send(stream, "BLPOP", "jobs", "0")
        print("worker", number, "did", job[1], flush=True)
        send(stream, "RPUSH", "done", job[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
