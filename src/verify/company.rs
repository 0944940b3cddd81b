//! Whether a certificate is of the company that files. Certificates write a company's name in
//! many ways (中国移动通信集团河北有限公司, 河北移动, China Mobile Group Hebei Co., Ltd.), so a
//! known carrier's name is taken apart into its group, its province and words of form.
//!
//! A name counts as a whole: one that has the company's among other words is another's.

mod carrier;
mod text;

use carrier::{Carrier, Lexicon};
use text::{fold, is_same};

use crate::cms::{Certificate, CertificateNames};
use crate::filing::Filing;
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
    /// 签署.单位, where it is another name.
    unit: Option<String>,
    /// 简称.
    short: Option<String>,
    /// Its group and province, where both are known.
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
        let standard = Standard::of(None);
        let carrier = standard.and_then(|standard| {
            let group = standard.operator(&company.group.value)?.group.clone();
            let province = standard.province(&company.province.value)?.short.clone();
            Some(Carrier { group, province: Some(province) })
        });
        Self {
            name: company.name.value.clone(),
            unit: filing.signature.unit.as_ref().map(|unit| unit.value.clone()),
            short,
            carrier,
        }
    }

    /// Whose a certificate is, as far as names tell it.
    #[must_use]
    pub fn whose(&self, certificate: &Certificate) -> Whose {
        let Some(standard) = Standard::of(None) else { return Whose::Other };
        self.whose_names(&certificate.names(), &Lexicon::new(&standard))
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
        // 中国移动通信集团有限公司 with its unit 河北公司.
        let of_organisation = organisations.iter().flat_map(|organisation| {
            units.iter().map(move |unit| format!("{organisation} {unit}"))
        });
        let of_organisation: Vec<String> = of_organisation.collect();
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
        let is_unit = self.unit.as_ref().is_some_and(|unit| is_same(name, unit));
        // 某某 may be the short name of many companies.
        let is_short = self.short.as_ref().is_some_and(|short| fold(name) == fold(short));
        match is_unit || is_short {
            true => Whose::OwnWord,
            false => Whose::Other,
        }
    }
}

/// Whether a certificate bears one of the names that the call expects: of an organisation, a unit
/// or a person, as a whole.
pub(super) fn is_named(certificate: &Certificate, expected: &[String]) -> bool {
    let Some(standard) = Standard::of(None) else { return false };
    let lexicon = Lexicon::new(&standard);
    let CertificateNames { organisations, units, common } = certificate.names();
    // As the verdict shows it.
    let whole = common.iter().zip(&organisations).map(|(name, of)| format!("{name}，{of}"));
    let whole: Vec<String> = whole.collect();
    let names = [organisations, units, common, whole].concat();
    names.iter().any(|name| {
        let carrier = lexicon.carrier(name).filter(|carrier| carrier.province.is_some());
        expected.iter().any(|wanted| {
            is_same(name, wanted) || (carrier.is_some() && lexicon.carrier(wanted) == carrier)
        })
    })
}

#[cfg(test)]
mod tests;
