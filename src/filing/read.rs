//! A YAML tree to a filing, every fault at once.

use std::ops::Range;

use super::chapters::{self, read_left_out, read_quality, read_titles};
use super::duties::read_duties;
use super::fields::{Fields, Reader, Want, unfilled};
use super::indicators::read_groups;
use super::{
    AnnexKind, Company, Filing, GROUPS, IndicatorLayout, LeftOut, NumberPosition, Period,
    Provinces, Style, TitlePosition, Waiver, sign_off,
};
use crate::finding::{Code, Findings};
use crate::source::{self, Node, Parent, Parsed, Spanned, Value};

/// Keys that hardly another kind of file has, each required.
const SIGNS: [&str; 5] = ["企业", "报告期", "公司简介", "电信服务质量状况", "主要服务指标完成情况"];

/// Whether a file among others is meant as a filing: a key of a filing begins one of its lines.
/// What is no text that can be read may be one.
#[must_use]
pub fn is_filing(bytes: &[u8]) -> bool {
    let Ok((source, _)) = source::decode("", bytes) else { return true };
    let around = |c: char| c.is_whitespace() || ['"', '\'', '{', '\u{FEFF}'].contains(&c);
    source.text().lines().any(|line| {
        let line = line.trim_start_matches(around);
        let rest = SIGNS.iter().find_map(|key| line.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_start_matches(around).starts_with([':', '：']))
    })
}

/// Reads a filing; every fault is among the findings. What is missing is marked 〔未填〕, so that
/// a draft can be made, and a half-year and a signature that are missing stay open; `None` only
/// where lines were lost.
pub fn read(parsed: &Parsed, text: &str, findings: &mut Findings) -> Option<Filing> {
    let root = parsed.root.as_ref()?;
    let mut reader = Reader::new(findings, text, parsed);
    let r = &mut reader;
    let top = r.fields(root, Parent::File, 0..0);

    let company = r.required(&top, "企业", "名称、简称、集团、省份、经营业务");
    let company = company.and_then(|node| read_company(r, node, root.key_span("企业")));
    let period = read_period(r, &top);
    let title = r.optional_text(&top, "标题");
    let previous = sign_off::lasts(r, &top);
    let annex = read_annex(r, &top);
    let addressees = sign_off::addressees(r, &top);
    let lead = r.optional_text(&top, "导语");
    let (style, left_out) = read_style(r, &top, root.key_span("版式"));
    let profile = chapters::profile(r, &top, &left_out);
    let quality = r.required(&top, "电信服务质量状况", "概述和举措");
    let chapters = quality.map(|node| read_quality(r, node, root.key_span("电信服务质量状况")));
    let chapters = chapters.unwrap_or_default();
    let is_divided = chapters.iter().any(|chapter| chapter.title.is_some());
    let titles = read_titles(r, &top, root.key_span("章名"), &left_out, is_divided);
    let groups = match left_out.indicators {
        Some(_) => None,
        None => r.required(&top, "主要服务指标完成情况", "各组指标"),
    };
    let groups = groups.map(|node| read_groups(r, node)).unwrap_or_default();
    let duties = top.get("分工").map(|node| read_duties(r, node, &groups)).unwrap_or_default();
    let closing = r.optional_text(&top, "结语");
    let declaration = r.required_text(&top, "声明", "本报告内容客观、真实、准确。");
    let signature = r.required(&top, "签署", "单位和日期");
    let signature = signature.map(|node| sign_off::read(r, node, root.key_span("签署")));
    let annexes = sign_off::annexes(r, &top);
    let copied_to = sign_off::copied_to(r, &top);
    let waivers = top.get("豁免").map(|node| read_waivers(r, node)).unwrap_or_default();

    if !parsed.lost.is_empty() {
        return None;
    }
    Some(Filing {
        company: company.unwrap_or_else(|| Company {
            name: unfilled(),
            short_name: None,
            group: unfilled(),
            provinces: Provinces::new(vec![unfilled()]),
            services: Vec::new(),
        }),
        has_period: period.is_some(),
        period: period.unwrap_or(Spanned { value: Period::NONE, span: 0..0 }),
        title,
        previous,
        annex,
        addressees,
        lead,
        titles,
        profile,
        chapters,
        groups,
        duties,
        closing,
        declaration: declaration.unwrap_or_else(unfilled),
        annexes,
        signature: signature.unwrap_or_default(),
        copied_to,
        style,
        left_out,
        waivers,
    })
}

