//! What a value should be, and what says that it was not written yet.

/// What a value should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Text,
    Figure,
    /// How a figure moved.
    Movement,
    /// Markdown.
    Prose,
}

impl Want {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "一行文字",
            Self::Figure => "一个数据，如 4.01小时",
            Self::Movement => "一个变化，如 下降4.5%",
            Self::Prose => "一段正文",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Text => "直接写在冒号后面",
            Self::Figure => "把数据和单位写在冒号后面",
            Self::Movement => super::movement::FORMS,
            Self::Prose => "冒号后面写“|”，正文另起一行并缩进",
        }
    }
}

/// Stands at the head of every text that was rolled forward until the filer has gone over it.
pub(crate) const REVISE: &str = "【请按本期情况修订】";

/// The prompts of the template that still stand where the filer should have written: `【…】` as a
/// whole line, and in a figure behind a qualifier or before a unit. What stands among words may be
/// a name (【攻坚】行动); the check looks at it.
pub(super) fn unanswered(text: &str, want: Want) -> Vec<&str> {
    let behind = if matches!(want, Want::Figure | Want::Movement) { 4 } else { 0 };
    let prompts = text.lines().map(str::trim).filter_map(|line| {
        let prompt = line.trim_start_matches(['≤', '≥', '<', '>', '约']);
        let inner = prompt.strip_prefix('【')?;
        let end = inner.find('】')?;
        let rest = inner[end + '】'.len_utf8()..].trim_end_matches(['。', '，', '；', '、']);
        (rest.chars().count() <= behind).then_some(&prompt[..end + 2 * '】'.len_utf8()])
    });
    prompts.collect()
}

/// Whether a text still has a prompt that waits for its answer.
pub(crate) fn is_open(text: &str) -> bool {
    !unanswered(text, Want::Prose).is_empty()
}

/// The same of a figure, or of what stands beside one.
pub(crate) fn is_open_figure(text: &str) -> bool {
    !unanswered(text, Want::Figure).is_empty()
}
