use super::*;

const TEXT: &str = "\
电信服务质量状况:
  举措:
    # 甲的说明
    - 标题: 甲
      内容: |
        一。

        二。
    - 标题: 乙
      内容: 三。 # 短
    # 丙的说明
    - 标题: 丙
      内容: |
        四。

# 指标
主要服务指标完成情况:
  移动电话:
    # 来自甲.xlsx
    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }
    计费差错率: ≤4×10⁻⁶
  客户投诉:
    投诉处理及时率: 99.10% # 核过
";

#[test]
fn initiatives_are_put_in_taken_out_and_moved_with_their_comments() {
    let insert = r#"[{"op":"insert","path":["电信服务质量状况","举措"],"index":1,
        "value":{"标题":"丁: 新","内容":"五。\n\n六。"}}]"#;
    assert_eq!(
        changed(TEXT, insert),
        "+    - 标题: \"丁: 新\"\n+      内容: |\n+        五。\n+\n+        六。\n"
    );
    let last =
        r#"[{"op":"insert","path":["电信服务质量状况","举措"],"index":9,"value":{"标题":"丁"}}]"#;
    assert_eq!(changed(TEXT, last), "+    - 标题: 丁\n+      内容: |\n+        【正文】\n");
    let out = r#"[{"op":"remove","path":["电信服务质量状况","举措",1]}]"#;
    assert_eq!(changed(TEXT, out), "-    - 标题: 乙\n-      内容: 三。 # 短\n");
    let moved = r#"[{"op":"move","path":["电信服务质量状况","举措",2],"to":0}]"#;
    let after = done(TEXT, moved);
    let head = "  举措:\n    # 丙的说明\n    - 标题: 丙\n      内容: |\n        四。\n    # 甲的说明\n    - 标题: 甲\n";
    assert!(after.contains(head), "{after}");
    let back = r#"[{"op":"move","path":["电信服务质量状况","举措",0],"to":2}]"#;
    assert_eq!(done(&after, back), TEXT);
}

#[test]
fn an_initiative_goes_into_another_and_out_again() {
    let into = r#"[{"op":"move","path":["电信服务质量状况","举措",2],"to":0,
        "into":["电信服务质量状况","举措",1,"举措"]}]"#;
    let after = done(TEXT, into);
    let wanted = "    - 标题: 乙\n      内容: 三。 # 短\n      举措:\n        # 丙的说明\n        - 标题: 丙\n          \
                  内容: |\n            四。\n\n# 指标\n";
    assert!(after.contains(wanted), "{after}");
    let out = r#"[{"op":"move","path":["电信服务质量状况","举措",1,"举措",0],"to":2,
        "into":["电信服务质量状况","举措"]}]"#;
    assert_eq!(done(&after, out), TEXT);
    let within = r#"[{"op":"move","path":["电信服务质量状况","举措",0],"to":0,
        "into":["电信服务质量状况","举措",0,"举措"]}]"#;
    assert!(refused(TEXT, within).contains("自己"));
}