fn read_company(r: &mut Reader<'_>, node: &Node, span: Range<usize>) -> Option<Company> {
    let fields = r.fields(node, Parent::Key("企业"), span);
    let name = r.required_text(&fields, "名称", "中国移动山西公司");
    let short_name = r.optional_text(&fields, "简称");
    let group = r.required_text(&fields, "集团", "中国移动");
    if let Some(group) = &group {
        r.one_of(group, "集团", &GROUPS);
    }
    let provinces = read_provinces(r, node, &fields);
    let example = "[移动电话, 因特网业务]";
    let services = r.required(&fields, "经营业务", example);
    let services = services.map(|node| {
        let items = r.items(node, "经营业务", example);
        items.iter().filter_map(|item| r.text_of(item, "经营业务", Want::Text)).collect()
    });
    Some(Company {
        name: name.unwrap_or_else(unfilled),
        short_name,
        group: group.unwrap_or_else(unfilled),
        provinces: Provinces::new(provinces),
        services: services.unwrap_or_default(),
    })
}

/// One province, or a list of them; marked as missing where none can be read.
fn read_provinces(r: &mut Reader<'_>, company: &Node, fields: &Fields<'_>) -> Vec<Spanned<String>> {
    let Some(node) = r.required(fields, "省份", "山西省") else { return vec![unfilled()] };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    if items.is_empty() {
        let none = Code::Y03.at(company.key_span("省份"), "“省份”一个也没有");
        r.report(none.help("写成 山西省；几个省的写成 [山西省, 陕西省]；整个集团报送的写 全国"));
    }
    let named: Vec<Spanned<String>> =
        items.iter().filter_map(|item| r.text_of(item, "省份", Want::Text)).collect();
    if named.is_empty() { vec![unfilled()] } else { named }
}

fn read_period(r: &mut Reader<'_>, top: &Fields<'_>) -> Option<Spanned<Period>> {
    let text = r.required_text(top, "报告期", "2020年下半年")?;
    let Some(value) = Period::parse(&text.value) else {
        r.report(
            Code::Y18
                .at(text.span, format!("“报告期”写成了“{}”，读不出是哪个半年", text.value))
                .help("写成 2020年上半年 或 2020年下半年"),
        );
        return None;
    };
    Some(Spanned { value, span: text.span })
}

fn read_annex(r: &mut Reader<'_>, top: &Fields<'_>) -> Option<Spanned<AnnexKind>> {
    let text = r.optional_text(top, "附表")?;
    if !r.one_of(&text, "附表", &AnnexKind::NAMES) {
        return None;
    }
    let is_trend = text.value == AnnexKind::Trend.name();
    let value = if is_trend { AnnexKind::Trend } else { AnnexKind::Comparison };
    Some(Spanned { value, span: text.span })
}

fn read_style(r: &mut Reader<'_>, top: &Fields<'_>, span: Range<usize>) -> (Style, LeftOut) {
    let Some(node) = top.get("版式") else { return Default::default() };
    let fields = r.fields(node, Parent::Key("版式"), span);
    let mut chosen = |key: &str, allowed: [&str; 2]| {
        let text = r.optional_text(&fields, key);
        text.is_some_and(|t| r.one_of(&t, key, &allowed) && t.value == allowed[1])
    };
    let run_in = chosen("举措标题", ["独行", "接排"]);
    let centred = chosen("页码", ["外侧", "居中"]);
    let table = chosen("指标", ["分行", "表格"]);
    let counts = chosen("分子分母", ["不印", "印出"]);
    let style = Style {
        initiative_titles: if run_in { TitlePosition::RunIn } else { TitlePosition::OwnLine },
        page_numbers: if centred { NumberPosition::Centred } else { NumberPosition::Outer },
        indicators: if table { IndicatorLayout::Table } else { IndicatorLayout::Lines },
        counts,
    };
    (style, read_left_out(r, &fields, top))
}

fn read_waivers(r: &mut Reader<'_>, node: &Node) -> Vec<Waiver> {
    let example = "“- { 规则: F07, 位置: 客户投诉.投诉处理及时率, 理由: … }”";
    let mut waivers = Vec::new();
    for item in r.items(node, "豁免", example) {
        let start = item.span.start..item.span.start;
        let fields = r.fields(item, Parent::Items("豁免"), start);
        let rule = r.required_text(&fields, "规则", "F07");
        let place = r.optional_text(&fields, "位置");
        let reason = r.optional_text(&fields, "理由");
        waivers.extend(rule.map(|rule| Waiver { rule, place, reason }));
    }
    waivers
}
