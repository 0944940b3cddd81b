//! A filing's data for machines: every figure with its exact value as a string, what the filer
//! answers for, and what the data was made from and by. The types are the form's description
//! too: `chengbao schema --data` prints it.

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chapters::{Chapter, chapters};
use crate::draft::Draft;
use crate::filing::{Beside, Figure, Filing, Movement, Qualifier};
use crate::source::Spanned;
use crate::standard::{Measure, PlacedFigure, Standard, ruleset_years};

/// The name and version of the data's form.
pub const SCHEMA: &str = "chengbao-filing/5";

/// What the data has beside the filing's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'o> {
    /// The file's bytes as they were read.
    pub source: &'o [u8],
    /// The standard that it was checked by.
    pub standard: &'o Standard,
    /// What the filer answers for.
    pub waived: &'o [WaivedData],
    /// Of a 送审稿 which one it is.
    pub draft: Option<&'o Draft>,
    /// The hash of the report's template where it is a user's ([`super::Templates::hash`]).
    pub template: Option<&'o str>,
    /// The filings that the annex compares with, their files' bytes, the newest first.
    pub lasts: &'o [&'o [u8]],
}

/// The data of a filing.
#[derive(Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "服务质量状况报告的数据",
    description = "呈报生成的 PDF 和网页里所带的数据。"
)]
pub(crate) struct FilingData<'f> {
    #[schemars(description = "数据格式的名称和版本", extend("const" = SCHEMA))]
    schema: &'static str,
    #[schemars(description = "生成数据的程序")]
    generator: Generator,
    #[schemars(description = format!("按哪一年的规范检查：{}", ruleset_years()))]
    ruleset: u16,
    #[schemars(description = "数据取自哪个填报文件")]
    source: SourceData,
    #[schemars(description = "是否送审稿")]
    draft: bool,
    #[schemars(description = "送审稿是第几稿；没有编号的和正式的报告为 null")]
    draft_number: Option<u32>,
    #[schemars(
        description = "送审稿页上的指纹：填报文件 SHA-256 的前 8 位；正式的报告为 null",
        regex(pattern = "^[0-9a-f]{8}$")
    )]
    draft_fingerprint: Option<&'f str>,
    #[schemars(
        description = "报告的模板：自备的为其 SHA-256，十六进制；程序自带的为 null",
        regex(pattern = "^[0-9a-f]{64}$")
    )]
    template: Option<&'f str>,
    #[schemars(
        description = "附表和正文的引用所用的上期填报文件（附件 last-filing.yaml）；没有用到的为 null"
    )]
    last: Option<SourceData>,
    #[schemars(
        description = "附表所用的更早各期的填报文件（附件 last-filing-2.yaml 起），由近到远；没有的为 []"
    )]
    earlier: Vec<SourceData>,
    #[schemars(description = "企业")]
    company: CompanyData<'f>,
    #[schemars(
        description = "报告期，如 2020年下半年；送审稿还没有写的为 null",
        regex(pattern = "^[0-9]{4}年[上下]半年$")
    )]
    period: Option<String>,
    #[schemars(description = "报告的标题，不含企业名称和报告期")]
    title: &'f str,
    #[schemars(description = "主送，一项一个；没有主送的为 []")]
    addressees: Vec<&'f str>,
    #[schemars(description = "签署单位；有几个的，以顿号隔开")]
    signatory: String,
    #[schemars(description = "签署单位，一项一个")]
    signatories: Vec<&'f str>,
    #[schemars(
        description = "签署日期，如 2021-01-12；送审稿还没有写的为 null",
        regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    )]
    date: Option<String>,
    #[schemars(description = "联系人；没有写的为 null")]
    contact: Option<&'f str>,
    #[schemars(description = "联系电话；没有写的为 null")]
    telephone: Option<&'f str>,
    #[schemars(description = "附件的标题，附表不在内；没有附件的为 []")]
    annexes: Vec<&'f str>,
    #[schemars(description = "抄送，一项一个；没有抄送的为 []")]
    copied_to: Vec<&'f str>,
    #[schemars(description = "各章，依印出的次序")]
    chapters: Vec<ChapterData<'f>>,
    #[schemars(description = "每一个指标数据，依填报的次序")]
    indicators: Vec<FigureData<'f>>,
    #[schemars(description = "检查出而由企业说明理由、不作改动的问题")]
    waivers: &'f [WaivedData],
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct Generator {
    #[schemars(description = "程序名")]
    name: &'static str,
    #[schemars(description = "版本")]
    version: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct SourceData {
    #[schemars(description = "填报文件的 SHA-256，十六进制", regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: String,
    #[schemars(description = "填报文件有多少字节")]
    size: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct CompanyData<'f> {
    #[schemars(description = "名称")]
    name: &'f str,
    #[schemars(description = "简称")]
    short_name: Option<&'f str>,
    #[schemars(description = "集团")]
    group: &'f str,
    #[schemars(description = "省份，或“全国”；几个省的用顿号隔开")]
    province: String,
    #[schemars(description = "省份，一个或几个，或“全国”")]
    provinces: Vec<&'f str>,
    #[schemars(description = "经营业务")]
    services: Vec<&'f str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct ChapterData<'f> {
    #[schemars(description = "章的标题，不含序号")]
    title: &'f str,
    #[schemars(description = "各项举措，依印出的次序；下一层的排在所属的一项之后")]
    initiatives: Vec<InitiativeData<'f>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct InitiativeData<'f> {
    #[schemars(description = "序号，如（一）、1.、（1）")]
    number: String,
    #[schemars(description = "标题")]
    title: &'f str,
}

impl<'f> From<Chapter<'f>> for ChapterData<'f> {
    fn from(chapter: Chapter<'f>) -> Self {
        let initiatives = chapter.initiatives().into_iter().map(|(number, initiative)| {
            InitiativeData { number: number.mark(), title: &initiative.title.value }
        });
        Self { title: chapter.title, initiatives: initiatives.collect() }
    }
}

/// One figure of one indicator.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline, description = "一个指标数据")]
struct FigureData<'f> {
    #[schemars(
        description = "指标目录里的编号，如 mobile.repair.avg；目录里没有的为 null。最长时限与平均时限同号，以 measure 区别"
    )]
    id: Option<String>,
    #[schemars(description = "指标组，照填报的写法")]
    service: &'f str,
    #[schemars(description = "指标，照填报的写法")]
    indicator: &'f str,
    #[schemars(
        description = "指标下的分项（量度或地区），照填报的写法；分两层的连着写，如 城市平均；没有分项的为 null"
    )]
    label: Option<String>,
    #[schemars(
        description = "量度：average 平均、maximum 最长、timeliness 及时率、value 其他数值；目录里没有的指标为 null"
    )]
    measure: Option<MeasureData>,
    #[schemars(description = "地区，照填报的写法；不分地区的为 null")]
    area: Option<&'f str>,
    #[schemars(description = "限定：≤ ≥ < > 约；没有的为 null")]
    qualifier: Option<&'static str>,
    /// Exact, as a string; null for plain text.
    #[schemars(
        description = "数值，十进制，写成字符串以免失真；乘方已算入，末尾的零保留。文字（如电话）为 null",
        regex(pattern = "^-?[0-9]+([.][0-9]+)?$")
    )]
    value: Option<String>,
    #[schemars(description = "单位；没有的为 null")]
    unit: Option<&'f str>,
    #[schemars(description = "印在报告里的样子")]
    as_written: &'f str,
    #[schemars(description = "分子，照填报的写法，如 9964 或 9964件；没有填的为 null")]
    numerator: Option<&'f str>,
    #[schemars(description = "分母，照填报的写法；没有填的为 null")]
    denominator: Option<&'f str>,
    #[schemars(description = "上期的数据，照填报的写法；没有填的为 null")]
    last: Option<&'f str>,
    #[schemars(description = "同比，照填报的写法，如 下降4.5%；没有填的为 null")]
    year_on_year: Option<&'f str>,
    #[schemars(description = "环比，照填报的写法；没有填的为 null")]
    half_on_half: Option<&'f str>,
    #[schemars(description = "备注；没有的为 null")]
    note: Option<&'f str>,
}

