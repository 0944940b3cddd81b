//! What is known of a filing before it is filled in, and how people type it.

use super::{Extra, FILE_NAME, form, halves};
use crate::filing::{GROUPS, NATIONWIDE, Period};
use crate::standard::{Operator, Province, Standard};

/// What is known; what is not stays a prompt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answers {
    /// 集团, one of [`GROUPS`].
    pub carrier: Option<String>,
    /// 企业.名称, where the carrier was given by it.
    pub company: Option<String>,
    /// 简称; by 集团 and 省份 where it is not given.
    pub short: Option<String>,
    /// 省份: full names, or 全国.
    pub provinces: Option<Vec<String>>,
    /// 报告期.
    pub period: Option<Period>,
    /// 经营业务, as the file will have them.
    pub services: Option<Vec<String>>,
    /// Groups of indicators that no service needs, by their names in the catalogue.
    pub groups: Vec<String>,
    /// Parts that few reports have.
    pub extras: Vec<Extra>,
}

impl Answers {
    /// Takes a carrier: 中国移动, 移动 or mobile; or a company's name, which is kept and tells the
    /// province too: 中国电信股份有限公司甘肃分公司, 山西移动.
    ///
    /// # Errors
    /// There is none of that name; in Chinese, as of the others.
    pub(crate) fn take_carrier(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let word: String = typed.to_lowercase().split_whitespace().collect();
        let word = word.strip_prefix("china").unwrap_or(&word);
        let is_called = |o: &&Operator| [&o.group, &o.brand, &o.slug].iter().any(|n| *n == word);
        let group = standard.operators().iter().find(is_called).map(|o| o.group.as_str());
        if let Some(group) = group.or_else(|| GROUPS.into_iter().find(|group| *group == word)) {
            self.carrier = Some(group.to_owned());
            return Ok(());
        }
        let Some((operator, province)) = company_of(word, standard) else {
            let brands: Vec<&str> = standard.operators().iter().map(|o| o.brand.as_str()).collect();
            let known = format!("{}（也可以写{}）", GROUPS.join("、"), brands.join("、"));
            return Err(format!("没有“{}”这个集团；可以写：{known}", typed.trim()));
        };
        self.carrier = Some(operator.group.clone());
        if let Some(province) = province {
            self.provinces = Some(vec![province.name.clone()]);
        }
        // 中国移动通信集团, 山西移动: no company's whole name.
        let name: String = typed.split_whitespace().collect();
        self.company = name.ends_with("公司").then_some(name);
        Ok(())
    }

