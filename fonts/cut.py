#!/usr/bin/env python3
"""Make the eight vendored faces from their originals.

    pip install fonttools==4.68.0
    python3 cut.py ORIGINALS [ORIGINALS ...]      write the cuts beside this file
    python3 cut.py --out DIR ORIGINALS ...        write them into DIR
    python3 cut.py --coverage                     print what the cuts cover, as Markdown

ORIGINALS are files, or folders that are searched through, with the eight originals
that FACES names. Where to get them is in README.md.

The same originals and the same fontTools give the same bytes: nothing in a cut
depends on the clock, on the machine or on the order of a set. An original whose
SHA-256 is not the one in FACES is refused, unless --any-original is given.

What is kept of an original:
  - the characters of `wanted()`, as far as the original has them, and `.notdef`;
  - the layout features in FEATURES, and the glyphs they reach from those characters;
  - the tables a plain horizontal face needs (DROPPED names the ones taken away);
  - the entries of the name table in NAME_IDS, English and Chinese.
Hinting and glyph names are dropped. Outlines, advances and line metrics are not touched.
"""

import argparse
import hashlib
import os
import sys

import fontTools
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
FONTTOOLS = "4.68.0"

# Layout features worth having in horizontal, typeset text. Nothing here changes a
# character's width by itself except kern; ligatures and vertical forms are left out.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]

# Vertical metrics, signatures, device tables, the axis names of the variable fonts that
# the static ones were made from, baselines for mixed scripts.
DROPPED = ["DSIG", "vhea", "vmtx", "VORG", "STAT", "BASE", "gasp", "LTSH", "VDMX", "hdmx",
           "PCLT", "FFTM", "meta"]

# 10, the description, says in each face that it is a cut, and of what.
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 10, 13, 14, 16, 17]
ENGLISH, CHINESE = 0x409, 0x804

CUT_OF = ("Cut of {0}: only the characters of GB 2312, of the Table of General Standard "
          "Chinese Characters and the symbols of official documents; no hinting, no "
          "vertical metrics.")

# Noto Serif's digits are as wide as their shapes ask, and wider and paler than its hanzi. Its
# narrow ones (hwid) are half as wide as a hanzi, as a page number and a title have them; of its
# other narrow signs none is kept.
DIGITS = range(0x30, 0x3A)

# The dash beside a page number is as long as a hanzi (GB/T 9704-2012 7.5) and as strong as the
# digits' strokes; Noto Serif's is short and thin. From its lower to its upper edge, on the
# digits' middle, in thousandths of an em. The space between is wide enough to part them.
DASH, DASH_EDGES = 0x2014, (342, 391)

# `names` replaces entries of the name table; `features` is beside or in place of FEATURES.
FACES = [
    {
        "cut": "FandolFang-Regular.otf",
        "original": "FandolFang-Regular.otf",
        "sha256": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "names": {
            10: CUT_OF.format("FandolFang"),
            13: "GNU General Public License, version 3, with the font exception "
                "(see COPYING-Fandol.txt). The exception extends to this cut.",
        },
    },
    {
        "cut": "FandolKai-Regular.otf",
        "original": "FandolKai-Regular.otf",
        "sha256": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
        "names": {
            10: CUT_OF.format("FandolKai"),
            13: "GNU General Public License, version 3, with the font exception "
                "(see COPYING-Fandol.txt). The exception extends to this cut.",
        },
    },
    {
        # Unkerned, as word processors set the face it is as wide as: Tinos sets 11 closer than 10.
        "cut": "Tinos-Regular.ttf",
        "original": "Tinos_400Regular.ttf",
        "sha256": "924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe",
        "names": {10: CUT_OF.format("Tinos")},
        "features": ["mark", "mkmk", "ccmp", "locl"],
    },
    {
        "cut": "NotoSansSC-Medium.ttf",
        "original": "NotoSansSC_500Medium.ttf",
        "sha256": "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        "names": {10: CUT_OF.format("Noto Sans SC Medium")},
    },
    {
        # Its copyright holder reserves the names "LXGW" and "霞鹜", so the cut has another.
        "cut": "ChengbaoKai-Regular.ttf",
        "original": "LXGWWenKai-Regular.ttf",
        "sha256": "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "names": {
            1: "Chengbao Kai",
            3: "Chengbao Kai:Version 1.250",
            4: "Chengbao Kai",
            6: "ChengbaoKai-Regular",
            10: CUT_OF.format("LXGW WenKai Regular 1.250 under another name"),
        },
        "drop_chinese": True,
        "reserved": ["LXGW", "霞鹜", "霞鶩"],
    },
    {
        "cut": "NotoSerifSC-Bold.ttf",
        "original": "NotoSerifSC_700Bold.ttf",
        "sha256": "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "names": {10: CUT_OF.format("Noto Serif SC Bold")},
        "features": FEATURES + ["hwid"],
    },
    {
        # Page numbers, and nothing else: the narrow digits by their codepoints.
        "cut": "ChengbaoNumerals-Regular.ttf",
        "original": "NotoSerifSC_500Medium.ttf",
        "sha256": "55f134c32e7b275516b060df24d06b455c4d8f0de9811dc1b7a0af8fd8b7cb53",
        "names": {
            1: "Chengbao Numerals",
            2: "Regular",
            3: "Chengbao Numerals:2.003",
            4: "Chengbao Numerals",
            6: "ChengbaoNumerals-Regular",
            10: "Digits of Noto Serif SC Medium, half as wide as a hanzi, and a dash as long as "
                "one, for page numbers; no hinting.",
        },
        "dropped_names": (16, 17),
        "numerals": True,
        "features": [],
    },
    {
        "cut": "NotoSerifSC-Regular.ttf",
        "original": "NotoSerifSC_400Regular.ttf",
        "sha256": "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "names": {10: CUT_OF.format("Noto Serif SC Regular")},
    },
]


