//! The signatures of a file, as the file has them: what each covers, what it says of itself, and
//! what was changed after it (ISO 32000-1 12.8). Whether a signature is right is not known here.

mod about;
mod change;
mod changes;
mod compare;
mod growth;
mod history;
mod judge;
mod pages;
mod step;
mod validation;

use std::collections::BTreeSet;

pub use change::Change;

use history::History;

use crate::moment::Moment;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value, string};
use crate::pdf::read::strict::{Form, FormFault};

/// The most signatures that are looked at.
const MAX_SIGNATURES: usize = 100;
/// The most fields that are looked at.
const MAX_FIELDS: usize = 1000;

/// A signature in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedSignature {
    /// The field's name.
    pub field: String,
    /// What kind it is.
    pub kind: SignatureKind,
    /// The signer, as the file says.
    pub name: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// When, as the signer's clock had it.
    pub claimed: Option<Moment>,
    /// The page, from 1, that shows it.
    pub shown_on: Option<usize>,
    /// The signature and what fills its room; DER.
    pub der: Vec<u8>,
    /// What it covers.
    pub cover: Result<Cover, CoverFault>,
}

/// What a signature is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureKind {
    /// `ETSI.CAdES.detached`, `adbe.pkcs7.detached`: over the file's bytes.
    Detached,
    /// `ETSI.RFC3161`: a time stamp over the file's bytes.
    TimeStamp,
    /// Any other, which is not read.
    Other(String),
}

/// The bytes of a file that a signature covers: all up to an end, but for its own room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// Where its room begins, with the bracket.
    pub gap_start: usize,
    /// Where its room ends.
    pub gap_end: usize,
    /// Where the covered part ends.
    pub end: usize,
}

impl Cover {
    /// The covered bytes of the file, in order.
    #[must_use]
    pub fn content<'p>(&self, pdf: &'p [u8]) -> [&'p [u8]; 2] {
        let part = |from, to| pdf.get(from..to).unwrap_or_default();
        [part(0, self.gap_start), part(self.gap_end, self.end)]
    }
}

/// Why what a signature covers is not what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverFault {
    /// There is no range, or none that can be.
    #[error("签名对不上文件：签名之后文件被别的软件另存过或改动过，签名作废；请对方重发签好的原件")]
    NoRange,
    /// The range does not begin with the file.
    #[error("签名没有从文件开头管起，开头一段不受保护；请对方重发签好的原件")]
    NotFromStart,
    /// The range leaves out more than the signature.
    #[error(
        "签名对不上文件：签名之后文件被别的软件另存过或改动过（有一段不受签名保护）；请对方重发签好的原件"
    )]
    OtherGap,
    /// The range ends where no version of the file ends.
    #[error("签名没有管到文件的末尾，后面一段不受保护；请对方重发签好的原件")]
    NoRevision,
    /// The signature is another field's, so that what the file says of it is not what was signed.
    #[error("两个签名栏用的是同一个签名")]
    Shared,
}

/// The signatures of a file, and what became of it after each.
#[derive(Debug)]
pub struct SignedFile {
    /// The signatures, in the order of what they cover.
    pub signatures: Vec<EmbeddedSignature>,
    /// Where the file is not of the form that every reader agrees on.
    pub form: Option<FormFault>,
    history: History,
}

impl SignedFile {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(pdf: &[u8]) -> Result<Self, ReadFault> {
        let file = PdfFile::open(pdf)?;
        let pages = pages::pages(&file)?.numbers;
        let form = Form::read(pdf);
        let signatures = found(&file, &form, &pages)?;
        let covers = signatures.iter().filter_map(|signature| signature.cover.ok());
        let first = covers.map(|cover| cover.end).min().unwrap_or(usize::MAX);
        let history = History::of(pdf, &form, first, &pages);
        Ok(Self { signatures, form: form.fault, history })
    }

    /// What was changed since the file ended at a byte.
    ///
    /// # Errors
    /// What follows cannot be read.
    pub fn after(&self, end: usize) -> Result<BTreeSet<Change>, ReadFault> {
        self.history.after(end)
    }
}

/// The signatures of a file, in the order of what they cover.
///
/// # Errors
/// The file cannot be read.
pub fn signatures(pdf: &[u8]) -> Result<Vec<EmbeddedSignature>, ReadFault> {
    SignedFile::read(pdf).map(|file| file.signatures)
}

/// Where a file ended when it was first written; `None` where it is not of the form that every
/// reader agrees on.
#[must_use]
pub fn first_end(pdf: &[u8]) -> Option<usize> {
    Form::read(pdf).revisions.first().map(|revision| revision.end)
}

/// What was changed in a file between an end and its own: for a file that ends with its first
/// signature, which may be seen, and is all that may be new.
///
/// # Errors
/// The file cannot be read.
pub fn before_signing(pdf: &[u8], end: usize) -> Result<BTreeSet<Change>, ReadFault> {
    let file = PdfFile::open(pdf)?;
    let pages = pages::pages(&file)?.numbers;
    let form = Form::read(pdf);
    let (mut found, mut before) = (BTreeSet::new(), 0);
    for (n, revision) in form.revisions.iter().enumerate() {
        if before >= end {
            let bytes = |end: usize| pdf.get(..end).unwrap_or_default();
            let mut changes = changes::named(bytes(before), bytes(revision.end), true)?;
            // A program that signs leaves its name and the date there.
            if step::judge(&form, n, &pages).says_the_same {
                changes.remove(&Change::About);
            }
            found.extend(changes);
        }
        before = revision.end;
    }
    Ok(found)
}

