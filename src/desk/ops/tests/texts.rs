use super::*;

#[test]
fn a_prompt_gives_way_to_what_is_written() {
    let set = r#"[{"op":"set","path":["企业","名称"],"value":"中国移动山西公司"}]"#;
    assert_eq!(
        changed(TEMPLATE, set),
        "-  名称: 【企业名称，如中国移动山西公司】\n+  名称: 中国移动山西公司\n"
    );
    let set = r#"[{"op":"set","path":["公司简介"],"value":"甲。\n\n乙。\n"}]"#;
    assert_eq!(
        changed(TEMPLATE, set),
        "-  【第一段，如：中国移动山西公司（以下简称山西移动）……】\n+  甲。\n\
         -  【第二段。没有就删去。】\n+  乙。\n"
    );
    let set =
        r#"[{"op":"set","path":["电信服务质量状况","举措",1,"内容"],"value":"甲：乙，“丙”#1。"}]"#;
    assert_eq!(changed(TEMPLATE, set), "-        【正文】\n+        甲：乙，“丙”#1。\n");
    let names = r#"[{"op":"names","path":["企业","省份"],"values":["山西省","陕西省"]},
        {"op":"names","path":["企业","经营业务"],"values":["移动电话"]}]"#;
    assert_eq!(
        changed(TEMPLATE, names),
        "-  省份: 【省份，如山西省】\n+  省份: [山西省, 陕西省]\n\
         -  经营业务: [固定电话, 移动电话, 宽带业务, 租用电路]\n+  经营业务: [移动电话]\n"
    );
}

#[test]
fn a_key_that_stands_ready_loses_its_sign() {
    let set = r#"[{"op":"set","path":["标题"],"value":"电信服务质量报告"},
        {"op":"names","path":["签署","单位"],"values":["甲公司"]},
        {"op":"waive","code":"F07","place":"客户投诉.投诉处理及时率","reason":"暴雨断缆"}]"#;
    assert_eq!(
        changed(TEMPLATE, set),
        "-# 标题: 电信服务质量状况报告\n+标题: 电信服务质量报告\n\
         -  # 单位: 中国移动通信集团山西有限公司\n+  单位: 甲公司\n\
         -# 豁免:\n-#   - { 规则: F07, 位置: 客户投诉.投诉处理及时率, 理由: 【写明原因】 }\n\
         +豁免:\n+  - { 规则: F07, 位置: 客户投诉.投诉处理及时率, 理由: 暴雨断缆 }\n"
    );
}

#[test]
fn keys_stand_in_their_order_with_a_line_between_chapters() {
    let text = "企业:\n  名称: 甲\n\n报告期: 2020年下半年\n\n公司简介: |\n  乙。\n\n声明: 丙\n";
    let set = r#"[{"op":"set","path":["导语"],"value":"一。\n\n二。"},
        {"op":"set","path":["结语"],"value":"三。"},
        {"op":"set","path":["标题"],"value":"四"},
        {"op":"set","path":["签署","日期"],"value":"2021年1月12日"},
        {"op":"set","path":["企业","简称"],"value":"甲"}]"#;
    assert_eq!(
        done(text, set),
        "企业:\n  名称: 甲\n  简称: 甲\n\n报告期: 2020年下半年\n标题: 四\n\n导语: |\n  一。\n\n  二。\n\n\
         公司简介: |\n  乙。\n\n结语: |\n  三。\n\n声明: 丙\n\n签署:\n  日期: 2021年1月12日\n"
    );
    // As they came, they go.
    let out = r#"[{"op":"set","path":["导语"],"value":null},{"op":"set","path":["结语"],"value":""},
        {"op":"remove","path":["标题"]},{"op":"remove","path":["签署"]},
        {"op":"set","path":["企业","简称"]}]"#;
    assert_eq!(done(&done(text, set), out), text);
}

#[test]
fn a_text_that_is_taken_out_finds_its_place_again() {
    let out = r#"[{"op":"set","path":["结语"],"value":null}]"#;
    let without = done(TEMPLATE, out);
    assert!(!without.contains("\n结语:"));
    let back = r#"[{"op":"set","path":["结语"],"value":"【2021年，山西移动将……】"}]"#;
    assert_eq!(done(&without, back), TEMPLATE);
}

#[test]
fn quotation_marks_comments_and_line_ends_stay() {
    let text =
        "企业:\r\n  名称: \"甲: 一\"  # 全称\r\n  简称: '乙'\r\n结语: 丙。  # 一句\r\n声明: 丁\r\n";
    let set = r#"[{"op":"set","path":["企业","名称"],"value":"甲“二”\"三\""},
        {"op":"set","path":["企业","简称"],"value":"it's"},
        {"op":"set","path":["结语"],"value":"丙。\n\n戊。"},
        {"op":"set","path":["声明"],"value":"庚: 辛 #1"}]"#;
    assert_eq!(
        done(text, set),
        "企业:\r\n  名称: \"甲“二”\\\"三\\\"\"  # 全称\r\n  简称: 'it''s'\r\n\
         结语: |  # 一句\r\n  丙。\r\n\r\n  戊。\r\n声明: \"庚: 辛 #1\"\r\n"
    );
}

