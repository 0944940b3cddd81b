//! Faults to plant in a filing, one at a time, each as it happens at a desk.

use super::filings::Dice;

/// A fault: what it is, and how it is made. It gives the filing with the fault and the line
/// where it has to be found, or nothing where the filing has no place for it.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) plant: fn(&mut Dice, &str) -> Option<(String, usize)>,
}

macro_rules! faults {
    ($($name:literal => $plant:expr,)*) => { &[$(Fault { name: $name, plant: $plant },)*] };
}

/// All of them.
pub(crate) const FAULTS: &[Fault] = faults! {
    "小数点右移" => |dice, text| figure(dice, text, |c| c.unit != "%", |c| Some(shifted(c.number, 1))),
    "小数点左移" => |dice, text| figure(dice, text, |c| c.unit != "%", |c| Some(shifted(c.number, -1))),
    "百分率的小数点左移" => |dice, text| figure(dice, text, is_high, |c| Some(shifted(c.number, -1))),
    "百分率超过100" => |dice, text| figure(dice, text, is_high, |c| Some(shifted(c.number, 1))),
    "单位写串" => |dice, text| unit(dice, text),
    "单位漏写" => |dice, text| in_figures(dice, text, "小时", ""),
    "百分号漏写" => |dice, text| in_figures(dice, text, "%", ""),
    "只剩单位" => |dice, text| figure(dice, text, |c| c.unit != "%", |_| Some(String::new())),
    "占位的数" => |dice, text| {
        let blank = *dice.pick(&["xx", "XX.XX", "__", "○", "?"]);
        figure(dice, text, |_| true, move |_| Some(blank.to_owned()))
    },
    "以后再填" => |dice, text| {
        let words = *dice.pick(&["待定", "TBD", "待核实", "暂缺", "优于标准", "九成多", "良好", "N.A."]);
        whole_figure(dice, text, |_| words.to_owned())
    },
    "数里的字母" => |dice, text| figure(dice, text, |c| c.number.contains(['0', '1']), |c| {
        Some(c.number.replacen('0', "O", 1).replacen('1', "l", 1))
    }),
    "范围写成文字" => |dice, text| {
        let (before, behind) = *dice.pick(&[
            ("不超过", ""), ("达到", ""), ("", "以上"), ("", "以内"), ("", "左右"), ("接近", ""), ("", "（不含预约）"), ("", "。"),
        ]);
        whole_figure(dice, text, |figure| format!("{before}{figure}{behind}"))
    },
    "几个数连着写" => |_, text| in_sentence(text),
    "满意率写成小数" => |_, text| {
        let rate = text.split("投诉处理满意率: ").nth(1)?.split('%').next()?;
        let digits = rate.strip_prefix('9').map(|_| rate.replace('.', ""))?;
        replace_once(text, &format!("满意率: {rate}%"), &format!("满意率: 0.{digits}"))
    },
    "负数" => |dice, text| figure(dice, text, |_| true, |c| Some(format!("-{}", c.number))),
    "少一组" => |dice, text| missing_group(dice, text),
    "少投诉组" => |_, text| missing(text, "客户投诉"),
    "丢了指数" => |dice, text| {
        let lost = *dice.pick(&["*10ˉ6", "*10-6", "×10-6", "e-6"]);
        in_figures(dice, text, "×10⁻⁶", lost)
    },
    "上标落下" => |_, text| replace_once(text, "≤4×10⁻⁶", "≤104").or_else(|| replace_once(text, "≤3×10⁻⁶", "≤3*10-6")),
    "照抄标准" => |_, text| replace_once(text, "≤4×10⁻⁶", "≤10⁻⁴"),
    "键写了两次" => |dice, text| doubled(dice, text),
    "键写错" => |_, text| replace_once(text, "报告期:", "报告其:"),
    "全角冒号" => |dice, text| wide_colon(dice, text),
    "半角逗号" => |dice, text| in_prose(dice, text, "，", ","),
    "半角句号" => |dice, text| last_stop(dice, text),
    "半角括号" => |_, text| replace_once(text, "（以下简称", "(以下简称"),
    "中文里的空格" => |_, text| replace_once(text, "分支机构", "分支 机构"),
    "声明改了" => |_, text| replace_once(text, "内容客观、真实、准确", "内容真实、准确"),
    "声明少了" => |_, text| without_line(text, "声明: "),
    "结语的年份错" => |dice, text| closing_year(dice, text),
    "签署的年份错" => |_, text| signing_year(text),
    "概述的年份错" => |_, text| overview_year(text),
    "全年的数" => |_, text| whole_year(text),
    "截至没有年份" => |_, text| no_year(text),
    "热线带分机" => |_, text| hotline(text, |n| format!("{n}-5")),
    "别家的热线" => |_, text| hotline(text, |n| if n == "10086" { "10010" } else { "10086" }.to_owned()),
    "列举跳号" => |_, text| replace_once(text, "二是公布进度，三是", "二是公布进度，四是"),
    "重复的约数" => |_, text| doubled_hedge(text),
    "域代码" => |_, text| replace_once(text, "问题按月通报，", "PAGE 12问题按月通报，"),
    "的地得" => |_, text| replace_once(text, "服务质量保持平稳", "有效的提升了服务质量"),
    "标题里写了序号" => |_, text| numbered_title(text),
    "监管的口气" => |_, text| replace_once(text, "由专人", "不得拒绝，由专人"),
    "别省的简称" => |_, text| other_province(text),
    "没有来源的第一" => |_, text| replace_once(text, "服务质量保持平稳", "服务质量全省第一"),
    "占比没有总数" => |_, text| without_base(text),
    "正文与数据不符" => |_, text| contradiction(text),
    "提示没有填" => |_, text| replace_once(text, "，服务质量保持平稳。\n", "。\n    【写明成效】\n").map(|(t, n)| (t, n + 1)),
    "表格少了分隔行" => |_, text| below_overview(text, "| 地区 | 基站 |\n| 城区 | 3座 |", 1),
    "表格用了全角竖线" => |_, text| below_overview(text, "｜地区｜基站｜\n｜——｜——｜\n｜城区｜3座｜", 1),
    "表格多出一格" => |_, text| below_overview(text, "| 地区 | 基站 |\n| --- | --- |\n| 城区 | 3座 | 5座 |", 3),
    "表格下面没有空行" => |_, text| below_overview(text, "| 地区 | 基站 |\n| --- | --- |\n| 城区 | 3座 |\n各区都有改善。", 4),
    "段首的大于号" => |_, text| below_overview(text, "> 99%的申告在当日办结。", 1),
    "段首的减号" => |_, text| below_overview(text, "- 5.2个百分点的降幅来自流程优化。", 1),
    "没有的日期" => |_, text| impossible_day(text),
    "报告期以外的月份" => |_, text| other_month(text),
    "设在别省" => |_, text| set_up_elsewhere(text),
    "别家的分支机构" => |_, text| of_another_group(text),
    "简介里别省的全称" => |_, text| full_name_elsewhere(text),
    "名称带引号" => |_, text| quoted_name(text),
    "标题重复" => |_, text| title_in_title(text),
    "全角空格缩进" => |_, text| replace_once(text, "  集团: ", "\u{3000}集团: "),
    "不间断空格缩进" => |_, text| replace_once(text, "  省份: ", "\u{A0}\u{A0}省份: "),
    "少了右花括号" => |_, text| replace_once(text, " }\n", "\n"),
    "全角竖线" => |_, text| replace_once(text, "公司简介: |", "公司简介: ｜"),
    "全角短横" => |_, text| replace_once(text, "    - 标题: ", "    － 标题: "),
    "少了冒号" => |_, text| replace_once(text, "报告期: ", "报告期 "),
    "少了右引号" => |_, text| replace_once(text, "  省份: ", "  省份: \""),
    "井号截断" => |_, text| replace_once(text, "- 标题: ", "- 标题: 改造 #3"),
    "方括号开头" => |_, text| replace_once(text, "- 标题: ", "- 标题: [攻坚]"),
    "键多了空格" => |_, text| replace_once(text, "  集团: ", "    集团: "),
    "制表符缩进" => |_, text| replace_once(text, "  集团: ", "\t集团: "),
};

