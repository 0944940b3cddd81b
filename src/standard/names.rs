//! The words of names, comparisons and statements in the prose.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

/// What `data/standard/names.yaml` has.
pub static NAMES: LazyLock<Names> =
    LazyLock::new(|| ours(include_str!("../../data/standard/names.yaml")));

type Words = Vec<String>;

/// Words by what they are for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Names of companies.
    pub company: CompanyWords,
    /// Telephone numbers.
    pub hotline: HotlineWords,
    /// Other operators in a comparison.
    pub rivals: RivalWords,
    /// Superlatives.
    pub claims: ClaimWords,
    /// Figures in the prose.
    pub stated: StatedWords,
}

/// Words of companies' names and around them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyWords {
    /// What a full name is made of, beside group and province.
    pub words: Words,
    /// What introduces a short name.
    pub short: Words,
    /// What introduces a short name behind 以下: 以下称.
    pub called: Words,
    /// What tells, earlier in the clause, that a name is an old one.
    pub former: Words,
    /// What tells it right before the name.
    pub former_before: Words,
    /// What introduces a full name.
    pub full: Words,
    /// 我公司.
    pub first_person: Words,
    /// Characters before, with which it is none: 自我公司成立以来.
    pub not_first_person_after: Words,
    /// What follows a name that then is none: 山西电信业.
    pub goes_on: Words,
    /// What makes a name that of an account: 山西移动微信公众号.
    pub accounts: Words,
    /// 全, as in 全山西.
    pub whole: String,
    /// What tells that another province is meant to be there.
    pub elsewhere: Words,
    /// The same, right before the province's name.
    pub elsewhere_before: Words,
    /// The same, in the clause before the province's name or right behind it.
    pub elsewhere_ahead: Words,
    /// Words right before a province that something came from, with [`Self::struck`] behind it.
    pub struck_before: Words,
    /// What came from there: 受河南省强降雨影响.
    pub struck: Words,
    /// Words before the name of a province that one serves.
    pub serves: Words,
    /// Words behind it.
    pub served: Words,
    /// What a company does itself, right behind its name.
    pub acts: Words,
    /// What tells whose a company is.
    pub belongs: Words,
    /// What stands before the province that it was set up in.
    pub set_up_in: Words,
    /// What stands behind that province.
    pub set_up: Words,
    /// What may stand between the two.
    pub set_up_within: Words,
    /// What a company is called as the carrier of a province: 是河南主导运营企业.
    pub carriers: Words,
    /// Words right before the province in it.
    pub carrier_before: Words,
    /// What tells that other companies are told of beside one's own.
    pub beside_others: Words,
    /// What follows a city's name that then is none: 上海市场.
    pub not_city_before: Words,
}

/// Words of telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HotlineWords {
    /// What begins an extension or a menu choice.
    pub extension: Words,
    /// What may stand behind a number: 10000号.
    pub behind: Words,
    /// Numbers that are no carrier's.
    pub others: Vec<OtherNumber>,
}

/// A number that is no carrier's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherNumber {
    /// The number.
    pub number: String,
    /// What it is.
    pub of: String,
}

/// Words of comparisons with other operators.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RivalWords {
    /// Rivals without a name.
    pub unnamed: Words,
    /// Comparing words.
    pub comparing: Words,
    /// Comparing words right before a rival's name.
    pub than: Words,
    /// What follows a comparing word whose object is no rival.
    pub own: Words,
    /// What may stand between such a word and a number.
    pub number_lead: Words,
    /// Words of cooperation.
    pub together: Words,
}

/// Words of superlatives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimWords {
    /// The superlatives.
    pub words: Words,
    /// Words before 第一 with which it is a rank.
    pub rank_before: Words,
    /// Words behind 第一 with which it is a rank.
    pub rank_after: Words,
    /// Longer words that are no claim.
    pub exceptions: Words,
    /// What follows a limit: 最高可达.
    pub limit_after: Words,
    /// What stands right before a superlative that praises nobody.
    pub plain_before: Words,
    /// What follows a superlative that is of the land or of others.
    pub plain_after: Words,
    /// What a sentence has to speak of for a 最 to praise the company.
    pub about: Words,
    /// What tells, earlier in the clause, that one compares with oneself.
    pub own_before: Words,
    /// What tells, earlier in the clause, that it is an aim.
    pub aims: Words,
    /// What follows an aim's word that then tells of what was done.
    pub done: Words,
    /// What tells in the closing that it is of the time to come.
    pub ahead: Words,
    /// What tells that there is a source.
    pub sources: Words,
    /// 据.
    pub source: String,
    /// Words with 据 that tell of none.
    pub not_source: Words,
}

/// Words of figures in the prose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedWords {
    /// What an average is called, behind its subject.
    pub average: Words,
    /// What an average begins with: 平均投诉处理时长.
    pub average_before: String,
    /// What it then ends with.
    pub average_after: Words,
    /// What a longest time is called.
    pub maximum: Words,
    /// 及时率.
    pub timeliness: Words,
    /// What may stand between a name and its number.
    pub fillers: Words,
    /// What says that the number is the level.
    pub links: Words,
    /// What says that the number is where a change began.
    pub from: Words,
    /// Units of a change.
    pub change_units: Words,
    /// Before a number: it or more.
    pub at_least: Words,
    /// Before a number: it or less.
    pub at_most: Words,
    /// Before a number: about.
    pub about: Words,
    /// Behind a number: it or more.
    pub at_least_after: Words,
    /// Behind a number: it or less.
    pub at_most_after: Words,
    /// Behind a number: about.
    pub about_after: Words,
    /// Behind a number: a range.
    pub range_after: Words,
    /// Another time.
    pub other_times: Words,
    /// Before another time: one only compares with it.
    pub than: Words,
    /// No result but an aim.
    pub aims: Words,
    /// In the clause: no result but a bound, or somebody else's.
    pub not_results: Words,
    /// The time to come, in the closing.
    pub ahead: Words,
    /// Only a part is meant.
    pub parts: Words,
    /// Areas.
    pub areas: Words,
    /// A part of the period or the place, anywhere in the sentence up to the number.
    pub passing: Words,
    /// What has such a word and means the whole: 报告期间.
    pub not_passing: Words,
    /// What makes a 市 behind it no city: 城市.
    pub not_city_after: Words,
    /// What makes a 市 before it no city: 市场.
    pub not_city_before: Words,
    /// What may stand right before a name.
    pub lead: Words,
    /// Those of them that may be another thing's: 专线业务, unless a lead stands before them too.
    pub lead_of: Words,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        assert!(!NAMES.company.words.is_empty() && !NAMES.stated.links.is_empty());
    }

    #[test]
    fn every_exception_has_a_word_that_it_excepts() {
        for exception in &NAMES.claims.exceptions {
            let excepts = NAMES.claims.words.iter().any(|word| exception.contains(word));
            assert!(excepts, "{exception}");
        }
    }
}
