#!/usr/bin/env python3
"""How even the lines of a Chinese official report are.

    PYTHONPATH=~/.cache/chengbao-ci/python python3 benches/evenness.py FILE.pdf...
    ... evenness.py OURS/*.pdf --against PEER/*.pdf     # two sets side by side, by file name
    ... evenness.py --worst 5 FILE.pdf                  # the lines that measure worst, to look at

Needs pikepdf; `glyphs.py` reads the glyphs.

Of the body (the face and size that most Han characters have, in the type area) full lines count:
from the left edge, or two characters in, to the right edge, and not a paragraph's last. The em is
the body's size. A gap is what lies between a glyph's advance and the next glyph's origin; its
*extra* is what it has beyond its natural width, which is
  Han–Han, Han–sign, beside a mark   nothing: a full-width mark is one em
  between two marks                  minus half an em (GB/T 15834-2011 5.1.10)
  word space                         the advance of the face's space
  Han–Latin (digits, %)              what is usual in the lines that end paragraphs, which nobody
                                     stretches; a quarter em where there are too few
Gaps within a Latin word or number are not looked at, nor is one between —— or …….
All is in thousandths of an em unless said. One JSON line for each file:

  lines                     full lines measured
  short                     lines within a paragraph that do not reach the right edge
  spread, spread_worst      standard deviation of the extras of a line: mean over lines, and worst.
                            Left out is the solid side of a mark, which keeps to its character
  neighbours, …_worst       looseness is the mean extra of all gaps of a line; this is by how much
                            lines of a paragraph that stand one above the other differ in it
  loosest, tightest         greatest and smallest looseness of a line
  gap_worst                 the greatest extra of one gap
  han_latin_worst           the widest gap between Han and Latin as it stands, natural part and all
  alone                     lines in which one mark is squeezed by more than a quarter em and all
                            others that could be are whole (squeezed by less than an eighth)
  apart                     lines in which two marks' squeezes differ by more than a quarter em
  stray                     lines in which a mark is squeezed by more than a quarter em, and all
                            others there and in the lines above and below are whole
  turning                   marks of one character in two lines, one above the other, whose mean
                            squeezes differ by more than a quarter em
  halved                    marks squeezed by more than three eighths
At a line's edges a mark is always half, and beside another mark, so they are none of these there.
Nearer to nothing is better in each.
"""

import argparse
import collections
import json
import pathlib
import statistics

from glyphs import is_han, kind_of, pages_of

MM = 72 / 25.4
LEFT, RIGHT, BOTTOM = 28 * MM, (210 - 26) * MM, (297 - 35) * MM + 1
# A gap of a line: which classes it lies between, its extra and all of it in em, whose blank it is.
Gap = collections.namedtuple("Gap", "kind extra width mark")
# Full is None of a paragraph's last line.
Line = collections.namedtuple("Line", "page y text first full gaps")


# ── Lines ────────────────────────────────────────────────────────────────────


def body_of(pages):
    """The face and size of the body: what most Han characters have."""
    faces = ((g.face, round(g.size, 3)) for page in pages for g in page if is_han(g.text))
    return collections.Counter(faces).most_common(1)[0][0]


def rows_of(page, em):
    """Glyphs by baseline, top to bottom, from left to right; what is raised with its line."""
    inside = [g for g in page if LEFT - em < g.x < RIGHT + em / 2 and g.y < BOTTOM]
    # Larger is a title, or what is printed across the page.
    inside = [g for g in inside if g.size < 1.2 * em]
    rows = []
    for glyph in sorted((g for g in inside if g.size > 0.8 * em), key=lambda g: g.y):
        if not rows or glyph.y - rows[-1][0].y > 0.5:
            rows.append([])
        rows[-1].append(glyph)
    for glyph in (g for g in inside if g.size <= 0.8 * em):
        for row in [row for row in rows if abs(row[0].y - glyph.y) < 0.6 * em][:1]:
            row.append(glyph)
    return [sorted(row, key=lambda g: g.x) for row in rows if any(is_han(g.text) for g in row)]


def is_body(row, face, em):
    """Most Han characters are the body's, the rest may be of a companion face; no columns."""
    han = [g for g in row if is_han(g.text)]
    own = [g for g in han if g.face == face and abs(g.size - em) < 0.02]
    columns = any(b.x - a.x - a.advance > 1.5 * em for a, b in zip(row, row[1:]))
    return len(own) * 2 > len(han) and not columns and begins(row, em) is not None


