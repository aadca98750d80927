"""Fails to do its work until it is started a second time: FLAG tells whether it was.

Usage: second_time_lucky.py FLAG hog              occupies 80 MB, the second time nearly nothing
       second_time_lucky.py FLAG web PORT         never answers, the second time with status 200
"""

import http.server
import os
import signal
import socket
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


def main():
    flag, kind = sys.argv[1:3]
    second = os.path.exists(flag)
    open(flag, "a").close()
    if kind == "hog":
        held = b"" if second else bytearray(b"x" * 80_000_000)
        signal.pause()
        return len(held)
    address = ("127.0.0.1", int(sys.argv[3]))
    if second:
        http.server.HTTPServer(address, Handler).serve_forever()
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        server.listen()
        signal.pause()


main()
