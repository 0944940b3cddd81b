//! An update appended to a file (ISO 32000-1 7.5.6): what was there stays to the byte, and
//! new and replaced objects follow, with their cross-references.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::pdf::read::objects::{Kind, Map, PdfFile, ReadFault, Value};

/// An update in the making.
pub(super) struct Update<'f, 'b> {
    file: &'f PdfFile<'b>,
    /// The objects as they are written, by number.
    objects: BTreeMap<u32, Vec<u8>>,
    next: u32,
}

/// A file with its update.
pub(super) struct UpdatedFile {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Where each object of the update begins: behind `obj` and a line's end.
    pub places: BTreeMap<u32, usize>,
}

impl<'f, 'b> Update<'f, 'b> {
    pub(super) fn of(file: &'f PdfFile<'b>) -> Result<Self, ReadFault> {
        Ok(Self { file, objects: BTreeMap::new(), next: file.next_number()? })
    }

    /// A number for an object to come.
    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// An object in place of what had its number.
    pub(super) fn set(&mut self, number: u32, value: &Value) {
        self.objects.insert(number, written(value));
    }

    /// An object as the caller wrote it.
    pub(super) fn set_written(&mut self, number: u32, bytes: Vec<u8>) {
        self.objects.insert(number, bytes);
    }

    /// A new object; its reference.
    pub(super) fn add(&mut self, value: &Value) -> Value {
        let number = self.number();
        self.set(number, value);
        Value::Reference(number)
    }

    /// A new stream; its reference.
    pub(super) fn add_stream(&mut self, mut about: Map, content: &[u8]) -> Value {
        about.set("Length", Value::Integer(content.len() as i64));
        let mut bytes = written(&Value::Map(about));
        bytes.extend_from_slice(b"\nstream\n");
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\nendstream");
        let number = self.number();
        self.objects.insert(number, bytes);
        Value::Reference(number)
    }

    /// Appends the update.
    pub(super) fn finish(mut self) -> UpdatedFile {
        let mut bytes = self.file.bytes().to_vec();
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        let mut places = BTreeMap::new();
        let mut entries = BTreeMap::new();
        for (number, object) in &self.objects {
            entries.insert(*number, bytes.len());
            bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            places.insert(*number, bytes.len());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let at = bytes.len();
        match self.file.newest().1 {
            Kind::Table => self.table(&entries, &mut bytes),
            Kind::Stream => self.stream(entries, at, &mut bytes),
        }
        bytes.extend_from_slice(format!("startxref\n{at}\n%%EOF\n").as_bytes());
        UpdatedFile { bytes, places }
    }

    /// What the trailer says: as before, but for the places, and the identifier's second half.
    fn trailer(&self, bytes: &[u8]) -> Map {
        let mut trailer = Map::default();
        for key in ["Root", "Info"] {
            if let Some(value) = self.file.trailer().get(key) {
                trailer.set(key, value.clone());
            }
        }
        if let Some(Value::List(id)) = self.file.trailer().get("ID")
            && let Some(first) = id.first()
        {
            let changed = Value::Text(Sha256::digest(bytes)[..16].to_vec());
            trailer.set("ID", Value::List(vec![first.clone(), changed]));
        }
        trailer.set("Size", Value::Integer(self.next.into()));
        trailer.set("Prev", Value::Integer(self.file.newest().0 as i64));
        trailer
    }

    fn table(&self, entries: &BTreeMap<u32, usize>, bytes: &mut Vec<u8>) {
        let mut table = "xref\n".to_owned();
        for (first, places) in runs(entries) {
            // Writing to a string does not fail.
            let _ = writeln!(table, "{first} {}", places.len());
            for at in places {
                let _ = write!(table, "{at:010} 00000 n\r\n");
            }
        }
        let trailer = written(&Value::Map(self.trailer(bytes)));
        bytes.extend_from_slice(table.as_bytes());
        bytes.extend_from_slice(b"trailer\n");
        bytes.extend_from_slice(&trailer);
        bytes.push(b'\n');
    }

    /// The stream of places is an object itself.
    fn stream(&mut self, mut entries: BTreeMap<u32, usize>, at: usize, bytes: &mut Vec<u8>) {
        let number = self.number();
        entries.insert(number, at);
        let (mut index, mut rows) = (Vec::new(), Vec::new());
        for (first, places) in runs(&entries) {
            index.extend([Value::Integer(first.into()), Value::Integer(places.len() as i64)]);
            for at in places {
                rows.push(1);
                // A file of more than four gigabytes is not opened.
                rows.extend_from_slice(&(at as u32).to_be_bytes());
                rows.push(0);
            }
        }
        let mut about = self.trailer(bytes);
        about.set("Type", Value::name("XRef"));
        about.set("W", Value::List([1, 4, 1].map(Value::Integer).into()));
        about.set("Index", Value::List(index));
        about.set("Length", Value::Integer(rows.len() as i64));
        bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        bytes.extend_from_slice(&written(&Value::Map(about)));
        bytes.extend_from_slice(b"\nstream\n");
        bytes.extend_from_slice(&rows);
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }
}

/// Places of numbers that follow each other, each run with its first number.
fn runs(entries: &BTreeMap<u32, usize>) -> Vec<(u32, Vec<usize>)> {
    let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
    for (number, at) in entries {
        match runs.last_mut() {
            Some((first, places)) if *first + places.len() as u32 == *number => places.push(*at),
            _ => runs.push((*number, vec![*at])),
        }
    }
    runs
}

/// An object as a file writes it (ISO 32000-1 7.3).
pub(super) fn written(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Truth(truth) => out.extend_from_slice(truth.to_string().as_bytes()),
        // Never with an exponent, and read back as the same number.
        Value::Real(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Name(name) => write_name(name, out),
        Value::Text(text) => {
            out.push(b'<');
            out.extend_from_slice(base16ct::upper::encode_string(text).as_bytes());
            out.push(b'>');
        }
        Value::List(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(b' ');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::Map(map) => {
            out.extend_from_slice(b"<<");
            for (key, value) in map.entries() {
                out.push(b' ');
                write_name(key, out);
                out.push(b' ');
                write(value, out);
            }
            out.extend_from_slice(b" >>");
        }
        // What is updated has no object of another generation.
        Value::Reference(number) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'+' => out.push(*byte),
            _ => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
        }
    }
}
