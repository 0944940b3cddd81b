"""What pages take from elsewhere, changed before they are signed: colours, faces, boxes, the tree
of pages, pictures, annotations."""

import io
from types import SimpleNamespace

from fontTools import cffLib
from kinds import kind
from pikepdf import Array, Dictionary, Name
from raw import NoPlace


def each_resources(pdf):
    for page in pdf.pages:
        yield page.Resources


# ── Colours ──────────────────────────────────────────────────────────────────


def white(pdf, inputs, n):
    """A space of so many components in which all is white."""
    kinds = [Name.DeviceRGB, Name.DeviceGray]
    base = kinds[n % 2]
    body = "{ %s %s }" % ("pop " * inputs, "1 1 1" if n % 2 == 0 else "1")
    function = pdf.make_stream(
        body.encode(), FunctionType=4, Domain=[0, 1] * inputs, Range=[0, 1] * (3 - 2 * (n % 2))
    )
    names = Array([Name("/C%d" % one) for one in range(inputs)])
    return Array([Name.DeviceN, names, base, function])


def calibrated(inputs, n):
    if inputs == 1:
        return Array([Name.CalGray, Dictionary(WhitePoint=[1, 1, 1], Gamma=0.0001 * (n + 1))])
    matrix = Dictionary(WhitePoint=[1, 1, 1], BlackPoint=[1, 1, 1], Gamma=[0.0001] * 3)
    return Array([Name.CalRGB, matrix])


