"""Gives each event back as its result, as the listener of the package supervisor-stdout does."""

import sys


def main():
    while True:
        sys.stdout.write("READY\n")
        sys.stdout.flush()
        header = dict(pair.split(":", 1) for pair in sys.stdin.readline().split())
        payload = sys.stdin.read(int(header["len"]))
        sys.stdout.write("RESULT %d\n%s" % (len(payload.encode()), payload))
        sys.stdout.flush()


main()
