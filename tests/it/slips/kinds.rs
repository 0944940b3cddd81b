//! Slips of the keyboard, put into a filing one at a time.

/// A kind of slip: the text with it, and its line.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Whether it is certain what fixes it.
    pub(crate) mends: bool,
    pub(crate) slip: fn(&mut Dice, &str) -> Option<(String, usize)>,
}

/// The same numbers each time.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

const fn kind(name: &'static str, slip: fn(&mut Dice, &str) -> Option<(String, usize)>) -> Kind {
    Kind { name, mends: true, slip }
}

pub(crate) const KINDS: [Kind; 30] = [
    kind("a brace that is not closed", |dice, text| {
        change(dice, text, |l| l.ends_with('}'), |_, l| l.trim_end_matches(['}', ' ']).to_owned())
    }),
    kind("a brace that is not opened", |dice, text| {
        change(dice, text, |l| l.contains(": { "), |_, l| l.replacen("{ ", "", 1))
    }),
    kind("a list that is not closed", |dice, text| {
        change(dice, text, |l| l.ends_with(']'), |_, l| l.trim_end_matches(']').to_owned())
    }),
    kind("a bracket of the other kind", |dice, text| {
        change(dice, text, |l| l.ends_with(']'), |_, l| l.replace(']', "}"))
    }),
    kind("a quotation that is not closed", |dice, text| {
        change(dice, text, is_plain, |dice, l| {
            let quote = dice.of(&["\"", "'"]);
            l.replacen(": ", &format!(": {quote}"), 1)
        })
    }),
    kind("a quotation that is not opened", |dice, text| {
        change(dice, text, |l| is_plain(l) && l.contains("标题"), |_, l| format!("{l}\""))
    }),
    kind("a full-width colon", |dice, text| {
        change(dice, text, is_keyed, |dice, l| {
            let colon = dice.of(&["：", "： "]);
            l.replacen(": ", colon, 1).replacen(":", "：", usize::from(l.ends_with(':')))
        })
    }),
    kind("a colon without its space", |dice, text| {
        change(dice, text, |l| is_keyed(l) && l.contains(": "), |_, l| l.replacen(": ", ":", 1))
    }),
    kind("a space before the colon is full-width", |dice, text| {
        change(
            dice,
            text,
            |l| is_keyed(l) && l.contains(": "),
            |dice, l| {
                let blank = dice.of(&[":\u{3000}", ":\u{A0}", ": \u{3000}", ":\u{2003}"]);
                l.replacen(": ", blank, 1)
            },
        )
    }),
    kind("a colon deleted", |dice, text| {
        change(dice, text, is_keyed, |_, l| l.replacen(':', "", 1))
    }),
    kind("a colon and its space deleted", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("率: ") && !l.contains('{'),
            |_, l| l.replacen(": ", "", 1),
        )
    }),
    kind("a full-width comma in braces", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("{ "),
            |dice, l| l.replacen(", ", dice.of(&["，", "， ", "；", "、"]), 1),
        )
    }),
    kind("a comma deleted in braces", |dice, text| {
        change(dice, text, |l| l.contains("{ "), |_, l| l.replacen(", ", " ", 1))
    }),
    kind("full-width braces", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("{ "),
            |dice, l| match dice.below(3) {
                0 => l.replace("{ ", "｛").replace(" }", "｝"),
                1 => l.replace("{ ", "｛ "),
                _ => l.replace(" }", " ｝"),
            },
        )
    }),
    kind("a tab as a key's indentation", |dice, text| {
        change(
            dice,
            text,
            |l| is_keyed(l) && l.starts_with("  "),
            |dice, l| {
                let content = l.trim_start();
                match dice.below(3) {
                    0 => format!("{}{content}", "\t".repeat((l.len() - content.len()) / 2)),
                    1 => format!("{}{content}", "\t".repeat((l.len() - content.len()).div_ceil(4))),
                    _ => format!("{}{content}", "\t".repeat((l.len() - content.len()).div_ceil(8))),
                }
            },
        )
    }),
    kind("tabs as a paragraph's indentation", |dice, text| {
        change(dice, text, is_paragraph, |dice, l| {
            format!("{}{}", "\t".repeat(1 + dice.below(2)), l.trim_start())
        })
    }),
    kind("a strange blank as a key's indentation", |dice, text| {
        change(
            dice,
            text,
            |l| is_keyed(l) && l.starts_with("  "),
            |dice, l| {
                let content = l.trim_start();
                let blank = dice.of(&["\u{A0}", "\u{2002}", "\u{202F}"]);
                format!("{}{content}", blank.repeat(l.len() - content.len()))
            },
        )
    }),
    kind("full-width spaces as a key's indentation", |dice, text| {
        change(
            dice,
            text,
            |l| is_keyed(l) && l.starts_with("  "),
            |_, l| {
                let content = l.trim_start();
                format!("{}{content}", "\u{3000}".repeat((l.len() - content.len()) / 2))
            },
        )
    }),
    kind("full-width spaces as a paragraph's indentation", |dice, text| {
        change(dice, text, is_paragraph, |_, l| format!("\u{3000}\u{3000}{}", l.trim_start()))
    }),
    kind("a dash of another kind", |dice, text| {
        change(
            dice,
            text,
            |l| l.trim_start().starts_with("- "),
            |dice, l| {
                l.replacen(
                    "- ",
                    dice.of(&["－ ", "— ", "– ", "• ", "· ", "* ", "－", "•", "-", "●"]),
                    1,
                )
            },
        )
    }),
    kind("a bar of another kind", |dice, text| {
        change(
            dice,
            text,
            |l| l.ends_with(": |"),
            |dice, l| l.replace(": |", dice.of(&[": ｜", ":｜", "：|", ":|", " |"])),
        )
    }),
    kind("a paragraph without indentation", |dice, text| {
        change(dice, text, is_paragraph, |_, l| l.trim_start().to_owned())
    }),
    kind("a paragraph with too little indentation", |dice, text| {
        change(
            dice,
            text,
            |l| is_paragraph(l) && l.starts_with("        "),
            |dice, l| l[2 + dice.below(5)..].to_owned(),
        )
    }),
    Kind {
        name: "a # that cuts a value",
        mends: false,
        slip: |dice, text| {
            change(
                dice,
                text,
                |l| l.contains("- 标题: "),
                |dice, l| {
                    let at = l.char_indices().map(|(at, _)| at).nth(14 + dice.below(4)).unwrap();
                    format!("{} #3号{}", &l[..at], &l[at..])
                },
            )
        },
    },
    kind("a # that cuts a note", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("农村: ") && l.ends_with(" }") && !l.contains("备注"),
            |_, l| l.replace(" }", ", 备注: 不含 #2机房 }"),
        )
    }),
    kind("a value that begins with a sign", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("- 标题: "),
            |dice, l| {
                let sign = dice.of(&[
                    "[攻坚]", "@", "`", "%", "*", "&", "!", "{攻坚}", "> ", "- ", "| ", "? ",
                ]);
                l.replacen("标题: ", &format!("标题: {sign}"), 1)
            },
        )
    }),
    kind("a rate that begins with >", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("率: 99") && !l.contains('{'),
            |dice, l| l.replacen("率: ", dice.of(&["率: >", "率: > ", "率: >="]), 1),
        )
    }),
    kind("a key with too many spaces", |dice, text| {
        change(dice, text, is_keyed, |dice, l| format!("{}{l}", " ".repeat(1 + dice.below(3))))
    }),
    kind("a key with too few spaces", |dice, text| {
        change(
            dice,
            text,
            |l| is_keyed(l) && l.starts_with("  "),
            |dice, l| {
                let spaces = l.len() - l.trim_start().len();
                l[1 + dice.below(spaces.min(2))..].to_owned()
            },
        )
    }),
    kind("words behind a quotation", |dice, text| {
        change(
            dice,
            text,
            |l| l.contains("- 标题: "),
            |_, l| {
                let (key, title) = l.split_once(": ").unwrap();
                let (first, rest) = title.split_at(title.char_indices().nth(3).unwrap().0);
                format!("{key}: \"{first}\"{rest}")
            },
        )
    }),
];

