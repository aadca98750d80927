"""Writes N bytes of numbered 16-byte lines to its standard output in pieces, and exits at once.

Usage: flood.py BYTES [PIECE]
"""

import os
import sys

count = int(sys.argv[1])
piece = int(sys.argv[2]) if len(sys.argv) > 2 else 65536
data = b"".join(b"%015d\n" % n for n in range(count // 16 + 1))[:count]
while data:
    data = data[os.write(1, data[:piece]):]
os._exit(0)