@kind("pages", 9)
def default_colours(pdf, chance):
    """Black is what the resources say it is (ISO 32000-1 8.6.5.6)."""
    key, inputs = (("DefaultRGB", 3), ("DefaultGray", 1), ("DefaultCMYK", 4))[chance.turn // 3]
    for resources in each_resources(pdf):
        space = white(pdf, inputs, chance.turn % 3)
        if chance.turn % 3 == 2 and inputs < 4:
            space = calibrated(inputs, chance.turn)
        spaces = Dictionary()
        spaces[f"/{key}"] = space
        resources.ColorSpace = spaces


@kind("pages", 3)
def page_group(pdf, chance):
    for page in pdf.pages:
        space = (Name.DeviceCMYK, white(pdf, 3, 0), Name.DeviceGray)[chance.turn]
        page.Group = Dictionary(S=Name.Transparency, CS=space, I=True, K=True)


@kind("pages", 2)
def intent_of_output(pdf, chance):
    """Another profile of the colours of output."""
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    data = bytearray(profile.read_bytes())
    data[-200:] = bytes(200) if chance.turn else b"\xff" * 200
    profile.write(bytes(data))


# ── Faces ────────────────────────────────────────────────────────────────────


def fonts(pdf):
    return {key: font for key, font in sorted(pdf.pages[0].Resources.Font.items())}


def descendant(font):
    return font.DescendantFonts[0]


def face(font):
    about = descendant(font).FontDescriptor
    return next(about[key] for key in ("/FontFile3", "/FontFile2") if key in about)


def code_of(font, text):
    cmap = font.ToUnicode.read_bytes().decode()
    wanted = "> <%04X>" % ord(text)
    lines = [line for line in cmap.splitlines() if line.startswith("<") and line.endswith(wanted)]
    if not lines:
        raise NoPlace
    return int(lines[0][1:5], 16)


@kind("pages", 4)
def faces_exchanged(pdf, chance):
    found = list(fonts(pdf).values())
    one, other = found[chance.turn % len(found)], found[(chance.turn + 1) % len(found)]
    one, other = face(one), face(other)
    a, b = one.read_bytes(), other.read_bytes()
    one.write(b)
    other.write(a)


@kind("pages", 8)
def outlines_exchanged(pdf, chance):
    """Two digits' outlines exchanged in a face."""
    font = next(f for f in fonts(pdf).values() if descendant(f).Subtype == Name.CIDFontType0)
    one, other = code_of(font, "019"[chance.turn % 3]), code_of(font, "258"[chance.turn % 3])
    program, whole = cffLib.CFFFontSet(), SimpleNamespace(recalcBBoxes=False)
    program.decompile(io.BytesIO(face(font).read_bytes()), whole, isCFF2=False)
    strings = program[0].CharStrings
    a, b = ("cid%05d" % one, "cid%05d" % other)
    for name in (a, b):
        strings[name].decompile()
        strings[name].fdSelectIndex = 0
    if chance.turn < 6:
        strings[a].program, strings[b].program = strings[b].program, strings[a].program
        strings[a].bytecode = strings[b].bytecode = None
    else:
        strings[a].program, strings[a].bytecode = ["endchar"], None
    out = io.BytesIO()
    program.compile(out, whole, isCFF2=False)
    face(font).write(out.getvalue())


@kind("pages", 6)
def widths(pdf, chance):
    """Other widths than the face's, and other starts in columns."""
    for font in fonts(pdf).values():
        about = descendant(font)
        if chance.turn == 0:
            about.W = Array([])
        elif chance.turn == 1:
            about.DW = 400
        elif chance.turn == 2:
            about.W = Array([0, 65535, 0])
        elif chance.turn == 3:
            about.W = Array(list(about.W) + [0, 65535, 300])
        elif chance.turn == 4:
            about.DW2 = Array([0, -1000])
            font.Encoding = Name("/Identity-V")
        else:
            about.W = Array([0, 65535, 1000])


CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end
def /CMapName /Identity-H def /CMapType 1 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
2 begincidrange <0000> <FFFF> 0 <%04X> <%04X> %d endcidrange endcmap end end"""


@kind("pages", 4)
def encoding(pdf, chance):
    """Codes that stand for other glyphs."""
    font = fonts(pdf)["/F0"]
    digit, other = code_of(font, "9"), code_of(font, "1")
    if chance.turn < 2:
        cmap = CMAP % (digit, digit, other)
        font.Encoding = pdf.make_stream(cmap.encode(), Type=Name.CMap, CMapName=Name("/Identity-H"))
    elif chance.turn == 2:
        font.Encoding = Name("/GBK-EUC-H")
    else:
        font.Encoding = Name("/UniGB-UCS2-H")


@kind("pages", 6)
def glyphs_by_map(pdf, chance):
    """A map from codes to glyphs (ISO 32000-1 9.7.4.2)."""
    font = list(fonts(pdf).values())[chance.turn % len(fonts(pdf))]
    places = bytearray(b"".join(n.to_bytes(2, "big") for n in range(8000)))
    places[2 * 1 : 2 * 60] = places[2 * 2 : 2 * 61]
    descendant(font).CIDToGIDMap = pdf.make_stream(bytes(places))


@kind("pages", 6)
def face_elsewhere(pdf, chance):
    """A face that is no more in the file, or is there twice, or of another kind."""
    for font in fonts(pdf).values():
        about = descendant(font).FontDescriptor
        file = face(font)
        if chance.turn == 0:
            for key in ("/FontFile3", "/FontFile2"):
                if key in about:
                    del about[key]
        elif chance.turn == 1:
            about.FontFile = pdf.make_stream(b"%!PS-AdobeFont-1.0")
        elif chance.turn == 2:
            about.FontFile2 = pdf.make_stream(face(fonts(pdf)["/F1"]).read_bytes())
        elif chance.turn == 3:
            file.Subtype = Name("/Type1C")
        elif chance.turn == 4:
            descendant(font).Subtype = Name.CIDFontType2
        else:
            about.FontBBox = Array([0, 0, 1, 1])
            about.Flags = 4
            about.StemV = 900


@kind("pages", 2)
def fonts_renamed(pdf, chance):
    found = fonts(pdf)
    names = list(found)
    for resources in each_resources(pdf):
        resources.Font = Dictionary({a: found[b] for a, b in zip(names, names[1:] + names[:1])})
        if chance.turn == 0:
            break


# ── Boxes and the tree of pages ──────────────────────────────────────────────


BOXES = (
    {"Rotate": 90},
    {"Rotate": 180},
    {"Rotate": 360},
    {"Rotate": -90},
    {"UserUnit": 2},
    {"CropBox": [0, 0, 595.2, 400]},
    {"CropBox": [0.9, 0.9, 594.4, 841]},
    {"CropBox": [595.2, 841.8, 0, 0]},
    {"MediaBox": [0.9, 0, 596, 842]},
    {"MediaBox": [0, 0, 595.9, 841]},
    {"MediaBox": [-0.9, -0.9, 594.4, 841.1]},
    {"TrimBox": [100, 100, 300, 300]},
    {"ArtBox": [100, 100, 300, 300]},
    {"BleedBox": [100, 100, 300, 300]},
    {"CropBox": []},
    {"CropBox": [0, 0, 0, 0]},
    {"MediaBox": [0, 0, 595.2, 841.8, 3]},
    {"Rotate": 45},
    {"Rotate": 90.5},
    {"UserUnit": 1},
    {"Tabs": Name.R},
    {"StructParents": 99},
)


@kind("pages", len(BOXES))
def boxes(pdf, chance):
    for page in pdf.pages:
        for key, value in BOXES[chance.turn].items():
            page[f"/{key}"] = Array(value) if isinstance(value, list) else value


@kind("pages", 4)
def boxes_inherited(pdf, chance):
    """What pages take from the node above them."""
    key, value = (
        ("Rotate", 90),
        ("CropBox", Array([0, 0, 300, 300])),
        ("UserUnit", 3),
        ("MediaBox", Array([0, 0, 300, 300])),
    )[chance.turn]
    pdf.Root.Pages[f"/{key}"] = value
    for page in pdf.pages:
        if f"/{key}" in page:
            del page[f"/{key}"]


def of_tree(change):
    """A change of the root of the pages' tree."""

    def make(pdf, chance):
        pages = pdf.Root.Pages
        change(pdf, pages, chance)

    make.__name__ = change.__name__
    return make


@kind("pages", 6)
@of_tree
def count(pdf, pages, chance):
    pages.Count = (1, 0, -1, 99, 2, 3)[chance.turn]


@kind("pages", 8)
@of_tree
def kids(pdf, pages, chance):
    found = list(pages.Kids)
    empty = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=[], Count=0, Parent=pages))
    again = Dictionary({key: value for key, value in found[0].items()})
    lists = (
        found + found[:1],
        found[::-1],
        found + [None],
        [None] + found,
        found + [empty],
        [empty] + found,
        found + [pdf.make_indirect(again)],
        found[:-1],
    )
    pages.Kids = Array([one for one in lists[chance.turn]])