/// How a figure is measured, as data has it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(crate) enum MeasureData {
    Average,
    Maximum,
    Timeliness,
    Value,
}

impl From<Measure> for MeasureData {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Average => Self::Average,
            Measure::Maximum => Self::Maximum,
            Measure::Timeliness => Self::Timeliness,
            Measure::Value => Self::Value,
        }
    }
}

/// A finding that the filer answers for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline, description = "一处不作改动的问题")]
pub(crate) struct WaivedData {
    /// The rule.
    #[schemars(description = "规则的编号")]
    pub rule: String,
    /// The key path of its place; `None` for the file as a whole.
    #[schemars(
        description = "问题在填报文件里的位置，如 主要服务指标完成情况.客户投诉.投诉处理及时率；说的是全文的为 null"
    )]
    pub place: Option<String>,
    /// The filer's reason.
    #[schemars(description = "企业的理由")]
    pub reason: String,
    /// What was found.
    #[schemars(description = "检查出的问题")]
    pub message: String,
}

/// The SHA-256 of bytes, in hexadecimal.
#[must_use]
pub(crate) fn sha256(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

/// A filing's data as JSON, in the order of the filing, without an end of line.
#[must_use]
pub(crate) fn filing_json(filing: &Filing, origin: Origin<'_>) -> String {
    let company = &filing.company;
    let data = FilingData {
        schema: SCHEMA,
        generator: Generator { name: "chengbao", version: env!("CARGO_PKG_VERSION") },
        ruleset: origin.standard.ruleset().year,
        source: source(origin.source),
        draft: origin.draft.is_some(),
        draft_number: origin.draft.and_then(|draft| draft.number),
        draft_fingerprint: origin.draft.map(|draft| draft.fingerprint.as_str()),
        template: origin.template,
        last: origin.lasts.first().map(|last| source(last)),
        earlier: origin.lasts.iter().skip(1).map(|last| source(last)).collect(),
        company: CompanyData {
            name: &company.name.value,
            short_name: company.short_name.as_ref().map(|s| s.value.as_str()),
            group: &company.group.value,
            province: company.provinces.label(),
            provinces: company.provinces.named().iter().map(|name| name.value.as_str()).collect(),
            services: company.services.iter().map(|s| s.value.as_str()).collect(),
        },
        period: filing.has_period.then(|| filing.period.value.to_string()),
        title: filing.report_name(),
        addressees: values(&filing.addressees),
        signatory: filing.signatory(),
        signatories: values(filing.signatories()),
        date: filing.signature.date.as_ref().map(|date| date.value.iso()),
        contact: filing.signature.contact.as_ref().map(|name| name.value.as_str()),
        telephone: filing.signature.telephone.as_ref().map(|call| call.value.as_str()),
        annexes: filing.annexes.iter().map(|annex| annex.title.value.as_str()).collect(),
        copied_to: values(&filing.copied_to),
        chapters: chapters(filing).into_iter().map(ChapterData::from).collect(),
        indicators: origin.standard.figures(filing).iter().map(figure).collect(),
        waivers: origin.waived,
    };
    // Strings, numbers, options and lists of them: nothing here can fail to serialise.
    serde_json::to_string_pretty(&data).unwrap_or_default()
}

fn values(names: &[Spanned<String>]) -> Vec<&str> {
    names.iter().map(|name| name.value.as_str()).collect()
}

fn source(bytes: &[u8]) -> SourceData {
    SourceData { sha256: sha256(bytes), size: bytes.len() }
}

fn written(figure: &Option<Spanned<Figure>>) -> Option<&str> {
    figure.as_ref().map(|figure| figure.value.as_written.as_str())
}

fn moved(movement: &Option<Spanned<Movement>>) -> Option<&str> {
    movement.as_ref().map(|movement| movement.value.as_written.as_str())
}

fn figure<'f>(placed: &PlacedFigure<'f>) -> FigureData<'f> {
    let figure = &placed.part.figure.value;
    let amount = figure.amount.as_ref();
    let Beside { numerator, denominator, last, year_on_year, half_on_half } = &placed.part.beside;
    FigureData {
        id: placed.known.map(|known| known.entry.id.clone()),
        service: &placed.group.name.value,
        indicator: &placed.indicator.name.value,
        label: placed.part.label_text(),
        measure: placed.known.map(|known| known.measure.into()),
        area: placed.area(),
        qualifier: amount.and_then(|a| a.qualifier).map(Qualifier::sign),
        value: amount.map(|a| a.value.to_string()),
        unit: amount.map(|a| a.unit.as_str()).filter(|u| !u.is_empty()),
        as_written: &figure.as_written,
        numerator: written(numerator),
        denominator: written(denominator),
        last: written(last),
        year_on_year: moved(year_on_year),
        half_on_half: moved(half_on_half),
        note: placed.indicator.note.as_ref().map(|n| n.value.as_str()),
    }
}