#[test]
fn what_both_sides_moved_is_a_conflict() {
    let ops = |to: usize| -> Vec<Op> {
        let path = r#"["电信服务质量状况","举措",1]"#;
        serde_json::from_str(&format!(r#"[{{"op":"move","path":{path},"to":{to}}}]"#)).unwrap()
    };
    let theirs = made(TEXT, &ops(0), &[]).unwrap().text;
    assert!(matches!(carried(TEXT, &theirs, &ops(2), &[]), Err(NotCarried::Conflict(_))));
    assert!(carried(TEXT, &theirs, &ops(0), &[]).unwrap().edits.is_empty());
}

#[test]
fn the_last_of_a_list_takes_its_key_along_or_leaves_a_prompt() {
    let text = "电信服务质量状况:\n  举措:\n    - 标题: 甲\n      举措:\n        - 标题: 乙\n          内容: 丙\n附件:\n  - 标题: 丁\n    内容: 戊\n声明: 己\n";
    let out = r#"[{"op":"remove","path":["电信服务质量状况","举措",0,"举措",0]},{"op":"remove","path":["附件",0]}]"#;
    let after = done(text, out);
    assert_eq!(after, "电信服务质量状况:\n  举措:\n    - 标题: 甲\n声明: 己\n");
    let out = r#"[{"op":"remove","path":["电信服务质量状况","举措",0]}]"#;
    assert_eq!(
        done(&after, out),
        "电信服务质量状况:\n  举措:\n    - 标题: 【举措标题】\n      内容: |\n        【正文】\n声明: 己\n"
    );
    let new = r#"[{"op":"insert","path":["附件"],"index":0,"value":{"标题":"庚","内容":"辛"}}]"#;
    assert!(done(&after, new).ends_with("声明: 己\n附件:\n  - 标题: 庚\n    内容: |\n      辛\n"));
}

#[test]
fn groups_and_indicators_come_go_and_move() {
    let add = r#"[{"op":"add","path":["主要服务指标完成情况"],"key":"租用电路","value":["电路开通平均时限","障碍修复平均时限"]},
        {"op":"add","path":["主要服务指标完成情况","客户投诉"],"key":"投诉受理热线","value":"10086","index":0},
        {"op":"add","path":["主要服务指标完成情况","移动电话"],"key":"业务变更","value":""}]"#;
    assert_eq!(
        changed(TEXT, add),
        "+    业务变更: { 平均: 【0.00】小时, 及时率: 【00.00】% }\n+  租用电路:\n+    电路开通平均时限: 【0.00】天\n+    \
         障碍修复平均时限: 【0.00】小时\n+    投诉受理热线: 10086\n"
    );
    let moved = r#"[{"op":"move","path":["主要服务指标完成情况","移动电话","障碍修复"],"to":1},
        {"op":"move","path":["主要服务指标完成情况","客户投诉"],"to":0}]"#;
    assert!(done(TEXT, moved).ends_with(
        "主要服务指标完成情况:\n  客户投诉:\n    投诉处理及时率: 99.10% # 核过\n  移动电话:\n    计费差错率: ≤4×10⁻⁶\n    \
         # 来自甲.xlsx\n    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n"
    ));
    let out = r#"[{"op":"remove","path":["主要服务指标完成情况","移动电话","障碍修复"]},
        {"op":"remove","path":["主要服务指标完成情况","客户投诉","投诉处理及时率"]},
        {"op":"rename","path":["主要服务指标完成情况","移动电话"],"key":"移动业务"}]"#;
    assert!(
        done(TEXT, out).ends_with("主要服务指标完成情况:\n  移动业务:\n    计费差错率: ≤4×10⁻⁶\n")
    );
    let twice = r#"[{"op":"add","path":["主要服务指标完成情况"],"key":"客户投诉","value":"", "index":null}]"#;
    assert!(refused(TEXT, twice).contains("已经有"));
}

#[test]
fn a_group_that_stands_ready_loses_its_signs() {
    let ready = r#"[{"op":"add","path":["主要服务指标完成情况"],"key":"因特网业务","value":["装机入网平均时长"]}]"#;
    assert_eq!(
        changed(TEMPLATE, ready),
        "-  # 因特网业务:\n-  #   装机入网平均时长: 【0.00】小时\n-  #   装机入网及时率: 【00.00】%\n\
         -  #   障碍修复平均时长: 【0.00】小时\n-  #   障碍修复及时率: 【00.00】%\n\
         +  因特网业务:\n+    装机入网平均时长: 【0.00】小时\n"
    );
}

#[test]
fn names_of_a_list_in_lines_stay_in_lines() {
    let text = "签署:\n  单位:\n    - 甲 # 主\n    - \"乙\"\n  日期: 丙\n";
    let names = |values: &str| {
        done(text, &format!(r#"[{{"op":"names","path":["签署","单位"],"values":{values}}}]"#))
    };
    assert_eq!(
        names(r#"["甲","丁","乙"]"#),
        "签署:\n  单位:\n    - 甲 # 主\n    - 丁\n    - \"乙\"\n  日期: 丙\n"
    );
    assert_eq!(names(r#"["甲"]"#), "签署:\n  单位:\n    - 甲 # 主\n  日期: 丙\n");
    assert_eq!(
        names(r#"["戊","己"]"#),
        "签署:\n  单位:\n    - 戊 # 主\n    - \"己\"\n  日期: 丙\n"
    );
    assert_eq!(names("[]"), "签署:\n  日期: 丙\n");
}
