#!/usr/bin/env python3
"""Is a PDF what archives ask for, seen from outside?

    .ci/archive.py REPORT.pdf...

Rules of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) that show in the bytes or need a face's
own numbers, with pikepdf and fontTools; tests/it/pdf_structure.rs has those of the structure. Names
each rule that is broken, and exits 1.
"""

import io
import re
import struct
import sys

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

FILTERS = {"/FlateDecode", "/DCTDecode"}
# Rendering other than in DeviceRGB and DeviceGray, and operators that none of ours needs.
STRANGE = {"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri", "Tr", "BX", "INLINE IMAGE"}


class Report:
    """One file, and the rules that it breaks."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.pdf = pikepdf.open(path)
        self.broken = []
        # By the fonts' names: the codes that are shown.
        self.shown = {}

    def must(self, holds, rule, what=""):
        if not holds:
            self.broken.append(f"{rule} {what}")

    def check(self):
        self.check_bytes()
        self.check_values(self.pdf.trailer, set())
        self.check_catalog()
        fonts = {}
        for number, page in enumerate(self.pdf.pages, start=1):
            self.check_content(page.obj, f"page {number}", 0)
            fonts.update(page.obj.Resources.get("/Font", {}).items())
            self.must("/AA" not in page.obj and "/PresSteps" not in page.obj, "6.5.2", number)
        for name, font in fonts.items():
            self.check_font(name, font)
        return self.broken

    def check_bytes(self):
        raw = self.raw
        self.must(re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", raw), "6.1.2", raw[:16])
        end = raw[raw.rindex(b"%%EOF") + 5 :]
        self.must(end in (b"", b"\n", b"\r\n"), "6.1.3", end[:16])
        for match in re.finditer(rb"[\r\n]\d+ \d+ obj(.)", raw, re.DOTALL):
            self.must(match[1] in b"\r\n", "6.1.9", match[0])
        lengths = rb"/Length (\d+)[^\x00]{0,400}?>>\s*stream(?:\r\n|\n)"
        streams = list(re.finditer(lengths, raw))
        self.must(len(streams) == len(re.findall(rb">>\s*stream\r?\n", raw)), "6.1.7", "Length")
        for match in streams:
            after = raw[match.end() + int(match[1]) :][:32]
            ended = re.match(rb"\r?\nendstream\s*[\r\n]endobj[\r\n]", after)
            self.must(ended, "6.1.7", after)

    def check_values(self, value, seen):
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen in seen:
                return
            seen.add(value.objgen)
        if isinstance(value, Stream):
            filters = value.get("/Filter", [])
            filters = [filters] if isinstance(filters, Name) else filters
            self.must(FILTERS >= {str(name) for name in filters}, "6.1.7", str(filters))
            outside = {"/F", "/FFilter", "/FDecodeParms"} & set(value.keys())
            self.must(not outside, "6.1.7", outside)
        if isinstance(value, (Dictionary, Stream)):
            for key, below in value.items():
                self.must(len(key.encode()) <= 128, "6.1.13", key)
                self.check_values(below, seen)
        elif isinstance(value, Array):
            for below in value:
                self.check_values(below, seen)
        else:
            self.check_limit(value)

    def check_limit(self, value):
        if isinstance(value, String):
            self.must(len(bytes(value)) <= 32767, "6.1.13", f"string of {len(bytes(value))}")
        elif isinstance(value, Name):
            self.must(len(str(value).encode()) <= 128, "6.1.13", value)
        elif isinstance(value, int):
            self.must(-(2**31) <= value < 2**31, "6.1.13", value)

    def check_catalog(self):
        catalog = self.pdf.Root
        for key in ("/AA", "/OpenAction", "/Requirements", "/NeedsRendering", "/OCProperties"):
            self.must(key not in catalog, "6.5.2, 6.9, 6.11", key)
        intent = catalog.OutputIntents[0]
        profile = intent.DestOutputProfile.read_bytes()
        fit = profile[8] < 5 and profile[12:20] == b"mntrRGB " and profile[36:40] == b"acsp"
        self.must(intent.S == "/GTS_PDFA1" and fit, "6.2.3")
        packet = catalog.Metadata.read_bytes().decode("utf-8")
        head = packet.split("?>")[0]
        self.must("bytes=" not in head and "encoding=" not in head, "6.6.2.1", head)
        for file in catalog.get("/AF", []):
            said = all(key in file for key in ("/F", "/UF", "/AFRelationship"))
            kind = re.fullmatch(r"/[-\w+.]+/[-\w+.]+", str(file.EF.F.Subtype))
            self.must(said and kind and "/ModDate" in file.EF.F.Params, "6.8", file.F)

    def check_content(self, owner, where, depth):
        """A page or a form, and the forms in it: `depth` states are saved around it."""
        self.must("/Resources" in owner, "6.2.2", where)
        saved, font = depth, None
        xobjects = owner.Resources.get("/XObject", {})
        for instruction in pikepdf.parse_content_stream(owner):
            operator, operands = str(instruction.operator), instruction.operands
            self.must(operator not in STRANGE, "6.2", f"{where}: {operator}")
            saved += (operator == "q") - (operator == "Q")
            self.must(saved <= 28, "6.1.13", f"{where}: q {saved}")
            if operator == "Tf":
                font = str(operands[0])
            for operand in operands:
                self.check_values(operand, set())
                for part in operand if operator == "TJ" else [operand]:
                    if operator in ("Tj", "TJ") and isinstance(part, String):
                        codes = struct.iter_unpack(">H", bytes(part))
                        self.shown.setdefault(font, set()).update(code for code, in codes)
            if operator == "Do":
                inner = xobjects[str(operands[0])]
                if inner.Subtype == "/Form":
                    self.check_content(inner, f"{where} {operands[0]}", saved)
                else:
                    unfit = inner.get("/Interpolate") or {"/Alternates", "/OPI"} & set(inner.keys())
                    self.must(not unfit, "6.2.8", where)

    def check_font(self, name, font):
        cid_font = font.DescendantFonts[0]
        descriptor = cid_font.FontDescriptor
        codes = self.shown.get(name, set())
        self.must(font.Encoding == "/Identity-H", "6.2.11.3", name)
        self.must("/CIDSet" not in descriptor, "6.2.11.4", name)
        self.must(0 not in codes, "6.2.11.8", name)
        if "/FontFile3" in descriptor:
            self.must(descriptor.FontFile3.Subtype == "/CIDFontType0C", "6.2.11.2", name)
            own = widths_of_cff(descriptor.FontFile3.read_bytes())
        else:
            self.must(cid_font.get("/CIDToGIDMap") == "/Identity", "6.2.11.3", name)
            own = widths_of_truetype(descriptor.FontFile2.read_bytes())
        told, default = widths_told(cid_font), float(cid_font.get("/DW", 1000))
        unicode = texts(font.ToUnicode.read_bytes().decode("latin-1"))
        for code in codes:
            self.must(code in own, "6.2.11.4", f"{name} {code}")
            apart = abs(own.get(code, 0) - told.get(code, default))
            self.must(apart <= 1, "6.2.11.5", f"{name} {code}: {apart}")
            text = unicode.get(code, "\0")
            self.must(not set(text) & set("\0\ufeff\ufffe"), "6.2.11.7", f"{name} {code}")


def widths_of_cff(data):
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    widths = {}
    for name, glyph in ((name, fonts[0].CharStrings[name]) for name in fonts[0].charset[1:]):
        glyph.draw(NullPen())
        widths[int(name.removeprefix("cid"))] = glyph.width
    return widths


def widths_of_truetype(data):
    font = TTFont(io.BytesIO(data))
    metrics, em = font["hmtx"], font["head"].unitsPerEm
    order = enumerate(font.getGlyphOrder())
    return {code: metrics[name][0] * 1000 / em for code, name in order if code > 0}


def widths_told(cid_font):
    told, items = {}, list(cid_font.get("/W", []))
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, Array):
            told.update((first + n, float(width)) for n, width in enumerate(second))
        else:
            width = float(items.pop(0))
            told.update((code, width) for code in range(first, int(second) + 1))
    return told


def texts(cmap):
    """What a ToUnicode says of each code."""
    decoded = {}
    for body in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", body):
            decoded[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for body in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", body):
            for n, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                units = f"{int(text, 16) + n:0{len(text)}x}"
                decoded[code] = bytes.fromhex(units).decode("utf-16-be")
    return decoded


def main(*paths):
    broken = 0
    for path in paths:
        found = Report(path).check()
        broken += len(found)
        print(f"{path}: " + ("合归档规则" if not found else "；".join(found[:10])))
    sys.exit(broken > 0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
