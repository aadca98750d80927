"""Asks two servers the same thing over keep-alive connections, in short windows that alternate.

Standard input: {"sides": [{"address": path | [host, port], "pid": n, "request": text}, ...],
"window": seconds, "rounds": n}. Standard output: for each side rates per window, latencies in
milliseconds (median, p95, p99, longest) and the server's CPU milliseconds per request.
"""

import glob
import json
import socket
import sys
import time


def threads(pid):
    times = {}
    for path in glob.glob("/proc/%d/task/*/schedstat" % pid):
        try:
            with open(path) as file:
                times[path] = int(file.read().split()[0])
        except OSError:
            pass
    return times


def cpu_since(pid, before):
    now = threads(pid)
    return sum(time - before.get(path, 0) for path, time in now.items()) / 1e6


class Client:
    def __init__(self, side):
        self.address = side["address"]
        self.request = side["request"].encode()
        self.pid = side["pid"]
        self.rates, self.latencies, self.cpu = [], [], 0.0
        self.sizes = set()
        self.socket = None

    def connect(self):
        if isinstance(self.address, str):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(self.address)
        else:
            self.socket = socket.create_connection(tuple(self.address))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self):
        if self.socket is None:
            self.connect()
        self.socket.sendall(self.request)
        data = bytearray()
        head = -1
        while head < 0:
            head = self.more(data).find(b"\r\n\r\n")
        lines = bytes(data[:head]).lower().split(b"\r\n")
        if b" 200" not in lines[0]:
            raise SystemExit("not 200: %r" % bytes(data[:200]))
        fields = dict(line.split(b":", 1) for line in lines[1:])
        start = head + 4
        closing = fields.get(b"connection", b"").strip() == b"close"
        if b"content-length" in fields:
            size = int(fields[b"content-length"])
            while len(data) < start + size:
                self.more(data)
        elif fields.get(b"transfer-encoding", b"").strip() == b"chunked":
            while not data.endswith(b"0\r\n\r\n"):
                self.more(data)
            size = len(data) - start
        else:
            while self.more(data, True):
                pass
            size, closing = len(data) - start, True
        if closing:
            self.socket.close()
            self.socket = None
        return size

    def more(self, data, may_end=False):
        part = self.socket.recv(1 << 20)
        if not part:
            if may_end:
                return None
            raise SystemExit("the connection was closed in the middle of an answer")
        data += part
        return data

    def window(self, seconds):
        before_window = threads(self.pid)
        start = now = time.perf_counter()
        count = 0
        while now - start < seconds:
            self.sizes.add(self.ask())
            count += 1
            before, now = now, time.perf_counter()
            self.latencies.append(now - before)
        self.rates.append(count / (now - start))
        self.cpu += cpu_since(self.pid, before_window)

    def report(self):
        ordered = sorted(self.latencies)
        at = lambda part: 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]
        return {
            "rates": self.rates,
            "median": at(0.5), "p95": at(0.95), "p99": at(0.99), "longest": 1000 * ordered[-1],
            "cpu": self.cpu / len(ordered), "count": len(ordered), "size": max(self.sizes),
        }


def main():
    plan = json.load(sys.stdin)
    clients = [Client(side) for side in plan["sides"]]
    for client in clients:
        for _ in range(plan.get("warmup", 1)):
            client.ask()
    for round in range(plan["rounds"]):
        for client in clients if round % 2 else reversed(clients):
            client.window(plan["window"])
    json.dump([client.report() for client in clients], sys.stdout)


main()
