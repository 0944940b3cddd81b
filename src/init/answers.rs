//! What is known of a filing before it is filled in, and how people type it.

use super::{FILE_NAME, form, halves};
use crate::filing::{GROUPS, Period};
use crate::standard::Standard;

/// What is known; what is not stays a prompt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// 集团, one of [`GROUPS`].
    pub carrier: Option<String>,
    /// 省份, its full name.
    pub province: Option<String>,
    /// 报告期.
    pub period: Option<Period>,
    /// 经营业务, as the file will have them.
    pub services: Option<Vec<String>>,
}

impl Answers {
    /// Takes a carrier: 中国移动, 移动 or mobile.
    ///
    /// # Errors
    /// There is none of that name; in Chinese, as of the others.
    pub fn take_carrier(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let word: String = typed.to_lowercase().split_whitespace().collect();
        let word = word.strip_prefix("china").unwrap_or(&word);
        let called = |o: &&crate::standard::Operator| {
            let names = std::iter::once(&o.group).chain(&o.also);
            [&o.group, &o.brand, &o.slug].iter().any(|name| *name == word)
                || names.into_iter().any(|name| word.starts_with(name.as_str()))
        };
        let found = standard.operators().iter().find(called).map(|o| o.group.as_str());
        let found = found.or_else(|| GROUPS.into_iter().find(|group| *group == word));
        let Some(found) = found else {
            let brands: Vec<&str> = standard.operators().iter().map(|o| o.brand.as_str()).collect();
            let known = format!("{}（也可以写{}）", GROUPS.join("、"), brands.join("、"));
            return Err(format!("没有“{}”这个集团；可以写：{known}", typed.trim()));
        };
        self.carrier = Some(found.to_owned());
        Ok(())
    }

    /// Takes a province: 山西省, 山西 or shanxi.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn take_province(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let word = typed.trim().to_lowercase();
        let stem = word.strip_suffix("自治区").or_else(|| word.strip_suffix(['省', '市']));
        let stem = stem.unwrap_or(&word);
        let called =
            |p: &&crate::standard::Province| p.name == word || p.short == stem || p.pinyin == word;
        let Some(found) = standard.provinces().iter().find(called) else {
            let known: Vec<&str> = standard.provinces().iter().map(|p| p.short.as_str()).collect();
            let known = known.join("、");
            return Err(format!("没有“{}”这个省级行政区；可以写：{known}", typed.trim()));
        };
        self.province = Some(found.name.clone());
        Ok(())
    }

    /// Takes a half-year: 2020年下半年, 2020下 or 2020h2.
    ///
    /// # Errors
    /// It is none.
    pub fn take_period(&mut self, typed: &str) -> Result<(), String> {
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
    pub fn take_services(&mut self, typed: &str, standard: &Standard) -> Result<(), String> {
        let mut services: Vec<String> = Vec::new();
        let words = typed.split([',', '，', '、', ';', '；']).map(str::trim);
        for word in words.filter(|word| !word.is_empty()) {
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

    /// What the new file is called: `shanxi-mobile-2020h2.yaml` where all of it is known.
    #[must_use]
    pub fn file_name(&self, standard: &Standard) -> String {
        let named = || {
            let carrier = standard.operator(self.carrier.as_deref()?)?;
            let province = standard.province(self.province.as_deref()?)?;
            let period = halves::short(self.period?);
            Some(format!("{}-{}-{period}.yaml", province.pinyin, carrier.slug))
        };
        named().unwrap_or_else(|| FILE_NAME.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Standard {
        Standard::of(None).unwrap()
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
        for typed in ["", "铁通", "动"] {
            assert!(Answers::default().take_carrier(typed, &standard()).is_err(), "{typed}");
        }
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
            assert_eq!(answers.province.as_deref(), Some(name), "{typed}");
        }
        for typed in ["", "太原", "山", "省"] {
            assert!(Answers::default().take_province(typed, &standard()).is_err(), "{typed}");
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
        assert!(names.contains("shaanxi-mobile-2020h2.yaml"));
    }
}
