//! The words of names, comparisons and statements in the prose.

use serde::Deserialize;

type Words = Vec<String>;

/// What `data/standard/names.yaml` has, by what it is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    /// Names of companies.
    pub(crate) company: CompanyWords,
    /// Telephone numbers.
    pub(crate) hotline: HotlineWords,
    /// Other operators in a comparison.
    pub(crate) rivals: RivalWords,
    /// Superlatives.
    pub(crate) claims: ClaimWords,
    /// Figures in the prose.
    pub(crate) stated: StatedWords,
}

/// Words of companies' names and around them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompanyWords {
    /// What a full name is made of, beside group and province.
    pub(crate) words: Words,
    /// What introduces a short name.
    pub(crate) short: Words,
    /// What introduces a short name behind 以下: 以下称.
    pub(crate) called: Words,
    /// What tells, earlier in the clause, that a name is an old one.
    pub(crate) former: Words,
    /// What tells it right before the name.
    pub(crate) former_before: Words,
    /// What introduces a full name.
    pub(crate) full: Words,
    /// 我公司.
    pub(crate) first_person: Words,
    /// Characters before, with which it is none: 自我公司成立以来.
    pub(crate) not_first_person_after: Words,
    /// What follows a name that then is none: 山西电信业.
    pub(crate) goes_on: Words,
    /// What makes a name that of an account: 山西移动微信公众号.
    pub(crate) accounts: Words,
    /// 全, as in 全山西.
    pub(crate) whole: String,
    /// What tells that another province is meant to be there.
    pub(crate) elsewhere: Words,
    /// The same, right before the province's name.
    pub(crate) elsewhere_before: Words,
    /// The same, in the clause before the province's name or right behind it.
    pub(crate) elsewhere_ahead: Words,
    /// Words right before a province that something came from, with [`Self::struck`] behind it.
    pub(crate) struck_before: Words,
    /// What came from there: 受河南省强降雨影响.
    pub(crate) struck: Words,
    /// Words before the name of a province that one serves.
    pub(crate) serves: Words,
    /// Words behind it.
    pub(crate) served: Words,
    /// What a company does itself, right behind its name.
    pub(crate) acts: Words,
    /// What tells whose a company is.
    pub(crate) belongs: Words,
    /// What stands before the province that it was set up in.
    pub(crate) set_up_in: Words,
    /// What stands behind that province.
    pub(crate) set_up: Words,
    /// What may stand between the two.
    pub(crate) set_up_within: Words,
    /// What a company is called as the carrier of a province: 是河南主导运营企业.
    pub(crate) carriers: Words,
    /// Words right before the province in it.
    pub(crate) carrier_before: Words,
    /// What shows that other companies are meant beside one's own.
    pub(crate) beside_others: Words,
    /// What follows a city's name that then is none: 上海市场.
    pub(crate) not_city_before: Words,
}

/// Words of telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HotlineWords {
    /// What begins an extension or a menu choice.
    pub(crate) extension: Words,
    /// What may stand behind a number: 10000号.
    pub(crate) behind: Words,
    /// Numbers that are no carrier's.
    pub(crate) others: Vec<OtherNumber>,
}

/// A number that is no carrier's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherNumber {
    /// The number.
    pub(crate) number: String,
    /// What it is.
    pub(crate) of: String,
}

/// Words of comparisons with other operators.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RivalWords {
    /// Rivals without a name.
    pub(crate) unnamed: Words,
    /// Comparing words.
    pub(crate) comparing: Words,
    /// Comparing words right before a rival's name.
    pub(crate) than: Words,
    /// What follows a comparing word whose object is no rival.
    pub(crate) own: Words,
    /// What may stand between such a word and a number.
    pub(crate) number_lead: Words,
    /// Words of cooperation.
    pub(crate) together: Words,
}

