//! What updates did to a file after a signature: by the objects that stand elsewhere now, each
//! named for what it is to the reader.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, of_catalog};
use super::compare::{are_extensions, differing, list};
use super::pages::{PageTree, pages};
use super::{MAX_SIGNATURES, fields};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};

/// The most objects that one page or attachment may need.
const MAX_NEEDED: usize = 20_000;

/// What was changed from one revision of a file to the next, by what it is to the reader. The
/// `first` signature of a file may stand in its structure.
///
/// # Errors
/// One of them cannot be read.
pub(super) fn named(before: &[u8], now: &[u8], first: bool) -> Result<BTreeSet<Change>, ReadFault> {
    let mut found = BTreeSet::new();
    let before = PdfFile::open(before)?;
    let now = PdfFile::open(now)?;
    let roles = Roles { first, ..Roles::of(&before, &now)? };
    // Another catalog or form may come with a number that was free: they are compared, moved or not.
    roles.judge_catalog(&mut found);
    roles.judge_form(&mut found)?;
    for number in roles.moved() {
        roles.judge(number, &mut found)?;
    }
    roles.signatures(&mut found);
    if found.is_empty() {
        found.insert(Change::Trailing);
    }
    Ok(found)
}

/// What each object is, before and now.
pub(super) struct Roles<'f, 'b> {
    pub(super) before: &'f PdfFile<'b>,
    pub(super) now: &'f PdfFile<'b>,
    /// Whether a first signature may have come.
    first: bool,
    catalogs: [Map; 2],
    /// The pages before and now.
    pages: [PageTree; 2],
    /// The signature fields before and now, by name.
    signatures: [BTreeMap<u32, Map>; 2],
    pub(super) needed: BTreeMap<u32, Change>,
}

impl<'f, 'b> Roles<'f, 'b> {
    fn of(before: &'f PdfFile<'b>, now: &'f PdfFile<'b>) -> Result<Self, ReadFault> {
        let catalogs = [before.catalog()?, now.catalog()?];
        let signatures = [signature_fields(before)?, signature_fields(now)?];
        let pages = [pages(before)?, pages(now)?];
        let (first, needed) = (false, BTreeMap::new());
        let mut roles = Self { before, now, first, catalogs, pages, signatures, needed };
        roles.note_needed()?;
        Ok(roles)
    }

    /// Notes what pages and attachments are made of.
    fn note_needed(&mut self) -> Result<(), ReadFault> {
        let catalog = self.catalogs[0].clone();
        for key in ["AF", "Names"] {
            if let Some(value) = catalog.get(key) {
                self.need(value, &Change::Attachments)?;
            }
        }
        for field in self.signatures[0].clone().values() {
            for value in ["V", "AP"].iter().filter_map(|key| field.get(key)) {
                self.need(value, &Change::SignatureLost(name(field)))?;
            }
        }
        for (number, place) in self.pages[0].numbers.clone() {
            let Value::Map(page) = self.before.object(number)? else { continue };
            for (key, value) in page.entries() {
                match key {
                    // Those above it are looked at as the tree of pages.
                    b"Parent" => {}
                    b"Annots" => self.need(value, &Change::Annotation(place + 1))?,
                    _ => self.need(value, &Change::Page(place + 1))?,
                }
            }
        }
        let trailer = self.before.trailer();
        let others = [
            (catalog.get("StructTreeRoot"), Change::Structure),
            (catalog.get("Metadata"), Change::About),
            (catalog.get("Outlines"), Change::Other("书签".to_owned())),
            (catalog.get("OutputIntents"), Change::Other("色彩说明".to_owned())),
            (trailer.get("Info"), Change::About),
        ];
        for (value, change) in others {
            if let Some(value) = value.cloned() {
                self.need(&value, &change)?;
            }
        }
        for (key, value) in catalog.entries() {
            if !matches!(key, b"Pages" | b"AcroForm") {
                self.need(value, &of_catalog(&String::from_utf8_lossy(key)))?;
            }
        }
        Ok(())
    }

    /// Notes the objects that a value leads to; what an earlier one needs stays its own.
    fn need(&mut self, value: &Value, change: &Change) -> Result<(), ReadFault> {
        let mut open = vec![value.clone()];
        let mut seen = 0;
        while let Some(value) = open.pop() {
            match value {
                Value::Reference(number) => {
                    let page = self.pages[0].numbers.contains_key(&number);
                    if page || self.needed.contains_key(&number) {
                        continue;
                    }
                    seen += 1;
                    if seen > MAX_NEEDED {
                        return Err(ReadFault::Damaged);
                    }
                    self.needed.insert(number, change.clone());
                    open.extend(self.before.object(number));
                }
                Value::List(items) => open.extend(items),
                Value::Map(map) => open.extend(map.entries().map(|(_, value)| value.clone())),
                _ => {}
            }
        }
        Ok(())
    }

    /// The objects of before that stand elsewhere now; and those that were led to, were not
    /// there, and are now.
    fn moved(&self) -> BTreeSet<u32> {
        let numbers = self.before.numbers().chain(self.needed.keys().copied());
        numbers.filter(|number| self.before.place(*number) != self.now.place(*number)).collect()
    }

