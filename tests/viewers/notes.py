"""What is added after a signature in sound updates: signatures with a look, fields, notes,
pages, settings."""

import re

import signers
from kinds import kind
from PIL import Image
from raw import File, Update, dictionary, replaced, stream, text

GREY = Image.new("RGB", (40, 40), (128, 128, 128))
LOOK = b"/Type /XObject /Subtype /Form /BBox [0 0 100 100]"


def seal_place(file):
    names = list(file.pdf.Root.Names.Dests.Names)
    place = next(value for value in names[1::2] if len(value) == 6)
    pages = [page.objgen for page in file.pdf.pages]
    return pages.index(place[0].objgen), [float(n) for n in place[2:6]]


@kind("signed", 12)
def second_signature_with_look(data, chance):
    """Anyone's signature, with an opaque picture over the sign-off or elsewhere."""
    page, (left, low, right, top) = seal_place(File(data))
    box = (
        (left, low, right, top),
        (left + 20, low + 20, right - 20, top - 20),
        (left - 1, low - 1, right + 1, top + 1),
        (90, 400, 300, 420),
        (90, 40, 300, 140),
        (0, 0, 595, 841),
    )[chance.turn % 6]
    key = ("rsa2048", "p256")[chance.turn % 2]
    return signers.other(data, key=key, page=page, box=tuple(int(n) for n in box), look=GREY)


@kind("whole", 8)
def first_signature_with_look(data, chance, _sign):
    """The only signature, another's, with an opaque picture."""
    page, (left, low, right, top) = seal_place(File(data))
    box = (
        (left, low, right, top),
        (left + 30, low + 30, right - 30, top - 30),
        (90, 300, 300, 420),
        (0, 0, 595, 841),
    )[chance.turn % 4]
    return signers.other(data, page=page, box=tuple(int(n) for n in box), look=GREY)


def noted(data, about, chance, listed=True):
    """An update with a note or field on a page."""
    file = File(data)
    update = Update(file)
    page, corners = seal_place(file)
    if chance.turn % 2:
        corners = [90, 300, 300, 420]
    leaf = file.page(page)
    look, number = file.size, file.size + 1
    rect = b"[%s]" % b" ".join(b"%.2f" % n for n in corners)
    update.put(look, stream(b"0.5 g 0 0 100 100 re f", LOOK))
    update.put(
        number,
        b"<< /Type /Annot /Rect %s /F 4 /P %d 0 R %s >>"
        % (rect, leaf.objgen[0], about.replace(b"LOOK", b"/AP << /N %d 0 R >>" % look)),
    )
    notes = b"[" + b" ".join(text(one) for one in leaf.get("/Annots", [])) + b" %d 0 R]" % number
    update.put(
        leaf.objgen[0],
        dictionary({k: v for k, v in leaf.items() if k != "/Annots"}, {"Annots": notes}),
    )
    more = {"DSS": b"<< >>"} if chance.turn >= 2 else {}
    if listed and "/AcroForm" in file.pdf.Root:
        form = file.pdf.Root.AcroForm
        fields = b" ".join(text(one) for one in form.Fields)
        fields = {"Fields": b"[%s %d 0 R]" % (fields, number), "SigFlags": b"3"}
        if form.is_indirect:
            update.put(form.objgen[0], dictionary({}, fields))
        else:
            more["AcroForm"] = dictionary({}, fields)
    update.put(file.root, file.catalog(**more))
    return update


FIELDS = {
    "unsigned": b"/Subtype /Widget /FT /Sig /T (Later) LOOK",
    "empty-value": b"/Subtype /Widget /FT /Sig /T (Later) /V null LOOK",
    "value-of-nothing": b"/Subtype /Widget /FT /Sig /T (Later) /V 999999 0 R LOOK",
    "value-a-name": b"/Subtype /Widget /FT /Sig /T (Later) /V << /Type /Sig >> LOOK",
    "text": b"/Subtype /Widget /FT /Tx /T (Later) /V (99.9%) LOOK",
    "square": b"/Subtype /Square /C [0.5] /IC [0.5] LOOK",
    "link": b"/Subtype /Link /Border [0 0 40] /A << /S /URI /URI (https://example.org/) >>",
    "highlight": b"/Subtype /Highlight /C [0.5] /QuadPoints [90 420 300 420 90 300 300 300] LOOK",
}


def of_field(about):
    def make(data, chance):
        update = noted(data, about, chance)
        return (
            update.stream(number=update.file.size + 2)
            if chance.turn % 3
            else update.table(size=update.file.size + 2)
        )

    return make