def begins(row, em):
    """How far in a line begins: 0, 1 (a paragraph's first) or None (something else)."""
    x = row[0].x + (em / 2 if kind_of(row[0], em) == "open" else 0)
    for number, places in ((0, (0, 0.5)), (1, (2, 2.5))):
        if any(abs(x - LEFT - place * em) < 0.1 * em for place in places):
            return number
    return None


def reaches(row, em):
    """Whether the last character ends at the right edge, a mark with its blank half or without."""
    end = row[-1].x + row[-1].advance
    half = kind_of(row[-1], em) == "close"
    return any(abs(end - blank - RIGHT) < 0.06 * em for blank in ([0, em / 2] if half else [0]))


def gaps_of(row, em, natural):
    """The gaps of a line with their extras; spaces belong to the gap they stand in."""
    gaps, n = [], 0
    while n + 1 < len(row):
        a, space, n = row[n], 0.0, n + 1
        while row[n].text == " " and n + 1 < len(row):
            space, n = space + row[n].advance, n + 1
        b = row[n]
        width = (b.x - a.x - a.advance) / em
        one, other = kind_of(a, em), kind_of(b, em)
        kinds = {one, other}
        if space:
            gaps.append(Gap("space", width - space / em, width, None))
        elif kinds <= {"latin", "sign"} or (kinds == {"joined"} and a.text == b.text):
            continue
        elif kinds <= {"open", "close"} and (one == "close" or other == "open"):
            gaps.append(Gap("marks", width + 0.5, width, None))
        elif one == "close" or other == "open":
            gaps.append(Gap("mark", width, width, (a if one == "close" else b).text))
        elif one == "open" or other == "close":
            gaps.append(Gap("solid", width, width, None))
        elif "latin" in kinds:
            gaps.append(Gap("han-latin", width - natural, width, None))
        else:
            gaps.append(Gap("han", width, width, None))
    return gaps


def lines_of(pages):
    """The body's lines in reading order."""
    face, em = body_of(pages)
    rows = []
    for number, page in enumerate(pages):
        for row in rows_of(page, em):
            while row[-1].text == " ":
                row.pop()
            rows.append((number, row) if is_body(row, face, em) else None)
    # Page, glyphs, whether a paragraph begins, whether it goes on below.
    found = []
    for here, below in zip(rows, rows[1:] + [None]):
        goes_on = below is not None and begins(below[1], em) == 0
        if here:
            found.append((*here, begins(here[1], em) == 1, goes_on))
    ends = [gaps_of(line[1], em, 0) for line in found if not line[3]]
    seen = [gap.width for gaps in ends for gap in gaps if gap.kind == "han-latin"]
    natural = statistics.median(seen) if len(seen) > 4 else 0.25
    lines = []
    for page, row, first, goes_on in found:
        what = ("".join(g.text for g in row), first, reaches(row, em) if goes_on else None)
        lines.append(Line(page, row[0].y / em, *what, gaps_of(row, em, natural)))
    return lines


# ── Measures ─────────────────────────────────────────────────────────────────


def spread_of(line):
    return 1000 * statistics.pstdev(g.extra for g in line.gaps if g.kind != "solid")


def looseness_of(line):
    return 1000 * statistics.fmean(g.extra for g in line.gaps)


def squeezes_of(line):
    """How much each mark within a line is squeezed, with the mark."""
    return [(g.mark, max(0.0, -g.extra)) for g in line.gaps if g.kind == "mark"]


def is_alone(line):
    amounts = sorted(amount for _, amount in squeezes_of(line))
    return len(amounts) > 1 and amounts[-1] > 0.25 and amounts[-2] < 0.125


def is_apart(line):
    amounts = [amount for _, amount in squeezes_of(line)]
    return bool(amounts) and max(amounts) - min(amounts) > 0.25


def turning_of(above, below):
    """Marks that stand in both lines, squeezed in one and not in the other."""

    def mean(line, mark):
        return statistics.fmean(amount for other, amount in squeezes_of(line) if other == mark)

    both = {mark for mark, _ in squeezes_of(above)} & {mark for mark, _ in squeezes_of(below)}
    return [mark for mark in sorted(both) if abs(mean(above, mark) - mean(below, mark)) > 0.25]


def pairs_of(lines):
    """Lines that stand one right above the other on a page."""
    for above, below in zip(lines, lines[1:]):
        if above.page == below.page and 0 < below.y - above.y < 2.2:
            yield above, below