#[test]
fn what_is_required_becomes_a_prompt() {
    let text = "企业:\n  名称: 甲\n公司简介: |\n  乙。\n";
    let set = r#"[{"op":"set","path":["企业","名称"],"value":""},
        {"op":"set","path":["公司简介"],"value":" \n"}]"#;
    assert_eq!(done(text, set), "企业:\n  名称: 【企业名称】\n公司简介: |\n  【正文】\n");
}

#[test]
fn texts_that_would_be_read_otherwise_are_written_so_that_they_are_not() {
    for value in [
        "  缩进的第一行\n第二行",
        "- 甲\n- 乙",
        "# 标题\n\n正文",
        "【】",
        "| 甲 | 乙 |\n| --- | --- |",
        "```\n代码  \n    深\n```",
        "“甲”：乙",
        "\"半个引号",
        "'",
        "&甲",
        "*甲*",
        "!甲",
        "%甲",
        "@甲",
        "null",
        "~",
        "true",
        "1",
        "---",
        "...",
        "> 引用",
        "甲 #乙",
        "{甲}",
        "[甲](乙)",
        "甲: 乙",
        "甲\\乙",
        "${甲}",
        "甲  ",
        "?",
        "概述: 甲",
        "- 标题：甲",
    ] {
        for text in [
            "公司简介: |\n  旧。\n声明: 丁\n",
            "公司简介: 旧。\n声明: 丁\n",
            "公司简介: >-\n  旧。\n",
            "声明: 丁\n",
        ] {
            let op = serde_json::json!([{"op": "set", "path": ["公司简介"], "value": value}]);
            let after = done(text, &op.to_string());
            assert_eq!(
                State::of(after).ground().plain.at(&["公司简介".into()]),
                Some(&plain::Plain::text(value.trim_end()))
            );
        }
    }
}

#[test]
fn what_a_file_cannot_have_is_refused_in_chinese() {
    let set = |value: &str| {
        let op = serde_json::json!([{"op": "set", "path": ["标题"], "value": value}]);
        refused("标题: 甲\n", &op.to_string())
    };
    assert!(set("甲\u{7}乙").contains("U+0007"));
    assert!(set("甲\n乙").contains("一行"));
    assert!(set(&"甲".repeat(3000)).contains("2000"));
    assert!(
        serde_json::from_str::<Vec<Op>>(r#"[{"op":"set","path":["a"],"value":"","x":1}]"#).is_err()
    );
    assert!(
        refused("标题: 甲\n", r#"[{"op":"set","path":["甲","乙"],"value":"丙"}]"#).contains("名目")
    );
    assert_eq!(
        done("标题: 甲\n", r#"[{"op":"set","path":["标题"],"value":"乙\u200b丙 "}]"#),
        "标题: 乙丙\n"
    );
}

#[test]
fn the_text_is_edited_by_the_places_that_the_page_counts() {
    let text = "甲: 𠮷\r\n乙: 二\r\n";
    assert_eq!(
        done(text, r#"[{"op":"text","from":6,"to":7,"insert":"丙\n丁"}]"#),
        "甲: 𠮷\r\n丙\r\n丁: 二\r\n"
    );
    assert!(refused(text, r#"[{"op":"text","from":6,"to":99,"insert":""}]"#).contains("不在"));
}

#[test]
fn what_is_asked_of_an_older_text_is_carried_over_or_a_conflict() {
    let base = "企业:\n  名称: 甲\n公司简介: |\n  一。\n\n  二。\n";
    let carried = |now: &str, ops: &str| {
        carried(base, now, &serde_json::from_str::<Vec<Op>>(ops).unwrap(), &[])
    };
    let set = r#"[{"op":"set","path":["公司简介"],"value":"一。\n\n二二。"}]"#;
    let made = carried("企业:\n  名称: 乙\n公司简介: |\n  一一。\n\n  二。\n", set).unwrap();
    assert_eq!(made.text, "企业:\n  名称: 乙\n公司简介: |\n  一一。\n\n  二二。\n");
    let name = r#"[{"op":"set","path":["企业","名称"],"value":"丙"}]"#;
    let Err(NotCarried::Conflict(conflict)) =
        carried("企业:\n  名称: 乙\n公司简介: |\n  一。\n\n  二。\n", name)
    else {
        panic!();
    };
    assert_eq!(conflict.path, ["企业".into(), "名称".into()]);
    assert_eq!((conflict.theirs.as_str(), conflict.yours.as_str()), ("乙", "丙"));
    let same = carried("企业:\n  名称: 丙\n公司简介: |\n  一。\n\n  二。\n", name).unwrap();
    assert!(same.edits.is_empty());
}
