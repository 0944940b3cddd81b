use super::*;

fn form(text: &str) -> Option<(Form, String)> {
    let typed = read(text, "障碍修复")?;
    let written = match typed.pieces.as_slice() {
        [piece] if piece.label.is_none() && typed.note.is_none() => piece.figure.clone(),
        _ => typed.braces(),
    };
    for piece in &typed.pieces {
        // Each figure and label is pointed at where it stands.
        assert!(text.get(piece.span.clone()).is_some_and(|text| !text.is_empty()), "{text}");
        if let Some((label, at)) = &piece.label {
            assert_eq!(text.get(at.clone()), Some(label.as_str()), "{text}");
        }
    }
    Some((typed.form, written))
}

#[test]
fn several_figures_in_a_sentence_are_told_apart() {
    let both = "{ 平均: 30.20小时, 及时率: 82.10% }";
    let areas = "{ 城市: 0.84天, 农村: 1.04天 }";
    for (text, written) in [
        ("平均30.20小时，及时率82.10%", both),
        ("平均30.20小时,及时率82.10%。", both),
        ("平均为30.20小时；及时率达到82.10%", both),
        ("平均：30.20小时 及时率：82.10%", both),
        ("平均 ３0.20 小时，及时率 82.10 ％", both),
        ("城市0.84天、农村1.04天", areas),
        ("城市为0.84天，农村为1.04天", areas),
        ("城市0.84天农村1.04天", areas),
        ("城市：0.84天\u{3000}农村：1.04天", areas),
        ("城市、农村均为100%", "{ 城市: 100%, 农村: 100% }"),
        ("城市和农村都达到100%", "{ 城市: 100%, 农村: 100% }"),
        ("省内≤4×10⁻⁶、省际≤10^-5", "{ 省内: ≤4×10⁻⁶, 省际: ≤10^-5 }"),
        ("平均不超过3小时，及时率高于98%", "{ 平均: ≤3小时, 及时率: \">98%\" }"),
        (
            "平均时间0.33小时，最长2小时，及时率100%",
            "{ 平均时间: 0.33小时, 最长: 2小时, 及时率: 100% }",
        ),
        (
            "城市7.41小时、农村9.21小时（不含客户自维线路）",
            "{ 城市: 7.41小时, 农村: 9.21小时, 备注: 不含客户自维线路 }",
        ),
    ] {
        assert_eq!(form(text), Some((Form::Several, written.to_owned())), "{text}");
    }
}

#[test]
fn one_figure_is_freed_of_what_is_around_it() {
    for (text, kind, written) in [
        ("平均30.20小时", Form::Labelled, "{ 平均: 30.20小时 }"),
        ("城市0.84天", Form::Labelled, "{ 城市: 0.84天 }"),
        ("4.96小时（不含客户自维线路）", Form::Noted, "{ 值: 4.96小时, 备注: 不含客户自维线路 }"),
        ("4.96小时(7月2日除外)", Form::Noted, "{ 值: 4.96小时, 备注: 7月2日除外 }"),
        ("99%（含A、B）", Form::Noted, "{ 值: 99%, 备注: \"含A、B\" }"),
        ("99%（含“A\"\\）", Form::Noted, "{ 值: 99%, 备注: \"含“A\\\"\\\\\" }"),
        ("98%以上", Form::Signed, "≥98%"),
        ("98%（含）以上", Form::Signed, "≥98%"),
        ("超过98%", Form::Signed, ">98%"),
        ("不低于98%", Form::Signed, "≥98%"),
        ("大于等于98%", Form::Signed, "≥98%"),
        ("小于或等于4小时", Form::Signed, "≤4小时"),
        ("4小时以内", Form::Signed, "≤4小时"),
        ("4小时以下", Form::Signed, "≤4小时"),
        ("不高于3.5人次/百万用户", Form::Signed, "≤3.5人次/百万用户"),
        ("4小时左右", Form::Signed, "约4小时"),
        ("百分之七十八点三", Form::Numeral, "78.3%"),
        ("百分之九十八以上", Form::Signed, "≥98%"),
        ("达到95.77%", Form::Worded, "95.77%"),
        ("障碍修复为4.01小时", Form::Worded, "4.01小时"),
        ("99.10%。", Form::Marked, "99.10%"),
    ] {
        assert_eq!(form(text), Some((kind, written.to_owned())), "{text}");
    }
}

#[test]
fn what_is_not_sure_is_not_turned() {
    for text in [
        "4.01小时",
        "99.10 %",
        "≤ 4×10⁻⁶",
        "约1.2万人",
        "3.5人次/百万用户",
        "100、200次",
        "1-2天",
        "3天4小时",
        "1 234次",
        "1,234次",
        "30.20小时，及时率82.10%",
        "城市0.84天、城市1.04天",
        "城市、农村0.84天",
        "城市0.84天（不含A）、农村1.04天",
        "城市84、农村104",
        "城市10086、农村10010",
        "10086（免费）",
        "10010转5",
        "约98%以上",
        "不超过约4小时",
        "30.20小时（及时率82.10%）",
        "0.84天（城市）",
        "4.96小时（不含",
        "4.96小时）",
        "（不含）",
        "平均水平",
        "超过标准",
        "24小时内响应",
        "不超过4小时的标准",
        "。",
        "",
    ] {
        assert_eq!(form(text), None, "{text}");
    }
    assert_eq!(form(&"城市".repeat(1_000_000)), None);
}

#[test]
fn a_label_that_the_name_has_already_is_dropped() {
    let of = |name: &str, text: &str| {
        let typed = read(text, name)?;
        Some((typed.form, typed.pieces.iter().map(|p| p.label.is_some()).collect::<Vec<_>>()))
    };
    let worded = Some((Form::Worded, vec![false]));
    assert_eq!(of("障碍修复平均时限", "平均4.01小时"), worded);
    assert_eq!(of("障碍修复及时率", "及时率99.10%"), worded);
    assert_eq!(of("投诉处理满意率", "投诉处理满意率为95.77%"), worded);
    let areas = Some((Form::Several, vec![true, true]));
    assert_eq!(of("装移机平均时限", "城市平均0.84天，农村平均1.04天"), areas);
    assert_eq!(of("装移机", "城市平均0.84天，农村平均1.04天"), None);
}