    /// Says what became of an object that stands elsewhere now.
    fn judge(&self, number: u32, found: &mut BTreeSet<Change>) -> Result<(), ReadFault> {
        let form = self.catalogs[0].get("AcroForm").and_then(Value::reference);
        // They are compared by what they say.
        if [root(self.before), form].contains(&Some(number)) {
            return Ok(());
        }
        if let Some(page) = self.pages[0].numbers.get(&number) {
            return self.judge_page(number, *page, found);
        }
        if let Some(field) = self.signatures[0].get(&number) {
            self.judge_field(number, field, found);
            return Ok(());
        }
        // What a first signature needs is reported as the signature.
        if self.first && self.grown(number)? {
            return Ok(());
        }
        found.insert(if self.pages[0].nodes.contains(&number) {
            Change::Pages
        } else if let Some(change) = self.needed.get(&number) {
            change.clone()
        } else {
            Change::Other(format!("文件内部（第 {number} 号对象）"))
        });
        Ok(())
    }

    /// A field that waited for its signature may get it; what is signed stays.
    fn judge_field(&self, number: u32, field: &Map, found: &mut BTreeSet<Change>) {
        if field.get("V").is_none() && self.is_signed(number) {
            found.insert(Change::Signature(name(field)));
        } else if self.now.object(number).ok() != Some(Value::Map(field.clone())) {
            found.insert(Change::SignatureLost(name(field)));
        }
    }

    /// Whether a field has a signature now, and is shown as a field is.
    fn is_widget(&self, number: u32) -> bool {
        let widget = Some(&b"Widget"[..]);
        self.is_signed(number)
            && self.signatures[1].get(&number).is_some_and(|f| f.name("Subtype") == widget)
    }

    /// Whether a field has a signature now.
    pub(super) fn is_signed(&self, number: u32) -> bool {
        self.signatures[1].get(&number).is_some_and(|field| field.get("V").is_some())
    }

    fn judge_catalog(&self, found: &mut BTreeSet<Change>) {
        for key in differing(&self.catalogs[0], &self.catalogs[1]) {
            let change = match key.as_str() {
                // Looked at by itself: the fields of the form.
                "AcroForm" => continue,
                "Extensions" if are_extensions(&self.catalogs[0], &self.catalogs[1]) => continue,
                // ECDSA came with PDF 2.0 (ISO 32000-2 12.8.3.2).
                "Version" if self.catalogs[1].name("Version") == Some(b"2.0") => continue,
                "DSS" => Change::Validation,
                "AF" | "Names" => Change::Attachments,
                "Pages" => Change::Pages,
                "StructTreeRoot" | "MarkInfo" => Change::Structure,
                key => of_catalog(key),
            };
            found.insert(change);
        }
        if self.pages[0].numbers != self.pages[1].numbers {
            found.insert(Change::Pages);
        }
        if self.before.trailer().get("Info") != self.now.trailer().get("Info") {
            found.insert(Change::About);
        }
    }

    /// A page may have further signatures, and nothing else.
    fn judge_page(
        &self,
        number: u32,
        page: usize,
        found: &mut BTreeSet<Change>,
    ) -> Result<(), ReadFault> {
        let (before, now) = (self.before.object(number)?, self.now.object(number));
        let (Value::Map(before), Ok(Value::Map(now))) = (before, now) else {
            found.insert(Change::Page(page + 1));
            return Ok(());
        };
        if differing(&before, &now).iter().any(|key| key != "Annots" && key != "Tabs") {
            found.insert(Change::Page(page + 1));
        }
        let old = list(self.before, &before, "Annots")?;
        let new = list(self.now, &now, "Annots")?;
        let is_signed = |item: &Value| item.reference().is_some_and(|n| self.is_widget(n));
        if !new.starts_with(&old) || !new[old.len()..].iter().all(is_signed) {
            found.insert(Change::Annotation(page + 1));
        }
        Ok(())
    }

    /// The form may have further signatures, and nothing else. What it has no more is reported by the
    /// field's name.
    fn judge_form(&self, found: &mut BTreeSet<Change>) -> Result<(), ReadFault> {
        let form = |file: &PdfFile<'_>, catalog: &Map| -> Result<(Map, Vec<Value>), ReadFault> {
            let form = catalog.get("AcroForm").map(|form| file.map(form)).transpose()?;
            let form = form.unwrap_or_default();
            let fields = list(file, &form, "Fields")?;
            Ok((form, fields))
        };
        let (before, old) = form(self.before, &self.catalogs[0])?;
        let (now, new) = form(self.now, &self.catalogs[1])?;
        let known: BTreeSet<u32> = old.iter().filter_map(Value::reference).collect();
        let is_signature = |field: &Value| {
            field.reference().is_some_and(|n| known.contains(&n) || self.is_signed(n))
        };
        let mut keys = differing(&before, &now).into_iter();
        if keys.any(|key| key != "Fields" && key != "SigFlags") || !new.iter().all(is_signature) {
            found.insert(Change::Other("表单".to_owned()));
        }
        Ok(())
    }

    /// Which signatures came, and which are no more.
    fn signatures(&self, found: &mut BTreeSet<Change>) {
        let [before, now] = &self.signatures;
        for (number, field) in before {
            if field.get("V").is_some() && !now.contains_key(number) {
                found.insert(Change::SignatureLost(name(field)));
            }
        }
        let new = now.iter().filter(|(n, _)| !before.contains_key(n) && self.is_signed(**n));
        found.extend(new.map(|(_, field)| Change::Signature(name(field))));
    }
}

fn root(file: &PdfFile<'_>) -> Option<u32> {
    file.trailer().get("Root").and_then(Value::reference)
}

fn signature_fields(file: &PdfFile<'_>) -> Result<BTreeMap<u32, Map>, ReadFault> {
    let fields = fields(file)?;
    if fields.len() > MAX_SIGNATURES {
        return Err(ReadFault::Damaged);
    }
    Ok(fields.into_iter().filter_map(|(number, field)| Some((number?, field))).collect())
}

fn name(field: &Map) -> String {
    match field.get("T") {
        Some(Value::Text(name)) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    }
}
