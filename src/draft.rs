//! What a 送审稿 says of itself: which one it is, and of which file.

/// How many hexadecimal digits of a file's SHA-256 tell its drafts apart to the eye.
const DIGITS: usize = 8;

/// A 送审稿: outputs that are made in spite of errors, and marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which one, from 1; a page of a content that no draft was made of has none.
    pub number: Option<u32>,
    /// What the SHA-256 of the file begins with, in hexadecimal.
    pub fingerprint: String,
}

impl Draft {
    /// A draft of the file that has this SHA-256, in hexadecimal.
    #[must_use]
    pub fn new(number: Option<u32>, sha256: &str) -> Self {
        Self { number, fingerprint: sha256.chars().take(DIGITS).collect() }
    }

    /// What stands on each page of it: `送审稿 第2稿 3f9a1c07`; of what is no draft of a number yet
    /// `送审稿 未编号 3f9a1c07`.
    #[must_use]
    pub fn mark(&self) -> String {
        match self.number {
            Some(number) => format!("送审稿 第{number}稿 {}", self.fingerprint),
            None => format!("送审稿 未编号 {}", self.fingerprint),
        }
    }

    /// What it is called among words: `第2稿（3f9a1c07）`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.number {
            Some(number) => format!("第{number}稿（{}）", self.fingerprint),
            None => format!("送审稿（{}）", self.fingerprint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_named_by_its_number_and_its_file() {
        let second = Draft::new(Some(2), "3f9a1c07aa");
        assert_eq!(second.mark(), "送审稿 第2稿 3f9a1c07");
        assert_eq!(second.name(), "第2稿（3f9a1c07）");
        let seen = Draft::new(None, "3f9a1c07aa");
        assert_eq!(
            (seen.mark(), seen.name()),
            ("送审稿 未编号 3f9a1c07".into(), "送审稿（3f9a1c07）".into())
        );
    }
}
