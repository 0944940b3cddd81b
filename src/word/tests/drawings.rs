//! Pictures, text boxes, and what else is drawn.

use super::*;
use crate::word::content::PictureKind;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn inline_picture(properties: &str, blip: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:docPr {properties}/><a:graphic><a:graphicData><pic:pic><pic:blipFill>{blip}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

#[test]
fn a_picture_is_kept_once() {
    let picture = inline_picture(r#"descr="流程图" title="标题""#, r#"<a:blip r:embed="p"/>"#);
    let other = inline_picture(r#"title="标题""#, r#"<a:blip r:embed="q"/>"#);
    let file = docx(&format!("<w:p>{picture}{picture}{other}</w:p>"))
        .file("p", "image", "media/image1.png", PNG)
        .file("q", "image", "./media/../media/image2.bin", b"\xFF\xD8\xFF\xE0");
    let mut file = file;
    for (name, _) in &mut file.parts {
        *name = name.replace("./media/../", "");
    }
    let content = file.read();
    assert_eq!(lines(&content.blocks), ["<0 流程图><0 流程图><1 标题>"]);
    let kinds: Vec<_> = content.pictures.iter().map(|it| (it.name.as_str(), &it.kind)).collect();
    assert_eq!(kinds, [("image1.png", &PictureKind::Png), ("image2.bin", &PictureKind::Jpeg)]);
}

#[test]
fn a_drawing_is_taken_instead_of_the_picture_made_of_it() {
    let blip = r#"<a:blip r:embed="p"><a:extLst><a:ext><asvg:svgBlip r:embed="s"/></a:ext></a:extLst></a:blip>"#;
    let file = docx(&format!("<w:p>{}</w:p>", inline_picture("", blip)))
        .file("p", "image", "p.png", PNG)
        .file("s", "image", "s.svg", b"<?xml version=\"1.0\"?><svg/>");
    let pictures = file.read().pictures;
    assert_eq!((pictures.len(), &pictures[0].kind), (1, &PictureKind::Svg));
}

#[test]
fn pictures_that_are_elsewhere_or_nowhere_are_told() {
    let file = docx(&format!(
        "<w:p>{}{}{}</w:p>",
        inline_picture("", r#"<a:blip r:link="far"/>"#),
        inline_picture(r#"descr="图""#, r#"<a:blip r:embed="none"/>"#),
        inline_picture(r#"hidden="1""#, r#"<a:blip r:embed="none"/>"#)
    ))
    .link("far", "file:///c:/a.png");
    assert_eq!(
        losses(&file.read()),
        [
            (LossKind::LinkedPicture, Some(1), "file:///c:/a.png"),
            (LossKind::MissingPicture, Some(1), "图")
        ]
    );
}

#[test]
fn a_text_box_is_read_once_behind_its_paragraph() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", p("框一"), p("框二"));
    let new = format!(
        r#"<w:drawing><wp:anchor><wp:docPr/><a:graphic><a:graphicData><wpg:wgp><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing>"#
    );
    let old = format!(
        "<w:pict><v:group><v:shape><v:textbox>{content}</v:textbox></v:shape></v:group></w:pict>"
    );
    let both = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"#
    );
    let file = docx(&format!("<w:p>{}{both}{}</w:p>{}", r("文"), r("字"), p("后")));
    assert_eq!(file.lines(), ["文字", "框一", "框二", "后"]);
    assert_eq!(docx(&format!("<w:p><w:r>{old}</w:r></w:p>")).lines(), ["", "框一", "框二"]);
}

#[test]
fn old_pictures_are_read() {
    let shape =
        r#"<w:r><w:pict><v:shape alt="旧图"><v:imagedata r:id="p"/></v:shape></w:pict></w:r>"#;
    let file = docx(&format!("<w:p>{shape}</w:p>")).file("p", "image", "p.png", PNG);
    assert_eq!(file.lines(), ["<0 旧图>"]);
}

#[test]
fn what_else_is_drawn_is_told() {
    let graphic = |inner: &str| {
        format!(
            r#"<w:r><w:drawing><wp:inline><wp:docPr descr="d"/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
        )
    };
    let file = docx(&format!(
        r#"<w:p>{}{}<w:r><w:object><v:shape><v:imagedata r:id="p"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r><w:r><w:pict><v:line/><v:rect o:hr="t"/><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p><w:altChunk r:id="x"/><w:p><w:subDoc r:id="x"/></w:p>"#,
        graphic(r#"<c:chart r:id="chart1"/>"#),
        graphic("<wps:wsp><wps:bodyPr/></wps:wsp>"),
    ))
    .file("p", "image", "p.png", PNG)
    .file(
        "chart1",
        "chart",
        "charts/chart1.xml",
        format!("<c:chartSpace {SPACES}><a:t>投诉量</a:t><c:v>3</c:v></c:chartSpace>").as_bytes(),
    );
    let content = file.read();
    assert_eq!(lines(&content.blocks), ["<0 >", ""]);
    assert_eq!(
        losses(&content),
        [
            (LossKind::Chart, Some(1), "投诉量 3"),
            (LossKind::Drawing, Some(1), "d"),
            (LossKind::EmbeddedObject, Some(1), "Excel.Sheet.12"),
            (LossKind::Drawing, Some(1), ""),
            (LossKind::Drawing, Some(1), "机密"),
            (LossKind::AltChunk, Some(2), ""),
            (LossKind::SubDocument, Some(2), ""),
        ]
    );
}
