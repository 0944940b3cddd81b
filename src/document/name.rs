//! A company's name in units of sense, for names that take several lines.

/// What ends a unit.
const ENDS: [&str; 2] = ["集团", "公司"];
/// What begins one, and goes on to a company's kind.
const KINDS: [&str; 3] = ["股份有限公司", "有限责任公司", "有限公司"];

/// The units of sense of a company's name: 中国移动通信集团, 山西, 有限公司. One unit where nothing of
/// it is known.
#[must_use]
pub fn name_units(name: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
        let kind = KINDS.iter().find(|kind| rest.starts_with(**kind));
        let end = ENDS.iter().find(|end| rest.starts_with(**end));
        let step = match (kind, end) {
            (Some(kind), _) => {
                if start < at {
                    units.extend(name.get(start..at));
                    start = at;
                }
                kind.len()
            }
            (_, Some(end)) => end.len(),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += step;
        if kind.is_some() || end.is_some() {
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
            ("中国移动通信集团山西有限公司", "中国移动通信集团|山西|有限公司"),
            ("中国联合网络通信有限公司山西省分公司", "中国联合网络通信|有限公司|山西省分公司"),
            ("中国电信股份有限公司山西分公司", "中国电信|股份有限公司|山西分公司"),
            ("中移铁通有限公司山西分公司", "中移铁通|有限公司|山西分公司"),
            ("山西移动", "山西移动"),
            ("", ""),
        ] {
            assert_eq!(name_units(name).join("|"), units);
        }
    }
}