for _name, _about in FIELDS.items():
    kind("signed", 4, name=f"later-field-{_name}")(of_field(_about))


@kind("signed", 4)
def later_field_of_the_signature_before(data, chance):
    """A further field whose value is the signature that is there."""
    file = File(data)
    value = text(file.pdf.Root.AcroForm.Fields[0].V)
    update = noted(data, b"/Subtype /Widget /FT /Sig /T (Later) /V %s LOOK" % value, chance)
    return update.stream(number=file.size + 2)


@kind("signed", 6, bases=("tables-rsa2048-sealed",))
def seal_looks_otherwise(data, chance):
    """The look of the seal that was set."""
    file = File(data)
    field = file.pdf.Root.AcroForm.Fields[0]
    update = Update(file)
    look = field.AP.N
    if chance.turn % 2:
        update.put(look.objgen[0], replaced(look, b"0.5 g 0 0 200 200 re f"))
    else:
        more = {"Rect": b"[90 300 300 420]"} if chance.turn < 4 else {"F": b"2"}
        about = {k: v for k, v in field.items() if k[1:] not in more}
        update.put(field.objgen[0], dictionary(about, more))
    if chance.turn > 1:
        update.put(file.root, file.catalog(DSS=b"<< >>"))
    return update.stream()


SETTINGS = {
    "Extensions": b"<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>",
    "Version": b"/2.0",
    "OCProperties": b"<< /OCGs [] /D << >> >>",
    "ViewerPreferences": b"<< /PrintPageRange [0 0] >>",
    "PageLabels": b"<< /Nums [0 << /S /R /St 5 >>] >>",
    "PageMode": b"/FullScreen",
    "OpenAction": b"<< /S /JavaScript /JS (1) >>",
    "Perms": b"<< >>",
    "Collection": b"<< >>",
    "NeedsRendering": b"true",
    "Threads": b"[]",
    "Dests": b"<< >>",
}


def of_setting(key, value):
    def make(data, chance):
        file = File(data)
        update = Update(file)
        more = {key: value} | ({"DSS": b"<< >>"} if chance.turn else {})
        update.put(file.root, file.catalog(**more))
        return update.stream()

    return make


for _name, _value in SETTINGS.items():
    kind("signed", 2, name=f"later-setting-{_name}")(of_setting(_name, _value))


@kind("signed", 6)
def later_catalog(data, chance):
    """Another catalog under another number; with other pages, where it shows."""
    file = File(data)
    update = Update(file)
    more = {"DSS": b"<< >>"}
    if chance.turn % 2:
        leaf = file.page(0)
        pages = file.size + 1
        update.put(pages, b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % leaf.objgen[0])
        more["Pages"] = b"%d 0 R" % pages
    update.put(file.size, file.catalog(**more))
    root = (b"%d 0 R", b"0 0 R /Root %d 0 R", b"%d 0 R /Root 1 0 R")[chance.turn % 3] % file.size
    return update.stream(number=file.size + 2, root=root)


@kind("signed", 4)
def later_validation(data, chance):
    """Validation as others bring it, and then an object beside, listed."""
    data = signers.validated(data)
    file = File(data)
    update = Update(file)
    page = file.page(chance.turn % len(file.pdf.pages))
    if chance.turn % 2:
        update.put(file.size + 1, b"<< >>")
    else:
        update.put(page.Contents.objgen[0], replaced(page.Contents, b"0.5 g 90 300 300 300 re f"))
    return update.stream()


@kind("signed", 6)
def validation_with_pages_in_it(data, chance):
    """A store for validation that takes numbers of the pages' objects with it."""
    file = File(data)
    update = Update(file)
    content = file.page(0).Contents.objgen[0]
    dss = (
        b"<< /Certs [%d 0 R] >>" % content,
        b"<< /VRI << /A %d 0 R >> >>" % content,
        b"null",
        b"%d 0 R" % content,
        b"%d 0 R" % file.root,
        b"[]",
    )[chance.turn]
    update.put(file.root, file.catalog(DSS=dss))
    if chance.turn < 2:
        update.put(content, replaced(file.page(0).Contents, b"0.5 g 90 300 300 300 re f"))
    return update.stream()


@kind("signed", 4)
def signature_again_by_us(data, chance):
    """Control: a further signature of the program's own kind, and bytes of it changed."""
    now = re.sub(rb"/Reason", b"/Reasom", data) if chance.turn == 3 else data
    return signers.other(now, key=("rsa2048", "p256", "p384", "rsa4096")[chance.turn])
