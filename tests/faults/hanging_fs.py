"""A file system for one file that hangs when its process is stopped, as a mount whose server is gone.

Usage: hanging_fs.py MOUNTPOINT FILE

Mounts itself at MOUNTPOINT over /dev/fuse and shows the one file `log` in it, whose bytes it appends
to FILE. Prints `ready`. SIGSTOP makes everything there hang, SIGCONT makes it go on.
"""

import ctypes
import os
import stat
import struct
import sys

LOOKUP, FORGET, GETATTR, SETATTR, OPEN, WRITE, STATFS, RELEASE = 1, 2, 3, 4, 14, 16, 17, 18
FLUSH, INIT, OPENDIR, RELEASEDIR, INTERRUPT, BATCH_FORGET = 25, 26, 27, 29, 36, 42
ENOENT, ENOSYS = 2, 38
ROOT, LOG = 1, 2


def attributes(node, size):
    mode = stat.S_IFDIR | 0o755 if node == ROOT else stat.S_IFREG | 0o644
    return struct.pack("<6Q10I", node, size, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def answer(opcode, node, body, store):
    size = os.fstat(store).st_size
    if opcode == INIT:
        major, minor, ahead, _ = struct.unpack_from("<4I", body)
        rest = struct.pack("<2HII2HI7I", 12, 9, 1 << 17, 1, 32, 0, 0, *[0] * 7)
        return struct.pack("<4I", 7, min(minor, 31), ahead, 0) + rest
    if opcode == LOOKUP:
        if body != b"log\0":
            return -ENOENT
        return struct.pack("<4Q2I", LOG, 0, 0, 0, 0, 0) + attributes(LOG, size)
    if opcode in (GETATTR, SETATTR):
        return struct.pack("<Q2I", 0, 0, 0) + attributes(node, size)
    if opcode in (OPEN, OPENDIR):
        return struct.pack("<Q2I", 0, 1, 0)
    if opcode == WRITE:
        data = body[40:]
        os.write(store, data)
        return struct.pack("<2I", len(data), 0)
    if opcode == STATFS:
        return struct.pack("<5Q4I6I", 1, 1, 1, 1, 1, 4096, 255, 4096, 0, *[0] * 6)
    if opcode in (FLUSH, RELEASE, RELEASEDIR):
        return b""
    return -ENOSYS


def main():
    point, path = sys.argv[1:]
    store = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    device = os.open("/dev/fuse", os.O_RDWR)
    options = "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other" % device
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"hanging", point.encode(), b"fuse", 0, options.encode()) != 0:
        sys.exit("mount: " + os.strerror(ctypes.get_errno()))
    print("ready", flush=True)
    while True:
        try:
            request = os.read(device, 1 << 20)
        except OSError:
            return
        _, opcode, unique, node = struct.unpack_from("<2I2Q", request)
        if opcode in (FORGET, BATCH_FORGET, INTERRUPT):
            continue
        result = answer(opcode, node, request[40:], store)
        error, body = (result, b"") if isinstance(result, int) else (0, result)
        os.write(device, struct.pack("<IiQ", 16 + len(body), error, unique) + body)


main()
