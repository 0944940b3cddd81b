"""Pages drawn otherwise before they are signed: text moved, stacked, exchanged or covered, so that
what is read out stays in its order."""

import re

import pikepdf
from kinds import kind
from pikepdf import Array, Name, Operator
from raw import NoPlace


class Sheet:
    """A page's instructions, and what its texts say."""

    def __init__(self, pdf, page):
        self.pdf, self.page = pdf, page
        self.ops = [(list(o.operands), str(o.operator)) for o in pikepdf.parse_content_stream(page)]
        self.said = {}

    def fonts(self, name):
        if name not in self.said:
            cmap = self.page.Resources.Font[name].ToUnicode.read_bytes()
            pairs = re.findall(rb"<([0-9A-F]{4})>\s*<([0-9A-F]+)>\s*\n", cmap)
            texts = {int(a, 16): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}
            self.said[name] = texts
        return self.said[name]

    def texts(self):
        """Each text: its place among the instructions, its matrix's, its font's, what it says."""
        matrix = font = None
        for at, (operands, operator) in enumerate(self.ops):
            if operator == "Tm":
                matrix = at
            elif operator == "Tf":
                font = at
            elif operator == "TJ":
                yield at, matrix, font, self.says(at, font)

    def says(self, at, font):
        known = self.fonts(str(self.ops[font][0][0]))
        return "".join(known.get(code, "?") for code in self.codes(at))

    def codes(self, at):
        strings = [bytes(one) for one in self.ops[at][0][0] if isinstance(one, pikepdf.String)]
        raw = b"".join(strings)
        return [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]

    def figures(self):
        return [one for one in self.texts() if re.search(r"\d\d|\d%", one[3])]

    def move(self, matrix, x=None, y=None):
        operands = self.ops[matrix][0]
        operands[4] = operands[4] if x is None else x
        operands[5] = operands[5] if y is None else y

    def put(self, at, text):
        """Further instructions, as text."""
        more = pikepdf.parse_content_stream(self.pdf.make_stream(text.encode()))
        self.ops[at:at] = [(list(o.operands), str(o.operator)) for o in more]

    def save(self):
        ops = [(operands, Operator(operator)) for operands, operator in self.ops]
        self.page.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(ops))


def sheet(pdf, chance, figures=True):
    """A page by turns, with a figure's text on it."""
    pages = list(pdf.pages)
    for n in range(len(pages)):
        found = Sheet(pdf, pages[(chance.turn + n) % len(pages)])
        choices = found.figures() if figures else list(found.texts())
        if choices:
            return found, chance.choice(choices)
    raise NoPlace


def glyphs(codes, between):
    """Glyphs with so much between each (ISO 32000-1 9.4.3, in thousandths to the left)."""
    items = []
    for code in codes:
        items += [pikepdf.String(code.to_bytes(2, "big")), between]
    return [Array(items[:-1])]


# ── Where text stands ────────────────────────────────────────────────────────


@kind("pages", 8)
def digit_over_digit(pdf, chance):
    page, (at, _, _, _) = sheet(pdf, chance)
    between = (500, 505, 833, 1000, 480, 250, 700, 950)[chance.turn]
    page.ops[at] = (glyphs(page.codes(at), between), "TJ")
    page.save()


@kind("pages", 4)
def glyphs_far_apart(pdf, chance):
    page, (at, _, _, _) = sheet(pdf, chance)
    page.ops[at] = (glyphs(page.codes(at), (-3000, -9000, -40000, -500)[chance.turn]), "TJ")
    page.save()


@kind("pages", 24)
def line_at_edge(pdf, chance):
    """A page's first or last line at its edge or beyond."""
    page, _ = sheet(pdf, chance, figures=False)
    places = sorted({matrix for _, matrix, _, _ in page.texts()})
    matrix = places[0] if chance.turn < 12 else places[-2]
    x, y = (
        (594.5, None),
        (590, None),
        (580, None),
        (540, None),
        (None, 836),
        (None, 841),
        (None, 3),
        (None, 0.1),
        (-10, None),
        (0, None),
        (None, 845),
        (596, None),
    )[chance.turn % 12]
    page.move(matrix, x, y)
    page.save()


@kind("pages", 8)
def line_on_line(pdf, chance):
    """A line a little below the one before, not a line's height."""
    page, _ = sheet(pdf, chance)
    places = [matrix for _, matrix, _, _ in page.texts()]
    places = sorted(set(places))
    one = chance.randrange(len(places) - 1)
    step = (0.01, 0.5, 1, 2, 4, 7, 10, 12)[chance.turn]
    page.move(places[one + 1], y=float(page.ops[places[one]][0][5]) - step)
    page.save()


