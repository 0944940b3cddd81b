"""What the pages of a PDF look like in poppler, pdfium and MuPDF, in grey at a fixed resolution."""

import subprocess
import tempfile
from pathlib import Path

import numpy
import pymupdf
import pypdfium2

RESOLUTION = 72
# The same content is drawn to the same pixels; a hundredth of a point moves no grey by as much.
TOLERANCE = 16
TIME = 120

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Unopened(Exception):
    """A viewer shows no pages."""


def poppler(pdf):
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "a.pdf")
        file.write_bytes(pdf)
        try:
            subprocess.run(
                [
                    "pdftoppm",
                    "-q",
                    "-cropbox",
                    "-gray",
                    "-r",
                    str(RESOLUTION),
                    file,
                    Path(place, "p"),
                ],
                check=True,
                capture_output=True,
                timeout=TIME,
            )
        except subprocess.CalledProcessError as error:
            raise Unopened(f"pdftoppm ends with {error.returncode}") from error
        except subprocess.TimeoutExpired as error:
            raise Unopened("pdftoppm does not end") from error
        pages = sorted(Path(place).glob("p-*.pgm"), key=lambda page: int(page.stem[2:]))
        return [grey(page.read_bytes()) for page in pages]


def grey(pgm):
    """A binary PGM's pixels (netpbm: P5, width, height, 255, one white byte, the pixels)."""
    kind, width, height, most, _ = pgm.split(maxsplit=4)
    if kind != b"P5" or most != b"255":
        raise Unopened("pdftoppm: no grey picture")
    width, height = int(width), int(height)
    pixels = numpy.frombuffer(pgm[len(pgm) - width * height :], numpy.uint8)
    return pixels.reshape(height, width)


def pdfium(pdf):
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Unopened(f"pdfium: {error}") from error
    try:
        document.init_forms()
        shown = []
        for page in document:
            picture = page.render(scale=RESOLUTION / 72, grayscale=True)
            shown.append(numpy.array(picture.to_numpy().reshape(picture.height, picture.width)))
            page.close()
        return shown
    except pypdfium2.PdfiumError as error:
        raise Unopened(f"pdfium: {error}") from error
    finally:
        document.close()


def mupdf(pdf):
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            shown = []
            for page in document:
                picture = page.get_pixmap(dpi=RESOLUTION, colorspace=pymupdf.csGRAY)
                pixels = numpy.frombuffer(picture.samples, numpy.uint8)
                shown.append(pixels.reshape(picture.height, picture.stride).copy())
            return shown
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise Unopened(f"MuPDF: {error}") from error


VIEWERS = {"poppler": poppler, "pdfium": pdfium, "MuPDF": mupdf}


def seen(pdf):
    """The pages in each viewer; in the place of pages why a viewer has none."""
    shown = {}
    for name, viewer in VIEWERS.items():
        try:
            shown[name] = viewer(pdf)
        except Unopened as error:
            shown[name] = str(error)
    return shown


def differences(before, now, sealed=0):
    """What viewers show otherwise than before, a line each; so many pages may have got a seal."""
    found = []
    for name, pages in now.items():
        original = before[name]
        if isinstance(pages, str):
            found.append(f"{name} does not open it: {pages}")
        elif len(pages) != len(original):
            found.append(f"{name} shows {len(pages)} pages, not {len(original)}")
        else:
            pairs = zip(pages, original)
            other = [str(n) for n, pair in enumerate(pairs, 1) if not alike(*pair)]
            if len(other) > sealed:
                found.append(f"{name} shows another page {', '.join(other)}")
    counts = {len(pages) for pages in now.values() if not isinstance(pages, str)}
    if len(counts) > 1:
        found.append(f"the viewers count {sorted(counts)} pages")
    return found


def alike(page, original):
    if page.shape != original.shape:
        return False
    apart = numpy.abs(page.astype(numpy.int16) - original.astype(numpy.int16))
    return int(apart.max(initial=0)) <= TOLERANCE
