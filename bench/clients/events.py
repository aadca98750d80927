"""Sends events to a server and waits until its listener has counted them (programs/listener.py).

Standard input: {"address": path, "prefix": text, "count": n, "multicall": bool, "record": path}.
Standard output: {"seconds": from the first byte to the last event taken, "lost": n, "repeated": n}.
"""

import json
import os
import socket
import sys
import time
import xmlrpc.client


def post(body):
    return ("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
            % len(body)).encode() + body


def exchange(connection, request):
    connection.sendall(request)
    data = bytearray()
    while True:
        part = connection.recv(1 << 20)
        if not part:
            raise SystemExit("closed")
        data += part
        head = data.find(b"\r\n\r\n")
        if head < 0:
            continue
        fields = dict(line.split(b":", 1) for line in bytes(data[:head]).lower().split(b"\r\n")[1:])
        if b"content-length" not in fields:
            raise SystemExit("no length: %r" % bytes(data[:300]))
        if len(data) >= head + 4 + int(fields[b"content-length"]):
            return


def main():
    plan = json.load(sys.stdin)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(plan["address"])
    name = "supervisor.sendRemoteCommEvent"
    pairs = [(plan["prefix"], "%d/%d" % (i, plan["count"])) for i in range(plan["count"])]
    if plan["multicall"]:
        calls = [{"methodName": name, "params": list(pair)} for pair in pairs]
        requests = [post(xmlrpc.client.dumps((calls,), "system.multicall").encode())]
    else:
        requests = [post(xmlrpc.client.dumps(pair, name).encode()) for pair in pairs]
    start = time.time()
    for request in requests:
        exchange(connection, request)
    path = plan["record"] + "." + plan["prefix"]
    deadline = time.time() + 60
    while not os.path.exists(path):
        if time.time() > deadline:
            raise SystemExit("events of %s are missing" % plan["prefix"])
        time.sleep(0.002)
    with open(path) as file:
        record = json.load(file)
    json.dump({
        "seconds": record["last"] - start,
        "lost": plan["count"] - record["unique"],
        "repeated": record["count"] - record["unique"],
    }, sys.stdout)


main()