@kind("pages", 4)
def lines_stacked_at_foot(pdf, chance):
    """All of the last lines of a page within a point at its foot."""
    page, _ = sheet(pdf, chance)
    places = sorted({matrix for _, matrix, _, _ in page.texts()})[-(3 + chance.turn) : -1]
    for n, place in enumerate(places):
        page.move(place, y=30 - 0.2 * n)
    page.save()


@kind("pages", 8, bases=("tables",))
def value_elsewhere_in_row(pdf, chance):
    """A cell's text a little or a row lower or higher."""
    page, (_, matrix, _, _) = sheet(pdf, chance)
    y = float(page.ops[matrix][0][5])
    page.move(matrix, y=y + (-24, -12, -6, 12, 24, 4, -18, -36)[chance.turn])
    page.save()


@kind("pages", 8, bases=("tables",))
def value_elsewhere_in_line(pdf, chance):
    page, (_, matrix, _, _) = sheet(pdf, chance)
    x = float(page.ops[matrix][0][4])
    page.move(matrix, x=x + (10, 30, 60, -10, -30, 90, 120, 5)[chance.turn])
    page.save()


@kind("pages", 6)
def places_exchanged(pdf, chance):
    """Two texts in each other's place, as they are read in the old order."""
    page, _ = sheet(pdf, chance)
    places = sorted({matrix for _, matrix, _, _ in page.texts()})
    one = chance.randrange(len(places) - 1)
    a, b = page.ops[places[one]][0], page.ops[places[one + 1]][0]
    a[4:6], b[4:6] = b[4:6], a[4:6]
    page.save()


@kind("pages", 6)
def texts_exchanged(pdf, chance):
    """What two instructions draw, exchanged."""
    page, _ = sheet(pdf, chance)
    texts = [at for at, _, _, _ in page.texts()]
    one = chance.randrange(len(texts) - 1)
    a, b = texts[one], texts[one + 1]
    page.ops[a], page.ops[b] = page.ops[b], page.ops[a]
    page.save()


# ── How text is drawn ────────────────────────────────────────────────────────


@kind("pages", 10)
def other_size(pdf, chance):
    page, (_, _, font, _) = sheet(pdf, chance)
    size = (4, 4.5, 5, 6, 2, 1, 7.2, 9, 20, 40)[chance.turn]
    page.ops[font][0][1] = size
    page.save()


@kind("pages", 6)
def other_matrix(pdf, chance):
    page, (_, matrix, _, _) = sheet(pdf, chance)
    a = (
        (1, 0.02, 0, 1),
        (0.3, 0, 0, 1),
        (1, 0, 0, 0.3),
        (1, 0, 0.5, 1),
        (-1, 0, 0, 1),
        (1.004, 0, 0, 0.996),
    )[chance.turn]
    page.ops[matrix][0][:4] = a
    page.save()


@kind("pages", 3)
def other_font(pdf, chance):
    """The same codes in another of the page's fonts."""
    page, (_, _, font, _) = sheet(pdf, chance)
    names = sorted(page.page.Resources.Font.keys())
    page.ops[font][0][0] = Name(names[(names.index(str(page.ops[font][0][0])) + 1) % len(names)])
    page.save()


STATES = (
    "3 Tr",
    "1 Tr",
    "7 Tr",
    "2 Tr",
    "50 Tz",
    "10 Ts",
    "20 Tc",
    "-8 Tc",
    "20 Tw",
    "1 1 1 rg",
    "1 g",
    "0.7 g",
    "0 0 0 0 k",
    "0.004 0 0 rg",
    "/DeviceRGB cs 1 1 1 sc",
    "5 w",
    "1 i",
    "/Perceptual ri",
    "0 0 1 1 re W n",
    "0.5 0 0 0.5 0 0 cm",
    "/G0 gs",
    "T*",
    "0 -40 Td",
    "0 40 TD",
    "1 0 0 RG",
    "[3] 0 d",
    "/Cs1 cs",
    "BX 1 1 1 rg EX",
)


@kind("pages", len(STATES))
def state_before_text(pdf, chance):
    page, (at, _, _, _) = sheet(pdf, chance)
    page.put(at, STATES[chance.turn])
    page.save()