def gb2312():
    """Every character of GB 2312: 6763 hanzi and 682 others."""
    found = set()
    for lead in range(0xA1, 0xFF):
        for trail in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([lead, trail]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    assert len(found) == 7445
    return found


def general_standard():
    """《通用规范汉字表》: 8105 characters, one a line."""
    with open(os.path.join(HERE, "hanzi-8105.txt"), encoding="utf-8") as lines:
        found = {ord(line.strip()) for line in lines if line.strip()}
    assert len(found) == 8105
    return found


def is_hanzi(code):
    return (code == 0x3007 or 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF
            or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF)


def symbols():
    """What an official document needs beside hanzi. Codepoints, or (first, last)."""
    ranges = [
        (0x0020, 0x007E), (0x00A0, 0x00FF),  # ASCII, Latin-1
        (0x2002, 0x200A),  # spaces
        (0x2010, 0x2016), (0x2018, 0x201E), (0x2020, 0x2022), (0x2025, 0x2027),
        0x2030, 0x2032, 0x2033, 0x2035, 0x2039, 0x203A, 0x203B, 0x203C, 0x203E, 0x2044,
        (0x2047, 0x2049),  # dashes, quotes, … ‰ ′ ″ ※
        0x2070, 0x00B9, 0x00B2, 0x00B3, (0x2074, 0x207F),  # superscripts
        (0x2080, 0x208E),  # subscripts
        0x20AC,  # €
        0x2103, 0x2109, 0x2113, 0x2116, 0x2121, 0x2122, 0x2126, 0x212B,  # ℃ ℉ ℓ № ℡ ™ Ω Å
        (0x2150, 0x215E), 0x2189,  # fractions
        (0x2160, 0x216B), (0x2170, 0x217B),  # Ⅰ–Ⅻ ⅰ–ⅻ
        (0x2190, 0x2199),  # arrows
        0x2202, 0x2206, 0x2208, 0x220F, 0x2211, 0x2212, 0x2213, 0x2215, 0x2217, 0x2219,
        0x221A, 0x221D, 0x221E, 0x221F, 0x2220, 0x2225, 0x2227, 0x2228, 0x2229, 0x222A,
        0x222B, 0x222E, (0x2234, 0x2237), 0x223D, 0x2245, 0x2248, 0x224C, 0x2252, 0x2260,
        0x2261, (0x2264, 0x2267), 0x226E, 0x226F, 0x2295, 0x2299, 0x22A5, 0x22BF,
        (0x2460, 0x2473), (0x2474, 0x2487), (0x2488, 0x249B),  # ①–⑳ ⑴–⒇ ⒈–⒛
        0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B2, 0x25B3, 0x25B6, 0x25B7, 0x25BC, 0x25BD,
        0x25C0, 0x25C1, 0x25C6, 0x25C7, 0x25CA, 0x25CB, 0x25CE, 0x25CF, 0x25E6,
        0x2605, 0x2606, 0x2610, 0x2611, 0x2612, 0x2640, 0x2642, 0x2713, 0x2714, 0x2717,
        (0x3000, 0x303F),  # CJK symbols and punctuation, with 〇 and 〔〕【】
        0x30FB,  # the middle dot as Python's GB 2312 has it; U+00B7 is in Latin-1
        (0x3220, 0x3229), (0x3280, 0x3289),  # ㈠–㈩ ㊀–㊉
        0x338D, 0x338E, 0x338F, 0x3395, 0x3396, 0x3397, 0x3398, (0x339C, 0x33A6),
        0x33C4, 0x33CE, 0x33D1, 0x33D2, 0x33D5,  # units: ㎍ ㎎ ㎏ ㎕ ㎖ ㎗ ㎘ ㎜…㎥㎦ ㏄ ㏎
        (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),  # full-width forms
        (0x0391, 0x03A1), (0x03A3, 0x03A9), (0x03B1, 0x03C9),  # Greek
        0x0401, (0x0410, 0x044F), 0x0451,  # Cyrillic
    ]
    found = set()
    for item in ranges:
        first, last = item if isinstance(item, tuple) else (item, item)
        found.update(range(first, last + 1))
    return found


def wanted():
    return gb2312() | general_standard() | symbols()


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def find_originals(places):
    """Paths by file name, in a settled order; the first one of a name counts."""
    found = {}
    for place in places:
        if os.path.isfile(place):
            found.setdefault(os.path.basename(place), place)
        for folder, folders, files in os.walk(place):
            folders.sort()
            for name in sorted(files):
                found.setdefault(name, os.path.join(folder, name))
    return found


def options(face):
    chosen = subset.Options()
    chosen.layout_features = list(face.get("features", FEATURES))
    chosen.layout_scripts = ["*"]
    chosen.layout_closure = True
    chosen.hinting = False
    chosen.desubroutinize = False  # FandolFang has no subroutines: no difference
    chosen.glyph_names = False
    chosen.legacy_cmap = False
    chosen.symbol_cmap = False
    chosen.notdef_glyph = True
    chosen.notdef_outline = True
    chosen.recommended_glyphs = False
    chosen.drop_tables = sorted(set(chosen.drop_tables) | set(DROPPED))
    chosen.name_IDs = list(NAME_IDS)
    chosen.name_languages = [ENGLISH, CHINESE]
    chosen.name_legacy = False
    chosen.recalc_bounds = True
    chosen.recalc_timestamp = False  # head.modified stays the original's
    chosen.canonical_order = True
    chosen.harfbuzz_repacker = False  # or the bytes would hang on another package
    return chosen


def rename(font, face):
    """The name table: only Windows entries, with the replacements of the face."""
    table = font["name"]
    table.names = [
        entry for entry in table.names
        if entry.platformID == 3
        and not (face.get("drop_chinese") and entry.langID == CHINESE)
        and entry.nameID not in face.get("dropped_names", ())
        and entry.toUnicode() != ""
    ]
    for name_id, text in sorted(face["names"].items()):
        table.removeNames(nameID=name_id)
        table.setName(text, name_id, 3, 1, ENGLISH)
    for entry in table.names:
        if entry.nameID in (1, 2, 3, 4, 6, 16, 17):
            for word in face.get("reserved", []):
                assert word not in entry.toUnicode(), (entry.nameID, entry.toUnicode())


def half_widths(font):
    """The tables from glyphs to their half-width forms."""
    table = font["GSUB"].table
    chosen = {index for record in table.FeatureList.FeatureRecord if record.FeatureTag == "hwid"
              for index in record.Feature.LookupListIndex}
    for index in sorted(chosen):
        for subtable in table.LookupList.Lookup[index].SubTable:
            yield getattr(subtable, "ExtSubTable", subtable)


def keep_digits(font):
    """Leaves of the half-width forms the digits alone."""
    digits = {font.getBestCmap()[code] for code in DIGITS}
    for subtable in half_widths(font):
        subtable.mapping = {glyph: narrow for glyph, narrow in subtable.mapping.items()
                            if glyph in digits}


def make_numerals(font):
    """Puts the narrow digits in the place of the others, and draws the dash."""
    cmap = font.getBestCmap()
    narrow = {glyph: form for table in half_widths(font) for glyph, form in table.mapping.items()}
    changed = {code: narrow[cmap[code]] for code in DIGITS}
    dash, em = cmap[DASH], font["head"].unitsPerEm
    bottom, top = (edge * em // 1000 for edge in DASH_EDGES)
    pen = TTGlyphPen(None)
    pen.moveTo((0, bottom))
    for corner in ((0, top), (em, top), (em, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    font["glyf"][dash] = pen.glyph()
    font["hmtx"][dash] = (em, 0)
    font["hmtx"][cmap[0x20]] = (em * 2 // 5, 0)
    for table in font["cmap"].tables:
        table.cmap.update({code: glyph for code, glyph in changed.items() if code in table.cmap})


def cut(face, source, target):
    chosen = options(face)
    font = subset.load_font(source, chosen, lazy=False)

    # Variation sequences would bring glyphs that no text of ours asks for.
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 14]

    numerals = face.get("numerals", False)
    if numerals:
        make_numerals(font)
    elif "hwid" in chosen.layout_features:
        keep_digits(font)

    subsetter = subset.Subsetter(options=chosen)
    subsetter.populate(unicodes=sorted([0x20, DASH, *DIGITS] if numerals else wanted()))
    subsetter.subset(font)
    rename(font, face)

    # A layout table without a feature left says nothing.
    for tag in ("GSUB", "GPOS"):
        if tag in font and not font[tag].table.FeatureList.FeatureRecord:
            del font[tag]

    if "glyf" in font:
        # Instructions are gone, so the limits of the interpreter are none.
        font["maxp"].maxZones = 1
        for limit in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                      "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
            setattr(font["maxp"], limit, 0)
    font["head"].flags &= ~0b11100  # size-dependent instructions, forced ppem, widths
    subset.save_font(font, target, chosen)


def listed(codes):
    """Characters, with the codepoint in the place of those that cannot be seen."""
    hidden = set(range(0x2002, 0x200B)) | {0xA0, 0xAD, 0x303F} | set(range(0x302A, 0x3030))
    return " ".join("U+%04X" % code if code in hidden else chr(code) for code in sorted(codes))


def coverage():
    hanzi = {code for code in gb2312() if is_hanzi(code)}
    others = gb2312() - hanzi
    table = general_standard()
    more = symbols() - gb2312()
    print("| face | characters | GB 2312 hanzi (%d) | GB 2312 others (%d) | 8105 "
          "| other symbols (%d) |" % (len(hanzi), len(others), len(more)))
    print("| --- | --- | --- | --- | --- | --- |")
    lacks = {}
    for face in FACES:
        have = set(TTFont(os.path.join(HERE, face["cut"])).getBestCmap())
        name = face["cut"].split(".")[0]
        print("| %s | %d | %d | %d | %d | %d |" % (
            name, len(have), len(hanzi & have), len(others & have), len(table & have),
            len(more & have)))
        lacks[name] = [gb2312() - have, more - have]
    for name, (standard, other) in lacks.items():
        print("\n%s\n  of GB 2312: %s\n  of other symbols: %s" % (
            name, listed(standard) or "none", listed(other) or "none"))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("originals", nargs="*")
    parser.add_argument("--out", default=HERE)
    parser.add_argument("--any-original", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    given = parser.parse_args()
    if given.coverage:
        return coverage()
    if not given.originals:
        parser.error("no originals given")
    if fontTools.version != FONTTOOLS:
        print("fontTools is %s, the cuts were made with %s: the bytes may differ"
              % (fontTools.version, FONTTOOLS), file=sys.stderr)

    found = find_originals(given.originals)
    missing = [face["original"] for face in FACES if face["original"] not in found]
    if missing:
        sys.exit("not found: " + ", ".join(missing))
    os.makedirs(given.out, exist_ok=True)
    for face in FACES:
        source = found[face["original"]]
        if sha256(source) != face["sha256"] and not given.any_original:
            sys.exit("%s is another version (SHA-256 %s)" % (source, sha256(source)))
        target = os.path.join(given.out, face["cut"])
        if os.path.exists(target) and os.path.samefile(source, target):
            sys.exit("%s would overwrite its original" % target)
        cut(face, source, target)
        print("%s  %s  %d" % (sha256(target), face["cut"], os.path.getsize(target)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
