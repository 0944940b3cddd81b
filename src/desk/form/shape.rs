//! What the form is made of, as the page in the browser gets it. Lines and columns are from 1,
//! columns in characters; offsets within a text are in UTF-16 units, as the browser counts.

use serde::Serialize;

use crate::desk::path::Path;

/// A filing as a form.
#[derive(Debug, Serialize)]
pub(crate) struct Form {
    /// In the order of the report.
    pub(crate) sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    #[serde(flatten)]
    pub(crate) content: Content,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Content {
    Fields {
        fields: Vec<Field>,
    },
    Prose {
        texts: Vec<Text>,
    },
    Quality {
        path: Path,
        /// Where 分章 stand, or would stand.
        parts_path: Path,
        overview: Option<Box<Text>>,
        lists: Vec<InitiativeList>,
    },
    Figures {
        path: Path,
        groups: Vec<Group>,
        missing: Vec<String>,
    },
    Annexes {
        path: Path,
        items: Vec<Annex>,
    },
    Waivers {
        path: Path,
        items: Vec<Waiver>,
    },
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FieldKind {
    Line,
    /// One of its choices.
    Choice,
    /// One text or several.
    Names,
    /// Several of its choices.
    Choices,
    Day,
    Period,
    /// Names of files.
    Files,
}

#[derive(Debug, Serialize)]
pub(crate) struct Field {
    pub(crate) path: Path,
    pub(crate) label: String,
    pub(crate) kind: FieldKind,
    /// `None` where the file has no such key.
    pub(crate) value: Option<FieldValue>,
    /// Of a field of names what is offered.
    pub(crate) choices: Vec<String>,
    /// What each choice means; as many as there are choices, or none.
    pub(crate) choice_hints: Vec<String>,
    /// What counts where nothing is given.
    pub(crate) default: Option<String>,
    pub(crate) required: bool,
    /// Whether something is still to be filled in.
    pub(crate) blank: bool,
    pub(crate) hint: Option<String>,
    pub(crate) place: Option<[usize; 2]>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum FieldValue {
    One(String),
    Several(Vec<String>),
}

/// A text of paragraphs, in Markdown.
#[derive(Debug, Serialize)]
pub(crate) struct Text {
    pub(crate) path: Path,
    pub(crate) label: String,
    pub(crate) value: Option<String>,
    pub(crate) required: bool,
    pub(crate) blank: bool,
    pub(crate) hint: Option<String>,
    pub(crate) place: Option<[usize; 2]>,
    /// Of the value.
    pub(crate) hash: Option<String>,
    /// Without blanks.
    pub(crate) chars: usize,
    /// What the last filing has here.
    pub(crate) last: Option<String>,
    /// What it begins with until it was revised for this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mark: Option<&'static str>,
    /// Which ranges of the value the last filing has word for word.
    pub(crate) unchanged: Vec<[usize; 2]>,
}

/// A list of 举措: of 电信服务质量状况, or of one of its 分章.
#[derive(Debug, Serialize)]
pub(crate) struct InitiativeList {
    /// Of the list, whether the file has one or not.
    pub(crate) path: Path,
    /// The 分章 that it is of.
    pub(crate) part: Option<Path>,
    /// Of the 分章.
    pub(crate) title: Option<Field>,
    /// Of the 分章.
    pub(crate) overview: Option<Text>,
    pub(crate) initiatives: Vec<Initiative>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Initiative {
    pub(crate) path: Path,
    pub(crate) title: Field,
    pub(crate) body: Text,
    pub(crate) initiatives: Vec<Initiative>,
    /// Whether 举措 may stand within it.
    pub(crate) may_hold: bool,
    /// Where these stand, or would stand.
    pub(crate) list_path: Path,
}

/// A group of indicators.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) path: Path,
    pub(crate) name: String,
    pub(crate) place: Option<[usize; 2]>,
    pub(crate) indicators: Vec<Indicator>,
    /// What the catalogue has besides, the usual first.
    pub(crate) missing: Vec<String>,
    pub(crate) columns: Columns,
}

/// Which columns a group's table needs.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Columns {
    pub(crate) counts: bool,
    pub(crate) movement: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Indicator {
    pub(crate) path: Path,
    pub(crate) name: String,
    pub(crate) place: Option<[usize; 2]>,
    pub(crate) note: Field,
    pub(crate) rows: Vec<Row>,
    /// Whether the catalogue has it.
    pub(crate) known: bool,
}

/// A figure.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Of the figure, or of the braces that it stands in with what is beside it.
    pub(crate) path: Path,
    /// Its area and measure; empty for an indicator's only figure.
    pub(crate) label: String,
    /// As it is written.
    pub(crate) value: String,
    /// As it is printed, where that is otherwise: a power that was typed with ^.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) printed: Option<String>,
    pub(crate) blank: bool,
    pub(crate) place: Option<[usize; 2]>,
    /// The standard's unit, where the figure is a quantity of one.
    pub(crate) unit: Option<String>,
    pub(crate) numerator: Option<Cell>,
    pub(crate) denominator: Option<Cell>,
    /// 环比, or 同比.
    pub(crate) movement: Option<Cell>,
    /// Whatever of 上期, 同比 and 环比 is written beside the figure.
    pub(crate) stated: Vec<Cell>,
    /// The last filing's figure, as it was written.
    pub(crate) last: Option<String>,
    /// What the standard asks.
    pub(crate) limit: Option<String>,
    /// How it changed since the last filing.
    pub(crate) change: Option<String>,
    /// `better` or `worse`.
    pub(crate) verdict: Option<&'static str>,
    /// Whether it may have 分子 and 分母.
    pub(crate) counts_possible: bool,
    /// The spreadsheet's cell that it came from, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<String>,
}

/// What stands beside a figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cell {
    pub(crate) path: Path,
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) blank: bool,
}

/// One of 附件.
#[derive(Debug, Serialize)]
pub(crate) struct Annex {
    pub(crate) path: Path,
    pub(crate) title: Field,
    pub(crate) body: Text,
}

/// One of 豁免.
#[derive(Debug, Serialize)]
pub(crate) struct Waiver {
    pub(crate) path: Path,
    pub(crate) rule: String,
    /// What the rule is about.
    pub(crate) about: &'static str,
    /// Where in the filing; empty for the whole.
    #[serde(rename = "place")]
    pub(crate) of: String,
    pub(crate) reason: Field,
}
