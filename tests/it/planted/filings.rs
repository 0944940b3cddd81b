//! Filings made up from a seed: plausible, various, and without a fault. All names beyond the
//! groups and provinces, and all figures, are made up.

use std::fmt::Write;

/// A small generator of numbers; the same seed gives the same numbers on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn roll(&mut self, low: u64, high: u64) -> u64 {
        low + (self.next() >> 11) % (high - low + 1)
    }

    pub(crate) fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.roll(0, items.len() as u64 - 1) as usize]
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.roll(1, 100) <= percent
    }
}

/// A filing and the one before it.
pub(crate) struct Filing {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The one before, where the filing names it.
    pub(crate) last: Option<String>,
}

struct Carrier {
    group: &'static str,
    brand: &'static str,
    slug: &'static str,
    hotline: &'static str,
}

const CARRIERS: [Carrier; 4] = [
    Carrier { group: "中国移动", brand: "移动", slug: "mobile", hotline: "10086" },
    Carrier { group: "中国联通", brand: "联通", slug: "unicom", hotline: "10010" },
    Carrier { group: "中国电信", brand: "电信", slug: "telecom", hotline: "10000" },
    Carrier { group: "中国广电", brand: "广电", slug: "broadnet", hotline: "10099" },
];

const PROVINCES: [(&str, &str, &str); 8] = [
    ("山西省", "山西", "shanxi"),
    ("陕西省", "陕西", "shaanxi"),
    ("广西壮族自治区", "广西", "guangxi"),
    ("北京市", "北京", "beijing"),
    ("内蒙古自治区", "内蒙古", "neimenggu"),
    ("河南省", "河南", "henan"),
    ("海南省", "海南", "hainan"),
    ("吉林省", "吉林", "jilin"),
];

/// A filing from a seed.
pub(crate) fn filing(seed: u64) -> Filing {
    let mut dice = Dice::new(seed + 1);
    let carrier = dice.pick(&CARRIERS);
    let (province, short, pinyin) = *dice.pick(&PROVINCES);
    let year = dice.roll(2015, 2026);
    let second = dice.chance(50);
    let services = services(&mut dice);
    let figures: Vec<Group> = groups(&mut dice, &services, carrier);
    let before: Vec<Group> = figures.iter().map(|g| g.before(&mut dice)).collect();
    let who = Who { carrier, province, short };
    let (last_year, last_second) = if second { (year, false) } else { (year - 1, true) };
    let file = |year: u64, second: bool| {
        format!("{pinyin}-{}-{year}h{}.yaml", carrier.slug, if second { 2 } else { 1 })
    };
    let last_name = file(last_year, last_second);
    let named = dice.chance(60).then_some(last_name.as_str());
    let text = write(&mut dice, &who, (year, second), &services, &figures, named);
    let mut last = write(&mut dice, &who, (last_year, last_second), &services, &before, None);
    // Two half-years hardly have one number in one sentence by chance.
    while repeats_a_number(&text, &last) {
        last = write(&mut dice, &who, (last_year, last_second), &services, &before, None);
    }
    Filing { name: file(year, second), text, last: named.map(|_| last) }
}

/// Whether both have a sentence with the numbers of a half-year.
fn repeats_a_number(text: &str, last: &str) -> bool {
    let passing = ["爱心座席", "当日通", "对一线人员", "拦截诈骗", "新建5G", "业务", "占"];
    let sentences = text.lines().filter(|line| line.ends_with('。')).flat_map(|l| l.split('；'));
    let mut passing = sentences.filter(|sentence| passing.iter().any(|w| sentence.contains(w)));
    let old: Vec<&str> = last.lines().flat_map(|line| line.split('；')).map(str::trim).collect();
    passing.any(|sentence| old.contains(&sentence.trim()))
}

struct Who {
    carrier: &'static Carrier,
    province: &'static str,
    short: &'static str,
}

impl Who {
    fn name(&self) -> String {
        match self.carrier.group {
            "中国移动" => format!("中国移动{}公司", self.short),
            group => format!("{group}{}分公司", self.province),
        }
    }

    fn short_name(&self) -> String {
        format!("{}{}", self.short, self.carrier.brand)
    }
}

