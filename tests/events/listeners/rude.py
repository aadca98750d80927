"""An event listener that answers its first event with nonsense."""

import sys
import time

from supervisor import childutils

childutils.listener.wait(sys.stdin, sys.stdout)
sys.stdout.write("RESULT nonsense\n")
sys.stdout.flush()
while True:
    time.sleep(1000)
