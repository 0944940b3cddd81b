"""Whatever `verify` passes shows the same pages in poppler, pdfium and MuPDF as the original: every
signed file of the tests, and a thousand mutated ones, the same each time.

    differential.py PROGRAM FOLDER [--signed FOLDER] [--count N] [--only KIND]

PROGRAM is a release build. Files that pass and show something else are left in FOLDER/failed.
`--signed` is a folder of further signed files with the `ca.pem` that is to be trusted for them.
"""

import argparse
import concurrent.futures
import functools
import io
import itertools
import logging
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import broken
import chance
import content
import faces
import notes
import pages
import pikepdf
import plain
import resources
import samples
import signers
import spelling
import tables
from kinds import KINDS, Chance
from raw import NoPlace
from written import Plain

import pictures

# What others say of broken files is not wanted.
logging.disable(logging.CRITICAL)
ROOMS = (tables, broken, plain, content, spelling, faces, resources, pictures, notes, chance)
KIND = {kind.name: kind for kind in KINDS}
# What is made in two processes by the machine that this is measured on.
PROCESSES = 2


class Desk(NamedTuple):
    """What every process has."""

    program: str
    trust: Path
    reports: dict
    signed: dict
    given: dict
    kept: dict


class Result(NamedTuple):
    kind: str
    turn: int
    # "not made", "not signed", "refused", "alike" or "failed".
    state: str
    differences: tuple = ()
    pdf: bytes = b""


DESK = None


def begin(desk):
    global DESK
    DESK = desk


@functools.cache
def original(name):
    """How an original looks."""
    return pages.seen(DESK.reports.get(name) or DESK.signed[name])


# ── Signed files ─────────────────────────────────────────────────────────────


def look_at_signed(name):
    """A signed file has to pass, and to show its report's pages."""
    pdf = DESK.given.get(name) or DESK.kept.get(name) or DESK.signed[name]
    trust = DESK.trust if name in DESK.given else signers.KEYS / "ca.pem"
    if not signers.passes(DESK.program, pdf, trust):
        return Result("signed", 0, "failed", (f"{name} is not passed",), pdf)
    sealed, now = int(samples.is_sealed(name)), pages.seen(pdf)
    before = now if name in DESK.kept else original(samples.report_of(name))
    found = pages.differences(before, now, sealed)
    return judged("signed", 0, pdf, [f"{name}: {one}" for one in found])


def judged(kind, turn, pdf, found):
    if found:
        return Result(kind, turn, "failed", tuple(found), pdf)
    return Result(kind, turn, "alike")


def look_at_control(name):
    """A dot of a point on a report's first page has to be seen in each viewer."""
    with pikepdf.open(io.BytesIO(DESK.reports[name])) as pdf:
        contents = pdf.pages[0].Contents
        contents.write(contents.read_bytes() + b"\n0 0 0 rg 300.5 300.5 1 1 re f")
        dotted = Plain(pdf).write_as_built()
    found = pages.differences(original(name), pages.seen(dotted))
    unseen = [viewer for viewer in pages.VIEWERS if f"{viewer} shows another page 1" not in found]
    return judged("control", 0, dotted, [f"{viewer} does not see a dot" for viewer in unseen])


# ── Mutated files ────────────────────────────────────────────────────────────


def sign(pdf, seal=False):
    """The file signed by the program, or by another where that refuses."""
    try:
        return signers.signed(DESK.program, pdf, "rsa2048", seal=seal)
    except signers.Refused:
        return signers.other(pdf, "rsa2048")


def mutated(kind, turn, base):
    """What is made of an original; `None` where it cannot be signed."""
    by = Chance(kind.name, turn)
    if kind.when == "signed":
        return kind.make(DESK.signed[base], by)
    if kind.when == "whole":
        return kind.make(DESK.reports[base], by, sign)
    before = DESK.reports[base]
    if kind.when == "pages":
        with pikepdf.open(io.BytesIO(before)) as pdf:
            kind.make(pdf, by)
            before = Plain(pdf).write_as_built()
    else:
        before = kind.make(before, by)
    return signed_or_none(before, kind.seal)


def signed_or_none(before, seal):
    try:
        return sign(before, seal)
    # Other people's program raises whatever a broken file leads to.
    except Exception:  # noqa: BLE001
        return None