/// A figure as it stands in a line.
struct Cited<'t> {
    number: &'t str,
    unit: &'t str,
}

fn is_high(cited: &Cited<'_>) -> bool {
    cited.unit == "%" && cited.number.len() >= 4 && cited.number.starts_with('9')
}

fn shifted(number: &str, by: i32) -> String {
    let hundredths: u64 = number.replace('.', "").parse().unwrap();
    if by > 0 {
        format!("{}.{}", hundredths / 10, hundredths % 10)
    } else {
        format!("{}.{:03}", hundredths / 1000, hundredths % 1000)
    }
}

/// A figure with two decimals and its unit, as a whole made another.
fn whole_figure(
    dice: &mut Dice,
    text: &str,
    changed: impl Fn(&str) -> String,
) -> Option<(String, usize)> {
    let cited = cited(text);
    let (n, start, _, end) = *(!cited.is_empty()).then(|| dice.pick(&cited))?;
    let line = text.lines().nth(n)?;
    let figure = changed(&line[start..end]);
    let line = format!("{}{figure}{}", &line[..start], &line[end..]);
    Some(with_line(text, n, &line))
}

/// `{ 城市: 0.84天, 农村: 1.04天 }` as 城市0.84天、农村1.04天.
fn in_sentence(text: &str) -> Option<(String, usize)> {
    let lines = figure_lines(text);
    let (n, line) = text
        .lines()
        .enumerate()
        .find(|(n, line)| lines.contains(n) && line.contains("{ ") && line.ends_with('}'))?;
    let (name, parts) = line.split_once("{ ")?;
    let prose = parts.trim_end_matches(" }").replace(": ", "").replace(", ", "，");
    Some(with_line(text, n, &format!("{name}{prose}")))
}

