//! A blank filing: every key with what to put there, a 【…】 prompt where the filer has to write.
//! What is not known stays a prompt too, whether anybody could be asked or not: a desk gets a
//! file that it can open and fill in, and the check says what is still open.

use super::{Answers, Extra, form, groups};
use crate::filing::{Date, GROUPS, Half, NATIONWIDE, Period};
use crate::standard::{Operator, Standard};

const HEAD: &str = "\
# 服务质量状况报告：填报文件
#
# 怎样填
#   1. 凡有【】的地方都要填，连【】一起换掉。
#   2. 冒号前面的名目（企业、报告期……）不要改动。
#   3. 名目后面用半角冒号，再空一格，然后写内容。
#   4. 行首用空格缩进，每级两个，不要用Tab键。
#   5. 数据连同单位，照印出来的样子写：99.10%就写99.10%。
#   6. 章节的序号由程序编排，不用自己写。
#   7. 井号后面是说明，不会印出来；用不上的行可以删去。
#
# 填完以后
#   检查：chengbao check 文件名
#   出报告：chengbao build 文件名
#   下一期：chengbao init --from 文件名
";

/// What is put where no answer was given.
struct Example {
    /// The 集团's name; empty for 其他.
    group: String,
    company: String,
    full: String,
    short: String,
    hotline: String,
    provinces: String,
    period: Period,
    last: String,
}

impl Example {
    fn of(answers: &Answers, standard: &Standard) -> Self {
        let group = answers.carrier.as_deref().unwrap_or("中国移动");
        let provinces = answers.provinces.clone().unwrap_or_else(|| vec!["山西省".to_owned()]);
        let is_nationwide = provinces.iter().any(|name| name == NATIONWIDE);
        let brief: Vec<&str> = provinces
            .iter()
            .map(|name| standard.province(name).map_or(name.as_str(), |p| p.short.as_str()))
            .collect();
        let (province, brief) = (provinces.concat(), brief.concat());
        let period = answers.period.unwrap_or(Period { year: 2020, half: Half::Second });
        let form = form::company(group);
        let named = |name: Option<&String>| {
            let name = name.map_or("某某公司", String::as_str);
            name.replace("〔省〕", &province).replace("〔简〕", &brief)
        };
        let operator = standard.operator(group);
        let hotline = operator.and_then(|o| o.hotlines.first());
        let before = Answers {
            carrier: Some(group.to_owned()),
            provinces: Some(provinces.clone()),
            period: Some(period.previous()),
            ..Answers::default()
        };
        let whole = form.map(|form| &form.whole).filter(|_| is_nationwide);
        let name = whole.or(form.map(|form| &form.name));
        let company = answers.company.clone().unwrap_or_else(|| named(name));
        let short = |o: &Operator| match is_nationwide {
            true => o.group.clone(),
            false => format!("{brief}{}", o.brand),
        };
        Self {
            group: group.to_owned(),
            full: match (&answers.company, form) {
                (Some(company), None) => company.clone(),
                _ => named(whole.or(form.map(|form| &form.full))),
            },
            company,
            short: answers
                .short
                .clone()
                .unwrap_or_else(|| operator.map_or("某某".to_owned(), short)),
            hotline: hotline.map_or("号码".to_owned(), |h| h.number.clone()),
            provinces: written(&provinces),
            period,
            last: before.file_name(standard),
        }
    }

    /// The end of the half-year.
    fn end(&self) -> String {
        let month = if self.period.half == Half::First { 6 } else { 12 };
        format!("{}年{month}月底", self.period.year)
    }

    /// What 结语 looks forward to.
    fn outlook(&self) -> String {
        match self.period.half {
            Half::First => format!("{}年下半年", self.period.year),
            Half::Second => format!("{}年", self.period.next().year),
        }
    }

    /// A day within the time that filings are due in.
    fn day(&self) -> Date {
        let Period { year, half } = self.period.next();
        let (month, day) = if half == Half::First { (1, 12) } else { (7, 10) };
        Date { year, month, day }
    }
}

