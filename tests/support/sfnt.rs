//! Font files for tests, made from the vendored ones: other names, other licence bits, faces put
//! together in a collection (OpenType 1.9.1, otff).

use std::path::Path;

/// A face, taken apart into its tables. Checksums are left empty: nobody reads them here.
#[derive(Clone)]
pub(crate) struct Sfnt {
    version: [u8; 4],
    tables: Vec<([u8; 4], Vec<u8>)>,
}

/// A name's platform, encoding, language and number.
pub(crate) type NameKey = [u16; 4];

/// Windows, Unicode, Chinese (PRC): the family name.
pub(crate) const CHINESE_FAMILY: NameKey = [3, 1, 0x0804, 1];
/// Windows, Unicode, English: the family name.
pub(crate) const ENGLISH_FAMILY: NameKey = [3, 1, 0x0409, 1];
/// Windows, Unicode, English: the full name.
pub(crate) const ENGLISH_FULL: NameKey = [3, 1, 0x0409, 4];
/// Windows, Unicode, English: the PostScript name.
pub(crate) const POSTSCRIPT: NameKey = [3, 1, 0x0409, 6];
/// Macintosh, Chinese: the family name, in GBK.
pub(crate) const MAC_FAMILY: NameKey = [1, 25, 33, 1];

impl Sfnt {
    /// One of the vendored faces.
    pub(crate) fn vendored(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file);
        let bytes = std::fs::read(path).unwrap();
        let u32_at = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let count = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
        let tables = (0..count).map(|n| {
            let record = 12 + n * 16;
            let (at, length) = (u32_at(record + 8), u32_at(record + 12));
            (bytes[record..record + 4].try_into().unwrap(), bytes[at..at + length].to_vec())
        });
        Self { version: bytes[..4].try_into().unwrap(), tables: tables.collect() }
    }

    /// The face with these names only.
    pub(crate) fn named(self, names: &[(NameKey, &str)]) -> Self {
        let mut records = Vec::new();
        let mut texts: Vec<u8> = Vec::new();
        for ([platform, encoding, language, id], name) in names {
            let text = match (platform, encoding) {
                (3, 1) => name.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                _ => encoding_rs::GBK.encode(name).0.into_owned(),
            };
            let fields =
                [*platform, *encoding, *language, *id, text.len() as u16, texts.len() as u16];
            records.extend(fields.into_iter().flat_map(u16::to_be_bytes));
            texts.extend(text);
        }
        let start = 6 + records.len() as u16;
        let mut table: Vec<u8> =
            [0, names.len() as u16, start].into_iter().flat_map(u16::to_be_bytes).collect();
        table.extend(records);
        table.extend(texts);
        self.table(b"name", table)
    }

    /// The face with a table put in or replaced.
    pub(crate) fn table(mut self, tag: &[u8; 4], bytes: Vec<u8>) -> Self {
        self.tables.retain(|(known, _)| known != tag);
        self.tables.push((*tag, bytes));
        self.tables.sort();
        self
    }

    /// The face without a table.
    pub(crate) fn without(mut self, tag: &[u8; 4]) -> Self {
        self.tables.retain(|(known, _)| known != tag);
        self
    }

    /// The face with a table as long as before, and nothing but zeros in it.
    pub(crate) fn wiped(self, tag: &[u8; 4]) -> Self {
        let length = self.tables.iter().find(|(known, _)| known == tag).unwrap().1.len();
        self.table(tag, vec![0; length])
    }

    /// The face whose table of widths says so many units more of each glyph than its outlines do.
    pub(crate) fn widened(self, by: u16) -> Self {
        let of = |tag: &[u8; 4]| &self.tables.iter().find(|(known, _)| known == tag).unwrap().1;
        let mut widths = of(b"hmtx").clone();
        let hhea = of(b"hhea");
        let count = usize::from(u16::from_be_bytes([hhea[34], hhea[35]]));
        for metric in widths.chunks_exact_mut(4).take(count) {
            let width = u16::from_be_bytes([metric[0], metric[1]]) + by;
            metric[..2].copy_from_slice(&width.to_be_bytes());
        }
        self.table(b"hmtx", widths)
    }

    /// The face with other licence bits.
    pub(crate) fn licence(self, bits: u16) -> Self {
        self.os2(8, bits)
    }

    /// The face with another weight in its header.
    pub(crate) fn weight(self, weight: u16) -> Self {
        self.os2(4, weight)
    }

    fn os2(mut self, at: usize, value: u16) -> Self {
        let table = self.tables.iter_mut().find(|(tag, _)| tag == b"OS/2").unwrap();
        table.1[at..at + 2].copy_from_slice(&value.to_be_bytes());
        self
    }

    /// The face as a file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.at(0)
    }

    /// The face as it stands in a file from an offset on: offsets count from the file's start.
    fn at(&self, start: usize) -> Vec<u8> {
        let mut head = self.version.to_vec();
        head.extend((self.tables.len() as u16).to_be_bytes());
        head.extend([0; 6]);
        let mut body: Vec<u8> = Vec::new();
        let body_at = start + 12 + self.tables.len() * 16;
        for (tag, table) in &self.tables {
            head.extend(tag);
            let at = (body_at + body.len()) as u32;
            for field in [0, at, table.len() as u32] {
                head.extend(field.to_be_bytes());
            }
            body.extend(table);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        head.extend(body);
        head
    }
}

/// Faces as one collection.
pub(crate) fn collection(faces: &[Sfnt]) -> Vec<u8> {
    let mut head = b"ttcf\0\x01\0\0".to_vec();
    head.extend((faces.len() as u32).to_be_bytes());
    let mut body: Vec<u8> = Vec::new();
    let body_at = head.len() + faces.len() * 4;
    for face in faces {
        let start = body_at + body.len();
        head.extend((start as u32).to_be_bytes());
        body.extend(face.at(start));
    }
    head.extend(body);
    head
}
