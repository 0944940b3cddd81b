//! Styles, lists, settings and the margins of a page.

use super::hand::*;
use super::package::Package;
use super::report::{Kind, Piece};

/// A paragraph style.
pub(crate) struct Style<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) paragraph: &'a str,
    pub(crate) run: String,
}

/// The styles of a file; `Normal` has the id `1` in WPS and `Normal` in Word.
pub(crate) fn add_styles(package: &mut Package, normal: &str, styles: &[Style]) {
    let mut content = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val='en-US' w:eastAsia='zh-CN'/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type='paragraph' \
         w:default='1' w:styleId='{normal}'><w:name w:val='Normal'/><w:qFormat/></w:style>",
        face(TEXT_FACE, 32)
    );
    for Style { id, name, paragraph, run } in styles {
        content += &format!(
            "<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/><w:basedOn \
             w:val='{normal}'/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    package.add("styles", "styles", &content);
}

/// A title and two levels of headings, as Word has them.
pub(crate) fn headings() -> [Style<'static>; 3] {
    let style = |id, name, paragraph, run| Style { id, name, paragraph, run };
    [
        style("Title", "Title", CENTRED, face(TITLE_FACE, 44)),
        style("Heading1", "heading 1", "<w:outlineLvl w:val='0'/>", face(HEADING_FACE, 32)),
        style("Heading2", "heading 2", "<w:outlineLvl w:val='1'/>", face(INITIATIVE_FACE, 32)),
    ]
}

/// The properties of a paragraph, in the style that its kind has among `headings`.
pub(crate) fn layout(piece: &Piece) -> String {
    let style = match piece.kind {
        Kind::Title => "Title",
        Kind::Chapter => "Heading1",
        Kind::Group => "Heading2",
        Kind::Initiative if piece.run_in.is_empty() => "Heading2",
        Kind::Signatory | Kind::Day => return RIGHT.to_owned(),
        _ => return INDENTED.to_owned(),
    };
    format!("<w:pStyle w:val='{style}'/>")
}

/// Chapters `一、` with `（一）` below each.
pub(crate) const CHAPTERS: usize = 1;
/// `（一）` by itself, for headings that go on into their paragraph.
pub(crate) const RUN_IN: usize = 2;
/// `1.`.
pub(crate) const ITEMS: usize = 3;

pub(crate) fn add_lists(package: &mut Package) {
    let lists = [
        (CHAPTERS, [("chineseCounting", "%1、", "nothing"), ("chineseCounting", "（%2）", "tab")]),
        (RUN_IN, [("chineseCountingThousand", "（%1）", "nothing"), ("decimal", "%2.", "space")]),
        (ITEMS, [("decimal", "%1.", "tab"), ("lowerLetter", "%2)", "tab")]),
    ];
    let (mut abstracts, mut instances) = (String::new(), String::new());
    for (id, levels) in lists {
        let levels = levels.iter().enumerate().map(|(n, (format, text, suffix))| {
            let style = match id {
                CHAPTERS => format!("<w:pStyle w:val='Heading{}'/>", n + 1),
                _ => String::new(),
            };
            format!(
                "<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{style}\
                 <w:suff w:val='{suffix}'/><w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/>\
                 </w:lvl>"
            )
        });
        // Numbers of lists and of what they are made from are not the same.
        let made_from = id + 10;
        abstracts += &format!(
            "<w:abstractNum w:abstractNumId='{made_from}'><w:multiLevelType \
             w:val='multilevel'/>{}</w:abstractNum>",
            levels.collect::<String>()
        );
        instances +=
            &format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{made_from}'/></w:num>");
    }
    package.add("numbering", "numbering", &(abstracts + &instances));
}

/// A paragraph's place in a list.
pub(crate) fn numbered(list: usize, level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>")
}

pub(crate) fn add_settings(package: &mut Package) {
    let mode = "<w:compat><w:compatSetting w:name='compatibilityMode' \
        w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>";
    package.add("settings", "settings", mode);
}

/// Puts the page's number into the footer, as a field, and gives back the section that shows it
/// below a header with an id, if there is one.
pub(crate) fn add_section(package: &mut Package, header: Option<&str>) -> String {
    let field = field(" PAGE \\* MERGEFORMAT ", &run("<w:noProof/>", "12"));
    let number = run("", "— ") + &field + &run("", " —");
    let footer = package.add("footer", "ftr", &paragraph(CENTRED, &number));
    let header = header
        .map_or(String::new(), |id| format!("<w:headerReference w:type='default' r:id='{id}'/>"));
    format!(
        "<w:sectPr>{header}<w:footerReference w:type='default' r:id='{footer}'/><w:pgSz \
         w:w='11906' w:h='16838'/><w:pgMar w:top='2098' w:right='1474' w:bottom='1984' \
         w:left='1587' w:header='851' w:footer='1400' w:gutter='0'/></w:sectPr>"
    )
}

/// What the footer shows.
pub(crate) const PAGE_NUMBER: &str = "— 12 —";
