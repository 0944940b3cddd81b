//! A company's name in units of sense, for names that take several lines.

/// What ends a unit, and what never begins one: 集团有限公司 is one word.
const ENDS: [&str; 2] = ["集团", "公司"];
const GOES_ON: [&str; 4] = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

/// The units of sense of a company's name: 中国移动通信集团, 山西有限公司. One unit where nothing of it
/// is known.
#[must_use]
pub fn name_units(name: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
        let end = ENDS.iter().find(|end| rest.starts_with(**end));
        at += end.map_or(rest.chars().next().map_or(1, char::len_utf8), |end| end.len());
        let goes_on = GOES_ON.iter().any(|kind| name[at..].starts_with(kind));
        if end.is_some() && !goes_on {
            units.extend(name.get(start..at));
            start = at;
        }
    }
    units.extend(name.get(start..).filter(|rest| !rest.is_empty()));
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_where_their_sense_allows() {
        for (name, units) in [
            ("中国移动通信集团山西有限公司", "中国移动通信集团|山西有限公司"),
            ("中国联合网络通信有限公司山西省分公司", "中国联合网络通信有限公司|山西省分公司"),
            ("中国电信股份有限公司山西分公司", "中国电信股份有限公司|山西分公司"),
            ("中移铁通有限公司山西分公司", "中移铁通有限公司|山西分公司"),
            ("中国电信集团有限公司山西分公司", "中国电信集团有限公司|山西分公司"),
            ("某某集团公司", "某某集团公司"),
            ("山西移动", "山西移动"),
            ("", ""),
        ] {
            assert_eq!(name_units(name).join("|"), units);
        }
    }
}
