//! What `fill` does to files of all shapes: the figure alone is changed, and the comment behind it.

use crate::support::Chengbao;
use crate::support::filing::with;

const LIST: &str = "指标,数值\n障碍修复平均时限,4.20小时\n障碍修复及时率,98.70%\n";

/// The lines of the indicators, as `fill` leaves them.
fn shaped(before: &str) -> String {
    let own = with(&[("    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n", before)]);
    let run =
        Chengbao::new().file("a.yaml", &own).file("b.csv", LIST).call("fill a.yaml b.csv").run();
    assert_eq!(run.status, 0, "{}{}\n{own}", run.stdout, run.stderr);
    let now = run.text("a.yaml");
    let start = own.find(before).unwrap();
    let rest = own.len() - start - before.len();
    assert_eq!(now[..start], own[..start]);
    assert_eq!(now[now.len() - rest..], own[own.len() - rest..]);
    // Filled once more, it is the same.
    let again = run.then().call("fill a.yaml b.csv").run();
    assert_eq!(again.text("a.yaml"), now);
    now[start..now.len() - rest].to_owned()
}

#[test]
fn values_are_changed_in_whatever_form_they_stand() {
    let one = "来自 b.csv B2，填入 4.20小时";
    let other = "来自 b.csv B3，填入 98.70%";
    let both = "来自 平均：b.csv B2，填入 4.20小时；及时率：b.csv B3，填入 98.70%";
    for (before, after) in [
        (
            "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n",
            format!("    障碍修复: {{ 平均: 4.20小时, 及时率: 98.70% }}  # {both}\n"),
        ),
        (
            "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }  # 已核对\n",
            format!("    障碍修复: {{ 平均: 4.20小时, 及时率: 98.70% }}  # 已核对  # {both}\n"),
        ),
        (
            "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% } # 来自 老王\n",
            format!("    障碍修复: {{ 平均: 4.20小时, 及时率: 98.70% }} # 来自 老王  # {both}\n"),
        ),
        (
            "    障碍修复:\n      平均: 4.01小时 # 网络部\n      及时率: '99.10%'\n",
            format!(
                "    障碍修复:\n      平均: 4.20小时 # 网络部  # {one}\n      及时率: 98.70%  # {other}\n"
            ),
        ),
        (
            "    障碍修复:\n      平均:\n      及时率: ~\n",
            format!(
                "    障碍修复:\n      平均: 4.20小时  # {one}\n      及时率: 98.70%  # {other}\n"
            ),
        ),
        (
            "    障碍修复: {平均: , 及时率: 【】% }\n",
            format!("    障碍修复: {{平均: 4.20小时 , 及时率: 98.70% }}  # {both}\n"),
        ),
        (
            "    障碍修复: { 平均: 4.01小时,\n      及时率: 99.10% }\n",
            format!(
                "    障碍修复: {{ 平均: 4.20小时,  # {one}\n      及时率: 98.70% }}  # {other}\n"
            ),
        ),
        (
            "    障碍修复平均时限: { 值: 4.01小时, 备注: \"不含\n      自维\" }\n    障碍修复及时率: 99.10%\n",
            format!(
                "    障碍修复平均时限: {{ 值: 4.20小时, 备注: \"不含\n      自维\" }}  # {one}\n    障碍修复及时率: 98.70%  # {other}\n"
            ),
        ),
        (
            "    障碍修复平均时限:   4.01小时   \n    障碍修复及时率: \"99.10%\" # 甲\n",
            format!(
                "    障碍修复平均时限:   4.20小时   # {one}\n    障碍修复及时率: 98.70% # 甲  # {other}\n"
            ),
        ),
    ] {
        assert_eq!(shaped(before), after, "{before}");
    }
}

