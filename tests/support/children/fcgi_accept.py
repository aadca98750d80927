"""Accepts on descriptor 0 and answers each connection with one line: its process name.

Usage: fcgi_accept.py
"""

import os
import socket

listener = socket.socket(fileno=0)
while True:
    connection, _ = listener.accept()
    with connection:
        connection.sendall((os.environ["SUPERVISOR_PROCESS_NAME"] + "\n").encode())
