"""Sends remote communication events and prints how many a second a listener got through.

It sends COUNT events one by one over one connection, then as many by multicalls of 500, and waits each
time until FILE, to which the listener appends a line for each event, has all of them. Requests are made
beforehand and answers are hardly looked at, so that the daemon and the listener are what takes time.

Usage: send_events.py SOCKET FILE COUNT
"""

import os
import socket
import sys
import time
from xmlrpc.client import dumps


def request(method, params):
    body = dumps(params, method).encode()
    head = "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
    return ("%sContent-Length: %d\r\n\r\n" % (head, len(body))).encode() + body


def one_by_one(names):
    return [request("supervisor.sendRemoteCommEvent", ("rate", name)) for name in names]


def by_multicall(names):
    calls = [
        {"methodName": "supervisor.sendRemoteCommEvent", "params": ["rate", name]}
        for name in names
    ]
    batches = [calls[first:first + 500] for first in range(0, len(calls), 500)]
    return [request("system.multicall", (batch,)) for batch in batches]


def read_answer(connection):
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += receive(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    if b" 200 " not in lines[0]:
        sys.exit("not answered: %r" % answer)
    length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
    while len(body) < length:
        body += receive(connection)
    if b"faultCode" in body:
        sys.exit("refused: %r" % body)


def receive(connection):
    data = connection.recv(65536)
    if not data:
        sys.exit("the daemon closed the connection")
    return data


def rate(connection, requests, file, size):
    size += os.stat(file).st_size
    begin = time.monotonic()
    for each in requests:
        connection.sendall(each)
        read_answer(connection)
    while os.stat(file).st_size < size:
        if time.monotonic() - begin > 120:
            sys.exit("events are missing: %d of %d bytes" % (os.stat(file).st_size, size))
        time.sleep(0.001)
    return time.monotonic() - begin


def main():
    path, file, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    names = ["%07d" % number for number in range(count)]
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    # The first ones warm everything up.
    warm = names[:count // 5]
    rate(connection, one_by_one(warm), file, len(warm) * 8)
    for requests in one_by_one(names), by_multicall(names):
        print("%.1f" % (count / rate(connection, requests, file, count * 8)))


main()