fn services(dice: &mut Dice) -> Vec<&'static str> {
    let broadband = *dice.pick(&["宽带业务", "因特网业务"]);
    let all = ["固定电话", "移动电话", broadband, "租用电路"];
    let mut chosen: Vec<&str> = all.into_iter().filter(|_| dice.chance(75)).collect();
    if chosen.is_empty() {
        chosen.push("移动电话");
    }
    chosen
}

struct Group {
    name: String,
    lines: Vec<Line>,
}

/// An indicator: its name, and each part's label with the figure.
#[derive(Clone)]
struct Line {
    name: &'static str,
    parts: Vec<(&'static str, Number)>,
}

/// A number in hundredths with its unit, or a text.
#[derive(Clone)]
enum Number {
    Hundredths(u64, &'static str),
    Text(String),
}

impl Number {
    fn written(&self) -> String {
        match self {
            Self::Hundredths(10_000, "%") => "100%".to_owned(),
            Self::Hundredths(n, unit) => format!("{}.{:02}{unit}", n / 100, n % 100),
            Self::Text(text) => text.clone(),
        }
    }

    /// What it may have been half a year earlier: a tenth more or less, a point for rates.
    fn before(&self, dice: &mut Dice) -> Self {
        match self {
            Self::Hundredths(n, "%") => {
                let moved = n + 50 - dice.roll(0, 100);
                Self::Hundredths(moved.clamp(9_100, 10_000), "%")
            }
            Self::Hundredths(n, unit) => Self::Hundredths(n * dice.roll(92, 108) / 100, unit),
            text => text.clone(),
        }
    }
}

impl Group {
    fn before(&self, dice: &mut Dice) -> Self {
        let lines = self.lines.iter().map(|line| {
            let parts = line.parts.iter().map(|(label, n)| (*label, n.before(dice)));
            Line { name: line.name, parts: parts.collect() }
        });
        Self { name: self.name.clone(), lines: lines.collect() }
    }
}

fn groups(dice: &mut Dice, services: &[&str], carrier: &Carrier) -> Vec<Group> {
    let mut groups = Vec::new();
    for service in services {
        let lines = match *service {
            "固定电话" => fixed(dice),
            "移动电话" => mobile(dice),
            "租用电路" => vec![
                line("电路开通平均时限", time(dice, 150, 400, "天")),
                line("障碍修复平均时限", time(dice, 150, 600, "小时")),
            ],
            _ => broadband(dice),
        };
        groups.push(Group { name: (*service).to_owned(), lines });
    }
    if services.contains(&"移动电话") && dice.chance(60) {
        let lines = vec![
            line("网络接通率", rate(dice)),
            line("通话中断率", Number::Text("0.12%".into())),
            line("无线信道拥塞率", Number::Text("0.11%".into())),
        ];
        groups.push(Group { name: "网络质量".into(), lines });
    }
    let complaints = vec![
        line("投诉受理热线", Number::Text(carrier.hotline.to_owned())),
        line("投诉处理平均时限", time(dice, 900, 3000, "小时")),
        line("投诉处理满意率", rate(dice)),
        line("投诉处理及时率", rate(dice)),
    ];
    groups.push(Group { name: "客户投诉".into(), lines: complaints });
    groups
}

fn line(name: &'static str, number: Number) -> Line {
    Line { name, parts: vec![("", number)] }
}

fn rate(dice: &mut Dice) -> Number {
    Number::Hundredths(if dice.chance(15) { 10_000 } else { dice.roll(9_200, 9_999) }, "%")
}

fn time(dice: &mut Dice, low: u64, high: u64, unit: &'static str) -> Number {
    Number::Hundredths(dice.roll(low, high), unit)
}

fn fixed(dice: &mut Dice) -> Vec<Line> {
    let mut split = |name, mut number: Box<dyn FnMut(&mut Dice) -> Number>| Line {
        name,
        parts: vec![("城市", number(dice)), ("农村", number(dice))],
    };
    vec![
        split("装移机平均时限", Box::new(|d| time(d, 60, 300, "天"))),
        split("装移机及时率", Box::new(rate)),
        split("障碍修复平均时限", Box::new(|d| time(d, 300, 2000, "小时"))),
        split("障碍修复及时率", Box::new(rate)),
        line("计费差错率", Number::Text("≤4×10⁻⁶".into())),
    ]
}

fn mobile(dice: &mut Dice) -> Vec<Line> {
    let label = *dice.pick(&["平均", "平均时间", "平均时限"]);
    let mut both = |name, low, high| Line {
        name,
        parts: vec![(label, time(dice, low, high, "小时")), ("及时率", rate(dice))],
    };
    vec![
        both("业务变更", 20, 80),
        both("恢复通话", 20, 80),
        both("障碍修复", 200, 1500),
        line("计费差错率", Number::Text("≤3×10⁻⁶".into())),
    ]
}

fn broadband(dice: &mut Dice) -> Vec<Line> {
    vec![
        line("装移机平均时限", time(dice, 50, 300, "天")),
        line("装移机及时率", rate(dice)),
        line("障碍修复平均时限", time(dice, 200, 1500, "小时")),
        line("障碍修复及时率", rate(dice)),
    ]
}

fn write(
    dice: &mut Dice,
    who: &Who,
    (year, second): (u64, bool),
    services: &[&str],
    groups: &[Group],
    last: Option<&str>,
) -> String {
    let (name, short) = (who.name(), who.short_name());
    let half = if second { "下半年" } else { "上半年" };
    let mut text = String::new();
    let mut say = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    say("# 编造的填报文件，只供测试。".into());
    say(format!("企业:\n  名称: {name}\n  简称: {short}\n  集团: {}", who.carrier.group));
    say(format!("  省份: {}\n  经营业务: [{}]", who.province, services.join(", ")));
    say(format!("报告期: {year}年{half}"));
    if let Some(last) = last {
        say(format!("上期: {last}"));
    }
    say("公司简介: |".into());
    say(format!(
        "  {name}（以下简称{short}）是{}在{}设立的分支机构，经营{}等业务。公司设有{}个市级分公司，员工约{}.{}万名，建成4G基站{}万余座、5G基站{}座。",
        who.carrier.group,
        who.province,
        services.join("、"),
        dice.roll(5, 20),
        dice.roll(1, 3),
        dice.roll(1, 9),
        dice.roll(2, 9),
        dice.roll(1000, 9999)
    ));
    if dice.chance(60) {
        say(format!("\n  {}", sentence(dice, &short, year, second)));
    }
    say("电信服务质量状况:".into());
    if dice.chance(80) {
        say(format!(
            "  概述: |\n    {year}年{half}，{short}坚持以客户为中心，改进服务流程，服务质量保持平稳。"
        ));
    }
    say("  举措:".into());
    let mut titles: Vec<&str> = TITLES.to_vec();
    for _ in 0..dice.roll(2, 5) {
        let title = titles.remove(dice.roll(0, titles.len() as u64 - 1) as usize);
        say(format!("    - 标题: {title}\n      内容: |"));
        let count = dice.roll(1, 3);
        for n in 0..count {
            if n > 0 {
                say(String::new());
            }
            say(format!("        {}", sentence(dice, &short, year, second)));
        }
    }
    say("主要服务指标完成情况:".into());
    for group in groups {
        say(format!("  {}:", group.name));
        for line in &group.lines {
            say(indicator(dice, line));
        }
    }
    let next = if second { year + 1 } else { year };
    let when = if second { format!("{next}年") } else { format!("{next}年下半年") };
    say(format!(
        "结语: |\n  {when}，{short}将继续改进服务，针对投诉集中的问题逐项整改，让客户用得放心。"
    ));
    say("声明: 本报告内容客观、真实、准确。".into());
    let day = dice.roll(5, 15);
    let month = if second { format!("{}年1月", year + 1) } else { format!("{year}年7月") };
    say(format!("签署:\n  日期: {month}{day}日"));
    text
}

fn indicator(dice: &mut Dice, line: &Line) -> String {
    let mut out = String::new();
    match line.parts.as_slice() {
        [("", number)] => {
            let _ = write!(out, "    {}: {}", line.name, number.written());
        }
        parts if dice.chance(50) => {
            let parts: Vec<String> =
                parts.iter().map(|(label, n)| format!("{label}: {}", n.written())).collect();
            let _ = write!(out, "    {}: {{ {} }}", line.name, parts.join(", "));
        }
        parts => {
            let _ = write!(out, "    {}:", line.name);
            for (label, number) in parts {
                let _ = write!(out, "\n      {label}: {}", number.written());
            }
        }
    }
    out
}

const TITLES: [&str; 8] = [
    "加快5G网络建设",
    "改进宽带装维服务",
    "规范资费宣传和收费",
    "做好“携号转网”服务",
    "治理骚扰电话和垃圾短信",
    "保护客户信息安全",
    "提高热线接通水平",
    "方便老年客户办理业务",
];

/// A paragraph that is near many a fault and has none.
fn sentence(dice: &mut Dice, short: &str, year: u64, second: bool) -> String {
    let half = if second { "下半年" } else { "上半年" };
    let month = if second { 12 } else { 6 };
    let n = dice.roll(100, 9000);
    let share = dice.roll(10, 60);
    if dice.chance(35) {
        return near(dice, short, year, second);
    }
    let choices = [
        format!("{year}年{half}，{short}新建5G基站{n}座，覆盖全部县城；农村4G基站占基站总数的{share}%。"),
        format!("截至{year}年{month}月底，受理“携号转网”业务{n}件，按《携号转网服务管理规定》的要求逐件回访。"),
        "公司从客户投诉入手改进流程：一是缩短派单时间，二是公布进度，三是逐件回访。问题按月通报，由各分公司整改。".to_owned(),
        format!("对一线人员开展培训{}场，参加的员工共{n}人次，考试合格的占参训员工的9{}%。", dice.roll(3, 40), dice.roll(0, 9)),
        "推出“亲情帮办”“上门办理”等服务，客户可以用App预约，也可以拨打热线，由专人7×24小时受理。".to_owned(),
        format!("拦截诈骗电话{n}次，关停涉诈号码{}个，向客户发送提醒短信{}万条。", dice.roll(20, 999), dice.roll(10, 99)),
        "对NB-IoT、FTTH等网络逐站巡检，发现的隐患当月消除；受暴雨影响的基站均在24小时内恢复。".to_owned(),
        format!("在营业厅设“爱心座席”{}个，配备老花镜、放大镜和大字版资费单，老年客户不用取号就能办理业务。", dice.roll(20, 300)),
        "公司与铁塔公司共享站址，减少重复建设；宽带提速到1000Mbps的小区，由装维人员上门测速，速率不达标的免费整改。".to_owned(),
        format!("宽带装机当日通的比例由8{}%提高到9{}%，装维人员平均每天上门{}户。", dice.roll(0, 4), dice.roll(0, 8), dice.roll(3, 9)),
    ];
    dice.pick(&choices).clone()
}

/// A paragraph of what looks like a slip of the text and is none.
fn near(dice: &mut Dice, short: &str, year: u64, second: bool) -> String {
    let (month, day) = if second { (12, 31) } else { (6, 30) };
    let (last, n) = (year - 1, dice.roll(100, 9000));
    let choices = [
        "推出【心服务】行动，天天有人守，件件有回音，层层落实责任，处处为客户着想。".to_owned(),
        "开设“一键呼入”专席（含方言座席），60岁以上的客户不用排队，家家户户都能办。".to_owned(),
        format!("申告比{last}年同期减少{n}件；{last}年9月起试行的预约办法继续执行。"),
        "依照《电信条例》（2016年修订）逐项核对资费公示，与工信部〔2017〕5号文不符的当月下线。"
            .to_owned(),
        format!("号码139****1234的机主等{n}名客户获得先行赔付，客户张××来信致谢。"),
        format!("{short}与兄弟公司联合开展漫游保障，另派{n}人次支援外省防汛通信。"),
        "推广IPv6+、5G-A和“1+N+X”服务模式，系统`7*24`巡检，1#机房和C类站点改造完毕。".to_owned(),
        format!(
            "截至{year}年{month}月{day}日，受理预约办理{n}件；每月10日由经理在营业厅接待客户。"
        ),
        format!("新增基站时**先征求居民意见**，走访{n}户；**“放心消费”**活动走进社区。"),
        format!(
            "参加活动的客户分两类：普通用户*{n}户，企业用户*{}户，带*的由客户经理回访。",
            dice.roll(20, 99)
        ),
    ];
    dice.pick(&choices).clone()
}
