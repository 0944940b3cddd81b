//! Who signs, whom the report is for, what is attached to it, and which filings came before (GB/T 9704-2012 7.3 and 7.4).

use std::collections::BTreeSet;
use std::ops::Range;

use super::fields::{Fields, Reader, Want, unfilled};
use super::{Date, OwnAnnex, Sealing, Signature};
use crate::finding::Code;
use crate::source::{Node, Parent, Spanned, Value};

/// The texts of a key that takes one or a list of them.
#[derive(Default)]
struct Names {
    read: Vec<Spanned<String>>,
    /// How many were written, whether they can be read or not.
    written: usize,
}

/// 签署.
pub(super) fn read(r: &mut Reader<'_>, node: &Node, span: Range<usize>) -> Signature {
    let fields = r.fields(node, Parent::Key("签署"), span);
    let units =
        names(r, &fields, "单位", "[中国移动通信集团山西有限公司, 中移铁通有限公司山西分公司]");
    let seals = names(r, &fields, "印章", "[甲.png, 乙.png]");
    let sealing = sealing(r, &fields);
    if sealing == Sealing::Unsealed && seals.written > 0 {
        let message = "“盖章”写的是“否”，“印章”就用不上";
        let help = "要印印章，删去“盖章: 否”；不盖章就删去“印章”";
        r.report(Code::Y28.at(fields.span_of("印章"), message).help(help));
    }
    let signatories = units.written.max(1);
    let counts = sealing == Sealing::Sealed && seals.written > 0;
    if counts && seals.written != signatories {
        let message = format!("“印章”有 {} 个，签署的单位有 {signatories} 个", seals.written);
        let help = "一个单位一个印章，次序与“单位”相同；不印印章就删去“印章”";
        r.report(Code::Y26.at(fields.span_of("印章"), message).help(help));
    }
    let contact = r.optional_text(&fields, "联系人");
    let telephone = r.optional_text(&fields, "联系电话");
    let date = r.required_text(&fields, "日期", "2021年1月12日");
    let date = date.and_then(|date| read_date(r, date));
    Signature { units: units.read, date, sealing, seals: seals.read, contact, telephone }
}

fn sealing(r: &mut Reader<'_>, fields: &Fields<'_>) -> Sealing {
    let text = r.optional_text(fields, "盖章");
    let is_unsealed = text.is_some_and(|t| r.one_of(&t, "盖章", &["是", "否"]) && t.value == "否");
    if is_unsealed { Sealing::Unsealed } else { Sealing::Sealed }
}

fn read_date(r: &mut Reader<'_>, date: Spanned<String>) -> Option<Spanned<Date>> {
    if let Some(value) = Date::parse(&date.value) {
        return Some(Spanned { value, span: date.span });
    }
    let message = format!("“日期”写成了“{}”，读不出是哪一天", date.value);
    let help = "照这个样子写：2021年1月12日；也看看有没有这一天";
    r.report(Code::Y18.at(date.span, message).help(help));
    None
}

/// 上期: the last filing, or several, the newest first.
pub(super) fn lasts(r: &mut Reader<'_>, top: &Fields<'_>) -> Vec<Spanned<String>> {
    names(r, top, "上期", "[shanxi-mobile-2020h1.yaml, shanxi-mobile-2019h2.yaml]").read
}

/// 主送, without the colon that is printed behind it.
pub(super) fn addressees(r: &mut Reader<'_>, top: &Fields<'_>) -> Vec<Spanned<String>> {
    let names = names(r, top, "主送", "[山西省通信管理局, 山西省工业和信息化厅]");
    without_ends(names.read, &['：', ':'])
}

/// 抄送, without the full stop that is printed behind it.
pub(super) fn copied_to(r: &mut Reader<'_>, top: &Fields<'_>) -> Vec<Spanned<String>> {
    let names = names(r, top, "抄送", "[山西省消费者协会, 太原市通信发展管理办公室]");
    without_ends(names.read, &['。'])
}

/// Names without the mark that the last of them is printed with.
fn without_ends(mut names: Vec<Spanned<String>>, ends: &[char]) -> Vec<Spanned<String>> {
    if let Some(last) = names.last_mut() {
        last.value.truncate(last.value.trim_end_matches(ends).len());
    }
    names
}

/// 附件.
pub(super) fn annexes(r: &mut Reader<'_>, top: &Fields<'_>) -> Vec<OwnAnnex> {
    let example = "（下面每项写“- 标题: …”和“内容: |”）";
    let Some(list) = top.get("附件") else { return Vec::new() };
    let items = r.items(list, "附件", example);
    if list.value == Value::List(Vec::new()) {
        let none = Code::Y03.at(top.span_of("附件"), "“附件”一项也没有");
        r.report(none.help("写上“- 标题: …”和“内容: |”；没有附件就删去“附件”这一行"));
    }
    let mut annexes = Vec::new();
    for item in items {
        let start = item.span.start..item.span.start;
        let fields = r.fields(item, Parent::Items("附件"), start);
        let title = r.required_text(&fields, "标题", "各市网络建设情况");
        let body = r.required_text(&fields, "内容", "|");
        annexes.push(OwnAnnex {
            title: title.unwrap_or_else(unfilled),
            body: body.unwrap_or_else(unfilled),
        });
    }
    annexes
}

/// Reads a key that takes a text or a list of texts.
fn names(r: &mut Reader<'_>, fields: &Fields<'_>, key: &str, example: &str) -> Names {
    let Some(node) = fields.get(key) else { return Names::default() };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Map(_) => {
            let what = format!("“{key}”应当是一行文字或列表，这里是{}", node.value.kind());
            r.report(Code::Y04.at(node.span.clone(), what).help(format!("写成 {example}")));
            return Names::default();
        }
        _ => std::slice::from_ref(node),
    };
    if items.is_empty() {
        let none = Code::Y03.at(fields.span_of(key), format!("“{key}”一项也没有"));
        r.report(none.help(format!("写成“{key}: {example}”；用不上就删去这一行")));
    }
    let mut read: Vec<Spanned<String>> = Vec::new();
    let mut known = BTreeSet::new();
    for (number, item) in (1..).zip(items) {
        let is_blank = match &item.value {
            Value::Empty => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        if is_blank {
            let none = Code::Y03.at(item.span.clone(), format!("“{key}”的第 {number} 项没有填写"));
            r.report(none.help("补上；没有这一项就连同逗号或短横线删去"));
            continue;
        }
        let Some(name) = r.text_of(item, key, Want::Text) else { continue };
        if r.has_line_end(&item.span) {
            let what = format!("“{key}”的这一项占了几行，会连成一个名称印出来");
            let help = "一项写一行；有几项的，每项前面写短横和空格“- ”，上下对齐";
            r.report(Code::Y07.at(name.span.clone(), what).help(help));
        }
        if !known.insert(name.value.clone()) {
            let twice = format!("“{key}”里“{}”写了两次", name.value);
            r.report(Code::Y27.at(name.span.clone(), twice).help("删去重复的一项，或改成另一项"));
        }
        read.push(name);
    }
    Names { read, written: items.len() }
}
