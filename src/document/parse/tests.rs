use super::*;

fn text(t: &str) -> Inline {
    Inline::Text(t.into())
}

fn strong(t: &str) -> Inline {
    Inline::Strong(vec![text(t)])
}

#[test]
fn emphasis_beside_chinese_marks_is_emphasis() {
    let cases = [
        ("**“中文”**后", vec![Inline::Strong(vec![text("“中文”")]), text("后")]),
        ("前**“中文”**", vec![text("前"), Inline::Strong(vec![text("“中文”")])]),
        (
            "前**《条例》**，后*（二）*尾",
            vec![
                text("前"),
                Inline::Strong(vec![text("《条例》")]),
                text("，后"),
                Inline::Emphasis(vec![text("（二）")]),
                text("尾"),
            ],
        ),
        ("3 * 4 = 12，5 * 6", vec![text("3 * 4 = 12，5 * 6")]),
        ("7*24小时、5*8小时", vec![text("7*24小时、5*8小时")]),
        ("[注]: 不含专线", vec![text("[注]: 不含专线")]),
        ("其中**新建：**300座", vec![text("其中"), strong("新建："), text("300座")]),
        ("其中**5G**300座，", vec![text("其中"), strong("5G"), text("300座，")]),
        ("建成**300座**，合**95%**以上", {
            let (before, middle) = (text("建成"), text("，合"));
            vec![before, strong("300座"), middle, strong("95%"), text("以上")]
        }),
        ("（**300座**）达**25℃**以上", {
            let (before, middle) = (text("（"), text("）达"));
            vec![before, strong("300座"), middle, strong("25℃"), text("以上")]
        }),
        ("**甲：**\n**乙：**2", vec![strong("甲："), strong("乙："), text("2")]),
        ("共**-5%**，**——注**后", {
            vec![text("共"), strong("-5%"), text("，"), strong("——注"), text("后")]
        }),
    ];
    for (markdown, expected) in cases {
        assert_eq!(parse(markdown), vec![Block::Paragraph(expected)], "{markdown}");
    }
}

#[test]
fn a_star_behind_a_word_is_a_sign() {
    for shown in [
        "5G*用户120万户，宽带*用户30万户",
        "满意率99%*，及时率98%*。注：*为抽样数。",
        "宽带*、专线*和固话*用户",
        "“双千兆”*用户（*含试用）",
        "5G*用户120万户，宽带**用户30万户，专线**用户2万户",
        "5G*用户，宽带**用户。注：*不含物联网；**不含专线",
        "长*宽*高",
        "密码为138****1234，139****5678",
        "客户张**，李**。",
        "2**10和3**5",
        "“*”表示估算，“**”表示预计",
        "（*）号指标和（*）号数据",
        "用户*（含试用），宽带*，专线*（不含）",
    ] {
        assert_eq!(parse(shown), vec![Block::Paragraph(vec![text(shown)])], "{shown}");
    }
}

#[test]
fn a_single_star_between_edges_is_emphasis() {
    let emphasis = |t: &str| Inline::Emphasis(vec![text(t)]);
    let cases = [
        ("*强调*", vec![emphasis("强调")]),
        ("前，*强调*。", vec![text("前，"), emphasis("强调"), text("。")]),
        ("前 *强调* 后", vec![text("前 "), emphasis("强调"), text(" 后")]),
        ("（*强调*）\\[后", vec![text("（"), emphasis("强调"), text("）[后")]),
        ("共*“轻卡”*等，甲*用户**“乙”**“丙", {
            let (before, middle) = (text("共"), text("等，甲*用户"));
            vec![before, emphasis("“轻卡”"), middle, strong("“乙”"), text("“丙")]
        }),
        ("甲*用户**合计：**3", vec![text("甲*用户"), strong("合计："), text("3")]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(parse(markdown), vec![Block::Paragraph(expected)], "{markdown}");
    }
}

#[test]
fn code_keeps_its_signs() {
    let code = |t: &str| Inline::Code(t.into());
    let line = parse("系统`7*24`小时，`[注]: *`后*");
    let expected = vec![text("系统"), code("7*24"), text("小时，"), code("[注]: *"), text("后*")];
    assert_eq!(line, vec![Block::Paragraph(expected)]);
    let block = parse("```\n7*24\n[注]: 甲*乙*\n\t丙\t丁\n```");
    assert_eq!(block, vec![Block::Code("7*24\n[注]: 甲*乙*\n    丙   丁".into())]);
}

#[test]
fn an_indented_paragraph_is_a_paragraph() {
    let paragraph = |t: &str| Block::Paragraph(vec![text(t)]);
    let two = vec![paragraph("甲。"), paragraph("乙。")];
    for markdown in
        ["甲。\n\n    乙。", "甲。\n\n\t乙。", "甲。\n\n　　　　乙。", "    甲。\n\n          乙。"]
    {
        assert_eq!(parse(markdown), two, "{markdown}");
    }
    let strong_one = parse("甲。\n\n    乙**丙**");
    assert_eq!(strong_one[1], Block::Paragraph(vec![text("乙"), strong("丙")]));
    let item = vec![paragraph("甲"), paragraph("乙")];
    let list = Block::List { start: None, items: vec![item] };
    for markdown in ["- 甲\n\n      乙", "- 甲\n\n  乙", "-     甲\n\n        乙"] {
        assert_eq!(parse(markdown), vec![list.clone()], "{markdown}");
    }
    let table = parse("    | 甲 | 乙 |\n    | --- | --- |\n    | 1 | 2 |");
    assert!(matches!(table.as_slice(), [Block::Table { .. }]), "{table:?}");
}

#[test]
fn markup_is_text_and_script_links_are_dropped() {
    let blocks = parse("<b>粗</b>\n\n<script>alert(1)</script>\n\n[点](javascript:alert(1))");
    let expected: Vec<Block> = ["<b>粗</b>", "<script>alert(1)</script>", "点"]
        .map(|t| Block::Paragraph(vec![text(t)]))
        .into();
    assert_eq!(blocks, expected);
}

#[test]
fn a_line_end_is_nothing_between_chinese_and_a_space_between_words() {
    let expected = vec![Block::Paragraph(vec![text("中文word next")])];
    assert_eq!(parse("中\n文\nword\nnext"), expected);
}

#[test]
fn a_strong_numbered_start_is_a_heading_with_its_text() {
    let blocks = parse("**（十二）推进“零”距离**。全年共办理。");
    let Block::RunIn { title, text: rest } = &blocks[0] else { panic!("{blocks:?}") };
    assert_eq!(crate::document::plain_text(title), "（十二）推进“零”距离");
    assert_eq!(rest, &vec![text("。全年共办理。")]);
}