/// The lines of 主要服务指标完成情况.
fn figure_lines(text: &str) -> std::ops::Range<usize> {
    let at = |start: &str| text.lines().position(|l| l.starts_with(start)).unwrap();
    at("主要服务指标完成情况") + 1..at("结语")
}

/// Each figure with two decimals: its line, and where number and unit stand in it.
fn cited(text: &str) -> Vec<(usize, usize, usize, usize)> {
    let mut found = Vec::new();
    let lines = figure_lines(text);
    for (n, line) in text.lines().enumerate().filter(|(n, _)| lines.contains(n)) {
        let mut from = 0;
        while let Some(dot) = line[from..].find('.').map(|at| from + at) {
            let start = line[..dot]
                .rfind(|c: char| !c.is_ascii_digit())
                .map_or(0, |at| at + line[at..].chars().next().unwrap().len_utf8());
            let end = dot + 3;
            let unit_end = line[end..].find([',', ' ', '}']).map_or(line.len(), |at| end + at);
            found.push((n, start, end, unit_end));
            from = unit_end;
        }
    }
    found
}

fn figure(
    dice: &mut Dice,
    text: &str,
    fits: impl Fn(&Cited<'_>) -> bool,
    changed: impl Fn(&Cited<'_>) -> Option<String>,
) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let cited = cited(text);
    let fitting: Vec<_> = cited
        .into_iter()
        .filter(|(n, start, end, unit)| {
            // A small share (0.12 %) is left alone: it does not move.
            let c = Cited { number: &lines[*n][*start..*end], unit: &lines[*n][*end..*unit] };
            !(c.unit == "%" && c.number.starts_with("0.")) && fits(&c)
        })
        .collect();
    if fitting.is_empty() {
        return None;
    }
    let (n, start, end, unit) = *dice.pick(&fitting);
    let line = lines[n];
    let new = changed(&Cited { number: &line[start..end], unit: &line[end..unit] })?;
    Some(with_line(text, n, &format!("{}{new}{}", &line[..start], &line[end..])))
}

fn unit(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let (from, to) = *dice.pick(&[("小时", "天"), ("小时", "分钟"), ("天", "小时"), ("天", "秒")]);
    in_figures(dice, text, from, to)
}

fn with_line(text: &str, n: usize, line: &str) -> (String, usize) {
    let lines = text.lines().enumerate().map(|(i, l)| if i == n { line } else { l });
    (lines.map(|l| format!("{l}\n")).collect(), n + 1)
}

fn in_figures(dice: &mut Dice, text: &str, from: &str, to: &str) -> Option<(String, usize)> {
    let lines = figure_lines(text);
    replace_some(dice, text, from, to, |n, _| lines.contains(&n))
}

fn in_prose(dice: &mut Dice, text: &str, from: &str, to: &str) -> Option<(String, usize)> {
    let figures = figure_lines(text);
    let prose = |n: usize, line: &str| !figures.contains(&n) && line.ends_with('。');
    replace_some(dice, text, from, to, prose)
}

fn replace_some(
    dice: &mut Dice,
    text: &str,
    from: &str,
    to: &str,
    here: impl Fn(usize, &str) -> bool,
) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut places = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(n, line)| here(*n, line)) {
        places.extend(line.match_indices(from).map(|(at, _)| (n, at)));
    }
    if places.is_empty() {
        return None;
    }
    let (n, at) = *dice.pick(&places);
    let line = lines[n];
    Some(with_line(text, n, &format!("{}{to}{}", &line[..at], &line[at + from.len()..])))
}