#[must_use]
pub(crate) fn blank(answers: &Answers, standard: &Standard) -> String {
    let example = Example::of(answers, standard);
    let services = answers.services.as_deref();
    let lines = groups::lines(services, &answers.groups, &example.hotline, standard);
    let parts = [
        HEAD.to_owned(),
        company(answers, &example, standard),
        extras(answers, &[Extra::Addressees, Extra::Lead, Extra::Titles]),
        narrative(&example, answers),
        indicators(&lines),
        ending(&example, answers),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// The lines of parts that were asked for, a blank line between them.
fn extras(answers: &Answers, parts: &[Extra]) -> String {
    let is_divided = answers.extras.contains(&Extra::Parts);
    let asked = parts.iter().filter(|part| answers.extras.contains(part));
    let texts = asked.map(|part| match part {
        // 分章 has its titles with it.
        Extra::Titles if is_divided => {
            let lines = part.lines().split_inclusive('\n');
            lines.filter(|line| !line.contains("电信服务质量状况")).collect()
        }
        part => part.lines().to_owned(),
    });
    texts.collect::<Vec<String>>().join("\n")
}

/// One province, or a list of them.
fn written(names: &[String]) -> String {
    match names {
        [only] => only.clone(),
        names => format!("[{}]", names.join(", ")),
    }
}

/// What was answered, else a prompt.
fn or_prompt(answer: Option<&String>, prompt: &str) -> String {
    answer.cloned().unwrap_or_else(|| format!("【{prompt}】"))
}

fn company(answers: &Answers, example: &Example, standard: &Standard) -> String {
    let Example { company, short, last, .. } = example;
    let groups = GROUPS.join("、");
    let name = or_prompt(answers.company.as_ref(), &format!("企业名称，如{company}"));
    let group = or_prompt(answers.carrier.as_ref(), &example.group);
    let provinces = answers.provinces.as_ref().map(|names| written(names));
    let provinces = or_prompt(provinces.as_ref(), &format!("省份，如{}", example.provinces));
    let period = answers.period.map(|p| p.to_string());
    let period = or_prompt(period.as_ref(), &example.period.to_string());
    let services = match &answers.services {
        Some(services) => services.join(", "),
        None => form::services(standard).join(", "),
    };
    format!(
        "\
# ── 企业 ──────────────────────────────────────────
# 谁报送。必填。
企业:
  # 报告标题里的企业名称。必填。
  名称: {name}
  # 正文里用的简称，要在公司简介里交代一次。必填。
  简称: 【简称，如{short}】
  # 从{groups}中选一个。必填。
  集团: {group}
  # 写全称。几个省的写成 [山西省, 陕西省]，整个集团报送的写 全国。必填。
  省份: {provinces}
  # 取得许可的业务，没有的删去。必填。
  # 列了哪一项，下面就要有哪一组指标。
  经营业务: [{services}]

# 哪一年的上半年或下半年。必填。
报告期: {period}

# 报告标题。可省略，省略时印“服务质量状况报告”。
# 要用别的标题，就去掉下一行行首的井号和空格：
# 标题: 电信服务质量状况报告

# 上一期的填报文件，与本文件放在一起，用来比较两期数据。可省略。
# 更早各期也要列在附表里的，由近到远写成 [上期.yaml, 更早.yaml]，最多七份。
# 上期: {last}

# 报告末尾附上各项指标与上期对比的表。可省略；要先写上期。
# 写 趋势 的，再加各期的趋势图，连同本期要有三期以上。
# 附表: 对比
"
    )
}

fn narrative(example: &Example, answers: &Answers) -> String {
    let Example { company, short, .. } = example;
    let initiatives = if answers.extras.contains(&Extra::Parts) {
        Extra::Parts.lines().to_owned()
    } else {
        initiatives(example)
    };
    format!(
        "\
# ── 一、公司简介 ──────────────────────────────────
# 写经营范围、机构和人员、网络规模、社会责任等。必填。
# 竖线“|”要留着，正文从下一行起，行首空两格。
# 一段写成一行，中间不换行；段与段之间空一行。
公司简介: |
  【第一段，如：{company}（以下简称{short}）……】

  【第二段。没有就删去。】

# ── 二、电信服务质量状况 ──────────────────────────
# 概述和各项举措。必填。
电信服务质量状况:
{initiatives}"
    )
}

fn initiatives(example: &Example) -> String {
    let Example { short, period, .. } = example;
    let end = example.end();
    format!(
        "  # 本期服务工作的总体情况，一段即可。必填。
  概述: |
    【{period}，{short}……】
  # 每项举措以短横线起头。必填，至少一项。
  # 要加一项，就照样抄一份，行首空格数不变。
  举措:
    # 标题末尾不加标点，也不写“（一）”。
    - 标题: 【举措标题，如做优做强网络质量】
      # 写做了什么、结果如何。数字带单位，百分数说明以什么为总数。
      # 只写本期，时间写明年份，如“截至{end}”。
      内容: |
        【第一段】

        【第二段】
    - 标题: 【第二项举措的标题】
      内容: |
        【正文】
"
    )
}

fn indicators(lines: &[String]) -> String {
    let lines = lines.join("\n");
    format!(
        "\
# ── 三、主要服务指标完成情况 ──────────────────────
# 必填。没有经营的业务，整组删去；先后次序就是印出来的次序。
# 需要加注的，在花括号里添一项备注（可省略），例如：
#   障碍修复平均时限: {{ 城市: 7.41小时, 农村: 9.21小时, 备注: 不含客户自维线路 }}
# 只有一个数据又要加注的，这样写：
#   障碍修复平均时限: {{ 值: 4.96小时, 备注: 不含客户自维线路 }}
# 花括号里各项之间用半角逗号，后面空一格。
主要服务指标完成情况:
{lines}
"
    )
}

fn ending(example: &Example, answers: &Answers) -> String {
    let Example { short, full, .. } = example;
    let (outlook, day) = (example.outlook(), example.day());
    let apart = |text: String| if text.is_empty() { text } else { format!("{text}\n") };
    let annexes = apart(extras(answers, &[Extra::Attachments]));
    let contact = extras(answers, &[Extra::Contact]);
    let copies = apart(extras(answers, &[Extra::Copies]));
    format!(
        "\
# ── 结语 ──────────────────────────────────────────
# 下一步打算写在这里。可省略，省略时连名目一起删去。
结语: |
  【{outlook}，{short}将……】

{annexes}# ── 声明和签署 ────────────────────────────────────
# 必填，文字不要改动。
声明: 本报告内容客观、真实、准确。

# 落款。必填。
签署:
  # 落款的企业全称。可省略，省略时用上面的企业名称。
  # 要写就去掉下一行的井号和后面的一个空格：
  # 单位: {full}
  # 落款日期。必填。
  日期: 【{day}】
  # 是：印出来盖章，留出盖章的地方；否：不盖章。单位和日期的位置因此不同。
  # 可省略，省略时是盖章。
  # 盖章: 是
  # 印章图片，与本文件放在一起。可省略。
  # 印在落款之上，只供查看，不是电子签章。
  # 印章: seal.png
{contact}
{copies}# ── 版式 ──────────────────────────────────────────
# 版面上的两处选择。可整组省略。
版式:
  # 独行：举措标题单独成行；接排：正文接在标题后面。
  # 可省略，省略时用独行。
  举措标题: 独行
  # 外侧：单页居右、双页居左，公文格式的标准这样规定；居中：在下边正中。
  # 可省略，省略时用外侧。
  页码: 外侧

# ── 豁免 ──────────────────────────────────────────
# 检查出的问题确有原因、不必改动的，在此写明理由。可省略。
# 规则照检查结果里的编号写，位置写指标所在的组和名称。
# 豁免:
#   - {{ 规则: F07, 位置: 客户投诉.投诉处理及时率, 理由: 【写明原因】 }}
"
    )
}
