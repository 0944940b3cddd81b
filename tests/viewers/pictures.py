"""Pictures, layers, links and fields put on pages or changed there, before a file is signed."""

import pikepdf
from content import Sheet, sheet
from kinds import kind
from pikepdf import Array, Dictionary, Name, String
from raw import NoPlace

COVER = b"0.5 g 0 0 100 100 re f"


def form(pdf, content=COVER, **more):
    return pdf.make_indirect(
        pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 100, 100],
            Resources=Dictionary(),
            **more,
        )
    )


def image(pdf, **more):
    return pdf.make_indirect(
        pdf.make_stream(
            b"\x80" * 100,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=10,
            Height=10,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            **more,
        )
    )


# ── The report's picture ─────────────────────────────────────────────────────


def shown_picture(pdf):
    """The page with the picture, the place of the instructions that draw it, and its name."""
    for page in pdf.pages:
        found = Sheet(pdf, page)
        for at, (operands, operator) in enumerate(found.ops):
            if operator == "Do":
                matrix = max(n for n in range(at) if found.ops[n][1] == "cm")
                return found, matrix, str(operands[0])
    raise NoPlace


PLACES = (
    (1, 1, 0, 60),
    (1, 1, 0, 8),
    (1, 1, 30, 0),
    (0.5, 0.5, 0, 0),
    (1.2, 1.2, 0, 0),
    (-1, 1, 200, 0),
    (1, -1, 0, 100),
    (1, 1, 0, -20),
    (0.01, 0.01, 0, 0),
    (1, 1, 0, 400),
    (1, 1, 2000, 0),
    (1, 1, 0, 3),
)


@kind("pages", len(PLACES), bases=("tables",))
def picture_moved(pdf, chance):
    page, at, _ = shown_picture(pdf)
    wide, high, right, up = PLACES[chance.turn]
    a, b, c, d, x, y = (float(n) for n in page.ops[at][0])
    page.ops[at] = ([a * wide, b, c, d * high, x + right, y + up], "cm")
    page.save()


@kind("pages", 6, bases=("tables",))
def picture_over_line(pdf, chance):
    """The picture over the upper part of a line, its middle left free."""
    page, at, _ = shown_picture(pdf)
    found = list(page.texts())
    _, matrix, font, _ = found[chance.turn % len(found)]
    x, y = (float(n) for n in page.ops[matrix][0][4:6])
    size = float(page.ops[font][0][1])
    a, b, c, d, _, _ = (float(n) for n in page.ops[at][0])
    page.ops[at] = (
        [a, b, c, d, x - 1, y + size * (0.31, 0.35, 0.4, 0.5, 0.6, 0.7)[chance.turn]],
        "cm",
    )
    page.save()


@kind("pages", 12, bases=("tables",))
def picture_replaced(pdf, chance):
    page, _, name = shown_picture(pdf)
    objects = page.page.Resources.XObject
    old = objects[name]
    turn = chance.turn
    if turn == 0:
        objects[name] = form(pdf)
    elif turn == 1:
        objects[name] = image(pdf)
    elif turn == 2:
        old.write(old.read_bytes() + b" 0 0 0 rg 0 0 10000 2000 re f")
    elif turn == 3:
        old.Matrix = Array([1, 0, 0, 1, 3000, 0])
    elif turn == 4:
        old.BBox = Array([0, 0, 5000, 2000])
    elif turn == 5:
        old.OC = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    elif turn == 6:
        old.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, K=True)
    elif turn == 7:
        old.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(ca=0.1)))
        old.write(b"/G gs " + old.read_bytes())
    elif turn == 8:
        old.Subtype = Name("/PS")
    elif turn == 9:
        old.write(old.read_bytes().replace(b" rg", b" RG", 3))
    elif turn == 10:
        old.write(b"")
    else:
        old.Matrix = Array([-1, 0, 0, 1, 10000, 0])
    page.save()


@kind("pages", 4, bases=("tables",))
def table_rules_moved(pdf, chance):
    """A table's lines elsewhere, so that values stand in other cells."""
    page = Sheet(pdf, pdf.pages[1])
    for operands, operator in page.ops:
        if operator == "re":
            step = (0, 12, 24, 0)[chance.turn]
            operands[1] = float(operands[1]) - step
            operands[0] = float(operands[0]) + (20 if chance.turn in (0, 3) else 0)
            if chance.turn == 3:
                operands[2] = float(operands[2]) * 0.5
    page.save()


