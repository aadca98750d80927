"""Writes N lines alternately to standard output and standard error, without buffering, and exits.

Usage: alternate.py N
"""

import os
import sys

for number in range(int(sys.argv[1])):
    os.write(1, b"out %d\n" % number)
    os.write(2, b"err %d\n" % number)
os._exit(0)
