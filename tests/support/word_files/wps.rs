//! A file as WPS saves it: styles by Chinese names under ids that say nothing, content controls,
//! a text box in two forms, soft line breaks and wide blanks where Word has paragraphs and indents.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Piece, Report};
use super::styles::{Style, add_section, add_settings, add_styles};
use super::{WordFile, extras};

const BOXED: &str = "内部资料，注意保存";
/// What desks type for an indent.
const WIDE: &str = "\u{3000}\u{3000}";

pub(crate) fn file(report: &Report) -> WordFile {
    let mut package = Package::new(Dialect::Wps);
    add_styles(&mut package, "1", &styles());
    add_settings(&mut package);
    let section = add_section(&mut package, None);
    let (first, second) = report.title();
    let mut body = styled("5", &(text_box() + &run("", &first))) + &styled("5", &run("", &second));
    let pieces: Vec<&Piece> = report.body().collect();
    // Lines of figures are one paragraph.
    for lines in pieces.chunk_by(|one, next| one.is(Kind::Indicator) && next.is(Kind::Indicator)) {
        body += &match lines[0].kind {
            Kind::Indicator => figures(lines),
            Kind::Extra(extra) => extras::xml(extra, &mut package),
            _ => wrapped(lines[0]),
        };
    }
    let bytes = package.bytes(&(body + &section));
    WordFile { bytes, rejected: None, beside: vec![("文本框", BOXED)] }
}

fn styles() -> [Style<'static>; 4] {
    let style = |id, name, paragraph, run| Style { id, name, paragraph, run };
    [
        style("2", "标题 1", "<w:outlineLvl w:val='0'/>", bold(HEADING_FACE, 32)),
        style("3", "标题 2", "<w:outlineLvl w:val='1'/>", bold(INITIATIVE_FACE, 32)),
        style("4", "正文缩进", "<w:spacing w:line='560' w:lineRule='exact'/>", String::new()),
        style("5", "标题", CENTRED, face(TITLE_FACE, 44)),
    ]
}

/// A paragraph, alone or in a content control, and a blank one behind some.
fn wrapped(piece: &Piece) -> String {
    match piece.kind {
        Kind::Chapter => styled("2", &tagged(piece)) + &paragraph("", ""),
        Kind::Initiative if piece.run_in.is_empty() => controlled(&styled("3", &tagged(piece))),
        Kind::Group => styled("3", &run("", &piece.line())),
        Kind::Signatory => paragraph("", "") + &paragraph(RIGHT, &run("", &piece.text)),
        Kind::Day => paragraph(RIGHT, &controlled(&run("", &piece.text))),
        _ => {
            let text = run("", &format!("{WIDE}{}", piece.line()));
            controlled(&styled("4", &text)) + &styled("4", &run("", WIDE))
        }
    }
}

/// A heading whose words a smart tag holds.
fn tagged(piece: &Piece) -> String {
    let text = run("", &piece.text);
    format!(
        "{}<w:smartTag w:uri='urn:schemas-microsoft-com:office:smarttags' w:element='PersonName'>\
         {text}</w:smartTag>",
        run("", &piece.number)
    )
}

/// Blocks or runs in a content control.
fn controlled(content: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:alias w:val='正文'/><w:tag w:val='正文'/></w:sdtPr><w:sdtContent>\
         {content}</w:sdtContent></w:sdt>"
    )
}

/// Indicators as lines of one paragraph: the first two raise what is raised, telephone numbers are
/// links.
fn figures(lines: &[&Piece]) -> String {
    let runs: Vec<String> = lines.iter().map(|piece| indicator(&piece.text)).collect();
    styled("4", &runs.join("<w:r><w:br/></w:r>"))
}

fn indicator(text: &str) -> String {
    let mut runs = run("", WIDE);
    for (part, is_raised) in exponents(text) {
        let number = part.find("100").filter(|_| part.contains("热线") || part.contains("电话："));
        runs += &match number {
            _ if is_raised => run("<w:vertAlign w:val='superscript'/>", &part),
            Some(at) => run("", &part[..at]) + &linked(&part[at..]),
            None => run("", &part),
        };
    }
    runs
}

fn linked(text: &str) -> String {
    let look = run("<w:color w:val='0000FF'/><w:u w:val='single'/>", text);
    format!("<w:hyperlink w:anchor='热线'>{look}</w:hyperlink>")
}

/// A text box, for Words that know shapes and for those that do not.
fn text_box() -> String {
    let content = format!(
        "<w:txbxContent>{}</w:txbxContent>",
        paragraph(CENTRED, &run(&face(HEADING_FACE, 24), BOXED))
    );
    let place = |axis: &str, of: &str| {
        let element = format!("wp:position{axis}");
        format!("<{element} relativeFrom='{of}'><wp:posOffset>0</wp:posOffset></{element}>")
    };
    let extent = "cx='2160000' cy='432000'";
    let shape = format!(
        "<wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext \
         {extent}/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>\
         {content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    );
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor distT='0' \
         distB='0' distL='114300' distR='114300' simplePos='0' relativeHeight='1' \
         behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' \
         y='0'/>{}{}<wp:extent {extent}/><wp:wrapTopAndBottom/><wp:docPr id='7' name='文本框 1'/>\
         <wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
         uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>{shape}\
         </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>\
         <v:shape id='box' style='width:170pt;height:34pt'><v:textbox>{content}</v:textbox>\
         </v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        place("H", "column"),
        place("V", "paragraph")
    )
}