@kind("pages", 2, bases=("tables",))
def table_rules_gone(pdf, chance):
    page = Sheet(pdf, pdf.pages[1])
    keep = (lambda n: False) if chance.turn else (lambda n: n % 5 != 0)
    page.ops = [op for n, op in enumerate(page.ops) if op[1] not in ("re", "f") or keep(n // 2)]
    page.save()


# ── Layers ───────────────────────────────────────────────────────────────────


@kind("pages", 4)
def layers(pdf, chance):
    page, (at, _, _, _) = sheet(pdf, chance)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    page.page.Resources.Properties = Dictionary(L=layer)
    if chance.turn % 2:
        off = Dictionary(OFF=[layer], Order=[])
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=off)
    mark = ("/OC /L BDC", "/OC /L BDC", "/Span /L BDC", "/L BMC")[chance.turn]
    page.put(at, mark)
    page.put(at + 2, "EMC")
    page.save()


# ── Links and fields ─────────────────────────────────────────────────────────


def put(pdf, page, **about):
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, **about))
    page.Annots = Array([*page.get("/Annots", []), annotation])
    return annotation


@kind("pages", 6, bases=("unicom", "mobile"))
def links_framed(pdf, chance):
    """A link whose frame covers the text."""
    page = pdf.pages[chance.turn % len(pdf.pages)]
    link = put(
        pdf,
        page,
        Subtype=Name.Link,
        Rect=[100, 300, 400, 340],
        Border=[0, 0, 60 if chance.turn % 2 else 3],
        C=[0.5, 0.5, 0.5][: (3, 1, 0)[chance.turn % 3]],
        A=Dictionary(S=Name.URI, URI=String("https://www.miit.gov.cn/")),
    )
    if chance.turn > 2:
        link.BS = Dictionary(W=30, S=Name.S)
        del link["/C"]


def sign_off(pdf):
    """The place that the file keeps for a seal: the page, its corners."""
    names = list(pdf.Root.Names.Dests.Names)
    for key, value in zip(names[::2], names[1::2]):
        if len(value) == 6:
            return value
    raise NoPlace


FIELDS = (
    "plain",
    "parent",
    "state",
    "background",
    "zero",
    "huge-box",
    "no-zoom",
    "popup",
    "square",
    "stamp",
    "hidden",
    "free-text",
)


@kind("pages", len(FIELDS) * 2)
def fields(pdf, chance):
    """A field that nobody signed, or a note, with a look over the sign-off or a figure."""
    what = FIELDS[chance.turn % len(FIELDS)]
    place = sign_off(pdf)
    page = pikepdf.Page(place[0])
    corners = [float(n) for n in place[2:6]]
    if chance.turn >= len(FIELDS):
        found, (_, matrix, _, _) = sheet(pdf, chance)
        x, y = (float(n) for n in found.ops[matrix][0][4:6])
        page, corners = found.page, [x, y - 3, x + 60, y + 14]
    field = put(
        pdf,
        page,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String("Seal"),
        Rect=corners,
        F=4,
        P=page.obj,
        AP=Dictionary(N=form(pdf)),
    )
    form_of(pdf, field)
    if what == "parent":
        del field["/FT"]
        field.Parent = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Up"), Kids=[field]))
    elif what == "state":
        field.AP.N = Dictionary(On=form(pdf), Off=form(pdf, b""))
        field.AS = Name.On
    elif what == "background":
        del field["/AP"]
        field.MK = Dictionary(BG=[0.5], BC=[0.2])
        field.BS = Dictionary(W=20)
    elif what == "zero":
        field.Rect = Array([corners[0], corners[1], corners[0], corners[1]])
    elif what == "huge-box":
        field.AP.N.BBox = Array([0, 0, 1, 1])
        field.AP.N.Matrix = Array([9, 9, -9, 9, 0, 0])
    elif what == "no-zoom":
        field.F = 4 + 8 + 16
    elif what == "hidden":
        field.F = 2
    elif what in ("popup", "square", "stamp", "free-text"):
        field.Subtype = Name("/" + {"free-text": "FreeText"}.get(what, what.title()))


def form_of(pdf, field):
    fields = pdf.Root.get("/AcroForm", Dictionary(Fields=[], SigFlags=3))
    fields.Fields = Array([*fields.Fields, field])
    pdf.Root.AcroForm = fields


@kind("pages", 8, seal=True)
def seal_elsewhere(pdf, chance):
    """Another place for the seal than over the sign-off."""
    place = sign_off(pdf)
    right, up = ((0, 15), (15, 0), (-19, 0), (0, 40), (-100, 0), (0, 300), (10, -10), (0, 0))[
        chance.turn
    ]
    for at, step in ((2, right), (3, up), (4, right), (5, up)):
        place[at] = float(place[at]) + step
    if chance.turn == 7:
        place[0] = pdf.pages[0].obj