/// Replaces what stands in the file the first time.
fn replace_once(text: &str, from: &str, to: &str) -> Option<(String, usize)> {
    let at = text.find(from)?;
    let line = text[..at].matches('\n').count() + 1;
    Some((text.replacen(from, to, 1), line))
}

fn without_line(text: &str, start: &str) -> Option<(String, usize)> {
    text.lines().position(|l| l.starts_with(start))?;
    let kept = text.lines().filter(|l| !l.starts_with(start)).map(|l| format!("{l}\n"));
    Some((kept.collect(), 1))
}

/// Leaves out a group of a licensed service; the service is where it has to be reported.
fn missing_group(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let line = text.lines().position(|l| l.trim_start().starts_with("经营业务"))?;
    let services = text.lines().nth(line)?.split(['[', ']']).nth(1)?.to_owned();
    let services: Vec<&str> = services.split(", ").collect();
    let service: &str = dice.pick::<&str>(&services);
    let (text, _) = missing(text, service)?;
    Some((text, line + 1))
}

fn missing(text: &str, group: &str) -> Option<(String, usize)> {
    let head = format!("  {group}:");
    let start = text.lines().position(|l| l == head)?;
    let inside = text.lines().skip(start + 1).take_while(|l| l.starts_with("    ")).count();
    let kept = text.lines().enumerate().filter(|(n, _)| *n < start || *n > start + inside);
    let key = text.lines().position(|l| l.starts_with("主要服务指标完成情况"))?;
    Some((kept.map(|(_, l)| format!("{l}\n")).collect(), key + 1))
}

fn doubled(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let range = figure_lines(text);
    let whole: Vec<usize> = range
        .filter(|n| {
            lines[*n].starts_with("    ")
                && !lines[*n].ends_with(':')
                && !lines[*n].starts_with("     ")
        })
        .collect();
    let n = *dice.pick(&whole);
    let twice = format!("{}\n{}", lines[n], lines[n]);
    let (text, line) = with_line(text, n, &twice);
    Some((text, line + 1))
}

fn wide_colon(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let key = *dice.pick(&["报告期", "集团", "声明", "日期", "省份"]);
    replace_once(text, &format!("{key}: "), &format!("{key}："))
}

fn last_stop(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let han =
        |l: &str| l.chars().rev().nth(1).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let ends: Vec<usize> = (0..lines.len())
        .filter(|n| lines[*n].starts_with("    ") && lines[*n].ends_with('。') && han(lines[*n]))
        .collect();
    if ends.is_empty() {
        return None;
    }
    let n = *dice.pick(&ends);
    Some(with_line(text, n, &format!("{}.", lines[n].trim_end_matches('。'))))
}

fn year_of(text: &str) -> Option<u64> {
    text.split("报告期: ").nth(1)?.get(..4)?.parse().ok()
}

fn closing_year(dice: &mut Dice, text: &str) -> Option<(String, usize)> {
    let line = text.lines().position(|l| l.starts_with("结语"))? + 1;
    let old = text.lines().nth(line)?;
    let wrong = year_of(text)? - dice.roll(1, 3);
    let rest = old.trim_start().split_once('年')?.1;
    Some(with_line(text, line, &format!("  {wrong}年{rest}")))
}

fn signing_year(text: &str) -> Option<(String, usize)> {
    let line = text.lines().position(|l| l.starts_with("  日期: "))?;
    let old = text.lines().nth(line)?;
    let rest = old.split_once('年')?.1;
    let wrong = year_of(text)? - 1;
    Some(with_line(text, line, &format!("  日期: {wrong}年{rest}")))
}

fn overview_year(text: &str) -> Option<(String, usize)> {
    let line = text.lines().position(|l| l.starts_with("  概述"))? + 1;
    let old = text.lines().nth(line)?;
    let rest = old.trim_start().split_once('年')?.1;
    let wrong = year_of(text)? - 1;
    Some(with_line(text, line, &format!("    {wrong}年{rest}")))
}

fn whole_year(text: &str) -> Option<(String, usize)> {
    let year = year_of(text)?;
    replace_once(text, "拦截诈骗电话", &format!("{year}年累计拦截诈骗电话"))
}

fn no_year(text: &str) -> Option<(String, usize)> {
    let year = year_of(text)?;
    replace_once(text, &format!("截至{year}年"), "截至")
}

