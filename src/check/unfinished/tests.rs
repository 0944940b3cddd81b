use super::*;
use crate::source::{Encoding, Source, Spanned};

fn found(text: &str) -> Vec<String> {
    let source = Source::new("a.yaml", text, Encoding::Utf8);
    let line = Spanned { value: text.to_owned(), span: 0..text.len() };
    let paragraph = Paragraph::of_line(&line, &source);
    places(&paragraph, &Standard::newest())
        .into_iter()
        .map(|range| text[range].to_owned())
        .collect()
}

#[test]
fn prompts_in_brackets_are_found() {
    for (text, prompt) in [
        ("新建【待核】座", "【待核】"),
        ("新建【】座", "【】"),
        ("新建【 】座", "【 】"),
        ("由【部门】负责", "【部门】"),
        ("用户达【XX】万户", "【XX】"),
        ("用户达【0.00】万户", "【0.00】"),
        ("用户达【12】万户", "【12】"),
        ("受理【投诉数据】件", "【投诉数据】"),
        ("【填写本期成效】", "【填写本期成效】"),
        ("针对【具体问题，如：拥塞】制定措施", "【具体问题，如：拥塞】"),
        ("开展培训（待补充）", "（待补充）"),
        ("共12次（本期数据待核实）", "（本期数据待核实）"),
        ("新建［待定］座", "［待定］"),
        ("新建（ ）座", "（ ）"),
        ("新建()座", "()"),
        ("依照《》办理", "《》"),
        ("推出“”活动", "“”"),
        ("企业〔未填〕", "〔未填〕"),
    ] {
        assert_eq!(found(text), [prompt], "{text}");
    }
}

#[test]
fn names_in_brackets_are_left_alone() {
    for text in [
        "【攻坚】行动",
        "落实【名称】备案，推进【数据要素】工程，发布【5G】方案",
        "拨打【12345】热线，【1】甲",
        "待处理工单12件（待装、待修），分为“待核实”“待确认”",
        "业务（含待机用户），（待办事项），调用query()接口",
        "（一）甲，（1）乙，[1]，【重要】通知",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn signs_for_what_is_not_known_are_found() {
    for (text, sign) in [
        ("新建____座", "____"),
        ("新建＿＿座", "＿＿"),
        ("新建__座", "__"),
        ("用户达XX万户", "XX"),
        ("用户达xx万户", "xx"),
        ("用户达X万户", "X"),
        ("新建××座", "××"),
        ("新建ＸＸ座", "ＸＸ"),
        ("与XX公司合作", "XX"),
        ("20XX年完成", "XX"),
        ("2023年X月X日", "X月X"),
        ("TODO：补充成效", "TODO"),
        ("共TBD件", "TBD"),
        ("新建？？座", "？？"),
        ("新建???座", "???"),
        ("增长？个百分点", "？"),
        ("增长?%", "?"),
        ("新建□□座", "□□"),
        ("○○公司", "○○"),
        ("处理申告，具体数据待补充。", "数据待补充"),
    ] {
        assert_eq!(found(text), [sign], "{text}");
    }
}

#[test]
fn signs_that_mean_something_are_left_alone() {
    for text in [
        "号码139××××1234，138XXXXXXXX，用户张××反映，××先生满意，客户李XX来电",
        "7×24小时，4×10，1+X证书，N+X项，X光机，X86，4XX错误码，XXL，MAXX",
        "二○二○年，二〇二三年，□是□否",
        "用户问“怎么办？？”，真的吗？是的！",
        "IMS_REF接口，a__b，https://a.cn/a__b?c=1",
        "TODOS，ToDo清单，客户数据待核实的工单，工单待确认。",
        "__强调__工作",
        "见{{XX}}，<!-- TODO -->",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

fn missing(text: &str) -> Vec<String> {
    let source = Source::new("a.yaml", text, Encoding::Utf8);
    let line = Spanned { value: text.to_owned(), span: 0..text.len() };
    let paragraph = Paragraph::of_line(&line, &source);
    gaps(&paragraph, &Standard::newest()).into_iter().map(|range| text[range].to_owned()).collect()
}

#[test]
fn a_number_that_is_not_there_is_found() {
    for (text, gap) in [
        ("处理  件。", "  "),
        ("受理 件申告", " "),
        ("用户约 万户", " "),
        ("满意率达\u{3000}%", "\u{3000}"),
        ("处理?件", "?"),
        ("新建？座，", "？"),
        ("处理N/A件", "N/A"),
        ("处理——件", "——"),
        ("处理…件", "…"),
    ] {
        assert_eq!(missing(text), [gap], "{text}");
    }
}

#[test]
fn a_gap_that_is_no_number_is_left_alone() {
    for text in [
        "处理 个人信息，优化 条件，完成 项目，新建 户外站",
        "稿 件，用 户，受理申请 件",
        "用户问：“怎么处理？件数多少？”",
        "处理——回访，办结…个人",
        "共 3 件，约2万户",
        "处理12件/户",
    ] {
        assert_eq!(missing(text), [""; 0], "{text}");
    }
}

#[test]
fn words_that_say_it_is_to_come_are_found() {
    for (text, place) in [
        ("情况说明，待补充，处理申告", "待补充"),
        ("待完善，处理申告", "待完善"),
        ("备注: 待补", "待补"),
        ("此处待核，处理申告", "此处待核"),
        ("处理申告，数据待补，回访", "数据待补"),
        ("处理（数字）件", "（数字）"),
        ("处理［数字］件", "［数字］"),
        ("达（具体数据）万户", "（具体数据）"),
        ("某年某月完成", "某年某月"),
        ("“TODO：补充”", "TODO"),
        ("推出“××”活动", "××"),
    ] {
        assert_eq!(found(text), [place], "{text}");
    }
}

#[test]
fn states_and_names_kept_back_are_left_alone() {
    for text in [
        "工单分为：待核实，待修改。",
        "分为：待补充，待完善，已办结",
        "机制仍待完善，已列入计划",
        "统一大小写（数字）后登记，（数据）项目",
        "尾号××××的客户，卡号××××",
        "“××小区”案例中，“××社区”一案",
        "完善“TODO清单”管理",
        "用户称“某年某月”办理",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}
