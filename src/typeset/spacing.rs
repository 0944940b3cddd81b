//! What stands between two clusters of a line: whether it may be broken there, what is squeezed
//! away, what may be squeezed or stretched (CLREQ 3.1.2, 3.1.6, 3.2.2).

use super::Length;
use super::characters::{Class, unit_length};
use super::shape::Cluster;

/// What is squeezed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Squeeze {
    /// A space between words, to a quarter em.
    Space,
    /// The sides of a middle dot.
    MiddleDot,
    /// A bracket's blank half.
    Bracket,
    /// The blank half of ，、；：.
    Comma,
    /// The gap between Han and Latin, to an eighth em.
    HanLatin,
    /// The blank half of 。！？.
    Stop,
}

impl Squeeze {
    /// The order in which a line is squeezed (CLREQ 3.1.6.2; the mark at the line's end comes
    /// first and is always half).
    pub(super) const ORDER: [Self; 6] =
        [Self::Space, Self::MiddleDot, Self::Bracket, Self::Comma, Self::HanLatin, Self::Stop];
}

/// The place between a cluster and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joint {
    /// Whether a line may end here.
    pub breaks: bool,
    /// Whether it may where it would be loose otherwise: 万 parted from its unit, the number whole.
    pub yields: bool,
    /// Added between the clusters as they stand: a gap, or a blank half taken away.
    pub natural: Length,
    /// What may be taken away here, and when.
    pub squeeze: Option<(Squeeze, Length)>,
    /// What may be added to a space between words before all gaps grow.
    pub early: Length,
    /// How the gap grows where a line is filled.
    pub growth: Growth,
    /// Whether a word of the lexicon is torn by a line that ends here.
    pub in_word: bool,
}

/// How a gap grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// A mark keeps to the character it belongs to.
    None,
    /// Between Han and Latin: from a quarter to a third of an em, which is CLREQ's usual; it
    /// allows a half, which looks like a hole.
    Little,
    /// Between Han characters.
    Free,
}

/// The joints of a paragraph; the last cluster's is its end.
pub(super) fn joints(clusters: &[Cluster], em: Length) -> Vec<Joint> {
    let glued = glued(clusters);
    let glue = |n: usize| if opens(clusters, n) { Glue::Fast } else { glued[n] };
    clusters
        .iter()
        .enumerate()
        .map(|(n, cluster)| match clusters.get(n + 1) {
            Some(next) => joint(cluster, next, glue(n), em),
            None => Joint {
                breaks: true,
                yields: false,
                natural: Length::ZERO,
                squeeze: None,
                early: Length::ZERO,
                growth: Growth::None,
                in_word: false,
            },
        })
        .collect()
}

/// Whether the spaces up to here stand behind a mark that may not end a line.
fn opens(clusters: &[Cluster], n: usize) -> bool {
    let before = clusters[..=n].iter().rev().find(|c| c.class != Class::Space);
    clusters[n].class == Class::Space && before.is_some_and(|c| c.class.may_not_end())
}

fn joint(a: &Cluster, b: &Cluster, glue: Glue, em: Length) -> Joint {
    let glued = glue != Glue::None;
    let breaks = !glued && may_break(a.class, b.class);
    // A mark keeps to the character it belongs to. A number and its unit are not parted, and yet
    // as far from one another as all others of the line.
    let text =
        |class| matches!(class, Class::Han | Class::Western | Class::Postfix | Class::Prefix);
    let grows = (!glued || (text(a.class) && text(b.class)))
        && !both_western(a.class, b.class)
        && !joined(a, b)
        && !b.class.closes()
        && a.class != Class::Open;
    let mut joint = Joint {
        breaks,
        yields: glue == Glue::Yields && may_break(a.class, b.class),
        natural: Length::ZERO,
        squeeze: None,
        early: Length::ZERO,
        growth: if grows { Growth::Free } else { Growth::None },
        in_word: false,
    };
    let half = em / 2;
    if a.class == Class::Space {
        joint.squeeze = Some((Squeeze::Space, (a.advance - em / 4).or_zero()));
        joint.early = (half - a.advance).or_zero();
        joint.growth = Growth::None;
    } else if b.class == Class::Space {
        joint.growth = Growth::None;
    } else if is_han_latin(a, b) {
        joint.natural = em / 4;
        joint.squeeze = Some((Squeeze::HanLatin, em / 8));
        if joint.growth == Growth::Free {
            joint.growth = Growth::Little;
        }
    } else if a.class.is_half_blank() && b.class.is_half_blank() && touching(a.class, b.class) {
        // 2 em → 1.5 em (GB/T 15834-2011 5.1.10, CLREQ 3.1.6.1).
        joint.natural = -half;
    } else {
        joint.squeeze = blank_half(a.class, b.class, em);
    }
    joint
}

/// A blank half that stands at the joint and may be squeezed away.
fn blank_half(a: Class, b: Class, em: Length) -> Option<(Squeeze, Length)> {
    match (a, b) {
        (Class::Close, _) | (_, Class::Open) => Some((Squeeze::Bracket, em / 2)),
        // A figure has no blank of its own: a comma that loses all of its own sticks to it.
        (Class::Comma, b) if b.is_western() => Some((Squeeze::Comma, em * 7 / 16)),
        (Class::Comma, _) => Some((Squeeze::Comma, em / 2)),
        (Class::Stop, _) => Some((Squeeze::Stop, em / 2)),
        (Class::MiddleDot, _) | (_, Class::MiddleDot) => Some((Squeeze::MiddleDot, em / 4)),
        _ => None,
    }
}

