"""The pages of a preview against those of the PDF, as pictures.

    BROWSER=/usr/bin/chromium python3 .ci/svg_pages.py PROGRAM FILING PDF

Chromium draws the SVG that `chengbao preview` gives, pdftoppm the PDF's page, both at 192 dots to
the inch. They smooth edges each in its own way, so a dot may be as light or as dark as any within
one dot of it in the other picture, give or take TOLERANCE of 255. No more than STRAY dots of a page's four million may be beyond that:
ends of hairlines, which poppler sets on quarters of a dot.
The tolerance is for a table's rules, half a point or 1⅓ dots wide: poppler sets them on whole dots,
Chromium smooths them over two, which then are 86 lighter. A single
glyph that is missing or moved by two dots makes from 57 to some hundreds beyond it.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

import numpy
from PIL import Image

TOLERANCE = 96
STRAY = 20
DOTS = 192
HEADLESS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", f"--force-device-scale-factor={DOTS / 96}", "--window-size=800,1130",
]


def svg_pages(program, filing):
    """What a preview of the filing gives, page by page."""
    call = [program, "preview", "--no-open", filing]
    server = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://\S+/", server.stdout.readline()).group()
        get = lambda path: urllib.request.urlopen(address + path, timeout=60).read()
        view = json.loads(get("state"))["view"]
        return [get(f"page/{page['svg']}.svg") for page in view["pages"]]
    finally:
        server.kill()
        server.wait()


def drawn(svg, folder):
    """An SVG as Chromium draws it."""
    source, picture = os.path.join(folder, "page.svg"), os.path.join(folder, "page.png")
    with open(source, "wb") as file:
        file.write(svg)
    call = [os.environ["BROWSER"], *HEADLESS, f"--screenshot={picture}", f"file://{source}"]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Image.open(picture).convert("RGB")


def printed(pdf, number):
    """A page of the PDF as poppler draws it."""
    pages = ["-f", str(number), "-l", str(number)]
    call = ["pdftoppm", "-r", str(DOTS), "-png", *pages, pdf]
    return Image.open(io.BytesIO(subprocess.run(call, check=True, capture_output=True).stdout)).convert("RGB")


def around(picture, pick):
    """For each dot the lightest or darkest of it and its neighbours."""
    padded = numpy.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = picture.shape[:2]
    shifted = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return pick.reduce(shifted)


def beyond(one, other):
    """How many dots of one picture are none that smoothing could make of the other's."""
    over = one > around(other, numpy.maximum) + TOLERANCE
    under = one < around(other, numpy.minimum) - TOLERANCE
    return int((over | under).any(axis=2).sum())


def main():
    program, filing, pdf = sys.argv[1:]
    faults = 0
    pages = svg_pages(program, filing)
    with tempfile.TemporaryDirectory() as folder:
        for number, svg in enumerate(pages, 1):
            one, other = drawn(svg, folder), printed(pdf, number)
            size = (min(one.width, other.width), min(one.height, other.height))
            # A4 is no whole number of dots: each cuts the last ones off in its own way.
            one, other = (numpy.asarray(p.crop((0, 0, size[0] - 2, size[1] - 2)), dtype=int) for p in (one, other))
            if (one < 128).sum() < 1000:
                sys.exit(f"{filing} 第{number}页：画出来是空的")
            count = beyond(one, other) + beyond(other, one)
            away = abs(one - other).mean()
            print(f"  第{number}页：{count} 点不同，平均相差 {away:.2f}/255")
            faults += count > STRAY
            if count > STRAY and "PICTURES" in os.environ:
                for name, picture in (("svg", one), ("pdf", other)):
                    place = os.path.join(os.environ["PICTURES"], f"{number}-{name}.png")
                    Image.fromarray(picture.astype("uint8")).save(place)
    print(f"{filing}：{len(pages)} 页，其中 {faults} 页不同")
    sys.exit(1 if faults else 0)


main()
