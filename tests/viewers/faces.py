"""Text in further fonts, which say of their glyphs what they are not; and what is no part of the
text, the number of a page and a table's head, made to cover some."""

from content import Sheet, glyphs, sheet
from kinds import kind
from pikepdf import Array, Dictionary, Name, String
from raw import NoPlace

CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Other def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfchar
%s
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""


def said(pairs):
    lines = "\n".join(
        "<%04X> <%s>" % (code, text.encode("utf-16-be").hex()) for code, text in pairs
    )
    return (CMAP % (len(pairs), lines)).encode()


def liar(pdf, page, name, pairs):
    """A font with the same face and other meanings; its name."""
    fonts = page.page.Resources.Font
    font = Dictionary(dict(fonts[name].items()))
    font.ToUnicode = pdf.make_stream(said(pairs))
    fonts["/F9"] = pdf.make_indirect(font)
    return "/F9"


def set_in(page, at, size, codes, back):
    """Glyphs in the further font, and then the font as before."""
    drawn = " ".join("<%04X>" % code for code in codes)
    page.put(at, f"/F9 {size} Tf [{drawn}] TJ {back} {size} Tf")


SPACES = (
    " ",
    "\u3000",
    "\u00a0",
    "\u200b",
    "\u2028",
    "",
    "\ufeff",
    "\u00ad",
    "\t",
    "\u2009",
    "\u200d",
    "\n",
)


@kind("pages", len(SPACES))
def glyphs_said_to_be_spaces(pdf, chance):
    """Digits in front of a figure that are said to be nothing."""
    page, (at, _, font, text) = sheet(pdf, chance)
    name, size = str(page.ops[font][0][0]), float(page.ops[font][0][1])
    known = {text: code for code, text in page.fonts(name).items()}
    code = known.get("1") or known.get("2")
    if code is None:
        raise NoPlace
    pairs = [(code, SPACES[chance.turn])] if SPACES[chance.turn] else []
    liar(pdf, page, name, pairs)
    set_in(page, at, size, [code], name)
    page.save()


@kind("pages", 8)
def glyphs_said_to_be_others(pdf, chance):
    """Another figure, in a font that says it is the old one; or one glyph that says all of it."""
    page, _ = sheet(pdf, chance)
    all_other = [one for one in page.figures() if len(set(one[3])) == len(one[3])]
    if not all_other:
        raise NoPlace
    at, _, font, text = chance.choice(all_other)
    name, size = str(page.ops[font][0][0]), float(page.ops[font][0][1])
    codes = page.codes(at)
    if chance.turn < 6:
        drawn = codes[1:] + codes[:1]
        pairs = list(zip(drawn, text))
    else:
        drawn, pairs = codes[:1], [(codes[0], text)]
    liar(pdf, page, name, pairs)
    page.ops[at] = (glyphs(drawn, 0), "TJ")
    page.put(at + 1, f"{name} {size} Tf")
    page.put(at, f"/F9 {size} Tf")
    page.save()


def drawn_font(pdf):
    """A font whose glyphs are drawn by instructions (ISO 32000-1 9.6.5)."""
    proc = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 800 800 re f")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=0,
        LastChar=255,
        Widths=[500] * 256,
        CharProcs=Dictionary(a=proc),
        Resources=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0] + [Name.a] * 256)),
    )


def named_font(pdf, base="/Helvetica", kind_of="/Type1"):
    return Dictionary(
        Type=Name.Font, Subtype=Name(kind_of), BaseFont=Name(base), Encoding=Name.WinAnsiEncoding
    )


@kind("pages", 4)
def fonts_of_other_kinds(pdf, chance):
    page, (at, _, font, text) = sheet(pdf, chance)
    name, size = str(page.ops[font][0][0]), float(page.ops[font][0][1])
    made = (
        drawn_font,
        named_font,
        lambda pdf: named_font(pdf, "/Arial", "/TrueType"),
        lambda pdf: named_font(pdf, "/Symbol"),
    )[chance.turn](pdf)
    made.ToUnicode = pdf.make_stream(
        said([(n, text) for n in range(256)]).replace(b"<0000> <FFFF>", b"<00> <FF>")
    )
    page.page.Resources.Font["/F9"] = pdf.make_indirect(made)
    page.ops[at] = ([Array([String("1")])], "TJ")
    page.put(at + 1, f"{name} {size} Tf")
    page.put(at, f"/F9 {size} Tf")
    page.save()


def artifacts(page):
    """The matrices and fonts of what is set between an artifact's marks."""
    inside, matrix, font = False, None, None
    for at, (operands, operator) in enumerate(page.ops):
        if operator == "BDC":
            inside = str(operands[0]) == "/Artifact"
        elif operator == "EMC":
            inside = False
        elif operator == "Tm":
            matrix = at
        elif operator == "Tf":
            font = at
        elif operator == "TJ" and inside:
            yield matrix, font


CHANGES = (
    ("size", 80),
    ("size", 300),
    ("size", 3),
    ("size", 24),
    ("x", 20),
    ("x", 500),
    ("x", 560),
    ("y", 5),
    ("y", 1),
    ("y", 70),
    ("y", 95),
    ("size", 45),
)


@kind("pages", len(CHANGES) * 2)
def artifacts_moved(pdf, chance):
    """A page's number or a table's head of another size, elsewhere."""
    what, value = CHANGES[chance.turn // 2]
    pages = list(pdf.pages)
    for n in range(len(pages)):
        page = Sheet(pdf, pages[(chance.turn + n) % len(pages)])
        found = list(artifacts(page))
        if found:
            break
    else:
        raise NoPlace
    matrix, font = found[0 if chance.turn % 2 else -1]
    if what == "size":
        page.ops[font][0][1] = value
    else:
        page.move(matrix, **{what: value})
    page.save()
