//! What pages draw with: fonts of one kind, pictures of two, and no colour space, pattern or state
//! that would let them be seen otherwise (ISO 32000-1 7.8.3).

use std::collections::BTreeSet;

use super::shape::{FLATE, Key, LENGTH, Shape, may, must, odd_key};
use super::{Deviation, Deviations, Result};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::Leaf;

const RESOURCES: &[Key] = &[
    must("Font", Shape::Any),
    must("XObject", Shape::Any),
    must("ExtGState", Shape::Map(&[])),
    must("Shading", Shape::Map(&[])),
];
/// A font whose codes are its glyphs' numbers (9.7.6).
const FONT: &[Key] = &[
    must("Type", Shape::Name(&["Font"])),
    must("Subtype", Shape::Name(&["Type0"])),
    must("BaseFont", Shape::SomeName),
    must("Encoding", Shape::Name(&["Identity-H"])),
    must("DescendantFonts", Shape::List(&[Shape::Any])),
    must("ToUnicode", Shape::Map(&[LENGTH, FLATE])),
];
const GLYPHS: &[Key] = &[
    must("Type", Shape::Name(&["Font"])),
    must("Subtype", Shape::Name(&["CIDFontType0", "CIDFontType2"])),
    must("BaseFont", Shape::SomeName),
    must(
        "CIDSystemInfo",
        Shape::Map(&[
            must("Registry", Shape::Text("Adobe")),
            must("Ordering", Shape::Text("Identity")),
            must("Supplement", Shape::Integer(0)),
        ]),
    ),
    must("DW", Shape::Integer(1000)),
    must("W", Shape::Any),
    must("FontDescriptor", Shape::Any),
    may("CIDToGIDMap", Shape::Name(&["Identity"])),
];
const DESCRIPTOR: &[Key] = &[
    must("Type", Shape::Name(&["FontDescriptor"])),
    must("FontName", Shape::SomeName),
    must("Flags", Shape::Count),
    must("FontBBox", Shape::Numbers(4)),
    must("ItalicAngle", Shape::Number),
    must("Ascent", Shape::Number),
    must("Descent", Shape::Number),
    must("CapHeight", Shape::Number),
    must("StemV", Shape::Number),
    may("FontFile2", Shape::Map(&[LENGTH, FLATE, must("Length1", Shape::Count)])),
    may(
        "FontFile3",
        Shape::Map(&[LENGTH, FLATE, must("Subtype", Shape::Name(&["CIDFontType0C"]))]),
    ),
];
const COLOURS: Shape = Shape::Name(&["DeviceRGB", "DeviceGray"]);
const IMAGE: &[Key] = &[
    must("Type", Shape::Name(&["XObject"])),
    must("Subtype", Shape::Name(&["Image"])),
    must("Width", Shape::Count),
    must("Height", Shape::Count),
    must("ColorSpace", COLOURS),
    must("BitsPerComponent", Shape::Integer(8)),
    must("Interpolate", Shape::Truth(false)),
    LENGTH,
    may("Filter", Shape::Name(&["FlateDecode", "DCTDecode"])),
    may("DecodeParms", Shape::Any),
    may("SMask", Shape::Any),
];
/// How an image's rows are packed (7.4.4.4).
const ROWS: &[Key] = &[
    must("Predictor", Shape::Integer(15)),
    must("Colors", Shape::Count),
    must("BitsPerComponent", Shape::Integer(8)),
    must("Columns", Shape::Count),
];
/// How a JPEG's components are taken (7.4.8).
const COMPONENTS: &[Key] = &[must("ColorTransform", Shape::Integer(0))];
const FORM: &[Key] = &[
    must("Type", Shape::Name(&["XObject"])),
    must("Subtype", Shape::Name(&["Form"])),
    must("FormType", Shape::Integer(1)),
    must("BBox", Shape::Numbers(4)),
    must("Resources", Shape::Any),
    may(
        "Group",
        Shape::Map(&[
            must("Type", Shape::Name(&["Group"])),
            must("S", Shape::Name(&["Transparency"])),
            must("CS", Shape::Name(&["DeviceRGB"])),
        ]),
    ),
    LENGTH,
    FLATE,
];
const STATE: Shape = Shape::Map(&[
    must("Type", Shape::Name(&["ExtGState"])),
    must("ca", Shape::Number),
    must("CA", Shape::Number),
]);
const FORM_RESOURCES: &[Key] = &[may("ExtGState", Shape::Each(&STATE)), may("XObject", Shape::Any)];
/// How deep forms may be in one another.
const MAX_DEPTH: usize = 32;
/// How many pictures are looked at.
const MAX_OBJECTS: usize = 100_000;

