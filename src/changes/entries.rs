//! What changed, each change by itself.

use crate::differences::Piece;

/// What changed from an earlier draft of a filing to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Each change, by topic and within one in the order of print.
    pub entries: Vec<Entry>,
    /// Whether the files are the same, letter by letter.
    pub same_file: bool,
}

/// A change. Its texts are as the filings have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub topic: Topic,
    /// Where: 公司简介, 举措2 …, 移动电话·障碍修复平均时限.
    pub place: String,
    pub kind: Kind,
    /// The line in the file.
    pub line: Option<usize>,
    /// The line in the draft's file.
    pub before: Option<usize>,
}

/// What a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Words that are printed.
    Text,
    /// A figure, or what stands beside one.
    Figure,
    /// Who files and signs, when, how the page is set, what is waived.
    Setting,
    /// A comment in the file, as those that came with a Word file.
    Comment,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words of a sentence or a title.
    Edited(Vec<Piece>),
    /// New paragraphs; of an initiative its title is the first.
    New(Vec<String>),
    /// Paragraphs that are gone.
    Gone(Vec<String>),
    /// It stands elsewhere.
    Moved {
        /// Where it stood.
        from: String,
        /// What it says, and how that was edited.
        pieces: Vec<Piece>,
    },
    /// One value for another.
    Replaced {
        /// What it was.
        old: String,
        /// What it is.
        new: String,
    },
    /// Only paragraphs, lists, tables or emphasis: not a word.
    Form,
}

impl Topic {
    /// All of them, in the order in which they are told.
    pub(crate) const ALL: [Self; 4] = [Self::Text, Self::Figure, Self::Setting, Self::Comment];

    /// What it is called.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Figure => "数据",
            Self::Setting => "署名、日期和设置",
            Self::Comment => "新的注释",
        }
    }
}

impl Kind {
    /// In how many places a sentence was edited; 0 where it was not.
    #[must_use]
    pub(crate) fn edits(&self) -> usize {
        let (Self::Edited(pieces) | Self::Moved { pieces, .. }) = self else { return 0 };
        let stretches = pieces.split(|piece| matches!(piece, Piece::Kept(_)));
        stretches.filter(|stretch| !stretch.is_empty()).count()
    }

    /// What became of it, in a word.
    #[must_use]
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Edited(_) | Self::Replaced { .. } => "改",
            Self::New(_) => "增",
            Self::Gone(_) => "删",
            Self::Moved { .. } => "移",
            Self::Form => "排",
        }
    }
}

impl Changes {
    /// Those of a topic, each with its number among all, from 1.
    pub(crate) fn of(&self, topic: Topic) -> impl Iterator<Item = (usize, &Entry)> {
        (1..).zip(&self.entries).filter(move |(_, entry)| entry.topic == topic)
    }

    /// How many there are, by topic: `共12条：文字8条，数据3条，新的注释1条`.
    #[must_use]
    pub(crate) fn summary(&self) -> String {
        let of_topic = |topic: Topic| match self.of(topic).count() {
            0 => None,
            count => Some(format!("{}{count}条", topic.name())),
        };
        let topics: Vec<String> = Topic::ALL.into_iter().filter_map(of_topic).collect();
        match (self.entries.len(), self.same_file) {
            (0, true) => "没有改动：填报文件一字未改".to_owned(),
            (0, false) => "没有改动：文字、数据、设置都一样，也没有新的注释".to_owned(),
            (count, _) => format!("共{count}条：{}", topics.join("，")),
        }
    }
}