fn hotline(text: &str, wrong: fn(&str) -> String) -> Option<(String, usize)> {
    let number = text.split("投诉受理热线: ").nth(1)?.lines().next()?.to_owned();
    replace_once(text, &format!("热线: {number}"), &format!("热线: {}", wrong(&number)))
}

fn doubled_hedge(text: &str) -> Option<(String, usize)> {
    let at = text.find("建成4G基站")?;
    let rest = &text[at + "建成4G基站".len()..];
    let number = rest.split('万').next()?;
    replace_once(text, &format!("基站{number}万余座"), &format!("基站约{number}万余座"))
}

fn numbered_title(text: &str) -> Option<(String, usize)> {
    replace_once(text, "- 标题: ", "- 标题: （一）")
}

fn other_province(text: &str) -> Option<(String, usize)> {
    let short = text.split("简称: ").nth(1)?.lines().next()?;
    let brand: String = short.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    let other = if short.starts_with("湖北") { "湖南" } else { "湖北" };
    let at = text.find(&format!("，{short}坚持"))?;
    let line = text[..at].matches('\n').count() + 1;
    Some((text.replacen(&format!("，{short}坚持"), &format!("，{other}{brand}坚持"), 1), line))
}

/// Lines behind a blank one below the overview; the fault is in the `nth` of them.
fn below_overview(text: &str, lines: &str, nth: usize) -> Option<(String, usize)> {
    let indented = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let end = "，服务质量保持平稳。\n";
    let (text, line) = replace_once(text, end, &format!("{end}\n{indented}"))?;
    Some((text, line + 1 + nth))
}

fn without_base(text: &str) -> Option<(String, usize)> {
    replace_once(text, "农村4G基站占基站总数的", "农村4G基站占比达到")
}

fn contradiction(text: &str) -> Option<(String, usize)> {
    let rate = text.split("投诉处理满意率: ").nth(1)?.lines().next()?;
    let wrong = if rate.starts_with("92") { "98.35%" } else { "92.35%" };
    replace_once(text, "，服务质量保持平稳。", &format!("，投诉处理满意率达到{wrong}。"))
}

fn impossible_day(text: &str) -> Option<(String, usize)> {
    replace_once(text, "年6月底，", "年6月31日，")
        .or_else(|| replace_once(text, "年12月底，", "年12月32日，"))
}

fn is_first_half(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("报告期: ") && line.ends_with("上半年"))
}

fn other_month(text: &str) -> Option<(String, usize)> {
    let month = if is_first_half(text) { "8月份" } else { "3月份" };
    replace_once(text, "公司从客户投诉入手", &format!("{month}，公司从客户投诉入手"))
}

fn set_up_elsewhere(text: &str) -> Option<(String, usize)> {
    let province = text.lines().find_map(|line| line.trim().strip_prefix("省份: "))?;
    replace_once(text, &format!("在{province}设立"), "在浙江省设立")
}

fn of_another_group(text: &str) -> Option<(String, usize)> {
    let group = text.lines().find_map(|line| line.trim().strip_prefix("集团: "))?;
    let other = if group == "中国移动" { "中国联通" } else { "中国移动" };
    replace_once(text, &format!("是{group}在"), &format!("是{other}在"))
}

/// The company's name in 公司简介 alone.
fn full_name_elsewhere(text: &str) -> Option<(String, usize)> {
    let name = text.lines().find_map(|line| line.trim().strip_prefix("名称: "))?;
    let province = text.lines().find_map(|line| line.trim().strip_prefix("省份: "))?;
    let other = match name.contains(province) {
        true => name.replace(province, "浙江省"),
        false => name.replace("公司", "").get(..12)?.to_owned() + "浙江公司",
    };
    replace_once(text, &format!("  {name}（"), &format!("  {other}（"))
}

fn quoted_name(text: &str) -> Option<(String, usize)> {
    let name = text.lines().find_map(|line| line.trim().strip_prefix("名称: "))?;
    replace_once(text, &format!("名称: {name}"), &format!("名称: “{name}”"))
}

fn title_in_title(text: &str) -> Option<(String, usize)> {
    let name = text.lines().find_map(|line| line.trim().strip_prefix("名称: "))?;
    let period = text.lines().find_map(|line| line.strip_prefix("报告期: "))?;
    let line = format!("报告期: {period}\n");
    let title = format!("{line}标题: {name}{period}服务质量状况报告\n");
    replace_once(text, &line, &title).map(|(text, n)| (text, n + 1))
}