/// Looks at what the pages draw with: most share it.
pub(super) fn look(file: &PdfFile<'_>, leaves: &[Leaf], found: &mut Deviations) -> Result<()> {
    let mut seen = BTreeSet::new();
    for leaf in leaves {
        let page = leaf.page(file)?;
        let Some(resources) = page.get("Resources") else { continue };
        if resources.reference().is_some_and(|number| !seen.insert(number)) {
            continue;
        }
        let resources = file.map(resources)?;
        if let Some(key) = odd_key(file, &resources, RESOURCES)? {
            found.add(Deviation::Resources(key));
            continue;
        }
        for (_, font) in named(file, &resources, "Font")? {
            if let Some(key) = odd_font(file, &font)? {
                found.add(Deviation::Font(key));
            }
        }
        let mut left = MAX_OBJECTS;
        for (_, object) in named(file, &resources, "XObject")? {
            if let Some(key) = odd_object(file, &object, 0, &mut left)? {
                found.add(Deviation::PictureSetting(key));
            }
        }
    }
    Ok(())
}

/// The entries of a kind of resource.
fn named(file: &PdfFile<'_>, resources: &Map, kind: &str) -> Result<Vec<(Vec<u8>, Value)>> {
    let of_kind = resources.get(kind).map(|kind| file.map(kind)).transpose()?.unwrap_or_default();
    Ok(of_kind.entries().map(|(name, value)| (name.to_vec(), value.clone())).collect())
}

fn odd_font(file: &PdfFile<'_>, font: &Value) -> Result<Option<String>> {
    let font = file.map(font)?;
    if let Some(key) = odd_key(file, &font, FONT)? {
        return Ok(Some(key));
    }
    let glyphs = font.get("DescendantFonts").map(|fonts| file.list(fonts)).transpose()?;
    let Some([glyphs]) = glyphs.as_deref() else { return Err(ReadFault::Damaged) };
    let glyphs = file.map(glyphs)?;
    if let Some(key) = odd_key(file, &glyphs, GLYPHS)? {
        return Ok(Some(key));
    }
    let descriptor = file.map(glyphs.get("FontDescriptor").ok_or(ReadFault::Damaged)?)?;
    if let Some(key) = odd_key(file, &descriptor, DESCRIPTOR)? {
        return Ok(Some(key));
    }
    let is_true_type = glyphs.name("Subtype") == Some(b"CIDFontType2");
    let name = font.name("BaseFont");
    let checks = [
        ("BaseFont", glyphs.name("BaseFont") == name),
        ("FontName", descriptor.name("FontName") == name),
        ("CIDToGIDMap", glyphs.get("CIDToGIDMap").is_some() == is_true_type),
        ("FontFile2", descriptor.get("FontFile2").is_some() == is_true_type),
        ("FontFile3", descriptor.get("FontFile3").is_some() != is_true_type),
    ];
    Ok(checks.into_iter().find(|(_, is_right)| !is_right).map(|(key, _)| key.to_owned()))
}

/// Whether an object is a picture as we write them.
pub(in crate::pdf) fn is_picture(file: &PdfFile<'_>, object: &Value) -> Result<bool> {
    let mut left = MAX_OBJECTS;
    Ok(odd_object(file, object, 0, &mut left)?.is_none())
}

fn odd_object(
    file: &PdfFile<'_>,
    object: &Value,
    depth: usize,
    left: &mut usize,
) -> Result<Option<String>> {
    *left = left.checked_sub(1).filter(|_| depth <= MAX_DEPTH).ok_or(ReadFault::Swollen)?;
    let about = file.map(object)?;
    if about.name("Subtype") == Some(b"Image") {
        return odd_image(file, &about);
    }
    if let Some(key) = odd_key(file, &about, FORM)? {
        return Ok(Some(key));
    }
    let resources = file.map(about.get("Resources").ok_or(ReadFault::Damaged)?)?;
    if let Some(key) = odd_key(file, &resources, FORM_RESOURCES)? {
        return Ok(Some(key));
    }
    for (_, inner) in named(file, &resources, "XObject")? {
        if let Some(key) = odd_object(file, &inner, depth + 1, left)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

fn odd_image(file: &PdfFile<'_>, image: &Map) -> Result<Option<String>> {
    if let Some(key) = odd_key(file, image, IMAGE)? {
        return Ok(Some(key));
    }
    if let Some(how) = image.get("DecodeParms") {
        let how = file.map(how)?;
        let rgb = image.name("ColorSpace") == Some(b"DeviceRGB");
        let odd = match image.name("Filter") {
            Some(b"FlateDecode") => {
                odd_key(file, &how, ROWS)?.is_some()
                    || how.get("Columns") != image.get("Width")
                    || how.integer("Colors") != Some(if rgb { 3 } else { 1 })
            }
            Some(_) => odd_key(file, &how, COMPONENTS)?.is_some(),
            None => true,
        };
        if odd {
            return Ok(Some("DecodeParms".to_owned()));
        }
    }
    let Some(mask) = image.get("SMask") else { return Ok(None) };
    let mask = file.map(mask)?;
    let same = ["Width", "Height"].iter().all(|key| mask.get(key) == image.get(key));
    let grey = mask.name("ColorSpace") == Some(b"DeviceGray");
    if !same || !grey || mask.get("SMask").is_some() {
        return Ok(Some("SMask".to_owned()));
    }
    odd_image(file, &mask)
}
