//! What blocks become in a Word file.

use super::layout::{Paragraph, Part, RunContent, Style, layout};
use crate::document::parse;
use crate::typeset;

/// A report with every kind of block.
const REPORT: &str = "\
# 中国移动通信集团某某有限公司2020年下半年服务质量状况报告

**某省通信管理局：**

现将情况报告如下。

## 一、公司简介

**（一）接排。** 计费差错率≤4×10⁻⁶，见[说明](https://example.com)和**重点**、*轻读*。

1. 第一项

   续段
2. - 甲
   - 乙

> 引用的话，**要紧**。
>
> - 引用里的一项

```
代码  一行

又一行
```

表1 指标

| 指标 | 数值 |
| --- | --- |
| 及时率 | 99.10% |
| 只有一格 |

![图上是曲线](图.png \"图1 走势\")

- ![另一图](图二.png)

---

附件：1.对比表\\
2.名单

某公司  \n乙公司  \n2021年1月12日

（联系人：张三，电话：10086）

## 附件1

### 指标与上期对比

正文

---

抄送：某局，某某局。
";

/// The paragraphs of parts, those in cells among them.
fn paragraphs(parts: &[Part]) -> Vec<&Paragraph> {
    let mut all = Vec::new();
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => all.push(paragraph),
            Part::Table(table) => all.extend(table.head.iter().chain(table.rows.iter().flatten())),
        }
    }
    all
}

#[test]
fn the_runs_of_an_element_are_its_text_and_stand_in_its_order() {
    let blocks = parse(REPORT);
    let parts = layout(&blocks, true);
    let elements = typeset::texts(&blocks);
    let mut said = vec![String::new(); elements.len()];
    let runs: Vec<_> = paragraphs(&parts).into_iter().flat_map(|p| &p.runs).collect();
    assert!(runs.windows(2).all(|pair| pair[0].element <= pair[1].element));
    for run in runs {
        match &run.content {
            RunContent::Text(text) => said[run.element].push_str(text),
            RunContent::Picture(picture) => {
                assert_eq!(elements[run.element].alt.as_ref(), Some(&picture.alt));
            }
            RunContent::Break => {}
        }
    }
    let texts: Vec<String> = elements.into_iter().map(|element| element.text).collect();
    assert_eq!(said, texts);
}

#[test]
fn every_kind_of_block_has_its_style() {
    let parts = layout(&parse(REPORT), true);
    let styles: std::collections::BTreeSet<Style> =
        paragraphs(&parts).into_iter().map(|paragraph| paragraph.style).collect();
    let expected = [
        Style::Title,
        Style::Heading(1),
        Style::Body,
        Style::RunIn,
        Style::Addressees,
        Style::ListItem,
        Style::Quote,
        Style::Code,
        Style::Picture,
        Style::Caption,
        Style::AnnexNote,
        Style::AnnexLabel,
        Style::AnnexTitle,
        Style::SignOffUnit,
        Style::SignOffDate,
        Style::Note,
        Style::CopiedTo,
        Style::CellHead,
        Style::Cell,
    ];
    assert_eq!(styles, std::collections::BTreeSet::from(expected));
}

#[test]
fn a_title_is_broken_between_its_units_where_one_line_is_too_short() {
    let breaks = |title: &str| {
        let parts = layout(&parse(&format!("# {title}\n")), true);
        let runs: Vec<_> = paragraphs(&parts).into_iter().flat_map(|p| p.runs.clone()).collect();
        runs.iter().map(|run| run.text().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(breaks("服务质量状况报告"), [Some("服务质量状况报告".to_owned())]);
    assert_eq!(
        breaks("中国移动山西公司2020年下半年服务质量状况报告"),
        [
            Some("中国移动山西公司2020年下半年".to_owned()),
            None,
            Some("服务质量状况报告".to_owned())
        ]
    );
    // As wide as the line, and no title: it keeps away from the edges.
    assert_eq!(breaks("秦川通信公司2023年上半年服务质量状况报告").len(), 3);
    assert_eq!(breaks("秦川2023年上半年服务质量状况报告").len(), 1);
}

#[test]
fn who_signs_is_centred_on_a_day_that_ends_four_characters_from_the_edge() {
    let sign_off = |units: &str, sealed: bool| {
        let text = format!("# 报告\n\n声明。\n\n{units}  \n2021年1月12日\n");
        let parts = layout(&parse(&text), sealed);
        let of_sign_off =
            |p: &&Paragraph| matches!(p.style, Style::SignOffUnit | Style::SignOffDate);
        let all: Vec<Paragraph> =
            paragraphs(&parts).into_iter().filter(of_sign_off).cloned().collect();
        all
    };
    // The day is 7.75 characters wide, with what Word puts between Han and figures.
    let lines = sign_off("某某公司", true);
    assert_eq!((lines[0].indent.right, lines[1].indent.right), (587, 400));
    assert!(lines[0].with_next && !lines[1].with_next);
    // A name that is wider than the day is centred on it all the same.
    let lines = sign_off("某某通信集团甲省公司", true);
    assert_eq!((lines[0].indent.right, lines[1].indent.right), (287, 400));
    let lines = sign_off("某某公司  \n某某某公司", true);
    let rights: Vec<i64> = lines.iter().map(|line| line.indent.right).collect();
    assert_eq!(rights, [587, 537, 400]);
    // One that would come near the edge goes on, where its sense allows: 中国移动通信集团 is 8 wide.
    let lines = sign_off("中国移动通信集团山西有限公司", true);
    let indent = lines[0].indent;
    assert_eq!((indent.left, indent.right, lines[1].indent.right), (1613, 387, 400));
    // What is 12 wide still comes a little near, and stands a trifle further left, with its day.
    let lines = sign_off("中国联合网络通信有限公司山西省分公司", true);
    let indent = lines[0].indent;
    assert_eq!((indent.left, indent.right, lines[1].indent.right), (1394, 206, 419));
}

#[test]
fn who_does_not_seal_stands_two_characters_from_the_edge() {
    let lefts = |units: &str| {
        let text = format!("# 报告\n\n声明。\n\n{units}  \n2021年1月12日\n");
        let parts = layout(&parse(&text), false);
        let of_sign_off =
            |p: &&Paragraph| matches!(p.style, Style::SignOffUnit | Style::SignOffDate);
        let found = paragraphs(&parts).into_iter().filter(of_sign_off).map(|p| p.indent.left);
        found.collect::<Vec<i64>>()
    };
    // The day is 7.75 characters wide: where it is the longer one, it stands there itself.
    assert_eq!(lefts("某某公司"), [1625, 1825]);
    assert_eq!(lefts("中国移动通信集团山西有限公司"), [1200, 1400]);
    assert_eq!(lefts("某某公司  \n中国移动通信集团山西有限公司"), [1200, 1200, 1400]);
}

#[test]
fn a_table_is_as_wide_as_the_type_area_and_no_figure_is_torn() {
    let text = "# 报告\n\n| 指标 | 数值 | 说明 |\n| --- | --- | --- |\n| 及时率 | 99.10% | 很长的说明，\
                要折成几行才放得下，因为这里写了许多字，还有许多字，又有许多字 |\n";
    let parts = layout(&parse(text), true);
    let Some(Part::Table(table)) = parts.last() else { panic!("{parts:?}") };
    let sheet = super::page::Sheet::gbt_9704();
    let measured = super::table::measured(table, &sheet);
    assert_eq!(measured.columns.iter().sum::<i64>(), sheet.width);
    assert!(measured.columns[1] > 3 * sheet.table_size * 10, "{:?}", measured.columns);
    assert!(measured.size.is_none());
}