#[test]
fn an_older_comment_of_its_own_is_replaced() {
    let own = "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }  # 甲  # 来自 平均：a.xlsx“表”D7，填入 \
               4.01小时；及时率：a.xlsx“表”D8，填入 99.10%\n";
    let after = shaped(own);
    assert!(
        after.ends_with(
            "  # 甲  # 来自 平均：b.csv B2，填入 4.20小时；及时率：b.csv B3，填入 98.70%\n"
        ),
        "{after}"
    );
    let list = "指标,数值\n障碍修复及时率,98.70%\n";
    let yaml = with(&[("    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n", own)]);
    let run =
        Chengbao::new().file("a.yaml", yaml).file("b.csv", list).call("fill a.yaml b.csv").run();
    assert!(run.done().text("a.yaml").contains(
        "及时率: 98.70% }  # 甲  # 来自 平均：a.xlsx“表”D7，填入 4.01小时；及时率：b.csv B3，填入 98.70%\n"
    .replace("B3", "B2").as_str()));
}

#[test]
fn line_ends_and_encodings_stay() {
    let own = with(&[]).replace('\n', "\r\n");
    let run =
        Chengbao::new().file("a.yaml", &own).file("b.csv", LIST).call("fill a.yaml b.csv").run();
    let now = run.done().text("a.yaml");
    assert_eq!(now.matches('\n').count(), now.matches("\r\n").count());
    assert!(now.contains("填入 98.70%\r\n"));
    let text = with(&[("≤4×10⁻⁶", "0.0004%")]);
    let (own, _, _) = encoding_rs::GB18030.encode(&text);
    let run =
        Chengbao::new().file("a.yaml", &own).file("b.csv", LIST).call("fill a.yaml b.csv").run();
    let now = run.done().bytes("a.yaml");
    let (text, _, is_bad) = encoding_rs::GB18030.decode(&now);
    assert!(!is_bad && text.contains("平均: 4.20小时, 及时率: 98.70% }  # 来自 平均："), "{text}");
}

#[test]
fn what_has_no_place_for_a_figure_is_said() {
    let own = with(&[(
        "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n",
        "    障碍修复: 平均4.01小时，及时率99.10%\n",
    )]);
    let run =
        Chengbao::new().file("a.yaml", &own).file("b.csv", LIST).call("fill a.yaml b.csv").run();
    assert!(run.status == 1 && run.stdout.contains("写法放不进去，请自己填"), "{}", run.stdout);
    assert_eq!(run.text("a.yaml"), own);
}

#[test]
fn counts_stand_where_their_figure_does() {
    let counted = |before: &str| {
        let own = with(&[("    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n", before)]);
        let list = "指标,数值,分子,分母\n障碍修复及时率,99.64%,9964,10000\n";
        let run = Chengbao::new().file("a.yaml", &own).file("b.csv", list);
        let run = run.call("fill a.yaml b.csv").run().done();
        let now = run.text("a.yaml");
        let again = run.then().call("fill a.yaml b.csv").run().done();
        assert_eq!(again.text("a.yaml"), now);
        let start = own.find(before).unwrap();
        let rest = own.len() - start - before.len();
        now[start..now.len() - rest].to_owned()
    };
    let from = "# 来自 b.csv B2，填入 99.64%";
    for (before, after) in [
        (
            "    障碍修复及时率: 99.10%\n",
            format!("    障碍修复及时率: {{ 值: 99.64%, 分子: 9964, 分母: 10000 }}  {from}\n"),
        ),
        (
            "    障碍修复及时率: { 值: 99.10%, 备注: 甲 }\n",
            format!(
                "    障碍修复及时率: {{ 值: 99.64%, 分子: 9964, 分母: 10000, 备注: 甲 }}  {from}\n"
            ),
        ),
        (
            "    障碍修复及时率:\n      值: 99.10%\n      备注: 甲\n",
            format!(
                "    障碍修复及时率:\n      值: 99.64%  {from}\n      分子: 9964\n      分母: 10000\n      备注: 甲\n"
            ),
        ),
        (
            "    障碍修复及时率: { 值: 99.10%, 分子: 991, 分母: 1000 }\n",
            format!("    障碍修复及时率: {{ 值: 99.64%, 分子: 9964, 分母: 10000 }}  {from}\n"),
        ),
    ] {
        assert_eq!(counted(before), after, "{before}");
    }
}
