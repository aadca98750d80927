"""Sends remote communication events and prints how many a second a listener got through.

It sends COUNT events one by one over one connection, then as many by multicalls of 500, and waits each
time until FILE, to which the listener appends a line for each event, has all of them. Requests are made
beforehand and answers are hardly looked at, so that the daemon and the listener are what takes time.

Then it sends a fifth of COUNT as a script would, by xmlrpc.client, over the socket and as many over TCP.

Usage: send_events.py SOCKET PORT FILE COUNT
"""

import os
import socket
import sys
import time
from xmlrpc.client import ServerProxy, dumps

from supervisor.xmlrpc import SupervisorTransport


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


def exchanging(connection, requests):
    def send():
        for each in requests:
            connection.sendall(each)
            read_answer(connection)
    return send


def calling(proxy, names):
    def send():
        for name in names:
            proxy.supervisor.sendRemoteCommEvent("rate", name)
    return send


def duration(send, file, count):
    size = os.stat(file).st_size + count * 8
    begin = time.monotonic()
    send()
    while os.stat(file).st_size < size:
        if time.monotonic() - begin > 120:
            sys.exit("events are missing: %d of %d bytes" % (os.stat(file).st_size, size))
        time.sleep(0.001)
    return time.monotonic() - begin


def main():
    path, port, file, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    names = ["%07d" % number for number in range(count)]
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    # The first ones warm everything up.
    warm = names[:count // 5]
    duration(exchanging(connection, one_by_one(warm)), file, len(warm))
    unix = ServerProxy("http://127.0.0.1", SupervisorTransport(None, None, "unix://" + path))
    tcp = ServerProxy("http://127.0.0.1:%d/RPC2" % port)
    for send, sent in (
        (exchanging(connection, one_by_one(names)), count),
        (exchanging(connection, by_multicall(names)), count),
        (calling(unix, warm), len(warm)),
        (calling(tcp, warm), len(warm)),
    ):
        print("%.1f" % (sent / duration(send, file, sent)))


main()
