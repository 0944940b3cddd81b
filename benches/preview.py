"""How long `chengbao preview` takes from another program's save to new pages, and whether it holds
its memory. What a key press at the desk takes is measured by desk.mjs.

    cargo build --release
    python3 benches/preview.py target/release/chengbao data/shanxi-mobile-2020h2.yaml
    python3 benches/preview.py target/release/chengbao data/shanxi-mobile-2020h2.yaml --saves 1000

A save writes a new file and gives it the old one's name, as many editors do; every other one is
written in place. The time runs until a reader that listens as the browser does has the new state
and every page that changed. Memory (Linux) is looked at after WARM saves and at the end.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

WARM = 30
# A quarter of a second, in milliseconds.
LIMIT = 250
# What memory may grow by: an allocator keeps what it has.
GROWTH = 1.15


class Reader:
    """Listens for versions, and fetches what is new, over a connection each as the browser does."""

    def __init__(self, port, place):
        self.port = port
        self.place = place
        self.pages = set()
        self.stamp = None
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", f"{place}events/1")
        self.events = connection.getresponse()

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", self.place + path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    def next(self):
        """Waits for a version and fetches it; the number of pages that are new."""
        while True:
            line = self.events.readline()
            if not line:
                raise RuntimeError("the program ended")
            if line.startswith(b"data: ") and line[6:].strip().decode() != self.stamp:
                break
        state = json.loads(self.get("state"))
        self.stamp = state["stamp"]
        pages = {page["svg"] for page in state["view"]["pages"]}
        new = pages - self.pages
        for name in sorted(new):
            self.get(f"page/{name}.svg")
        self.pages = pages
        return len(new)


def resident(process):
    """Resident memory in KiB; nothing where the system does not tell."""
    status = pathlib.Path(f"/proc/{process.pid}/status")
    if not status.exists():
        return None
    return int(re.search(r"VmRSS:\s+(\d+)", status.read_text()).group(1))


def save(file, text, in_place):
    if in_place:
        file.write_text(text, encoding="utf-8")
    else:
        beside = file.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, file)


def variant(text, number):
    """The filing with a sentence in its first narrative, another with each number: most pages
    change, as they do when someone writes at the top."""
    words = "甲乙丙丁戊己庚辛壬癸" * (number % 7)
    return text.replace("公司简介: |\n", f"公司简介: |\n  本段第{number}次修改，{words}改完为止。\n\n", 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("filing", type=pathlib.Path)
    parser.add_argument("--saves", type=int, default=30)
    options = parser.parse_args()
    text = options.filing.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / options.filing.name
        save(file, text, False)
        call = [options.program, "preview", "--no-open", "--no-system-fonts", str(file)]
        process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
        try:
            port, path = re.search(r":(\d+)(/\w+/)", process.stdout.readline()).groups()
            reader = Reader(int(port), f"{path}filing/{urllib.parse.quote(file.name)}/")
            reader.next()
            times, before = [], None
            for number in range(1, options.saves + 1):
                time.sleep(0.05)
                start = time.perf_counter()
                save(file, variant(text, number), number % 2 == 0)
                pages = reader.next()
                times.append((time.perf_counter() - start) * 1000)
                if pages == 0:
                    raise RuntimeError("a save changed no page")
                if number == WARM:
                    before = resident(process)
            after = resident(process)
        finally:
            process.kill()
            process.wait()
    median = statistics.median(times)
    worst = statistics.quantiles(times, n=20)[-1]
    print(f"{options.saves} saves: median {median:.0f} ms, 95 % within {worst:.0f} ms (limit {LIMIT} ms)")
    held = True
    if before and after and options.saves > WARM:
        held = after <= before * GROWTH
        print(f"memory: {before / 1024:.1f} MiB after {WARM} saves, {after / 1024:.1f} MiB at the end")
    sys.exit(0 if median <= LIMIT and held else 1)


main()