@kind("pages", 4)
def other_glyphs_said_alike(pdf, chance):
    """Another digit, which an ActualText says to be the old one."""
    page, (at, _, font, said) = sheet(pdf, chance)
    known = {text: code for code, text in page.fonts(str(page.ops[font][0][0])).items()}
    digit = next(n for n, c in enumerate(said) if c.isdigit())
    others = [c for c in "0123456789" if c in known and c != said[digit]]
    codes = page.codes(at)
    codes[digit] = known[chance.choice(others)]
    page.ops[at] = (glyphs(codes, 0), "TJ")
    page.put(at, "/Span <</ActualText<FEFF%s>>> BDC" % said.encode("utf-16-be").hex())
    page.put(at + 2, "EMC")
    page.save()


@kind("pages", 6)
def codes_and_meanings_exchanged(pdf, chance):
    """Two digits' codes exchanged wherever they are drawn, and in what they are said to be."""
    first, (_, _, font, _) = sheet(pdf, chance)
    name = str(first.ops[font][0][0])
    known = {text: code for code, text in first.fonts(name).items()}
    one, other = (known[c] for c in chance.sample([c for c in "0123456789" if c in known], 2))
    for leaf in pdf.pages:
        page = Sheet(pdf, leaf)
        for at, _, set_in, _ in page.texts():
            if str(page.ops[set_in][0][0]) == name:
                page.ops[at] = (exchanged(page.ops[at][0][0], one, other), "TJ")
        page.save()
    stream = first.page.Resources.Font[name].ToUnicode
    lines = stream.read_bytes().decode()
    heads = ("<%04X> <" % one, "<%04X> <" % other)
    lines = lines.replace(heads[0], "<!> <").replace(heads[1], heads[0]).replace("<!> <", heads[1])
    stream.write(lines.encode())


def exchanged(items, one, other):
    pair = {one: other, other: one}

    def codes(raw):
        found = (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))
        return b"".join(pair.get(code, code).to_bytes(2, "big") for code in found)

    strings = (
        pikepdf.String(codes(bytes(i))) if isinstance(i, pikepdf.String) else i for i in items
    )
    return [Array(list(strings))]


# ── What is drawn beside it ──────────────────────────────────────────────────


def bars(x, y, size, chance):
    """Rectangles no thicker than a table's line, which draw or cover something."""
    if chance.turn % 6 == 0:
        return [(x - 6, y + 4, 5, 1)]
    if chance.turn % 6 == 1:
        return [(x + size * 0.5, y, 1, 1)]
    if chance.turn % 6 == 2:
        return [(x + n, y - 2, 1, size) for n in range(0, 30)]
    if chance.turn % 6 == 3:
        return [(x - 3, y - 0.5 + 0.9 * n, 60, 1) for n in range(14)]
    if chance.turn % 6 == 4:
        return [(x + 1, y, 1, size * 0.7), (x + 1, y, size * 0.4, 1)]
    return [(x, y + size * 0.3, 40, 1)]


@kind("pages", 24, bases=("tables",))
def bars_over_text(pdf, chance):
    """On pages that have lines of a table anyway."""
    page = Sheet(pdf, pdf.pages[chance.turn // 6 % 4])
    _, matrix, font, _ = chance.choice(page.figures())
    x, y = (float(n) for n in page.ops[matrix][0][4:6])
    drawn = bars(x, y, float(page.ops[font][0][1]), chance)
    shapes = " ".join("%.2f %.2f %.2f %.2f re f" % one for one in drawn)
    mark = ("/Artifact <</Type/Layout>> BDC", "/Artifact BMC", "/Artifact <<>> BDC")[
        chance.turn % 3
    ]
    page.put(len(page.ops), f"{mark} {shapes} EMC")
    page.save()


EXTRAS = (
    "/Artifact <</Type/Pagination>> BDC BT /F0 12 Tf 1 0 0 1 90 800 Tm [<00120013>] TJ ET EMC",
    "/Artifact BMC BT /F0 12 Tf 1 0 0 1 300 20 Tm [<0012>] TJ ET EMC",
    "BT /F0 12 Tf 1 0 0 1 300 20 Tm [<0012>] TJ ET",
    "100 100 m 300 300 l S",
    "100 100 200 200 re f",
    "0 0 0.5 0.5 re f",
    "q 100 0 0 100 200 400 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 00> EI Q",
    "/P0 Do",
    "q 0.02 0 0 0.02 100 400 cm /P0 Do Q",
    "/Sh0 sh",
    "/OC /Layer BDC 100 100 200 200 re f EMC",
    "/Artifact BMC q 0.02 0 0 0.02 100 400 cm /P0 Do Q EMC",
)


@kind("pages", len(EXTRAS) * 2)
def drawn_beside(pdf, chance):
    page, _ = sheet(pdf, chance)
    end = len(page.ops) if chance.turn % 2 else 0
    page.put(end, EXTRAS[chance.turn // 2])
    page.save()
