#!/usr/bin/env python3
"""Runs a program on a terminal of its own, types lines into it, and gives what was shown.

    scripts/console.py LINE… -- PROGRAM ARGUMENT…

Ends with the program, or after five minutes.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

BEGIN, PAUSE, LONGEST = 5, 1, 300

at = sys.argv.index("--")
lines, command = sys.argv[1:at], sys.argv[at + 1:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 160, 0, 0))
begun = typed = time.monotonic()
quiet = BEGIN
while time.monotonic() - begun < LONGEST:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:  # So a terminal tells its end on Linux.
            break
        if not shown:
            break
        sys.stdout.buffer.write(shown)
        typed = time.monotonic()
    elif lines and time.monotonic() - typed > quiet:
        os.write(terminal, lines.pop(0).encode() + b"\r")
        typed, quiet = time.monotonic(), PAUSE
else:
    os.kill(child, 9)
os.waitpid(child, 0)
