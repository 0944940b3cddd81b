"""Whole files written by hand from the objects of another."""

import functools
import io
import zlib

import pikepdf
from raw import NoPlace, dictionary, stream, text


class Plain:
    """A file's objects as text, to be changed and written with a table."""

    def __init__(self, data):
        self.pdf = data if isinstance(data, pikepdf.Pdf) else pikepdf.open(io.BytesIO(data))
        # Who asks for the pages gets a tree put in order: the objects are taken as they are.
        found = [one for one in self.pdf.objects if one.objgen[0] and not left_out(one)]
        self.objects = {one.objgen[0]: body(one) for one in found}
        self.streams = {one.objgen[0] for one in found if isinstance(one, pikepdf.Stream)}
        self.size = max(self.objects) + 1
        self.root = self.pdf.Root.objgen[0]
        self.planted = []

    @functools.cached_property
    def leaf(self):
        return self.pdf.pages[0].obj

    @property
    def page(self):
        return self.leaf.objgen[0]

    @property
    def content(self):
        return self.leaf.Contents.objgen[0]

    @property
    def pages(self):
        return self.pdf.Root.Pages.objgen[0]

    def trailer(self, size):
        entries = {
            "Size": b"%d" % size,
            "Root": b"%d 0 R" % self.root,
            "ID": self.pdf.trailer.ID.unparse(resolved=False),
        }
        if "/Info" in self.pdf.trailer:
            entries["Info"] = text(self.pdf.trailer["/Info"])
        return entries

    def write_as_built(self):
        """As the program writes files: streams, the other objects in one, a stream of places."""
        out = bytearray(b"%PDF-1.7\n%\xbb\xad\xc0\xde\n")
        places, packed, numbers = {}, b"", []
        for number, one in sorted(self.objects.items()):
            if number in self.streams:
                places[number] = (1, len(out), 0)
                one = one.replace(b">>\nstream\n", b">>stream\n", 1) + b" "
                out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
            else:
                places[number] = (2, self.size, len(numbers))
                numbers.append(b"%d %d" % (number, len(packed)))
                packed += one + b" "
        head = b" ".join(numbers) + b" "
        about = b"<</Type/ObjStm/N %d/First %d/Length %d/Filter/FlateDecode>>stream\n"
        body_of = zlib.compress(head + packed, 9)
        places[self.size] = (1, len(out), 0)
        out += b"%d 0 obj\n" % self.size + about % (len(numbers), len(head), len(body_of))
        out += body_of + b"\nendstream \nendobj\n"
        return bytes(out + self.places(places, len(out)))

    def places(self, places, at):
        number = self.size + 1
        places[number] = (1, at, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big")
            for kind, place, more in (places.get(n, (0, 0, 65535)) for n in range(1, number + 1))
        )
        about = self.trailer(number + 1) | {
            "Type": b"/XRef",
            "W": b"[1 4 2]",
            "Index": b"[1 %d]" % number,
            "Length": b"%d" % len(rows),
        }
        return b"%d 0 obj\n%sstream\n%s\nendstream \nendobj\n\nstartxref\n%d\n%%%%EOF" % (
            number,
            dictionary({}, about),
            rows,
            at,
        )

    def write(
        self,
        entry=b"%010d %05d n \n",
        section=b"0 %d\n",
        head=b"%%PDF-1.7\n%%\xbb\xad\xc0\xde\n",
        shift=0,
        more=b"",
        free=b"%010d %05d f \n",
        size=None,
        start=0,
        generation=0,
        before=b"",
        off=0,
    ):
        out = bytearray(head.replace(b"%%", b"%"))
        places = {}
        for number, text_of in sorted(self.objects.items()):
            places[number] = len(out)
            out += before + b"%d 0 obj\n%s\nendobj\n" % (number, text_of)
            for planted in [one for n, one in self.planted if n == number]:
                out += b"%d 0 obj\n%s\nendobj\n" % (number, planted)
        at = len(out)
        out += b"xref\n" + section % self.size + free % (0, 65535)
        for number in range(1, self.size):
            if number in places:
                out += entry % (places[number] + shift + off, generation)
            else:
                out += free % (0, 0)
        out += b"trailer\n" + dictionary({}, self.trailer(size or self.size))[:-2] + more + b">>\n"
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % (at + shift + start))

    def edit(self, number, before, after):
        if before not in self.objects[number]:
            raise NoPlace
        self.objects[number] = self.objects[number].replace(before, after, 1)


def left_out(one):
    kinds = (pikepdf.Name.XRef, pikepdf.Name.ObjStm)
    return isinstance(one, pikepdf.Stream) and one.get("/Type") in kinds


def body(one):
    if isinstance(one, pikepdf.Stream):
        raw = one.read_raw_bytes()
        about = {k: v for k, v in one.items() if k != "/Length"}
        return stream(raw, dictionary(about)[3:-3])
    return one.unparse(resolved=True)