@kind("pages", 8)
@of_tree
def node_that_is_a_page(pdf, pages, chance):
    """A node of the tree that is as well a page, and shows by itself."""
    cover = pdf.make_stream(b"0 0 0 rg 100 100 300 300 re f")
    node = pdf.make_indirect(
        Dictionary(
            Type=(Name.Page, Name.Pages, Name.Page, Name("/Template"))[chance.turn % 4],
            Kids=list(pages.Kids),
            Count=len(pages.Kids),
            Parent=pages,
            Contents=cover,
            Resources=Dictionary(),
            MediaBox=[0, 0, 595.2, 841.8],
        )
    )
    if chance.turn < 4:
        for page in list(pages.Kids):
            page.Parent = node
        pages.Kids = Array([node])
    else:
        pages.Contents = cover
        pages.Type = (Name.Page, Name.Catalog, Name("/page"), Name.Pages)[chance.turn % 4]


@kind("pages", 6)
@of_tree
def leaf_of_other_type(pdf, pages, chance):
    leaf = pages.Kids[chance.turn % len(pages.Kids)]
    if chance.turn < 3:
        leaf.Type = (Name.Pages, Name("/Template"), Name.Catalog)[chance.turn]
    elif chance.turn == 3:
        del leaf["/Type"]
    elif chance.turn == 4:
        leaf.Kids = Array([])
    else:
        leaf.Count = 0
