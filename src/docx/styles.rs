//! `styles.xml`: the styles by their names, with what GB/T 9704-2012 asks of each.

use std::fmt::Write as _;

use super::faces::fonts;
use super::page::{SIZE, Sheet};
use super::parts::Style;
use super::xml::{PROLOGUE, WORD};
use crate::fonts::Role;

/// The character style of what is pointed out.
pub(super) const STRONG: &str = "Strong";
/// The character style of what is pointed out more lightly.
pub(super) const EMPHASIS: &str = "Emphasis";
/// The character style of a heading that its text follows.
pub(super) const RUN_IN_TITLE: &str = "RunInTitle";
pub(super) const COMMENT_MARK: &str = "CommentReference";
pub(super) const COMMENT_TEXT: &str = "CommentText";
pub(super) const HEADER: &str = "Header";
pub(super) const FOOTER: &str = "Footer";
/// The paragraph that a document ends with, and that takes no room.
pub(super) const ANCHOR: &str = "ReportAnchor";

/// All styles of paragraphs, in the order of the part.
const STYLES: [Style; 23] = [
    Style::Title,
    Style::Heading(1),
    Style::Heading(2),
    Style::Heading(3),
    Style::Heading(4),
    Style::Heading(5),
    Style::Body,
    Style::RunIn,
    Style::Addressees,
    Style::ListItem,
    Style::Quote,
    Style::Code,
    Style::Picture,
    Style::Caption,
    Style::AnnexNote,
    Style::AnnexLabel,
    Style::AnnexTitle,
    Style::SignOffUnit,
    Style::SignOffDate,
    Style::Note,
    Style::CopiedTo,
    Style::CellHead,
    Style::Cell,
];

/// The style's id. Other programs change ids and keep names.
pub(super) fn id(style: Style) -> &'static str {
    match style {
        Style::Title => "Title",
        Style::Heading(1) => "Heading1",
        Style::Heading(2) => "Heading2",
        Style::Heading(3) => "Heading3",
        Style::Heading(4) => "Heading4",
        Style::Heading(_) => "Heading5",
        Style::Body => "ReportBody",
        Style::RunIn => "ReportRunIn",
        Style::Addressees => "ReportAddressees",
        Style::ListItem => "ReportListItem",
        Style::Quote => "ReportQuote",
        Style::Code => "ReportCode",
        Style::Picture => "ReportPicture",
        Style::Caption => "ReportCaption",
        Style::AnnexNote => "ReportAnnexNote",
        Style::AnnexLabel => "ReportAnnexLabel",
        Style::AnnexTitle => "ReportAnnexTitle",
        Style::SignOffUnit => "ReportSignOffUnit",
        Style::SignOffDate => "ReportSignOffDate",
        Style::Note => "ReportNote",
        Style::CopiedTo => "ReportCopiedTo",
        Style::CellHead => "ReportCellHead",
        Style::Cell => "ReportCell",
    }
}

/// The style's name: Word's own where it has one, which it shows in its user's language.
pub(super) fn name(style: Style) -> &'static str {
    match style {
        Style::Title => "Title",
        Style::Heading(1) => "heading 1",
        Style::Heading(2) => "heading 2",
        Style::Heading(3) => "heading 3",
        Style::Heading(4) => "heading 4",
        Style::Heading(_) => "heading 5",
        Style::Body => "公文正文",
        Style::RunIn => "公文接排",
        Style::Addressees => "公文主送",
        Style::ListItem => "公文列项",
        Style::Quote => "公文引文",
        Style::Code => "公文原样",
        Style::Picture => "公文图片",
        Style::Caption => "公文图题",
        Style::AnnexNote => "公文附件说明",
        Style::AnnexLabel => "公文附件",
        Style::AnnexTitle => "公文附件标题",
        Style::SignOffUnit => "公文署名",
        Style::SignOffDate => "公文成文日期",
        Style::Note => "公文附注",
        Style::CopiedTo => "公文抄送",
        Style::CellHead => "公文表头",
        Style::Cell => "公文表格",
    }
}

