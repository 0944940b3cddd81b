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
    let parts = layout(&blocks);
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
    let parts = layout(&parse(REPORT));
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
