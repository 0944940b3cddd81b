//! What is known of a code, and the findings that carry it.

use std::fmt;
use std::ops::Range;

use super::{Code, Finding, Severity};

/// What the registry has of a code.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: &'static str,
    /// The gravest first.
    pub(super) severities: &'static [Severity],
    pub(super) title: &'static str,
    /// Empty where the code is no rule's.
    pub(super) basis: &'static str,
    pub(super) page: &'static str,
}

/// Makes the enumeration of all codes and the table of what is known of each.
macro_rules! codes {
    ($($code:ident: $severities:expr, $title:literal, $basis:literal;)+) => {
        /// The code of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)+
        }

        impl Code {
            /// Every code, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            pub(super) fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$code => &Entry {
                        id: stringify!($code),
                        severities: &$severities,
                        title: $title,
                        basis: $basis,
                        page: include_str!(concat!("pages/", stringify!($code), ".md")),
                    },)+
                }
            }
        }
    };
}
pub(super) use codes;

/// What codes are about, by their first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The letter.
    pub letter: char,
    /// What its codes are about, in Chinese.
    pub title: &'static str,
}

/// The families, in the order in which they are listed.
pub const FAMILIES: [Family; 11] = [
    Family { letter: 'F', title: "数据" },
    Family { letter: 'P', title: "报告期" },
    Family { letter: 'S', title: "结构" },
    Family { letter: 'N', title: "名称" },
    Family { letter: 'T', title: "文字" },
    Family { letter: 'B', title: "标记" },
    Family { letter: 'C', title: "比较" },
    Family { letter: 'Y', title: "填报文件的写法" },
    Family { letter: 'G', title: "版面：字体、图片和表格" },
    Family { letter: 'M', title: "模板" },
    Family { letter: 'W', title: "豁免的写法" },
];

impl Family {
    /// Its codes, in order.
    pub fn codes(self) -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(move |code| code.family() == self.letter)
    }
}

impl Code {
    /// The code that goes by a name, in capitals or not.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(name))
    }

    /// As it is written: `F05`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// The letter of its family.
    #[must_use]
    pub fn family(self) -> char {
        self.id().chars().next().unwrap_or_default()
    }

    /// The severities of its findings, the gravest first.
    #[must_use]
    pub fn severities(self) -> &'static [Severity] {
        self.entry().severities
    }

    /// The gravest severity of its findings.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.severities().first().copied().unwrap_or(Severity::Error)
    }

    /// What it is about, in a few Chinese words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// What it finds and why that matters, with a wrong and a right example. Markdown.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.entry().page.trim()
    }

    /// Whether a filer may answer for a finding instead of fixing it: only a rule's judgement
    /// can be waived, not a file that cannot be read or printed.
    #[must_use]
    pub fn is_waivable(self) -> bool {
        !self.entry().basis.is_empty()
    }

    /// Its page as Markdown: heading, severity and basis, then its text.
    #[must_use]
    pub fn page(self) -> String {
        let Entry { id, title, basis, .. } = self.entry();
        let severity = self.severity().label();
        let basis = if self.is_waivable() {
            format!("依据：{basis}")
        } else {
            "不能豁免".to_owned()
        };
        format!("## {id} {title}\n\n{severity}。{basis}。\n\n{}\n", self.text())
    }

    /// A finding at a place, of the code's gravest severity.
    pub fn at(self, span: Range<usize>, message: impl Into<String>) -> Finding {
        Finding::new(self, Some(span), message)
    }

    /// A finding about the whole file, of the code's gravest severity.
    pub fn of_file(self, message: impl Into<String>) -> Finding {
        Finding::new(self, None, message)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.id() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.id() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_have_all_codes_in_their_order() {
        let of_families: Vec<Code> = FAMILIES.into_iter().flat_map(Family::codes).collect();
        assert_eq!(of_families, Code::ALL);
    }

    #[test]
    fn a_code_is_known_by_its_name() {
        assert_eq!(Code::of("y03"), Some(Code::Y03));
        assert_eq!(Code::of("Y99"), None);
        assert!(Code::F05.is_waivable() && !Code::Y17.is_waivable() && !Code::W03.is_waivable());
    }

    #[test]
    fn severities_are_listed_from_the_gravest() {
        for code in Code::ALL {
            let severities = code.entry().severities;
            assert!(!severities.is_empty() && severities.is_sorted(), "{code}");
        }
    }
}
