//! Whether a certificate is of the company that files. Certificates write a company's name in
//! many ways (中国移动通信集团河北有限公司, 河北移动, China Mobile Group Hebei Co., Ltd.), so a
//! known carrier's name is taken apart into its group, its province and words of form.
//!
//! A name counts as a whole: one that has the company's among other words is another's.

mod carrier;
mod text;

use carrier::{Carrier, Lexicon};
use text::{fold, is_company, is_same};

use crate::cms::{Certificate, CertificateNames};
use crate::filing::{Filing, Provinces};
use crate::standard::Standard;

/// The shortest 简称 that can be a name: 公司 and 移动 are words.
const SHORTEST: usize = 4;
/// The most names of a kind that a certificate has; one of more is nobody's.
const MOST: usize = 8;

/// Whom a report is to be signed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// 企业.名称, as it is shown.
    pub name: String,
    /// 签署.单位, where those are other names.
    units: Vec<String>,
    /// 简称.
    short: Option<String>,
    /// Its group and province, where its name says both and the filing's other words agree; the
    /// group alone where 省份 is the whole country.
    carrier: Option<Carrier>,
}

/// Whose a certificate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// That of whom is expected.
    Expected,
    /// It bears a name that only the filing gives itself: its 落款 or 简称, in which nothing of the
    /// company can be seen.
    OwnWord,
    /// Somebody else's.
    Other,
}

impl Company {
    pub(super) fn of(filing: &Filing) -> Self {
        let company = &filing.company;
        let short = company.short_name.as_ref().map(|short| short.value.clone());
        let short = short.filter(|short| short.chars().count() >= SHORTEST);
        let (group, provinces) = (&company.group.value, &company.provinces);
        let carrier = carrier(&Standard::newest(), &company.name.value, group, provinces);
        Self {
            name: company.name.value.clone(),
            units: filing.signature.units.iter().map(|unit| unit.value.clone()).collect(),
            short,
            carrier,
        }
    }

    /// Whose a certificate is, as far as names show it.
    #[must_use]
    pub fn whose(&self, certificate: &Certificate) -> Whose {
        self.whose_names(&certificate.names(), &Lexicon::new(&Standard::newest()))
    }

    fn whose_names(&self, names: &CertificateNames, lexicon: &Lexicon<'_>) -> Whose {
        let CertificateNames { organisations, units, common } = names;
        if [organisations, units, common].iter().any(|names| names.len() > MOST) {
            return Whose::Other;
        }
        let judged = |name: &String| self.whose_name(name, lexicon);
        let least = |names: &[String]| names.iter().map(judged).min().unwrap_or(Whose::Other);
        let of_group = |name: &String| {
            let (carrier, own) = (lexicon.carrier(name), self.carrier.as_ref());
            carrier.is_some_and(|c| c.province.is_none() && own.is_some_and(|o| o.group == c.group))
        };
        // The organisation says whose it is; what else stands there may be anything.
        if organisations.iter().any(|name| judged(name) == Whose::Other && !of_group(name)) {
            return Whose::Other;
        }
        // A unit of nothing says nothing.
        if organisations.is_empty() {
            return least(common);
        }
        let of_organisation = of_organisation(organisations, units);
        // 中国移动通信集团有限公司 with 河北公司: the branch signs, not the group.
        let is_of_group = self.carrier.as_ref().is_some_and(|own| own.province.is_none());
        let mut named = of_organisation.iter().chain(common);
        if is_of_group
            && named.any(|name| lexicon.carrier(name).is_some_and(|c| c.province.is_some()))
        {
            return Whose::Other;
        }
        match least(organisations) {
            Whose::Other => least(&[&of_organisation, units, common].map(Vec::as_slice).concat()),
            whose => whose,
        }
    }

    fn whose_name(&self, name: &str, lexicon: &Lexicon<'_>) -> Whose {
        let is_of_carrier = || self.carrier.is_some() && lexicon.carrier(name) == self.carrier;
        if is_same(name, &self.name) || is_of_carrier() {
            return Whose::Expected;
        }
        let is_unit = self.units.iter().any(|unit| is_same(name, unit));
        // 某某 may be the short name of many companies.
        let is_short = self.short.as_ref().is_some_and(|short| fold(name) == fold(short));
        if is_unit || is_short { Whose::OwnWord } else { Whose::Other }
    }
}

/// Whose the company is by its own name, where 集团 and 省份 say the same: one that has another's
/// name there is not that other. Of several provinces its name may say one.
fn carrier(standard: &Standard, name: &str, group: &str, provinces: &Provinces) -> Option<Carrier> {
    let group = &standard.operator(group)?.group;
    let own = standard.territory(provinces)?;
    let is_own = |short: &String| own.provinces().iter().any(|p| p.short == *short);
    let fits = |named: &Carrier| {
        named.group == *group && named.province.as_ref().map_or(own.is_nationwide(), is_own)
    };
    Lexicon::new(standard).carrier(name).filter(fits)
}

/// Organisations with each of their units: 中国移动通信集团有限公司 with 河北公司.
fn of_organisation(organisations: &[String], units: &[String]) -> Vec<String> {
    let with_units = organisations
        .iter()
        .flat_map(|organisation| units.iter().map(move |unit| format!("{organisation} {unit}")));
    with_units.collect()
}

/// Whether a certificate bears one of the names that the call expects, as a whole.
pub(super) fn is_named(certificate: &Certificate, expected: &[String]) -> bool {
    let standard = Standard::newest();
    let (names, lexicon) = (certificate.names(), Lexicon::new(&standard));
    expected.iter().any(|wanted| bears(&names, wanted, &lexicon))
}

/// Whether a certificate bears a name: a company's as its organisation, since what else stands
/// there may be anything, and another, as a person's, anywhere.
fn bears(names: &CertificateNames, wanted: &str, lexicon: &Lexicon<'_>) -> bool {
    let CertificateNames { organisations, units, common } = names;
    if [organisations, units, common].iter().any(|names| names.len() > MOST) {
        return false;
    }
    let carrier = lexicon.carrier(wanted);
    let of_province = carrier.as_ref().filter(|carrier| carrier.province.is_some());
    let is_wanted = |name: &String| {
        is_same(name, wanted)
            || (of_province.is_some() && lexicon.carrier(name).as_ref() == of_province)
    };
    if organisations.is_empty() {
        return common.iter().any(is_wanted);
    }
    // As the verdict shows it.
    let mut whole = common.iter().zip(organisations).map(|(name, of)| format!("{name}，{of}"));
    if organisations.iter().any(is_wanted) || whole.any(|name| is_same(&name, wanted)) {
        return true;
    }
    if carrier.is_none() && !is_company(wanted) {
        return units.iter().chain(common).any(is_wanted);
    }
    let is_group = |name: &&String| lexicon.carrier(name).is_some_and(|it| it.province.is_none());
    let groups: Vec<String> = organisations.iter().filter(is_group).cloned().collect();
    of_organisation(&groups, units).iter().any(is_wanted)
}

#[cfg(test)]
mod tests;
