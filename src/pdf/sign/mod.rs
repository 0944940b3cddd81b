//! A signature put into a file (ISO 32000-1 12.8, ETSI EN 319 142-1): an update that leaves what
//! was there to the byte, and the file PDF/A-3a and PDF/UA-1.
//!
//! Two steps, with the signing between them: [`prepare`] leaves room for the signature;
//! [`PreparedFile::content`] is what is signed; [`PreparedFile::complete`] puts the signature in.

mod field;
mod revisions;
mod seal;
mod spot;
mod update;

pub use revisions::{
    Change, Cover, CoverFault, EmbeddedSignature, SignatureKind, SignedFile, before_signing,
    first_end, signatures, stripped,
};

use crate::moment::Moment;
use crate::pdf::read::is_pdf;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::write::{fitting, utf16};
use crate::pictures::Picture;
use update::{Update, written};

/// What a signature says of itself, beside the signature.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'s> {
    /// When it is made, as the signer's clock has it.
    pub at: Moment,
    /// The signer, for people.
    pub name: &'s str,
    /// Why.
    pub reason: Option<&'s str>,
    /// Where.
    pub location: Option<&'s str>,
    /// The seal that is seen over 落款; without one, nothing is seen.
    pub seal: Option<&'s Picture>,
    /// How many bytes the signature may have.
    pub room: usize,
    /// Whether the file may have signatures already.
    pub again: bool,
}

/// Why a file cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SigningFault {
    /// The file cannot be read.
    #[error(transparent)]
    Unread(#[from] ReadFault),
    /// There is a signature.
    #[error("这份文件已经签过名；确实要再加一个签名，加上 --again")]
    Signed,
    /// A seal on what is signed already.
    #[error(
        "这份文件已经签过名，再盖章要动到页面，别的软件会说前一个签名之后文件被改过；\
         章要盖在第一个签名上，这一次不带 --seal"
    )]
    LateSeal,
    /// There is no place for a seal.
    #[error("报告里没有落款，印章没有地方盖；用这一版呈报重新生成，或者不带 --seal")]
    NoSignOff,
    /// The file is none of ours.
    #[error("这个 PDF 不是呈报生成的，或者经别的软件另存过；请重新生成再签")]
    Foreign,
    /// A text is longer than a file may have.
    #[error("事由、地点或签名人太长")]
    Wordy,
    /// The picture cannot be written.
    #[error("印章图片用不了：{0}")]
    Picture(String),
    /// The signature is longer than its room.
    #[error("签名有 {has} 字节，留的地方只有 {room} 字节")]
    Long {
        /// What it has.
        has: usize,
        /// What there was.
        room: usize,
    },
}

/// A file that waits for its signature.
#[derive(Debug)]
pub struct PreparedFile {
    bytes: Vec<u8>,
    /// Where the signature's digits begin.
    at: usize,
    room: usize,
}

/// Leaves room for a signature in a file.
///
/// # Errors
/// Why it cannot be signed.
pub fn prepare(pdf: &[u8], signing: &Signing<'_>) -> Result<PreparedFile, SigningFault> {
    if !is_pdf(pdf) {
        return Err(ReadFault::NotPdf.into());
    }
    let file = PdfFile::open(pdf)?;
    let mut update = Update::of(&file)?;
    let signature = update.number();
    let (object, places) = signature_dictionary(signing)?;
    update.set_written(signature, object);
    field::add(&file, &mut update, signature, signing)?;
    let updated = update.finish();
    let start = updated.places.get(&signature).ok_or(ReadFault::Damaged)?;
    let (at, ranges) = (start + places.contents, start + places.ranges);
    let mut bytes = updated.bytes;
    let end = at + signing.room * 2 + 1;
    let numbers = [at - 1, end, bytes.len() - end].map(|n| format!("{n:0RANGE$}"));
    let numbers = format!("0 {}", numbers.join(" "));
    bytes[ranges..ranges + numbers.len()].copy_from_slice(numbers.as_bytes());
    Ok(PreparedFile { bytes, at, room: signing.room })
}

impl PreparedFile {
    /// What is signed: all but the room for the signature, its brackets included.
    #[must_use]
    pub fn content(&self) -> [&[u8]; 2] {
        [&self.bytes[..self.at - 1], &self.bytes[self.at + self.room * 2 + 1..]]
    }

    /// Puts a signature in.
    ///
    /// # Errors
    /// It is longer than the room that was left.
    pub fn complete(mut self, signature: &[u8]) -> Result<Vec<u8>, SigningFault> {
        if signature.len() > self.room {
            return Err(SigningFault::Long { has: signature.len(), room: self.room });
        }
        let digits = base16ct::upper::encode_string(signature);
        self.bytes[self.at..self.at + digits.len()].copy_from_slice(digits.as_bytes());
        Ok(self.bytes)
    }
}

/// How many digits a number of the byte range takes: no file is as long.
const RANGE: usize = 10;

/// Where in the signature dictionary something is put later.
struct Gaps {
    /// The numbers of the byte range.
    ranges: usize,
    /// The digits of the signature.
    contents: usize,
}

/// The signature dictionary (ISO 32000-1 12.8.1), with gaps for what is not known yet.
fn signature_dictionary(signing: &Signing<'_>) -> Result<(Vec<u8>, Gaps), SigningFault> {
    let mut about = Map::from([
        ("Type", Value::name("Sig")),
        ("Filter", Value::name("Adobe.PPKLite")),
        ("SubFilter", Value::name("ETSI.CAdES.detached")),
        ("M", Value::Text(signing.at.pdf().into_bytes())),
        ("Name", text(signing.name)?),
    ]);
    if let Some(reason) = signing.reason {
        about.set("Reason", text(reason)?);
    }
    if let Some(location) = signing.location {
        about.set("Location", text(location)?);
    }
    let mut bytes = written(&Value::Map(about));
    bytes.truncate(bytes.len() - b" >>".len());
    bytes.extend_from_slice(b" /ByteRange [");
    let ranges = bytes.len();
    bytes.extend(vec![b' '; "0".len() + 3 * (RANGE + 1)]);
    bytes.extend_from_slice(b"] /Contents <");
    let contents = bytes.len();
    bytes.extend(vec![b'0'; signing.room * 2]);
    bytes.extend_from_slice(b"> >>");
    Ok((bytes, Gaps { ranges, contents }))
}

fn text(text: &str) -> Result<Value, SigningFault> {
    fitting(utf16(text)).map(Value::Text).map_err(|_| SigningFault::Wordy)
}
