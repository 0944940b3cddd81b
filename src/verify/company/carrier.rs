//! A carrier's name taken apart: nothing in it but the group, a province and words of form.

use super::text::{core, fold};
use crate::standard::{Operator, Province, Standard};

/// A carrier's group and province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carrier {
    /// 中国移动.
    pub(super) group: String,
    /// 河北; `None` for the group itself.
    pub(super) province: Option<String>,
}

/// Words of form in a name with the group's.
const FORM: [&str; 10] =
    ["通信", "集团", "有限", "责任", "股份", "控股", "网络", "总公司", "分公司", "公司"];
/// Words of form in a name with the group's mark only: 河北移动分公司. With others it may be
/// somebody's whose trade is the word: 河北移动通信有限公司.
const FORM_OF_MARK: [&str; 2] = ["分公司", "公司"];
/// What may stand between the words.
const BETWEEN: [char; 6] = [' ', '(', ')', ',', '.', '-'];

/// The groups in English, by the words that file names have for them.
const ENGLISH_GROUPS: [(&str, &[&str]); 4] = [
    ("mobile", &["china mobile"]),
    ("unicom", &["china unicom", "china united network", "china united telecommunications"]),
    ("telecom", &["china telecom", "china telecommunications"]),
    ("broadnet", &["china broadnet", "china broadcasting network"]),
];
/// Provinces that English has other names for.
const ENGLISH_PROVINCES: [(&str, &[&str]); 4] = [
    ("neimenggu", &["inner mongolia", "nei mongol"]),
    ("xizang", &["tibet"]),
    ("xianggang", &["hong kong"]),
    ("aomen", &["macao", "macau"]),
];
/// Words of form in English, and those with the group's mark only: Hebei Mobile Company.
const ENGLISH_FORM: [&str; 20] = [
    "group",
    "communications",
    "communication",
    "corporation",
    "company",
    "limited",
    "branch",
    "provincial",
    "province",
    "municipal",
    "municipality",
    "autonomous",
    "region",
    "network",
    "corp",
    "inc",
    "co",
    "ltd",
    "of",
    "the",
];
const ENGLISH_FORM_OF_MARK: [&str; 3] = ["company", "branch", "co"];

/// A piece of a name.
#[derive(Clone, Copy)]
enum Piece<'s> {
    /// The group, and whether by its mark only.
    Group(&'s Operator, bool),
    Province(&'s Province),
    /// A word of form, and whether it may stand beside a mark.
    Form(bool),
}

/// What names are made of, the longest first.
pub(super) struct Lexicon<'s> {
    pieces: Vec<(String, Piece<'s>)>,
}

impl<'s> Lexicon<'s> {
    pub(super) fn new(standard: &'s Standard) -> Self {
        let mut pieces: Vec<(String, Piece<'s>)> = Vec::new();
        let mut put = |word: &str, piece| pieces.push((word.to_owned(), piece));
        for operator in standard.operators() {
            let whole = std::iter::once(&operator.group).chain(&operator.also);
            // 移动公司 is no name of the group.
            whole.filter(|name| name.starts_with("中国")).for_each(|name| {
                put(name, Piece::Group(operator, false));
            });
            put(&operator.brand, Piece::Group(operator, true));
            put(&operator.slug, Piece::Group(operator, true));
            let english = ENGLISH_GROUPS.iter().filter(|(slug, _)| *slug == operator.slug);
            english.flat_map(|(_, names)| *names).for_each(|name| {
                put(name, Piece::Group(operator, false));
            });
        }
        for province in standard.provinces() {
            for name in [&province.name, &province.short, &province.pinyin] {
                put(name, Piece::Province(province));
            }
            let english = ENGLISH_PROVINCES.iter().filter(|(own, _)| *own == province.pinyin);
            english.flat_map(|(_, names)| *names).for_each(|name| {
                put(name, Piece::Province(province));
            });
        }
        FORM.iter().for_each(|word| put(word, Piece::Form(FORM_OF_MARK.contains(word))));
        ENGLISH_FORM
            .iter()
            .for_each(|word| put(word, Piece::Form(ENGLISH_FORM_OF_MARK.contains(word))));
        pieces.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { pieces }
    }

    /// Whose name it is, where it is a carrier's and nothing else.
    pub(super) fn carrier(&self, name: &str) -> Option<Carrier> {
        /// No company's name is longer, in bytes.
        const LONGEST: usize = 400;
        if name.len() > LONGEST {
            return None;
        }
        let folded = fold(name);
        self.taken_apart(core(customer(&folded)))
    }

    fn taken_apart(&self, name: &str) -> Option<Carrier> {
        let (mut group, mut province, mut plain) = (None, None, true);
        let mut rest = name.trim_start_matches(BETWEEN);
        while !rest.is_empty() {
            // 中国电信 and 电信: the group's name takes the word first.
            let (word, piece) = self.pieces.iter().find(|(word, piece)| {
                let taken = matches!(piece, Piece::Group(..)) && group.is_some();
                !taken && begins(rest, word)
            })?;
            match piece {
                Piece::Group(operator, mark) => group = Some((*operator, *mark)),
                // 吉林有限公司吉林分公司 is a city's.
                Piece::Province(_) if province.is_some() => return None,
                Piece::Province(own) => province = Some(*own),
                Piece::Form(beside_mark) => plain &= beside_mark,
            }
            rest = rest.get(word.len()..)?.trim_start_matches(BETWEEN);
        }
        let (operator, mark) = group?;
        let fits = !mark || (plain && province.is_some());
        let province = province.map(|province| province.short.clone());
        fits.then(|| Carrier { group: operator.group.clone(), province })
    }
}

/// Whether a text begins with a word; a Latin one has to end there.
fn begins(text: &str, word: &str) -> bool {
    let is_latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    text.strip_prefix(word)
        .is_some_and(|rest| !(is_latin(word.chars().next_back()) && is_latin(rest.chars().next())))
}

/// The company in a common name as authorities write it: `051@某某公司@91130000…@1`, where
/// everything else is numbers.
fn customer(folded: &str) -> &str {
    let mut named = folded.split('@').filter(|part| !part.is_ascii());
    let is_numbered = folded.contains('@')
        && folded
            .split('@')
            .all(|part| !part.is_ascii() || part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    match (named.next(), named.next()) {
        (Some(only), None) if is_numbered => only,
        _ => folded,
    }
}
