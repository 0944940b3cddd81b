//! Runs, fields, symbols, formulas.

use super::*;
use crate::word::content::Alignment;

fn line(paragraph: &str) -> String {
    docx(&format!("<w:p>{paragraph}</w:p>")).lines().join("\n")
}

#[test]
fn a_run_gives_its_words_and_marks() {
    for (run, shown) in [
        ("<w:t> a b </w:t>", "a b"),
        (r#"<w:t xml:space="preserve"> a  b </w:t>"#, " a  b "),
        ("<w:t xml:space=\"preserve\">a\n\u{A0}b</w:t>", "a \u{A0}b"),
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/>", "a→b⏎⏎"),
        (r#"<w:br w:type="page"/><w:br w:type="column"/><w:br w:type="textWrapping"/>"#, "⤓⤓⏎"),
        ("<w:ptab/><w:lastRenderedPageBreak/>", "→"),
        (
            "<w:t>可</w:t><w:noBreakHyphen/><w:t>选</w:t><w:softHyphen/><w:t>词\u{AD}</w:t>",
            "可-选词",
        ),
        (
            "<w:ruby><w:rt><w:r><w:t>chéng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>呈</w:t></w:r></w:rubyBase></w:ruby>",
            "呈",
        ),
        (r#"<w:sym w:font="Symbol" w:char="F0A3"/>"#, "≤"),
        (
            r#"<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings 2" w:char="00A3"/>"#,
            "☑□",
        ),
        ("<w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>\u{F0B4}\u{F0B1}a</w:t>", "×±a"),
        (
            r#"<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="x" w16se:char="1F60A"/></mc:Choice><mc:Fallback><w:t>f</w:t></mc:Fallback></mc:AlternateContent>"#,
            "😊",
        ),
    ] {
        assert_eq!(line(&format!("<w:r>{run}</w:r>")), shown, "{run}");
    }
}

#[test]
fn a_sign_that_no_other_face_has_is_told() {
    let file = docx(r#"<w:p/><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r></w:p>"#);
    assert_eq!(losses(&file.read()), [(LossKind::Symbol, Some(2), "Wingdings F0FF")]);
}

#[test]
fn words_stand_above_and_below_the_line() {
    let sup = r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>-6</w:t></w:r>"#;
    assert_eq!(line(&(r("10") + sup)), "10^{-6}");
    let raised = |size, raised| {
        format!(
            r#"<w:r><w:rPr><w:sz w:val="{size}"/><w:position w:val="{raised}"/></w:rPr><w:t>6</w:t></w:r>"#
        )
    };
    let ten = r#"<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>10</w:t></w:r>"#;
    assert_eq!(line(&format!("{ten}{}", raised(20, 10))), "10^{6}");
    assert_eq!(line(&format!("{ten}{}", raised(20, -6))), "10_{6}");
    assert_eq!(line(&format!("{ten}{}", raised(32, 10))), "106");
    let styled = docx(&format!(
        "<w:p>{}<w:r><w:rPr><w:rStyle w:val=\"up\"/></w:rPr><w:t>2</w:t></w:r></w:p>",
        r("m")
    ));
    let styled = styled.styles(
        r#"<w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"#,
    );
    assert_eq!(styled.lines(), ["m^{2}"]);
}

#[test]
fn what_is_on_in_two_styles_is_off() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="p"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="c"><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="d"><w:basedOn w:val="c"/></w:style>"#;
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>a</w:t></w:r>");
    let file = docx(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>{}{}{}{}</w:p><w:p>{}{}</w:p>"#,
        run(""),
        run(r#"<w:rStyle w:val="d"/>"#),
        run(r#"<w:rStyle w:val="c"/><w:b/>"#),
        run(r#"<w:b w:val="0"/>"#),
        run(r#"<w:rStyle w:val="d"/>"#),
        run(r#"<w:b w:val="off"/>"#),
    ));
    assert_eq!(file.styles(styles).lines(), ["**a**a**a**a", "**a**a"]);
}

#[test]
fn capitals_are_shown_and_hidden_words_told() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let file = docx(&format!(
        "<w:p>{}{}{}{}{}</w:p>",
        run("<w:caps/>", "vip"),
        run("<w:vanish/>", "密"),
        run("<w:rStyle w:val=\"v\"/>", "级"),
        run("<w:vanish w:val=\"false\"/>", "显"),
        run("<w:webHidden/>", "示"),
    ));
    let file = file.styles(
        r#"<w:style w:type="character" w:styleId="v"><w:rPr><w:vanish/></w:rPr></w:style>"#,
    );
    assert_eq!(file.lines(), ["VIP显示"]);
    assert_eq!(losses(&file.read()), [(LossKind::HiddenText, Some(1), "密级")]);
}

#[test]
fn words_that_are_struck_out_stand_in_the_text_and_are_told() {
    let file = docx(
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>作废</w:t></w:r><w:r><w:t>有效</w:t></w:r></w:p>",
    );
    assert_eq!(file.lines(), ["作废有效"]);
    assert_eq!(losses(&file.read()), [(LossKind::Struck, Some(1), "作废")]);
}

#[test]
fn a_hidden_mark_runs_two_paragraphs_into_one() {
    let mark = |mark: &str| format!(r#"<w:pPr><w:pStyle w:val="h"/><w:rPr>{mark}</w:rPr></w:pPr>"#);
    let file = docx(&format!(
        "<w:p>{}{}</w:p>{}",
        mark("<w:vanish/><w:specVanish/>"),
        r("（一）举措。"),
        p("正文")
    ));
    let file = file.styles(
        r#"<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style>"#,
    );
    let content = file.read();
    assert_eq!(lines(&content.blocks), ["（一）举措。正文"]);
    assert!(matches!(&content.blocks[0], Block::Paragraph(it) if it.style == "heading 2"));
}

#[test]
fn styles_give_name_outline_and_alignment() {
    let file = docx(
        r#"<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr></w:p><w:p><w:pPr><w:jc w:val="right"/><w:outlineLvl w:val="9"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="none"/></w:pPr></w:p>"#,
    )
    .styles(
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 1"/><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:name w:val="章"/><w:basedOn w:val="a"/></w:style>"#,
    );
    let seen: Vec<_> = file
        .read()
        .blocks
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(it) => (it.style, it.outline, it.alignment),
            Block::Table(_) => (String::new(), None, Alignment::Start),
        })
        .collect();
    let expected = [
        ("章", Some(0), Alignment::Centre),
        ("Normal", None, Alignment::End),
        ("Normal", None, Alignment::Start),
    ];
    assert_eq!(seen, expected.map(|(style, outline, side)| (style.to_owned(), outline, side)));
}

fn mark(kind: &str) -> String {
    format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#)
}

fn field(instruction: &str, result: Option<&str>) -> String {
    let instruction = format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
    let result = result.map(|result| mark("separate") + result).unwrap_or_default();
    mark("begin") + &instruction + &result + &mark("end")
}

#[test]
fn fields_give_their_results() {
    let nested = mark("begin")
        + &field("PAGE", Some(&r("内")))
        + &mark("separate")
        + &r("果")
        + &mark("end");
    for (paragraph, shown) in [
        (field("PAGE", Some(&r("3"))), "3"),
        (field("TC x", None), ""),
        (nested, "果"),
        (field("REF a", Some(&field("PAGE", Some(&r("7"))))), "7"),
        (format!(r#"<w:fldSimple w:instr="PAGE">{}</w:fldSimple>"#, r("5")), "5"),
        (r#"<w:fldSimple w:instr="SYMBOL 163 \f Symbol"/>"#.to_owned(), "≤"),
        (field("MACROBUTTON NoMacro 单击此处", None), "单击此处"),
        (field("eq \\o\\ac(○,2)", None), "②"),
        // Marks without their fellows mean nothing.
        (mark("begin") + &r("留下"), "留下"),
        (mark("separate") + &mark("end") + &r("也留下"), "也留下"),
        (
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"#.to_owned() + &mark("end"),
            "☒",
        ),
        (
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"#.to_owned() + &mark("end"),
            "乙",
        ),
    ] {
        assert_eq!(line(&paragraph), shown, "{paragraph}");
    }
    let formula = docx(&format!("<w:p>{}</w:p>", field("EQ \\f(1,2)", None))).read();
    assert_eq!(losses(&formula), [(LossKind::Formula, Some(1), "\\f(1,2)")]);
}

#[test]
fn a_field_may_go_on_over_paragraphs() {
    let begin = mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + &mark("separate");
    let file = docx(&format!("<w:p>{begin}{}</w:p><w:p>{}{}</w:p>", r("一"), r("二"), mark("end")));
    assert_eq!(file.lines(), ["一", "二"]);
}

#[test]
fn controls_and_wrappers_are_seen_through() {
    let inner = format!(
        r#"<w:sdt><w:sdtPr><w:alias w:val="x"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:smartTag>{}</w:smartTag><w:hyperlink>{}</w:hyperlink><w:customXml>{}</w:customXml><w:bdo>{}</w:bdo>"#,
        r("控"),
        r("件"),
        r("链"),
        r("接"),
        r("。")
    );
    let file = docx(&format!(
        "<w:sdt><w:sdtContent><w:sdt><w:sdtContent><w:p>{inner}</w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    ));
    assert_eq!(file.lines(), ["控件链接。"]);
}

#[test]
fn one_of_several_choices_is_taken() {
    let choice = |requires: &str| {
        format!(
            r#"<mc:AlternateContent><mc:Choice Requires="{requires}">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"#,
            r("新"),
            r("旧")
        )
    };
    assert_eq!(line(&choice("wps")), "新");
    assert_eq!(line(&choice("wps future")), "旧");
    assert_eq!(line(&choice("unbound")), "旧");
}

#[test]
fn formulas_are_letters_in_a_line() {
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let script = |kind: &str, local: &str, base: &str, script: &str| {
        format!(
            "<m:{kind}><m:e>{}</m:e><m:{local}>{}</m:{local}></m:{kind}>",
            run(base),
            run(script)
        )
    };
    let formula = |inner: &str| docx(&format!("<w:p><m:oMath>{inner}</m:oMath></w:p>"));
    let simple = formula(
        &(run("≤4×") + &script("sSup", "sup", "10", "-6") + &script("sSub", "sub", "x", "i")),
    );
    assert_eq!(simple.lines(), ["≤4×10^{-6}x_{i}"]);
    assert_eq!(losses(&simple.read()), []);
    for (inner, text) in [
        (format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", run("a+b"), run("2")), "(a+b)/2"),
        (format!("<m:rad><m:e>{}</m:e></m:rad>", run("x")), "√x"),
        (
            format!(
                r#"<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>"#,
                run("i=1"),
                run("n"),
                run("x")
            ),
            "∑_(i=1)^n x",
        ),
    ] {
        let file = formula(&inner);
        assert_eq!(file.lines(), [text]);
        assert_eq!(losses(&file.read()), [(LossKind::Formula, Some(1), text)]);
    }
    assert_eq!(formula(&format!("<m:d><m:e>{}</m:e></m:d>", run("a"))).lines(), ["(a)"]);
}

#[test]
fn strict_files_are_read_too() {
    let mut file = docx(&p("严格"));
    for (_, part) in &mut file.parts {
        let text = String::from_utf8(part.clone()).unwrap();
        let text = text
            .replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            .replace(KINDS, "http://purl.oclc.org/ooxml/officeDocument/relationships");
        *part = text.into_bytes();
    }
    assert_eq!(file.lines(), ["严格"]);
}

#[test]
fn parts_may_be_utf_16() {
    let mut file = docx(&p("十六"));
    let text = String::from_utf8(file.parts[1].1.clone()).unwrap();
    let text = format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}");
    file.parts[1].1 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(file.lines(), ["十六"]);
    file.parts[1].1 = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(file.lines(), ["十六"]);
}
