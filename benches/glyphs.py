"""The glyphs of a PDF where its content streams put them, with the advances of its own fonts.

Boxes of ink say nothing of gaps, and programs that extract text put in what stands for it
(ActualText), so the operators are followed here. Needs pikepdf.
"""

import collections
import re
import sys

import pikepdf

UNMOVED = (1, 0, 0, 1, 0, 0)
MARKS = {"open": "（《“‘『「【〔〈", "close": "，。、；：？！）》”’』」】〕〉", "joined": "—…"}
UNITS = "%‰℃°"
# Origin and advance in points on the page, y downwards from its top.
Glyph = collections.namedtuple("Glyph", "text x y advance size face")


def is_han(text):
    return "\u4e00" <= text[:1] <= "\u9fff" or text[:1] == "〇"


def kind_of(glyph, em):
    """What a glyph is to its gaps; of marks only the full-width ones have a blank half."""
    text = glyph.text[:1]
    if is_han(text) or (glyph.advance > 0.9 * em and not text.isascii()):
        return next((kind for kind, marks in MARKS.items() if text in marks), "han")
    return "space" if text == " " else "latin" if text.isalnum() or text in UNITS else "sign"


def hexes(text):
    return [int(h, 16) for h in re.findall(r"<\s*([0-9A-Fa-f]+)\s*>", text)]


def unicode_map(font):
    """From codes to text, by the font's ToUnicode."""
    cmap, texts = font.ToUnicode.read_bytes().decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<([\w\s]+)>", block):
            raw = bytes.fromhex("".join(text.split()))
            texts[int(code, 16)] = raw.decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for low, high, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*(<\w+>|\[[^]]*\])", block):
            low, high, to = int(low, 16), int(high, 16), hexes(to) if to[0] == "[" else to
            for n, code in enumerate(range(low, high + 1)):
                if isinstance(to, list):
                    texts[code] = chr(to[n])
                else:
                    base = bytes.fromhex(to[1:-1]).decode("utf-16-be", "replace")
                    texts[code] = base[:-1] + chr(ord(base[-1]) + n)
    return texts


def advances(descendant):
    """From codes to advances in thousandths, by the font's W, and what others have."""
    widths, w, n = {}, list(descendant.get("/W", [])), 0
    while n < len(w):
        if isinstance(w[n + 1], pikepdf.Array):
            widths.update({int(w[n]) + k: float(v) for k, v in enumerate(w[n + 1])})
            n += 2
        else:
            widths.update(dict.fromkeys(range(int(w[n]), int(w[n + 1]) + 1), float(w[n + 2])))
            n += 3
    return widths, float(descendant.get("/DW", 1000))


def fonts_of(page):
    fonts = {}
    for name, font in page.resources.get("/Font", {}).items():
        if font.Subtype == "/Type0" and "/ToUnicode" in font:
            face = str(font.BaseFont).split("+")[-1]
            fonts[name] = (face, unicode_map(font), *advances(font.DescendantFonts[0]))
    return fonts


def times(m, n):
    """The matrix that first does m, then n."""
    (a, b, c, d, e, f), (g, h, i, j, k, l) = m, n
    linear = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*linear, e * g + f * i + k, e * h + f * j + l)


def glyphs_of(page):
    """The upright glyphs of a page where its content stream puts them, y downwards."""
    fonts, height = fonts_of(page), float(page.mediabox[3])
    outer, saved, found = UNMOVED, [], []
    text = start = outer
    font, size, spacing, leading, rise = None, 0.0, 0.0, 0.0, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            saved.append((outer, font, size, spacing, leading, rise))
        elif name == "Q":
            outer, font, size, spacing, leading, rise = saved.pop()
        elif name == "cm":
            outer = times(tuple(map(float, operands)), outer)
        elif name == "BT":
            text = start = UNMOVED
        elif name == "Tf":
            font, size = fonts.get(str(operands[0])), float(operands[1])
        elif name == "Tc":
            spacing = float(operands[0])
        elif name == "TL":
            leading = float(operands[0])
        elif name == "Ts":
            rise = float(operands[0])
        elif name == "Tm":
            text = start = tuple(map(float, operands))
        elif name in ("Td", "TD", "T*"):
            x, y = (0, -leading) if name == "T*" else map(float, operands)
            leading = -y if name == "TD" else leading
            text = start = times((1, 0, 0, 1, x, y), start)
        elif name in ("Tz", "'", '"'):
            sys.exit(f"operator {name} is not understood")
        elif name in ("Tj", "TJ") and font:
            face, texts, widths, usual = font
            for piece in operands[0] if name == "TJ" else operands:
                if not isinstance(piece, pikepdf.String):
                    text = times((1, 0, 0, 1, -float(piece) / 1000 * size, 0), text)
                    continue
                codes = bytes(piece)
                for code in (codes[k] << 8 | codes[k + 1] for k in range(0, len(codes) - 1, 2)):
                    advance = widths.get(code, usual) / 1000 * size
                    a, b, _, _, x, y = times(times((1, 0, 0, 1, 0, rise), text), outer)
                    if abs(b) < 1e-6:
                        place = (x, height - y, advance * a, size * a)
                        found.append(Glyph(texts.get(code, "?"), *place, face))
                    text = times((1, 0, 0, 1, advance + spacing, 0), text)
    return found


def pages_of(path):
    with pikepdf.open(path) as pdf:
        return [glyphs_of(page) for page in pdf.pages]