/// `styles.xml`.
pub(super) fn part(sheet: &Sheet) -> String {
    let mut out = format!(r#"{PROLOGUE}<w:styles xmlns:w="{WORD}">"#);
    let _ = write!(
        out,
        r#"<w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="{SIZE}"/><w:szCs w:val="{SIZE}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"#,
        fonts(Role::FangSong)
    );
    let Sheet { pitch, spacing, .. } = *sheet;
    let _ = write!(
        out,
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:line="{pitch}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="{spacing}"/><w:sz w:val="{SIZE}"/><w:szCs w:val="{SIZE}"/></w:rPr></w:style>"#
    );
    out.push_str(r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"#);
    out.push_str(r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#);
    STYLES.iter().for_each(|style| paragraph_style(*style, sheet, &mut out));
    others(sheet, &mut out);
    out.push_str("</w:styles>");
    out
}

fn paragraph_style(style: Style, sheet: &Sheet, out: &mut String) {
    let next = match style {
        Style::Title => Style::Addressees,
        Style::Heading(_) | Style::Caption | Style::Picture | Style::AnnexTitle => Style::Body,
        Style::AnnexLabel => Style::AnnexTitle,
        Style::SignOffUnit => Style::SignOffDate,
        other => other,
    };
    let _ = write!(
        out,
        r#"<w:style w:type="paragraph"{} w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:next w:val="{}"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>"#,
        // Word's own styles are not its user's.
        if matches!(style, Style::Title | Style::Heading(_)) {
            ""
        } else {
            r#" w:customStyle="1""#
        },
        id(style),
        name(style),
        id(next),
        paragraph_properties(style, sheet),
        run_properties(style, sheet),
    );
}

/// What a paragraph of a style has (ECMA-376 Part 1 17.3.1), in the order of the schema.
fn paragraph_properties(style: Style, sheet: &Sheet) -> String {
    let exact = |line: i64| format!(r#"<w:spacing w:line="{line}" w:lineRule="exact"/>"#);
    let first = style.first();
    let indent = match style {
        _ if first > 0 => {
            format!(
                r#"<w:ind w:firstLineChars="{first}" w:firstLine="{}"/>"#,
                sheet.characters(first)
            )
        }
        Style::CopiedTo => {
            // One character in on both sides, turned lines below the first name (7.4.2).
            let one = sheet.imprint_size * 10;
            format!(r#"<w:ind w:left="{}" w:right="{one}" w:hanging="{}"/>"#, one * 4, one * 3)
        }
        _ => String::new(),
    };
    match style {
        Style::Title => {
            format!(r#"<w:keepNext/>{}<w:jc w:val="center"/>"#, exact(sheet.pitch))
        }
        Style::Heading(level) => {
            format!(r#"<w:keepNext/>{indent}<w:outlineLvl w:val="{}"/>"#, level.saturating_sub(1))
        }
        Style::Picture => {
            // Words stand low in their line.
            r#"<w:spacing w:before="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>"#
                .to_owned()
        }
        Style::Caption => r#"<w:jc w:val="center"/>"#.to_owned(),
        Style::AnnexLabel => {
            r#"<w:keepNext/><w:pageBreakBefore/><w:outlineLvl w:val="0"/>"#.to_owned()
        }
        Style::AnnexTitle => {
            r#"<w:keepNext/><w:jc w:val="center"/><w:outlineLvl w:val="1"/>"#.to_owned()
        }
        Style::SignOffUnit | Style::SignOffDate => r#"<w:jc w:val="right"/>"#.to_owned(),
        Style::CopiedTo => format!("{}{}{indent}", rules(), exact(sheet.imprint_pitch)),
        Style::CellHead | Style::Cell => {
            let line = sheet.table_size * 15;
            let keep = if style == Style::CellHead { "<w:keepNext/>" } else { "" };
            format!(r#"{keep}{}<w:jc w:val="center"/>"#, exact(line))
        }
        _ => indent,
    }
}

/// The rules of the 版记, 0.35 mm, as wide as the type area (7.4.1): a rule goes as far as those
/// at the sides, which are white.
fn rules() -> String {
    let side = |name: &str, size: i64, space: i64, colour: &str| {
        format!(r#"<w:{name} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>"#)
    };
    let (rule, white) = ((8, 0, "auto"), (4, 14, "FFFFFF"));
    let sides = [("top", rule), ("left", white), ("bottom", rule), ("right", white)];
    let sides = sides.map(|(name, (size, space, colour))| side(name, size, space, colour));
    format!("<w:pBdr>{}</w:pBdr>", sides.concat())
}

fn run_properties(style: Style, sheet: &Sheet) -> String {
    let size = match style {
        Style::Title | Style::AnnexTitle => Some(sheet.title_size),
        Style::Caption | Style::CellHead | Style::Cell => Some(sheet.table_size),
        Style::CopiedTo => Some(sheet.imprint_size),
        _ => None,
    };
    let size = size.map(natural).unwrap_or_default();
    match style.role() {
        Role::FangSong => size,
        role => format!("{}{size}", fonts(role)),
    }
}

/// A size whose characters stand as their face has them; only the body's are set closer.
fn natural(size: i64) -> String {
    format!(r#"<w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#)
}

/// The styles of characters, of what stands in the margins, and of comments.
fn others(sheet: &Sheet, out: &mut String) {
    let character = |id: &str, name: &str, own: bool, properties: &str| {
        let own = if own { r#" w:customStyle="1""# } else { "" };
        format!(
            r#"<w:style w:type="character"{own} w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"#
        )
    };
    out.push_str(&character(STRONG, "Strong", false, &fonts(Role::Hei)));
    out.push_str(&character(EMPHASIS, "Emphasis", false, &fonts(Role::Kai)));
    out.push_str(&character(RUN_IN_TITLE, "公文接排标题", true, &fonts(Role::Kai)));
    let paragraph = |id: &str, name: &str, own: bool, paragraph: &str, run: &str| {
        let own = if own { r#" w:customStyle="1""# } else { "" };
        format!(
            r#"<w:style w:type="paragraph"{own} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let line = sheet.number_size * 10;
    let exact = format!(r#"<w:spacing w:line="{line}" w:lineRule="exact"/>"#);
    let number = natural(sheet.number_size);
    let header = format!(r#"{}<w:color w:val="808080"/>{number}"#, fonts(Role::Hei));
    // `w:color` stands before `w:spacing` in the schema.
    out.push_str(&paragraph(
        HEADER,
        "header",
        false,
        &format!(r#"{exact}<w:jc w:val="center"/>"#),
        &header,
    ));
    let footer = format!("{}{number}", fonts(Role::Song));
    out.push_str(&paragraph(
        FOOTER,
        "footer",
        false,
        &format!(r#"{exact}<w:jc w:val="center"/>"#),
        &footer,
    ));
    out.push_str(&paragraph(
        ANCHOR,
        "公文末行",
        true,
        r#"<w:spacing w:line="20" w:lineRule="exact"/>"#,
        r#"<w:spacing w:val="0"/><w:sz w:val="2"/><w:szCs w:val="2"/>"#,
    ));
    out.push_str(&paragraph(
        COMMENT_TEXT,
        "annotation text",
        false,
        r#"<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>"#,
        &natural(21),
    ));
    out.push_str(&character(
        COMMENT_MARK,
        "annotation reference",
        false,
        r#"<w:sz w:val="21"/><w:szCs w:val="21"/>"#,
    ));
}