fn change(
    dice: &mut Dice,
    text: &str,
    fits: impl Fn(&str) -> bool,
    slip: impl Fn(&mut Dice, &str) -> String,
) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let places: Vec<usize> = (0..lines.len())
        .filter(|n| !lines[*n].trim_start().starts_with('#') && fits(lines[*n]))
        .collect();
    if places.is_empty() {
        return None;
    }
    let at = places[dice.below(places.len())];
    let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    changed[at] = slip(dice, lines[at]);
    (changed[at] != lines[at]).then(|| (changed.join("\n") + "\n", at + 1))
}

/// Whether a line begins with a key.
fn is_keyed(line: &str) -> bool {
    let content = line.trim_start().trim_start_matches("- ");
    content.split_once(':').is_some_and(|(key, rest)| {
        key.chars().count() < 20 && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a line has a key and a plain value.
fn is_plain(line: &str) -> bool {
    is_keyed(line) && line.contains(": ") && !line.contains([']', '}', '|', '"', '\''])
}

fn is_paragraph(line: &str) -> bool {
    line.starts_with("  ") && !is_keyed(line) && line.chars().count() > 20
}

/// The template of a new filing, filled in.
pub(crate) fn filled(template: &str) -> String {
    let mut text = template.to_owned();
    for (prompt, answer) in ANSWERS {
        assert!(text.contains(prompt), "{prompt}");
        text = text.replacen(prompt, answer, 1);
    }
    text
}

const ANSWERS: [(&str, &str); 41] = [
    ("【企业名称，如中国移动山西公司】", "中国移动河北公司"),
    ("【简称，如山西移动】", "河北移动"),
    ("【中国移动】", "中国移动"),
    ("【省份，如山西省】", "河北省"),
    ("报告期: 【2020年下半年】", "报告期: 2023年上半年"),
    (
        "【第一段，如：中国移动山西公司（以下简称山西移动）……】",
        "中国移动河北公司（以下简称河北移动）是中国移动在河北省设立的分支机构，下设11个市分公司。",
    ),
    ("【第二段。没有就删去。】", "公司经营固定电话、移动电话、宽带业务和租用电路，员工约1万名。"),
    (
        "【2020年下半年，山西移动……】",
        "2023年上半年，河北移动针对投诉处理中的短板，制定改进措施并逐项落实。",
    ),
    ("【举措标题，如做优做强网络质量】", "做优做强全省移动网络质量"),
    ("【第一段】", "公司新建基站1200座，完成老旧小区改造36处，处理申告2150件。"),
    ("【第二段】", "公司在城区开展网络测试，对测试中发现的弱覆盖路段逐一整治。"),
    ("【第二项举措的标题】", "做实投诉处理和客户回访工作"),
    ("【正文】", "公司对超时的工单逐件复盘，查明原因并落实整改。"),
    ("{ 城市: 【0.00】天, 农村: 【0.00】天 }", "{ 城市: 0.84天, 农村: 1.04天 }"),
    ("{ 城市: 【00.00】%, 农村: 【00.00】% }", "{ 城市: 99.64%, 农村: 99.12% }"),
    ("{ 城市: 【0.00】小时, 农村: 【0.00】小时 }", "{ 城市: 7.41小时, 农村: 9.21小时 }"),
    ("{ 城市: 【00.00】%, 农村: 【00.00】% }", "{ 城市: 99.27%, 农村: 99.03% }"),
    ("计费差错率: ≤【4×10⁻⁶】", "计费差错率: ≤4×10⁻⁶"),
    ("{ 平均: 【0.00】小时, 及时率: 【00.00】% }", "{ 平均: 0.33小时, 及时率: 99.98% }"),
    ("{ 平均: 【0.00】小时, 及时率: 【00.00】% }", "{ 平均: 0.41小时, 及时率: 99.97% }"),
    ("{ 平均: 【0.00】小时, 及时率: 【00.00】% }", "{ 平均: 4.01小时, 及时率: 99.10% }"),
    ("计费差错率: ≤【4×10⁻⁶】", "计费差错率: ≤4×10⁻⁶"),
    ("    装移机平均时限: 【0.00】天", "    装移机平均时限: 0.85天"),
    ("    装移机及时率: 【00.00】%", "    装移机及时率: 99.64%"),
    ("    障碍修复平均时限: 【0.00】小时", "    障碍修复平均时限: 3.76小时"),
    ("    障碍修复及时率: 【00.00】%", "    障碍修复及时率: 99.27%"),
    ("  #   装机入网平均时长: 【0.00】小时\n", ""),
    ("  #   装机入网及时率: 【00.00】%\n", ""),
    ("    电路开通平均时限: 【0.00】天", "    电路开通平均时限: 2.25天"),
    ("    障碍修复平均时限: 【0.00】小时", "    障碍修复平均时限: 2.41小时"),
    ("    网络接通率: 【00.00】%", "    网络接通率: 99.96%"),
    ("    通话中断率: 【0.00】%", "    通话中断率: 0.02%"),
    ("    无线信道拥塞率: 【0.00】%", "    无线信道拥塞率: 0.01%"),
    ("投诉受理热线: 【10086】", "投诉受理热线: 10086"),
    ("投诉处理平均时限: 【0.00】小时", "投诉处理平均时限: 11.54小时"),
    ("投诉处理满意率: 【00.00】%", "投诉处理满意率: 95.77%"),
    ("投诉处理及时率: 【00.00】%", "投诉处理及时率: 99.10%"),
    ("【2021年，山西移动将……】", "2023年下半年，河北移动将继续改进服务。"),
    ("日期: 【2021年1月12日】", "日期: 2023年7月10日"),
    ("# 谁报送。必填。", "# 谁报送。"),
    ("# 版面上的两处选择。可整组省略。", "# 版面上的两处选择。"),
];