def look_at_mutated(name, turn):
    kind = KIND[name]
    base = kind.bases[turn % len(kind.bases)]
    try:
        pdf = mutated(kind, turn, base)
    except NoPlace:
        return Result(name, turn, "not made")
    except Exception as error:
        raise RuntimeError(f"{name} {turn} of {base}: {error!r}") from error
    if pdf is None:
        return Result(name, turn, "not signed")
    try:
        if not signers.passes(DESK.program, pdf):
            return Result(name, turn, "refused")
    except (subprocess.TimeoutExpired, RuntimeError) as error:
        return Result(name, turn, "failed", (str(error),), pdf)
    before = f"{base}-rsa2048-sealed" if kind.seal else base
    return judged(name, turn, pdf, pages.differences(original(before), pages.seen(pdf)))


# ── All of them ──────────────────────────────────────────────────────────────


def tasks(only):
    """Each turn of each kind; without end, as those of chance go on."""
    chosen = [kind for kind in KINDS if not only or kind.name.startswith(only)]
    for kind in chosen:
        yield from ((kind.name, turn) for turn in range(kind.times))
    by_chance = [kind for kind in chosen if kind.name.startswith("chance-")]
    if by_chance:
        for turn in itertools.count():
            yield from ((kind.name, kind.times + turn) for kind in by_chance)


def results(pool, count, only):
    """Mutated files until there are as many as wanted, and all kinds have had their turns."""
    planned = sum(kind.times for kind in KINDS if not only or kind.name.startswith(only))
    left = tasks(only)
    first = list(itertools.islice(left, planned))
    made = 0
    for batch in itertools.chain([first], iter(lambda: list(itertools.islice(left, 20)), [])):
        for result in pool.map(look_at_mutated, *zip(*batch), chunksize=4):
            made += result.state not in ("not made", "not signed")
            yield result
        if made >= count or only:
            return


def show_failure(result, place):
    """Leaves a file that failed, and says why."""
    file = place / f"{result.kind}-{result.turn}.pdf"
    place.mkdir(parents=True, exist_ok=True)
    file.write_bytes(result.pdf)
    for difference in result.differences:
        print(f"failed: {result.kind} {result.turn}: {difference}", flush=True)


def summary(found):
    kinds = sorted({result.kind for result in found})
    counts = Counter((result.kind, result.state) for result in found)
    states = ("not made", "not signed", "refused", "alike", "failed")
    print(f"{'kind':40}" + "".join(f"{state:>12}" for state in states))
    for kind in kinds:
        print(f"{kind:40}" + "".join(f"{counts[kind, state]:12}" for state in states))
    total = Counter(result.state for result in found)
    print(f"{'all':40}" + "".join(f"{total[state]:12}" for state in states))
    kept = [r for r in found if r.state not in ("not made", "not signed")]
    mutated = [r for r in kept if r.kind not in ("signed", "control")]
    passed = sum(total[state] for state in ("refused", "alike"))
    shown = sum(r.state in ("alike", "failed") for r in mutated)
    print(f"{len(mutated)} mutated, of which verify passes {shown}")
    print(f"{passed} passed, {total['failed']} failed")
    return total["failed"] == 0


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("program")
    words.add_argument("place", type=Path)
    words.add_argument("--signed", type=Path)
    words.add_argument("--count", type=int, default=1000)
    words.add_argument("--only", default="")
    given = words.parse_args()
    program, place = str(Path(given.program).resolve()), given.place.resolve()
    shutil.rmtree(place / "failed", ignore_errors=True)
    reports = samples.built(program, place)
    trust = given.signed.resolve() / "ca.pem" if given.signed else None
    files = samples.signed(program, reports)
    desk = Desk(program, trust, reports, files, samples.given(given.signed), samples.kept())
    found = []
    with concurrent.futures.ProcessPoolExecutor(PROCESSES, None, begin, (desk,)) as pool:
        names = [] if given.only else [*desk.signed, *desk.given, *desk.kept]
        of_signed = pool.map(look_at_signed, names)
        controls = pool.map(look_at_control, desk.reports)
        for turn, result in enumerate(itertools.chain(controls, of_signed)):
            found.append(result._replace(turn=turn))
            if result.state == "failed":
                show_failure(found[-1], place / "failed")
        for result in results(pool, given.count, given.only):
            found.append(result)
            if result.state == "failed":
                show_failure(result, place / "failed")
    sys.exit(0 if summary(found) else 1)


if __name__ == "__main__":
    main()
