//! A revision after a signature, held to what those who sign are known to write: a further
//! signature, what validation needs, a time stamp. Each object of it plays one part in that, and
//! is compared with what it was.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, of_catalog};
use super::compare::{are_extensions, differing};
use super::judge::{Judge, Part, Step, inside};
use super::pages::PageNumbers;
use super::{about, validation};
use crate::pdf::read::objects::{Map, Value};
use crate::pdf::read::strict::{Form, StoredObject};

/// Judges a revision, which is not the first.
pub(super) fn judge(form: &Form<'_>, revision: usize, pages: &PageNumbers) -> Step {
    let numbers = form.revisions.get(revision).map(|revision| &revision.numbers);
    let open = numbers.into_iter().flatten().copied().collect();
    let mut judge = Judge { form, revision, open, pages, step: Step::default() };
    judge.all();
    let mut step = judge.step;
    if step.harmful.is_empty() {
        // What has no part is led to by nothing that was looked at.
        let left = judge.open.iter().next();
        step.harmful.extend(left.map(|number| inside(*number)));
    }
    step
}

fn form_changed() -> Change {
    Change::Other("表单".to_owned())
}

impl<'f> Judge<'f, '_> {
    fn all(&mut self) {
        let last = self.revision.saturating_sub(1);
        let revisions = &self.form.revisions;
        let (Some(before), Some(now)) = (revisions.get(last), revisions.get(self.revision)) else {
            return;
        };
        let (before, now) = (&before.trailer, &now.trailer);
        let root = now.get("Root").and_then(Value::reference);
        let root = root.filter(|_| before.get("Root") == now.get("Root"));
        let old = root.and_then(|root| Self::dictionary(self.before(root)));
        let new = root.and_then(|root| Self::dictionary(self.now(root)));
        let (Some(root), Some(old), Some(new)) = (root, old, new) else {
            self.step.harmful.insert(Change::Other("文件的目录".to_owned()));
            return;
        };
        let catalog = self.catalog(root, &old, &new);
        self.step.harmful.extend(catalog.err());
        let form = self.form(&new);
        self.step.harmful.extend(form.err());
        let info = now.get("Info").filter(|_| before.get("Info") == now.get("Info"));
        let metadata = new.get("Metadata").and_then(Value::reference);
        self.step.says_the_same = before.get("Info") == now.get("Info")
            && old.get("Metadata") == new.get("Metadata")
            && self.about([info.and_then(Value::reference), metadata]);
        if !self.step.says_the_same {
            self.step.harmful.insert(Change::About);
        }
    }

    fn catalog(&mut self, root: u32, old: &Map, new: &Map) -> Part {
        let dss = new.get("DSS").and_then(Value::reference);
        if new.get("DSS").is_some() && dss.is_none() {
            return Err(validation::unknown());
        }
        if self.take(root) {
            for key in differing(old, new) {
                let known = match key.as_str() {
                    "DSS" => old.get("DSS").is_none(),
                    "Version" => new.name("Version") == Some(b"2.0"),
                    "Extensions" => are_extensions(old, new),
                    _ => false,
                };
                if !known {
                    return Err(of_catalog(&key));
                }
            }
        }
        match dss {
            Some(dss) if self.open.contains(&dss) => {
                validation::judge(self, dss, old.get("DSS").is_some())?;
                self.step.harmless.insert(Change::Validation);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The form may have further fields, and those that waited their signatures.
    fn form(&mut self, catalog: &Map) -> Part {
        let Some(number) = catalog.get("AcroForm").and_then(Value::reference) else {
            return if catalog.get("AcroForm").is_some() { Err(form_changed()) } else { Ok(()) };
        };
        let (old, new) =
            (Self::dictionary(self.before(number)), Self::dictionary(self.now(number)));
        let (Some(old), Some(new)) = (old, new) else { return Err(form_changed()) };
        let (before, fields) = (fields(&old), fields(&new));
        let (Some(before), Some(fields)) = (before, fields) else { return Err(form_changed()) };
        if self.take(number) {
            let known = differing(&old, &new).iter().all(|key| match key.as_str() {
                "Fields" => fields.starts_with(&before),
                "SigFlags" => new.integer("SigFlags") == Some(3),
                _ => false,
            });
            if !known {
                return Err(form_changed());
            }
        }
        for number in &before {
            if self.open.contains(number) {
                self.late(*number)?;
            }
        }
        let mut names = self.names(&before);
        let mut on_pages: BTreeMap<u32, Vec<Value>> = BTreeMap::new();
        for number in fields.iter().skip(before.len()) {
            let page = self.field(*number, &mut names)?;
            on_pages.entry(page).or_default().push(Value::Reference(*number));
        }
        on_pages.into_iter().try_for_each(|(page, widgets)| self.page(page, &widgets))
    }

    /// The names that fields have.
    fn names(&self, fields: &[u32]) -> BTreeSet<Vec<u8>> {
        let name = |number: &u32| match Self::dictionary(self.before(*number))?.get("T") {
            Some(Value::Text(name)) => Some(name.clone()),
            _ => None,
        };
        fields.iter().filter_map(name).collect()
    }

    /// A field that waited for its signature and has it now.
    fn late(&mut self, number: u32) -> Part {
        let (old, new) =
            (Self::dictionary(self.before(number)), Self::dictionary(self.now(number)));
        let (Some(old), Some(new)) = (old, new) else { return Err(inside(number)) };
        let only_signed = differing(&old, &new).iter().all(|key| key == "V");
        let waited = old.get("V").is_none() && old.name("FT") == Some(b"Sig");
        if !only_signed || !waited || !self.take(number) {
            return Err(Change::SignatureLost(name(&old)));
        }
        self.shows_nothing(&new)?;
        self.signature(&new)
    }

    /// A new field that shows nothing; the page that it is of.
    fn field(&mut self, number: u32, names: &mut BTreeSet<Vec<u8>>) -> Result<u32, Change> {
        let found = Self::dictionary(self.take_new(number)).ok_or_else(form_changed)?;
        let known = found.entries().all(|(key, value)| match key {
            b"Type" => *value == Value::name("Annot"),
            b"Subtype" => *value == Value::name("Widget"),
            b"FT" => *value == Value::name("Sig"),
            b"T" | b"TU" | b"Contents" => matches!(value, Value::Text(_)),
            b"F" => matches!(value, Value::Integer(_)),
            // Looked at below.
            b"Rect" | b"AP" | b"P" | b"V" => true,
            _ => false,
        });
        let kinds = ["Type", "Subtype", "FT"].iter().all(|key| found.get(key).is_some());
        let page = found.get("P").and_then(Value::reference);
        let page = page.filter(|page| self.pages.contains_key(page));
        let (Some(page), true, true) = (page, known, kinds) else { return Err(form_changed()) };
        let Some(Value::Text(name)) = found.get("T") else { return Err(form_changed()) };
        if name.is_empty() || !names.insert(name.clone()) {
            return Err(form_changed());
        }
        if found.get("V").is_none() {
            if found.get("AP").is_some() || self.shows_nothing(&found).is_err() {
                return Err(form_changed());
            }
            self.step.waiting.insert(number);
            return Ok(page);
        }
        self.shows_nothing(&found)?;
        self.signature(&found)?;
        Ok(page)
    }

    /// Whether a field has neither a picture nor a place.
    fn shows_nothing(&self, field: &Map) -> Part {
        let empty = |value: &Value| value.number() == Some(0.0);
        let is_nowhere = matches!(field.get("Rect"),
            Some(Value::List(sides)) if sides.len() == 4 && sides.iter().all(empty));
        if is_nowhere && field.get("AP").is_none() {
            return Ok(());
        }
        let page = field.get("P").and_then(Value::reference);
        let page = page.and_then(|page| self.pages.get(&page));
        Err(page.map_or_else(form_changed, |page| Change::Picture(page + 1)))
    }

    /// A field's signature, which leads nowhere.
    fn signature(&mut self, field: &Map) -> Part {
        let number = field.get("V").and_then(Value::reference).ok_or_else(form_changed)?;
        let about = Self::dictionary(self.take_new(number)).ok_or_else(form_changed)?;
        let known = about.entries().all(|(key, value)| match key {
            b"Type" => matches!(value, Value::Name(kind)
                if kind == b"Sig" || kind == b"DocTimeStamp"),
            b"Filter" | b"SubFilter" => matches!(value, Value::Name(_)),
            b"Contents" | b"M" | b"Name" | b"Reason" | b"Location" | b"ContactInfo" => {
                matches!(value, Value::Text(_))
            }
            b"ByteRange" => matches!(value, Value::List(numbers) if numbers.len() == 4
                && numbers.iter().all(|number| matches!(number, Value::Integer(_)))),
            b"Prop_Build" => is_plain(value),
            _ => false,
        });
        if !known || about.get("Contents").is_none() || about.get("ByteRange").is_none() {
            return Err(form_changed());
        }
        self.step.harmless.insert(Change::Signature(name(field)));
        Ok(())
    }

    /// A page that has further fields, each of which shows nothing.
    fn page(&mut self, number: u32, widgets: &[Value]) -> Part {
        if !self.take(number) {
            // A field may be in the form alone.
            return Ok(());
        }
        let place = self.pages.get(&number).map_or(1, |page| page + 1);
        let (old, new) =
            (Self::dictionary(self.before(number)), Self::dictionary(self.now(number)));
        let (Some(old), Some(new)) = (old, new) else { return Err(Change::Page(place)) };
        for key in differing(&old, &new) {
            match key.as_str() {
                "Annots" => {}
                "Tabs" if new.name("Tabs") == Some(b"S") => {}
                _ => return Err(Change::Page(place)),
            }
        }
        let annotations = |page: &Map| match page.get("Annots") {
            None => Some(Vec::new()),
            Some(Value::List(items)) => Some(items.clone()),
            Some(_) => None,
        };
        let (old, new) = (annotations(&old), annotations(&new));
        let mut expected = old.ok_or(Change::Annotation(place))?;
        expected.extend_from_slice(widgets);
        if new == Some(expected) { Ok(()) } else { Err(Change::Annotation(place)) }
    }

    /// Whether the file says the same of itself, but for the program that updated it and when, and
    /// whether something was done.
    fn about(&mut self, numbers: [Option<u32>; 2]) -> bool {
        let [info, metadata] = numbers.map(|number| number.filter(|n| self.take(*n)));
        let Step { harmless, harmful, waiting, .. } = &self.step;
        if harmless.is_empty() && harmful.is_empty() && waiting.is_empty() {
            return info.is_none() && metadata.is_none();
        }
        let is_same =
            |number: Option<u32>, same: fn(&StoredObject<'_>, &StoredObject<'_>) -> bool| {
                number.is_none_or(|number| match (self.before(number), self.now(number)) {
                    (Some(old), Some(new)) => same(&old, &new),
                    _ => false,
                })
            };
        is_same(info, about::is_same_info) && is_same(metadata, about::is_same_metadata)
    }
}

/// The form's fields, each an object of its own.
fn fields(form: &Map) -> Option<Vec<u32>> {
    match form.get("Fields") {
        Some(Value::List(fields)) => fields.iter().map(Value::reference).collect(),
        _ => None,
    }
}

fn name(field: &Map) -> String {
    match field.get("T") {
        Some(Value::Text(name)) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    }
}

/// Whether a value leads nowhere.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Reference(_) => false,
        Value::List(items) => items.iter().all(is_plain),
        Value::Map(map) => map.entries().all(|(_, value)| is_plain(value)),
        _ => true,
    }
}