/// Words of superlatives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimWords {
    /// The superlatives.
    pub(crate) words: Words,
    /// Words before 第一 with which it is a rank.
    pub(crate) rank_before: Words,
    /// Words behind 第一 with which it is a rank.
    pub(crate) rank_after: Words,
    /// Longer words that are no claim.
    pub(crate) exceptions: Words,
    /// What follows a limit: 最高可达.
    pub(crate) limit_after: Words,
    /// What stands right before a superlative that praises nobody.
    pub(crate) plain_before: Words,
    /// What follows a superlative that is of the land or of others.
    pub(crate) plain_after: Words,
    /// What a sentence has to speak of for a 最 to praise the company.
    pub(crate) about: Words,
    /// What tells, earlier in the clause, that one compares with oneself.
    pub(crate) own_before: Words,
    /// What tells, earlier in the clause, that it is an aim.
    pub(crate) aims: Words,
    /// What follows an aim's word that then tells of what was done.
    pub(crate) done: Words,
    /// What tells in the closing that it is of the time to come.
    pub(crate) ahead: Words,
    /// What tells that there is a source.
    pub(crate) sources: Words,
    /// 据.
    pub(crate) source: String,
    /// Words with 据 that tell of none.
    pub(crate) not_source: Words,
}

/// Words of figures in the prose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatedWords {
    /// What an average is called, behind its subject.
    pub(crate) average: Words,
    /// What an average begins with: 平均投诉处理时长.
    pub(crate) average_before: String,
    /// What it then ends with.
    pub(crate) average_after: Words,
    /// What a longest time is called.
    pub(crate) maximum: Words,
    /// 及时率.
    pub(crate) timeliness: Words,
    /// What may stand between a name and its number.
    pub(crate) fillers: Words,
    /// What says that the number is the level.
    pub(crate) links: Words,
    /// What says that the number is where a change began.
    pub(crate) from: Words,
    /// Units of a change.
    pub(crate) change_units: Words,
    /// Before a number: it or more.
    pub(crate) at_least: Words,
    /// Before a number: it or less.
    pub(crate) at_most: Words,
    /// Before a number: about.
    pub(crate) about: Words,
    /// Behind a number: it or more.
    pub(crate) at_least_after: Words,
    /// Behind a number: it or less.
    pub(crate) at_most_after: Words,
    /// Behind a number: about.
    pub(crate) about_after: Words,
    /// Behind a number: a range.
    pub(crate) range_after: Words,
    /// Another time.
    pub(crate) other_times: Words,
    /// Before another time: one only compares with it.
    pub(crate) than: Words,
    /// No result but an aim.
    pub(crate) aims: Words,
    /// In the clause: no result but a bound, or somebody else's.
    pub(crate) not_results: Words,
    /// The time to come, in the closing.
    pub(crate) ahead: Words,
    /// Of [`Self::not_results`], what a carrier of the whole country is itself.
    pub(crate) nationwide: Words,
    /// Only a part is meant.
    pub(crate) parts: Words,
    /// Areas.
    pub(crate) areas: Words,
    /// A part of the period or the place, anywhere in the sentence up to the number.
    pub(crate) passing: Words,
    /// What has such a word and means the whole: 报告期间.
    pub(crate) not_passing: Words,
    /// What makes a 市 behind it no city: 城市.
    pub(crate) not_city_after: Words,
    /// What makes a 市 before it no city: 市场.
    pub(crate) not_city_before: Words,
    /// What may stand right before a name.
    pub(crate) lead: Words,
    /// Those of them that may be another thing's: 专线业务, unless a lead stands before them too.
    pub(crate) lead_of: Words,
}

#[cfg(test)]
mod tests {
    use crate::standard::Standard;

    #[test]
    fn every_exception_has_a_word_that_it_excepts() {
        let claims = &Standard::newest().names().claims;
        for exception in &claims.exceptions {
            assert!(claims.words.iter().any(|word| exception.contains(word)), "{exception}");
        }
    }
}
