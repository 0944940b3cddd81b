use super::*;

const TEXT: &str = "\
主要服务指标完成情况:
  移动电话:
    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 核过
    计费差错率: ≤4×10⁻⁶
  客户投诉:
    投诉处理及时率: 99.10%
    投诉处理满意率: { 值: 90%, 备注: 抽样 }
    投诉处理平均时限:
      城市: 1小时 # 一
      农村: 2小时
";

fn after(op: &str) -> String {
    let op = op.replace("M/", r#""主要服务指标完成情况","移动电话","#);
    let op = op.replace("K/", r#""主要服务指标完成情况","客户投诉","#);
    changed(TEXT, &format!("[{op}]"))
}

#[test]
fn figures_keep_their_braces() {
    assert_eq!(
        after(r#"{"op":"figure","path":[M/"障碍修复","及时率"],"value":"99.5%"}"#),
        "-    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 核过\n+    障碍修复: { 平均: 4.01小时, 及时率: 99.5% } # 核过\n"
    );
    assert_eq!(
        after(r#"{"op":"figure","path":[M/"计费差错率"],"value":""}"#),
        "-    计费差错率: ≤4×10⁻⁶\n+    计费差错率: ≤【】\n"
    );
    assert_eq!(
        after(r#"{"op":"figure","path":[K/"投诉处理满意率"],"value":"91%"}"#),
        "-    投诉处理满意率: { 值: 90%, 备注: 抽样 }\n+    投诉处理满意率: { 值: 91%, 备注: 抽样 }\n"
    );
    assert_eq!(
        after(r#"{"op":"figure","path":[K/"投诉处理平均时限","县城"],"value":"3小时"}"#),
        "+      县城: 3小时\n"
    );
}

#[test]
fn what_stands_beside_a_figure_comes_with_braces_and_goes_with_them() {
    let both = r#"{"op":"beside","path":[K/"投诉处理及时率"],"key":"分母","value":"1000"},
        {"op":"beside","path":[K/"投诉处理及时率"],"key":"分子","value":"991"}"#;
    assert_eq!(
        after(both),
        "-    投诉处理及时率: 99.10%\n+    投诉处理及时率: { 值: 99.10%, 分子: 991, 分母: 1000 }\n"
    );
    let gone = format!(
        r#"{both},{{"op":"beside","path":[K/"投诉处理及时率"],"key":"分子"}},
        {{"op":"beside","path":[K/"投诉处理及时率"],"key":"分母","value":null}}"#
    );
    assert_eq!(after(&gone), "");
    assert_eq!(
        after(r#"{"op":"beside","path":[M/"障碍修复","平均"],"key":"环比","value":"下降4.5%"}"#),
        "-    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 核过\n\
         +    障碍修复: { 平均: { 值: 4.01小时, 环比: 下降4.5% }, 及时率: 99.10% } # 核过\n"
    );
}

#[test]
fn notes_come_last_and_go() {
    assert_eq!(
        after(r#"{"op":"note","path":[M/"障碍修复"],"value":"不含客户自维线路"}"#),
        "-    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 核过\n\
         +    障碍修复: { 平均: 4.01小时, 及时率: 99.10%, 备注: 不含客户自维线路 } # 核过\n"
    );
    assert_eq!(
        after(r#"{"op":"note","path":[K/"投诉处理满意率"],"value":""}"#),
        "-    投诉处理满意率: { 值: 90%, 备注: 抽样 }\n+    投诉处理满意率: 90%\n"
    );
    assert_eq!(
        after(r#"{"op":"note","path":[K/"投诉处理平均时限"],"value":"甲，乙"}"#),
        "+      备注: 甲，乙\n"
    );
}

#[test]
fn an_indicator_is_divided_and_made_one_again() {
    assert_eq!(
        after(r#"{"op":"parts","path":[K/"投诉处理及时率"],"labels":["城市","农村"]}"#),
        "-    投诉处理及时率: 99.10%\n+    投诉处理及时率: { 城市: 【00.00】%, 农村: 【00.00】% }\n"
    );
    assert_eq!(
        after(r#"{"op":"parts","path":[M/"障碍修复"],"labels":["平均","最长","及时率"]}"#),
        "-    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 核过\n\
         +    障碍修复: { 平均: 4.01小时, 最长: 【0.00】小时, 及时率: 99.10% } # 核过\n"
    );
    assert_eq!(after(r#"{"op":"parts","path":[K/"投诉处理满意率"],"labels":[]}"#), "");
    // A comment within would be lost.
    let lost = r#"[{"op":"parts","path":["主要服务指标完成情况","客户投诉","投诉处理平均时限"],"labels":[]}]"#;
    assert_eq!(refused(TEXT, lost), UNFIT);
}

#[test]
fn what_is_no_figure_is_refused() {
    let figure =
        r#"[{"op":"figure","path":["主要服务指标完成情况","移动电话","障碍修复"],"value":"1"}]"#;
    assert!(refused(TEXT, figure).contains("分了几个"));
    assert!(refused(TEXT, r#"[{"op":"figure","path":["企业"],"value":"1"}]"#).contains("不是指标"));
    assert!(done(FORMS, r#"[{"op":"figure","path":["主要服务指标完成情况","移动电话","业务变更","及时率"],"value":"98%"}]"#)
        .contains("及时率: { 值: 98%, 分子: 9964, 分母: 10000 }"));
}