def stray_of(lines):
    """Lines with one mark squeezed among whole ones, in the line and in those above and below."""
    pairs = list(pairs_of(lines))
    for line in (line for line in lines if line.full):
        own = sorted(amount for _, amount in squeezes_of(line))
        near = [other for pair in pairs if line in pair for other in pair if other is not line]
        others = own[:-1] + [amount for other in near for _, amount in squeezes_of(other)]
        if own and own[-1] > 0.25 and others and max(others) < 0.125:
            yield line


def differences_of(lines):
    """By how much full lines of a paragraph differ in looseness from the one above."""
    for above, below in pairs_of(lines):
        if above.full and below.full and not below.first:
            yield abs(looseness_of(above) - looseness_of(below)), above, below


def measured(lines):
    full = [line for line in lines if line.full]
    if len(full) < 2:
        return {"lines": len(full)}
    spreads, loose = [spread_of(line) for line in full], [looseness_of(line) for line in full]
    apart = [difference for difference, _, _ in differences_of(lines)] or [0.0]
    gaps = [gap for line in full for gap in line.gaps]
    han_latin = [gap.width for gap in gaps if gap.kind == "han-latin"]
    return {
        "lines": len(full),
        "short": sum(line.full is False for line in lines),
        "spread": round(statistics.fmean(spreads), 1),
        "spread_worst": round(max(spreads), 1),
        "neighbours": round(statistics.fmean(apart), 1),
        "neighbours_worst": round(max(apart), 1),
        "loosest": round(max(0.0, *loose), 1),
        "tightest": round(min(0.0, *loose), 1),
        "gap_worst": round(1000 * max(gap.extra for gap in gaps)),
        "han_latin_worst": round(1000 * max([0.0, *han_latin])),
        "alone": sum(map(is_alone, full)),
        "apart": sum(map(is_apart, full)),
        "stray": sum(1 for _ in stray_of(lines)),
        "turning": sum(len(turning_of(*pair)) for pair in pairs_of(lines)),
        "halved": sum(amount > 0.375 for line in full for _, amount in squeezes_of(line)),
    }


def worst_of(lines, count):
    """The lines to look at, as text."""
    full = [line for line in lines if line.full]
    show = "{:10} {:>7}  p{}  {}".format
    for name, measure in (("spread", spread_of), ("looseness", looseness_of)):
        for line in sorted(full, key=lambda line: -abs(measure(line)))[:count]:
            yield show(name, f"{measure(line):.1f}", line.page + 1, line.text)
    for difference, above, below in sorted(differences_of(lines), key=lambda d: -d[0])[:count]:
        both = f"{above.text} | {below.text}"
        yield show("neighbours", f"{difference:.1f}", above.page + 1, both)
    for name, found in (("apart", filter(is_apart, full)), ("stray", stray_of(lines))):
        yield from (show(name, "", line.page + 1, line.text) for line in found)
    for above, below in pairs_of(lines):
        if marks := turning_of(above, below):
            yield show("turning", marks[0], above.page + 1, f"{above.text} | {below.text}")


def table(ours, theirs):
    """Both sets by measure and file, and all lines together; ! where the first set is worse."""
    names = [name for name in ours if name in theirs]
    columns = [[measured(each[name]) for each in (ours, theirs)] for name in names]
    columns.append([measured([l for n in names for l in each[n]]) for each in (ours, theirs)])
    width = max(15, *map(len, names)) + 2
    print(" " * 16 + "".join(f"{name:>{width}}" for name in [*names, "together"]))
    for key in columns[-1][0]:
        cells = []
        for one, other in ((one.get(key), other.get(key)) for one, other in columns):
            worse = key != "lines" and None not in (one, other) and abs(one) > abs(other)
            cells.append(f"{f'{one} / {other}' + '! '[not worse]:>{width}}")
        print(f"{key:16}" + "".join(cells))


def main():
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("files", nargs="+", metavar="FILE.pdf")
    parser.add_argument("--against", nargs="+", metavar="PEER.pdf", default=[])
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the worst lines, too")
    call = parser.parse_args()
    paths = (call.files, call.against)
    sets = [{path: lines_of(pages_of(path)) for path in each} for each in paths]
    for path, lines in (item for each in sets for item in each.items()):
        if not call.against or call.worst:
            print(json.dumps({"file": path, **measured(lines)}, ensure_ascii=False))
        for line in worst_of(lines, call.worst) if call.worst else ():
            print("  " + line)
    if call.against:
        table(*({pathlib.Path(path).stem: lines for path, lines in each.items()} for each in sets))


if __name__ == "__main__":
    main()
