//! What is seen of a signature: a seal as we show it, or nothing (ISO 32000-1 12.5.5). Other
//! programs draw whatever they like there, over the page.

use super::{Result, entry};
use crate::pdf::read::conformity::is_picture;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Reader, Token, Value};

/// What a signature's widget has (tables 164, 188 and 232): nothing that is drawn but its
/// appearance.
pub(super) const WIDGET: &[&str] = &[
    "Type",
    "Subtype",
    "FT",
    "T",
    "TU",
    "V",
    "F",
    "Ff",
    "P",
    "Parent",
    "Rect",
    "AP",
    "Contents",
    "Lock",
    "SV",
    "StructParent",
];
/// How long the content of a seal's form is at most.
const MAX_CONTENT: usize = 1_000;
/// How much the form's box and the widget's may differ by rounding, in points.
const ROUNDING: f64 = 0.01;

/// Whether a widget of a size shows a seal as we do: a picture that is multiplied into what is
/// below, within the widget's own rectangle.
pub(super) fn is_seal(file: &PdfFile<'_>, widget: &Map, size: [f64; 2]) -> Result<bool> {
    let Some(looks) = entry(file, widget, "AP")? else { return Ok(false) };
    let looks = file.map(&looks)?;
    let Some(look) = looks.get("N").filter(|_| looks.has_only(&["N"])) else { return Ok(false) };
    if look.reference().is_none() {
        return Ok(false);
    }
    let (form, content) = match file.stream(look, MAX_CONTENT) {
        Err(ReadFault::Swollen) => return Ok(false),
        found => found?,
    };
    let known = ["Type", "Subtype", "BBox", "Resources", "Length", "Filter"];
    let named = form.name("Subtype") == Some(b"Form") && form.has_only(&known);
    Ok(named && fits(file, &form, size)? && is_ink(file, &form)? && draws_picture(&content))
}

/// Whether a form's box is the widget's, so that nothing is stretched and all else is cut off.
fn fits(file: &PdfFile<'_>, form: &Map, [width, height]: [f64; 2]) -> Result<bool> {
    let Some(bounds) = entry(file, form, "BBox")? else { return Ok(false) };
    let bounds: Option<Vec<f64>> = file.list(&bounds)?.iter().map(Value::number).collect();
    let wanted = [0.0, 0.0, width, height];
    let near = |(one, other): (&f64, &f64)| (one - other).abs() <= ROUNDING;
    Ok(bounds.is_some_and(|b| b.len() == wanted.len() && b.iter().zip(&wanted).all(near)))
}

/// Whether a form has one picture, and what it draws lets see what is below.
fn is_ink(file: &PdfFile<'_>, form: &Map) -> Result<bool> {
    let Some(resources) = entry(file, form, "Resources")? else { return Ok(false) };
    let resources = file.map(&resources)?;
    let of_kind = |kind, name| -> Result<Option<Value>> {
        let Some(all) = entry(file, &resources, kind)? else { return Ok(None) };
        let all = file.map(&all)?;
        Ok(all.get(name).filter(|_| all.has_only(&[name])).cloned())
    };
    let (picture, ink) = (of_kind("XObject", "P")?, of_kind("ExtGState", "G")?);
    let ink = ink.map(|ink| file.map(&ink)).transpose()?;
    let multiplied = ink.is_some_and(|ink| ink == [("BM", Value::name("Multiply"))].into());
    let Some(picture) = picture else { return Ok(false) };
    let own = resources.has_only(&["XObject", "ExtGState"]) && multiplied;
    Ok(own && is_picture(file, &picture)?)
}

/// Whether a content is the seal's: the picture, multiplied, and nothing else.
fn draws_picture(content: &[u8]) -> bool {
    let mut reader = Reader::new(content, 0);
    let mut said = Vec::new();
    while !reader.ended() {
        let Some(token) = reader.token() else { return false };
        said.push(match token {
            Token::Operand(Value::Integer(_) | Value::Real(_)) => "#".to_owned(),
            Token::Operand(Value::Name(name)) => format!("/{}", String::from_utf8_lossy(&name)),
            Token::Operand(_) => return false,
            Token::Operator(word) => String::from_utf8_lossy(word).into_owned(),
        });
    }
    said.join(" ") == "q /G gs # # # # # # cm /P Do Q"
}
