//! The versions of the program whose files are known.

/// The version of the program, as the data that it writes has it.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The versions whose files are known and are no longer made. A version that changes a byte of
/// what is made gets a new number, and the one before it comes here, with a signed sample in
/// `tests/versions`.
const EARLIER: [EarlierVersion; 4] = [
    EarlierVersion {
        number: "0.1.0",
        newer_rules: &["B01", "F14", "N05", "P02", "Y36"],
        newer_kinds: &[(
            "S05",
            &["网页的标记", "网页的注释", "模板的占位符", "表格的错误值", "表格里显示不下的数"],
        )],
    },
    EarlierVersion { number: "0.2.0", newer_rules: &["F14", "N05", "Y36"], newer_kinds: &[] },
    EarlierVersion { number: "0.3.0", newer_rules: &["Y36"], newer_kinds: &[] },
    EarlierVersion { number: "0.4.0", newer_rules: &["Y36"], newer_kinds: &[] },
];

/// An earlier version, with what came as an error after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EarlierVersion {
    number: &'static str,
    /// Rules that it had not, or as warnings.
    newer_rules: &'static [&'static str],
    /// Kinds of a rule that it had without them, by what their messages begin with.
    newer_kinds: &'static [(&'static str, &'static [&'static str])],
}

impl EarlierVersion {
    /// The earlier version of a number, where it is known.
    pub(super) fn of(number: Option<&str>) -> Option<&'static Self> {
        EARLIER.iter().find(|version| Some(version.number) == number)
    }

    /// Whether it would have found an error of a rule.
    pub(super) fn knew(&self, rule: &str, message: &str) -> bool {
        let begins = |kinds: &[&str]| kinds.iter().any(|kind| message.starts_with(kind));
        let is_newer_kind = self.newer_kinds.iter().any(|(of, kinds)| *of == rule && begins(kinds));
        !self.newer_rules.contains(&rule) && !is_newer_kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[test]
    fn newer_kinds_are_words_that_the_rules_use() {
        let standard = Standard::newest();
        let residues = &standard.structure_words().residues;
        let used: Vec<&str> = residues.iter().map(|residue| residue.what.as_str()).collect();
        let kinds = EARLIER.iter().flat_map(|version| version.newer_kinds);
        for kind in kinds.flat_map(|(_, kinds)| *kinds) {
            assert!(used.contains(kind), "{kind}");
        }
    }
}
