//! Reports that were written elsewhere, as filings: from Word files, pasted text, and the Markdown
//! and HTML that this program makes. Nothing is invented: what a report does not say is a 【…】; and
//! nothing is lost: what has no place in a filing stands in comments at the file's end.

mod clean;
mod day;
mod draft;
mod ending;
mod furniture;
mod head;
mod html;
mod indicators;
mod infer;
mod initiatives;
mod inlines;
mod mark;
mod outline;
mod own;
mod piece;
mod placed;
mod recognise;
mod report;
mod shown;
mod sound;
mod text;
mod word;
mod word_table;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use draft::{Left, Lost};
pub(crate) use indicators::{
    Head, NOTHING, area_and_measure, begins_value, figure_text, group_name, head, last_brackets,
};
pub(crate) use piece::{Place, Remark};
pub(crate) use placed::Placed;
pub(crate) use report::{human, json};
pub(crate) use shown::{Shown, ShownKind, ShownPiece, number_length, seen, shown};

use crate::document::{parse, pictures_of};
use crate::source;
use crate::standard::Standard;
use crate::word::{self as word_file, Tracked};
use draft::Rest;
use piece::Piece;

/// How a document is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options<'o> {
    /// The document's name, for the file's first line.
    pub(crate) name: &'o str,
    /// What pictures' names begin with.
    pub(crate) stem: &'o str,
    /// Whether changes that Word keeps track of are taken.
    pub(crate) tracked: Tracked,
}

/// A report as a filing.
#[derive(Debug, Default)]
pub(crate) struct Imported {
    /// The file's text.
    pub(crate) yaml: String,
    /// The pictures that it names, by their files' names.
    pub(crate) pictures: BTreeMap<String, Vec<u8>>,
    /// Where each piece went.
    pub(crate) placed: Vec<Placed>,
    /// What found no place, in the document's order.
    pub(crate) left: Vec<Left>,
    /// What cannot be given on.
    pub(crate) lost: Vec<Lost>,
    /// Whether the document has changes that Word keeps track of.
    pub(crate) is_tracked: bool,
    /// Whether a title or figures were found.
    pub(crate) is_report: bool,
    /// How many 【…】 are to be filled in.
    pub(crate) prompts: usize,
}

/// A line of a group's figures as the line of a filing's file that says the same.
pub(crate) fn entry(line: &str, group: &str, standard: &Standard) -> Option<String> {
    indicators::one(line, group, standard).map(|own| write::entry(&own))
}

/// Reads a document: a Word file, our own HTML or Markdown, or any text.
///
/// # Errors
/// Why it cannot be read and what to do, in Chinese.
pub(crate) fn import(bytes: &[u8], options: &Options<'_>) -> Result<Imported, String> {
    if word_file::is_word(bytes) {
        let content = word_file::read(bytes, options.tracked).map_err(|why| why.to_string())?;
        let is_tracked = content.is_tracked;
        let word::Given { pieces, pictures, rest } = word::pieces(content, options.stem);
        if pieces.is_empty() && rest.left.is_empty() && rest.lost.is_empty() {
            return Err("里面没有文字".to_owned());
        }
        let imported = imported(recognise::joined(pieces), pictures, rest, options);
        return Ok(Imported { is_tracked, ..imported });
    }
    if html::is_page(bytes) {
        let html::Page { blocks, pictures } = html::read(bytes, options.stem).ok_or(OTHER_PAGE)?;
        return Ok(imported(own::pieces(blocks), pictures, Rest::default(), options));
    }
    let (source, _) = source::decode(options.name, bytes).map_err(|why| {
        let help = why.help.as_deref().map(|help| format!("；{help}")).unwrap_or_default();
        format!("{}{help}", why.message)
    })?;
    let has_key = |key: &str| source.text().lines().any(|line| line.starts_with(key));
    if has_key("企业:") && has_key("报告期:") {
        return Err("这已经是填报文件，不用导入".to_owned());
    }
    let pieces = pieces_of_text(source.text());
    if pieces.is_empty() {
        return Err("里面没有文字".to_owned());
    }
    Ok(imported(pieces, BTreeMap::new(), Rest::default(), options))
}

/// Said of a page that another program made.
const OTHER_PAGE: &str =
    "网页只认呈报自己生成的；别的网页，请把全文复制到 Word 里存成 .docx，或粘贴到文本文件里";

/// The pieces of our own Markdown, which begins with a title and has chapters, or of any text.
fn pieces_of_text(text: &str) -> Vec<Piece> {
    let has_chapters = text.lines().any(|line| line.starts_with("## "));
    if text.trim_start_matches('\u{FEFF}').trim_start().starts_with("# ") && has_chapters {
        return own::pieces(parse(text));
    }
    text::pieces(text)
}

fn imported(
    pieces: Vec<Piece>,
    pictures: BTreeMap<String, Vec<u8>>,
    rest: Rest,
    options: &Options<'_>,
) -> Imported {
    let standard = Standard::newest();
    let (mut draft, mut all) = recognise::recognise(pieces, &standard);
    all.extend(rest);
    let mut known = infer::known(&draft, &standard);
    let mut file = write::write(&draft, &known, &all.left, options.name);
    // What one fault hid may show when it is gone.
    for _ in 0..3 {
        if !sound::take_out(&mut draft, &file, &mut all) {
            break;
        }
        all.keep_order();
        known = infer::known(&draft, &standard);
        file = write::write(&draft, &known, &all.left, options.name);
    }
    let yaml = file.text;
    let narratives = draft.narratives();
    let shown = narratives.iter().flat_map(|texts| pictures_of(&texts.blocks));
    let shown: BTreeSet<&str> = shown.map(|picture| picture.file.as_str()).collect();
    let pictures = pictures.into_iter().filter(|(name, _)| shown.contains(name.as_str())).collect();
    let prompts = yaml.lines().filter(|line| !line.trim_start().starts_with('#'));
    let prompts = prompts.map(|line| line.matches('【').count()).sum();
    Imported {
        pictures,
        is_tracked: false,
        is_report: draft.head.company.is_some()
            || !draft.groups.is_empty()
            || !draft.chapters.is_empty(),
        placed: placed::placed(&draft),
        left: all.left,
        lost: all.lost,
        prompts,
        yaml,
    }
}

#[cfg(test)]
mod tests;