fn found(
    file: &PdfFile<'_>,
    form: &Form<'_>,
    pages: &pages::PageNumbers,
) -> Result<Vec<EmbeddedSignature>, ReadFault> {
    let mut found = Vec::new();
    for (number, field) in fields(file)? {
        let Some(value) = field.get("V") else { continue };
        if found.len() == MAX_SIGNATURES {
            return Err(ReadFault::Damaged);
        }
        let holder = value.reference().or(number);
        found.push(in_file((file, form), &field, (holder, &file.map(value)?), pages));
    }
    found.sort_by_key(|signature| signature.cover.map_or(usize::MAX, |cover| cover.end));
    let mut gaps = BTreeSet::new();
    for signature in &mut found {
        if signature.cover.is_ok_and(|cover| !gaps.insert(cover.gap_start)) {
            signature.cover = Err(CoverFault::Shared);
        }
    }
    Ok(found)
}

/// How many signatures are left in the bytes of a file that the file itself knows no more.
#[must_use]
pub fn stripped(pdf: &[u8], known: &[EmbeddedSignature]) -> usize {
    const RANGE: &[u8] = b"/ByteRange";
    let traces = pdf.windows(RANGE.len()).filter(|window| *window == RANGE).count();
    traces.saturating_sub(known.len())
}

/// The signature fields of a file's form, each with its object's number.
fn fields(file: &PdfFile<'_>) -> Result<Vec<(Option<u32>, Map)>, ReadFault> {
    let catalog = file.catalog()?;
    let Some(form) = catalog.get("AcroForm") else { return Ok(Vec::new()) };
    let form = file.map(form)?;
    let Some(top) = form.get("Fields") else { return Ok(Vec::new()) };
    let mut open = file.list(top)?;
    open.reverse();
    let (mut fields, mut seen, mut count) = (Vec::new(), BTreeSet::new(), 0);
    while let Some(field) = open.pop() {
        let number = field.reference();
        count += 1;
        if count > MAX_FIELDS || number.is_some_and(|number| !seen.insert(number)) {
            return Err(ReadFault::Damaged);
        }
        let about = file.map(&field)?;
        if about.get("FT") == Some(&Value::name("Sig")) {
            fields.push((number, about));
        } else if let Some(kids) = about.get("Kids") {
            open.extend(file.list(kids)?.into_iter().rev());
        }
    }
    Ok(fields)
}

fn in_file(
    (file, form): (&PdfFile<'_>, &Form<'_>),
    field: &Map,
    (holder, about): (Option<u32>, &Map),
    pages: &pages::PageNumbers,
) -> EmbeddedSignature {
    let der = match about.get("Contents") {
        Some(Value::Text(der)) => der.clone(),
        _ => Vec::new(),
    };
    let said = |key| about.get(key).and_then(|value| text(file, value));
    let kind = match about.get("SubFilter") {
        Some(Value::Name(name)) => match &name[..] {
            b"ETSI.CAdES.detached" | b"adbe.pkcs7.detached" => SignatureKind::Detached,
            b"ETSI.RFC3161" => SignatureKind::TimeStamp,
            other => SignatureKind::Other(String::from_utf8_lossy(other).into_owned()),
        },
        _ => SignatureKind::Other(String::new()),
    };
    let shown = field.get("AP").and_then(|_| field.get("P")).and_then(Value::reference);
    EmbeddedSignature {
        field: field.get("T").and_then(|name| text(file, name)).unwrap_or_default(),
        kind,
        name: said("Name"),
        reason: said("Reason"),
        location: said("Location"),
        claimed: said("M").and_then(|date| Moment::from_pdf(&date)),
        shown_on: shown.and_then(|page| pages.get(&page)).map(|page| page + 1),
        cover: cover((file, form), (holder, about), &der),
        der,
    }
}

fn text(file: &PdfFile<'_>, value: &Value) -> Option<String> {
    string(&file.resolved(value).ok()?)
}

fn cover(
    (file, form): (&PdfFile<'_>, &Form<'_>),
    (holder, about): (Option<u32>, &Map),
    der: &[u8],
) -> Result<Cover, CoverFault> {
    let pdf = form.bytes();
    let range = about.get("ByteRange").and_then(|range| file.list(range).ok());
    let number = |value: &Value| match value {
        Value::Integer(number) => usize::try_from(*number).ok(),
        _ => None,
    };
    let range: Option<Vec<usize>> = range.and_then(|range| range.iter().map(number).collect());
    let Some(&[start, gap_start, gap_end, length]) = range.as_deref() else {
        return Err(CoverFault::NoRange);
    };
    if start != 0 {
        return Err(CoverFault::NotFromStart);
    }
    let end = gap_end.checked_add(length).filter(|end| *end <= pdf.len());
    let end = end.ok_or(CoverFault::NoRange)?;
    let gap = pdf.get(gap_start..gap_end).ok_or(CoverFault::NoRange)?;
    if digits(gap).as_deref() != Some(der) {
        return Err(CoverFault::OtherGap);
    }
    // The digits are those of the signature itself, and of no copy elsewhere.
    let mut places = holder.into_iter().flat_map(|holder| form.ranges(holder)).peekable();
    let is_own = places.peek().is_none()
        || places.any(|place| place.start <= gap_start && gap_end <= place.end);
    if !is_own {
        return Err(CoverFault::Shared);
    }
    // The version that ends there has to be one by itself; of what is not in form, that is said.
    let known = form.fault.is_none() || form.revisions.last().is_some_and(|last| end <= last.end);
    if known && !form.ends_at(end) {
        return Err(CoverFault::NoRevision);
    }
    Ok(Cover { gap_start, gap_end, end })
}

/// What digits in brackets stand for, where there is nothing else.
fn digits(gap: &[u8]) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(gap.strip_prefix(b"<")?.strip_suffix(b">")?).ok()
}
