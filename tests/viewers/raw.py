"""PDF files written by hand: updates with tables and streams of places as sound or as odd as a
mutation wants them (ISO 32000-1 7.5)."""

import io
import re
import zlib

import pikepdf


class NoPlace(Exception):
    """The file has nothing that a mutation could change."""


class File:
    """A file and the numbers of what it is made of."""

    def __init__(self, data):
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root.objgen[0]
        self.size = int(self.pdf.trailer.Size)
        self.last = startxref(data)

    def catalog(self, **more):
        """The catalog's text with further entries."""
        entries = {key: value for key, value in self.pdf.Root.items() if key[1:] not in more}
        return dictionary(entries, more)

    def page(self, n):
        return self.pdf.pages[n].obj

    def info(self):
        info = self.pdf.trailer.get("/Info")
        return b"/Info %d 0 R " % info.objgen[0] if info is not None else b""

    def ids(self):
        return b"/ID " + self.pdf.trailer.ID.unparse(resolved=False)


def startxref(data):
    return int(re.findall(rb"startxref\s+(\d+)", data)[-1])


def dictionary(entries, more=()):
    """A dictionary's text of pikepdf's entries and of further ones, which are text."""
    parts = [key.encode() + b" " + text(value) for key, value in entries.items()]
    parts += [b"/%s %s" % (key.encode(), value) for key, value in dict(more).items()]
    return b"<< " + b" ".join(parts) + b" >>"


def text(value):
    if isinstance(value, pikepdf.Object):
        if value.is_indirect:
            return b"%d %d R" % value.objgen
        return value.unparse(resolved=False)
    return pikepdf.Array([value]).unparse()[1:-1].strip()


def stream(content, about=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(content), content)


def replaced(obj, content):
    """A stream's text with another content, unpacked."""
    about = {k: v for k, v in obj.items() if k not in ("/Length", "/Filter", "/DecodeParms")}
    return stream(content, dictionary(about)[3:-3])


class Update:
    """An update in the making; `odd` says how its table is written other than it ought to be."""

    def __init__(self, file):
        self.file = file
        self.out = bytearray(file.data)
        if not self.out.endswith(b"\n"):
            self.out += b"\n"
        self.listed = {}

    def put(self, number, body, listed=True, generation=0):
        if listed:
            self.listed[number] = len(self.out)
        self.out += b"%d %d obj\n%s\nendobj\n" % (number, generation, body)

    def groups(self):
        """Runs of numbers that follow each other."""
        runs = []
        for number in sorted(self.listed):
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs

    def table(
        self,
        head=b"xref\n",
        entry=b"%010d %05d n \n",
        section=b"%d %d\n",
        first=b"",
        last=b"",
        size=None,
        root=b"%d 0 R",
        prev=b"%d",
        more=b"",
        at=0,
        tail=b"\n",
        generation=0,
    ):
        """Ends the file with a table."""
        place = len(self.out)
        self.out += head + first
        for run in self.groups():
            self.out += section % (run[0], len(run))
            for number in run:
                self.out += entry % (self.listed[number], generation)
        self.out += last + b"trailer\n<< " + self.trailer(size, root, prev) + more + b" >>\n"
        return self.end(place + at, tail)

    def trailer(self, size, root, prev):
        size = self.file.size if size is None else size
        said = b"/Size %d " % max(size, 1) if size else b""
        root = root % self.file.root if b"%" in root else root
        prev = prev % self.file.last if b"%" in prev else prev
        return (
            said + b"/Root " + root + b" /Prev " + prev + b" " + self.file.info() + self.file.ids()
        )

    def stream(
        self,
        widths=(1, 4, 2),
        index=None,
        extra=(),
        size=None,
        more=b"",
        number=None,
        own=True,
        rows=None,
        root=b"%d 0 R",
        prev=b"%d",
        tail=b"\n",
        about=b"/Type /XRef",
    ):
        """Ends the file with a stream of places; `extra` are rows (number, kind, place, more)."""
        place = len(self.out)
        number = self.file.size if number is None else number
        size = max(self.file.size, number + 1) if size is None else size
        entries = [(n, 1, at, 0) for n, at in self.listed.items()] + list(extra)
        if own:
            entries.append((number, 1, place, 0))
        entries.sort(key=lambda row: row[0])
        runs = index or b" ".join(b"%d 1" % row[0] for row in entries)
        packed = b"".join(
            b"".join(value.to_bytes(w, "big") for value, w in zip(row[1:], widths) if w)
            for row in entries
        )
        packed = zlib.compress(rows(packed) if rows else packed, 9)
        said = b"%s /W [%d %d %d] /Index [%s] /Filter /FlateDecode /Length %d %s %s" % (
            about,
            *widths,
            runs,
            len(packed),
            self.trailer(size, root, prev),
            more,
        )
        self.out += b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, said, packed)
        return self.end(place, tail)

    def end(self, place, tail):
        self.out += b"startxref\n%d\n%%%%EOF" % place + tail
        return bytes(self.out)
