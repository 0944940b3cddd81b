"""The pages of a preview against those of the PDF, as pictures.

    BROWSER=/usr/bin/chromium python3 .ci/svg_pages.py PROGRAM FILING PDF

Chromium draws the SVG that `chengbao preview` gives, pdftoppm the PDF's page, both at 192 dots to
the inch. They smooth edges each in its own way, so a dot may be as light or as dark as any within
one dot of it in the other picture, give or take TOLERANCE of 255. No more than STRAY dots of a
page's four million may be beyond that: ends of hairlines, which poppler sets on quarters of a dot.
The tolerance is for a table's rules, half a point or 1⅓ dots wide: poppler sets them on whole dots,
Chromium smooths them over two, which then are 86 lighter. A single glyph that is missing or moved
by two dots makes from 40 to some hundreds beyond it.

Chromium draws several pages under each other, as the preview shows them: to start it takes longer
than to draw.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

import numpy
from PIL import Image

TOLERANCE = 96
STRAY = 20
DOTS = 192
# Dots of the screen to one of SVG, the paper's size in the latter, and how many pages Chromium
# draws at once.
SCALE = DOTS // 96
WIDTH, HEIGHT = 800, 1130
SHEETS = 5
# Ends what hangs; nothing here is a matter of time.
PATIENCE = 600
HEADLESS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", f"--force-device-scale-factor={SCALE}",
]


def svg_pages(program, filing):
    """What a preview of the filing gives, page by page."""
    call = [program, "preview", "--no-open", filing]
    server = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://\S+/", server.stdout.readline()).group()
        place = address + f"filing/{urllib.parse.quote(pathlib.Path(filing).name)}/"
        get = lambda path: urllib.request.urlopen(place + path, timeout=60).read()
        view = json.loads(get("state"))["view"]
        return [get(f"page/{page['svg']}.svg") for page in view["pages"]]
    finally:
        server.kill()
        server.wait()


def drawn(svgs, folder):
    """Pages of SVG as Chromium draws them."""
    source, picture = folder / "pages.html", folder / "pages.png"
    sheets = "".join(
        f'<div style="position:absolute;top:{HEIGHT * n}px;left:0">{svg.decode()}</div>'
        for n, svg in enumerate(svgs)
    )
    head = '<!doctype html><meta charset="utf-8"><style>svg { display: block; }</style>'
    source.write_text(head + sheets, encoding="utf-8")
    picture.unlink(missing_ok=True)
    size = f"--window-size={WIDTH},{HEIGHT * len(svgs)}"
    call = [os.environ["BROWSER"], *HEADLESS, size, f"--screenshot={picture}", source.as_uri()]
    subprocess.run(
        call, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    whole = numpy.asarray(Image.open(picture).convert("RGB"))
    height = HEIGHT * SCALE
    if whole.shape[0] != height * len(svgs):
        sys.exit(f"Chromium 画了 {whole.shape[0]} 点高，应是 {height * len(svgs)}")
    return [whole[n * height : (n + 1) * height] for n in range(len(svgs))]


def printed(pdf, folder):
    """The PDF's pages as poppler draws them, one after the other."""
    subprocess.run(["pdftoppm", "-r", str(DOTS), pdf, folder / "printed"], check=True, timeout=PATIENCE)
    for file in sorted(folder.glob("printed*.ppm")):
        yield numpy.asarray(Image.open(file).convert("RGB"))
        file.unlink()


def around(picture, pick):
    """For each dot the lightest or darkest of it and its neighbours."""
    wide = numpy.pad(picture, ((0, 0), (1, 1), (0, 0)), mode="edge")
    row = pick(pick(wide[:, :-2], wide[:, 1:-1]), wide[:, 2:])
    high = numpy.pad(row, ((1, 1), (0, 0), (0, 0)), mode="edge")
    return pick(pick(high[:-2], high[1:-1]), high[2:])


def beyond(one, other):
    """How many dots of one picture are none that smoothing could make of the other's."""
    over = one > around(other, numpy.maximum) + TOLERANCE
    under = one < around(other, numpy.minimum) - TOLERANCE
    return int((over | under).any(axis=2).sum())


def compared(number, one, other):
    """Whether a page is the same in both pictures; says how far they are apart."""
    # A4 is no whole number of dots: each cuts the last ones off in its own way.
    height, width = (min(a, b) - 2 for a, b in zip(one.shape[:2], other.shape[:2]))
    one, other = (p[:height, :width].astype(numpy.int16) for p in (one, other))
    if (one < 128).sum() < 1000:
        sys.exit(f"第{number}页：画出来是空的")
    count = beyond(one, other) + beyond(other, one)
    print(f"  第{number}页：{count} 点不同，平均相差 {abs(one - other).mean():.2f}/255")
    if count > STRAY and "PICTURES" in os.environ:
        for name, picture in (("svg", one), ("pdf", other)):
            place = os.path.join(os.environ["PICTURES"], f"{number}-{name}.png")
            Image.fromarray(picture.astype("uint8")).save(place)
    return count <= STRAY


def main():
    program, filing, pdf = sys.argv[1:]
    svgs = svg_pages(program, filing)
    faults = count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = printed(pdf, folder)
        for first in range(0, len(svgs), SHEETS):
            for one in drawn(svgs[first : first + SHEETS], folder):
                count += 1
                other = next(pages, None)
                if other is None:
                    sys.exit(f"{filing}：预览有 {len(svgs)} 页，PDF 只有 {count - 1} 页")
                faults += not compared(count, one, other)
        if next(pages, None) is not None:
            sys.exit(f"{filing}：PDF 比预览的 {len(svgs)} 页多")
    print(f"{filing}：{count} 页，其中 {faults} 页不同")
    sys.exit(1 if faults else 0)


main()