    /// Takes a province, 山西省, 山西 or shanxi; several, separated like services; or 全国.
    ///
    /// # Errors
    /// There is none of that name.
    pub(crate) fn take_province(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let mut names: Vec<String> = Vec::new();
        if typed.trim() == NATIONWIDE {
            names.push(NATIONWIDE.to_owned());
        } else {
            // Nothing at all is no province either.
            let mut words: Vec<&str> = words_of(typed).collect();
            words.extend(words.is_empty().then_some(""));
            for word in words {
                let name = province_of(word, standard)?.name.clone();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let company = self.company.as_deref();
        let named = company.and_then(|name| company_of(name, standard)?.1);
        if let Some((other, name)) = named.filter(|p| !names.contains(&p.name)).zip(company) {
            return Err(format!("“{name}”是{}的，省份写的是{}", other.name, names.join("、")));
        }
        self.provinces = Some(names);
        Ok(())
    }

    /// Takes a half-year: 2020年下半年, 2020下 or 2020h2.
    ///
    /// # Errors
    /// It is none.
    pub(crate) fn take_period(&mut self, typed: &str) -> Result<(), String> {
        let period = halves::typed(typed).ok_or_else(|| {
            let typed = typed.trim();
            format!("“{typed}”读不出是哪个半年；可以写：2020年下半年、2020下、2020h2")
        })?;
        self.period = Some(period);
        Ok(())
    }

    /// Takes services, separated by a comma of either width or 、.
    ///
    /// # Errors
    /// There is one that the catalogue does not know, or none at all.
    pub(crate) fn take_services(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let mut services: Vec<String> = Vec::new();
        for word in words_of(typed) {
            let service = form::service(word, standard).ok_or_else(|| {
                let known = form::services(standard).join("、");
                format!("不认识“{word}”这项业务；可以写：{known}。别的业务请生成以后自己加进文件")
            })?;
            if !services.contains(&service) {
                services.push(service);
            }
        }
        if services.is_empty() {
            return Err("没有写经营哪些业务，如：移动电话,宽带业务".to_owned());
        }
        self.services = Some(services);
        Ok(())
    }

    /// Takes groups of indicators beside those that the services need, separated like services.
    ///
    /// # Errors
    /// There is one that the catalogue does not know, or none at all.
    pub(crate) fn take_groups(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let mut groups: Vec<String> = Vec::new();
        for word in words_of(typed) {
            let group = standard.group(word).filter(|group| form::group(&group.name).is_some());
            let group = group.ok_or_else(|| {
                let known = form::groups_to_ask_for().join("、");
                format!("不认识“{word}”这一组指标；可以写：{known}。别的组请生成以后自己加进文件")
            })?;
            if !groups.contains(&group.name) {
                groups.push(group.name.clone());
            }
        }
        if groups.is_empty() {
            return Err("没有写要哪些组的指标，如：携号转网,申诉".to_owned());
        }
        self.groups = groups;
        Ok(())
    }

    /// What the new file is called: `山西移动2020年下半年.yaml` where all of it is known.
    #[must_use]
    pub(crate) fn file_name(&self, standard: &Standard) -> String {
        let named = || {
            let carrier = standard.operator(self.carrier.as_deref()?)?;
            let (provinces, period) = (self.provinces.as_deref()?, self.period?);
            if provinces.iter().any(|name| name == NATIONWIDE) {
                return Some(format!("{}{period}.yaml", carrier.group));
            }
            let short = provinces.iter().map(|name| Some(standard.province(name)?.short.as_str()));
            let short = short.collect::<Option<Vec<&str>>>().filter(|s| s.len() <= MOST_IN_NAME)?;
            Some(format!("{}{}{period}.yaml", short.concat(), carrier.brand))
        };
        named().unwrap_or_else(|| FILE_NAME.to_owned())
    }
}

/// The most provinces that a file's name has.
const MOST_IN_NAME: usize = 4;

/// The words of an answer that may have several.
fn words_of(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', '，', '、', ';', '；']).map(str::trim).filter(|word| !word.is_empty())
}

/// The province that people mean.
fn province_of<'s>(typed: &str, standard: &'s Standard) -> Result<&'s Province, String> {
    let word = typed.to_lowercase();
    let stem = word.strip_suffix("自治区").or_else(|| word.strip_suffix(['省', '市']));
    let stem = stem.unwrap_or(&word);
    let called = |p: &&Province| p.name == word || p.short == stem || p.pinyin == word;
    standard.provinces().iter().find(called).ok_or_else(|| {
        let known: Vec<&str> = standard.provinces().iter().map(|p| p.short.as_str()).collect();
        let known = known.join("、");
        format!("没有“{typed}”这个省级行政区；可以写：{known}；整个集团报送的写 {NATIONWIDE}")
    })
}

