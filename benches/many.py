"""How much memory and time many filings take in one run of `chengbao build`.

    cargo build --release
    python3 benches/many.py target/release/chengbao data/shanxi-mobile-2020h2.yaml
    python3 benches/many.py target/release/chengbao data/shanxi-mobile-2020h2.yaml --jobs 8

Each run builds copies of the filing, each with a number of its own in it, all three formats, into
a folder of its own. Memory is the most that the process ever had (Linux: ru_maxrss). Ten thousand
filings may take no more than twice the memory of a hundred.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

LIMIT = 2


def run(program, text, count, jobs, formats):
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        (place / "in").mkdir()
        for n in range(count):
            numbered = re.sub(r"(结语: \|\n\s+)", rf"\g<1>第{n}份。", text, count=1)
            (place / "in" / f"{n:05}.yaml").write_text(numbered)
        call = [program, "build", str(place / "in"), "-o", str(place / "out")]
        call += ["--formats", formats] + (["--jobs", str(jobs)] if jobs else [])
        begun = time.monotonic()
        with open(place / "said", "w") as said:
            process = subprocess.Popen(call, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - begun
        made = len(list((place / "out").iterdir()))
        last = (place / "said").read_text().splitlines()[-1]
        if status != 0 or made != count * len(formats.split(",")):
            sys.exit(f"{last}\n{made} files, status {status}")
        cpu = usage.ru_utime + usage.ru_stime
        print(
            f"{count:6} filings: {usage.ru_maxrss / 1024:7.1f} MiB, {took:7.1f} s, "
            f"{cpu / count * 1000:6.1f} ms of a core each; {last}"
        )
        return usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("filing")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--formats", default="md,html,pdf")
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=10_000)
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    text = pathlib.Path(options.filing).read_text()
    few, many = (
        run(program, text, count, options.jobs, options.formats)
        for count in (options.few, options.many)
    )
    print(f"{options.many} take {many / few:.2f} times the memory of {options.few}")
    if many > few * LIMIT:
        sys.exit(f"more than {LIMIT} times")


main()