/// Whether a blank half of one of two marks lies between their ink.
fn touching(a: Class, b: Class) -> bool {
    a.closes() || b == Class::Open
}

/// Between Han and a Latin word or a number; signs such as + and / stand close.
fn is_han_latin(a: &Cluster, b: &Cluster) -> bool {
    let word = |c: &Cluster, last: bool| {
        let edge = if last { c.text.chars().next_back() } else { c.text.chars().next() };
        match c.class {
            // The point of a list's number is a word's end too: `1.` 甲.
            Class::Western => edge.is_some_and(|c| c.is_alphanumeric() || (last && c == '.')),
            class => class.is_western(),
        }
    };
    (a.class == Class::Han && word(b, false)) || (word(a, true) && b.class == Class::Han)
}

fn both_western(a: Class, b: Class) -> bool {
    a.is_western() && b.is_western()
}

/// —— and ……: two ems that are one mark.
fn joined(a: &Cluster, b: &Cluster) -> bool {
    a.class == Class::Joined && b.class == Class::Joined && a.text == b.text
}

fn may_break(a: Class, b: Class) -> bool {
    if b == Class::Space || a.may_not_end() || b.may_not_start() {
        return false;
    }
    a == Class::Space || !both_western(a, b)
}

/// Whether a joint holds together what may not be parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glue {
    None,
    /// Not where it can be helped.
    Yields,
    Fast,
}

/// Which joints hold together what may not be parted: a number with its sign and unit, a range,
/// a standard's number.
fn glued(clusters: &[Cluster]) -> Vec<Glue> {
    let mut glued = vec![Glue::None; clusters.len()];
    let is_number = |c: &Cluster| c.text.ends_with(is_digit);
    let begins_number = |c: &Cluster| c.text.starts_with(is_digit);
    for n in 1..clusters.len() {
        let (before, here) = (&clusters[n - 1], &clusters[n]);
        let next = clusters.get(n + 1);
        // 20:00—23:00, 6～8: a single dash or tilde between numbers.
        if matches!(here.text.as_str(), "—" | "～" | "－" | "–")
            && (is_number(before) || before.class == Class::Postfix)
            && next.is_some_and(begins_number)
        {
            glued[n - 1] = Glue::Fast;
            glued[n] = Glue::Fast;
        }
        // GB/T 9704, YD/T 3563, 18.5 ms: a space between Latin and a number.
        if here.class == Class::Space
            && next.is_some_and(|next| {
                (is_code(clusters, n) && begins_number(next))
                    || (is_number(before)
                        && next.text.starts_with(|c: char| c.is_ascii_alphabetic()))
            })
        {
            glued[n - 1] = Glue::Fast;
            glued[n] = Glue::Fast;
        }
        let numeric = is_number(before) || before.class == Class::Postfix;
        if numeric && here.class == Class::Han {
            let after: String = clusters[n..].iter().take(5).map(|c| c.text.as_str()).collect();
            let (scale, unit) = unit_length(&after);
            let count = (scale + unit).min(clusters.len() - n);
            for k in 0..count {
                let yields = scale > 0 && k == scale;
                glued[n - 1 + k] = if yields { Glue::Yields } else { Glue::Fast };
            }
        }
        // １２００, ５．８: digits as wide as Han characters are one number too.
        let two_before = n.checked_sub(2).and_then(|n| clusters.get(n));
        let is_point = matches!(before.text.as_str(), "．" | "，")
            && two_before.is_some_and(|c| c.text.ends_with(is_wide_digit));
        let goes_on = here.text.starts_with(is_in_wide_number);
        if before.text.ends_with(is_wide_digit) && goes_on
            || is_point && here.text.starts_with(is_wide_digit)
        {
            glued[n - 1] = Glue::Fast;
        }
        // 语音/短信, “云网+云存储”: a slash begins no line and ends none (GB/T 15834-2011 5.1.9), and
        // a plus keeps what it adds. +5.2 is a number with its sign.
        let is_sign = is_plus(here) && next.is_some_and(begins_number) && !is_number(before);
        if (is_plus(here) && !is_sign) || is_slash(here) {
            if before.class != Class::Space {
                glued[n - 1] = Glue::Fast;
            }
            if next.is_some_and(|next| next.class != Class::Space) {
                glued[n] = Glue::Fast;
            }
        }
        // 约12, 第3, 近30: a number and the one character that qualifies it.
        if matches!(before.text.as_str(), "约" | "第" | "近" | "超" | "达") && begins_number(here)
        {
            glued[n - 1] = Glue::Fast;
        }
    }
    glued
}

fn is_plus(cluster: &Cluster) -> bool {
    matches!(cluster.text.as_str(), "+" | "＋")
}

fn is_slash(cluster: &Cluster) -> bool {
    matches!(cluster.text.as_str(), "/" | "／")
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_wide_digit(c)
}

fn is_wide_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// What goes on with a number of wide digits: a digit, a point, a letter as in ５Ｇ.
fn is_in_wide_number(c: char) -> bool {
    is_wide_digit(c) || matches!(c, '．' | '％' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether the word before a space is a standard's mark such as `GB/T`.
fn is_code(clusters: &[Cluster], space: usize) -> bool {
    let word: Vec<&str> = clusters[..space]
        .iter()
        .rev()
        .take_while(|c| c.class == Class::Western)
        .map(|c| c.text.as_str())
        .collect();
    !word.is_empty() && word.iter().all(|c| c.chars().all(|c| c.is_ascii_uppercase() || c == '/'))
}