/// The operator and the province of a company by its name: 中国移动通信集团河北有限公司,
/// 中国移动山西公司, 山西移动.
fn company_of<'s>(
    name: &str,
    standard: &'s Standard,
) -> Option<(&'s Operator, Option<&'s Province>)> {
    let province = standard.provinces().iter().find(|p| name.contains(&p.short));
    let operator = standard.operators().iter().find(|o| {
        let by_group = std::iter::once(&o.group).chain(&o.also).any(|g| name.starts_with(g));
        let by_brand = province
            .and_then(|p| {
                name.strip_prefix(p.name.as_str()).or(name.strip_prefix(p.short.as_str()))
            })
            .is_some_and(|rest| rest.starts_with(&o.brand));
        by_group || by_brand
    });
    operator.map(|operator| (operator, province))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Standard {
        Standard::newest()
    }

    #[test]
    fn a_carrier_is_known_by_what_people_type() {
        let cases = [
            ("中国移动", "中国移动"),
            ("移动", "中国移动"),
            ("mobile", "中国移动"),
            ("China Mobile", "中国移动"),
            ("中国移动通信集团山西有限公司", "中国移动"),
            ("联通", "中国联通"),
            ("Telecom", "中国电信"),
            ("中国广电", "中国广电"),
            ("其他", "其他"),
        ];
        for (typed, group) in cases {
            let mut answers = Answers::default();
            answers.take_carrier(typed, &standard()).unwrap();
            assert_eq!(answers.carrier.as_deref(), Some(group), "{typed}");
        }
        for typed in ["", "铁通", "动", "河北铁通公司", "山西"] {
            assert!(Answers::default().take_carrier(typed, &standard()).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_company_is_kept_by_its_name() {
        for (typed, group, province, kept) in [
            ("中国电信股份有限公司甘肃分公司", "中国电信", Some("甘肃省"), true),
            ("中国移动通信集团河北有限公司", "中国移动", Some("河北省"), true),
            ("中国联合网络通信有限公司山西省分公司", "中国联通", Some("山西省"), true),
            ("中国广电内蒙古网络有限公司", "中国广电", Some("内蒙古自治区"), true),
            ("中国移动山西公司", "中国移动", Some("山西省"), true),
            ("中国联通有限公司", "中国联通", None, true),
            ("山西移动", "中国移动", Some("山西省"), false),
            ("中国移动通信集团", "中国移动", None, false),
        ] {
            let mut answers = Answers::default();
            answers.take_carrier(typed, &standard()).unwrap();
            assert_eq!(answers.carrier.as_deref(), Some(group), "{typed}");
            let named = answers.provinces.as_ref().map(|names| names[0].as_str());
            assert_eq!(named, province, "{typed}");
            assert_eq!(answers.company.is_some(), kept, "{typed}");
            assert!(answers.company.is_none_or(|company| company == typed));
        }
        let mut answers = Answers::default();
        answers.take_carrier("中国电信股份有限公司甘肃分公司", &standard()).unwrap();
        assert!(answers.take_province("青海", &standard()).is_err());
        assert!(answers.take_province("甘肃", &standard()).is_ok());
    }

    #[test]
    fn a_province_is_known_by_what_people_type() {
        let cases = [
            ("山西", "山西省"),
            ("山西省", "山西省"),
            ("shanxi", "山西省"),
            ("Shaanxi", "陕西省"),
            ("广西", "广西壮族自治区"),
            ("内蒙古自治区", "内蒙古自治区"),
            ("新疆自治区", "新疆维吾尔自治区"),
            ("北京市", "北京市"),
        ];
        for (typed, name) in cases {
            let mut answers = Answers::default();
            answers.take_province(typed, &standard()).unwrap();
            assert_eq!(answers.provinces.unwrap(), [name], "{typed}");
        }
        for typed in ["", "太原", "山", "省", "、", "山西、太原", "山西，全国"] {
            assert!(Answers::default().take_province(typed, &standard()).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_group_or_several_provinces_name_the_file() {
        for (typed, names, file) in [
            ("全国", &["全国"][..], "中国移动2020年下半年.yaml"),
            ("山西、shaanxi", &["山西省", "陕西省"], "山西陕西移动2020年下半年.yaml"),
            ("山西,山西省", &["山西省"], "山西移动2020年下半年.yaml"),
            (
                "北京,天津,河北,山西,山东",
                &["北京市", "天津市", "河北省", "山西省", "山东省"],
                FILE_NAME,
            ),
        ] {
            let mut answers = Answers::default();
            answers.take_carrier("移动", &standard()).unwrap();
            answers.take_period("2020h2").unwrap();
            answers.take_province(typed, &standard()).unwrap();
            assert_eq!(answers.provinces.as_deref().unwrap(), names, "{typed}");
            assert_eq!(answers.file_name(&standard()), file);
        }
        let mut branch = Answers::default();
        branch.take_carrier("中国移动山西公司", &standard()).unwrap();
        assert!(branch.take_province("全国", &standard()).is_err());
        assert!(branch.take_province("陕西、山西", &standard()).is_ok());
    }

    #[test]
    fn groups_are_known_by_what_people_type() {
        let mut answers = Answers::default();
        answers.take_groups("携号转网，用户申诉、申诉", &standard()).unwrap();
        assert_eq!(answers.groups, ["携号转网", "申诉"]);
        for typed in ["", "、", "携号转网,卫星"] {
            assert!(Answers::default().take_groups(typed, &standard()).is_err(), "{typed}");
        }
    }

    #[test]
    fn services_are_known_by_what_people_type() {
        let cases = [
            ("移动电话,宽带业务", vec!["移动电话", "宽带业务"]),
            ("移动，宽带、固话", vec!["移动电话", "宽带业务", "固定电话"]),
            ("因特网业务, 移动电话", vec!["因特网业务", "移动电话"]),
            ("专线,电路租用", vec!["租用电路"]),
        ];
        for (typed, services) in cases {
            let mut answers = Answers::default();
            answers.take_services(typed, &standard()).unwrap();
            assert_eq!(answers.services.unwrap(), services, "{typed}");
        }
        for typed in ["", "，", "移动电话,卫星", "网络质量"] {
            assert!(Answers::default().take_services(typed, &standard()).is_err(), "{typed}");
        }
    }

    #[test]
    fn no_two_provinces_share_a_file_name() {
        let mut names = std::collections::BTreeSet::new();
        for province in standard().provinces() {
            let mut answers = Answers::default();
            answers.take_carrier("移动", &standard()).unwrap();
            answers.take_province(&province.short, &standard()).unwrap();
            assert_eq!(answers.file_name(&standard()), FILE_NAME);
            answers.take_period("2020h2").unwrap();
            assert!(names.insert(answers.file_name(&standard())), "{}", province.name);
        }
        assert_eq!(names.len(), 34);
        assert!(names.contains("陕西移动2020年下半年.yaml"));
    }
}
