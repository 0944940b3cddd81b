//! Whether the data that a PDF carries is that of the filing it carries.

use std::fmt;

use serde_json::Value;

use super::older_data;
use crate::filing::Waiver;

/// How `filing.json` stands to `filing.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataVerdict {
    /// It is what the filing gives.
    Same,
    /// It says something else.
    Differs(DataDifference),
    /// There is none.
    Absent,
    /// It is no JSON.
    Unreadable,
}

/// The first place where the data is not the filing's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDifference {
    /// The keys that lead there, such as `indicators[3].value`.
    pub path: String,
    /// What the data says, as JSON; `None` where it says nothing.
    pub carried: Option<String>,
    /// What the filing gives.
    pub made: Option<String>,
}

impl fmt::Display for DataVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("数据（filing.json）与填报文件一致"),
            Self::Differs(difference) => {
                write!(f, "数据（filing.json）与填报文件不一致：{difference}")
            }
            Self::Absent => f.write_str("附件里没有数据（filing.json）"),
            Self::Unreadable => f.write_str("数据（filing.json）不是呈报写的 JSON，没有采信"),
        }
    }
}

impl fmt::Display for DataDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = || "（没有）".to_owned();
        let carried = self.carried.clone().unwrap_or_else(none);
        let made = self.made.clone().unwrap_or_else(none);
        write!(f, "{} 在数据里是 {carried}，按填报文件应是 {made}", self.path)
    }
}

/// Compares the data that is carried with what the filing gives now.
pub(super) fn compare(carried: &Value, made: &str, waivers: &[Waiver]) -> DataVerdict {
    let Ok(mut made) = serde_json::from_str::<Value>(made) else { return DataVerdict::Unreadable };
    let mut carried = carried.clone();
    let same_version = carried["generator"] == made["generator"];
    level(&mut carried, &mut made, same_version, waivers);
    match first("", Some(&carried), Some(&made)) {
        Some(difference) => DataVerdict::Differs(difference),
        None => DataVerdict::Same,
    }
}

/// Takes out what may differ without harm: the version that made the data, the words of its
/// findings where it was another, and what came of a comparison with a filing that is not here.
fn level(carried: &mut Value, made: &mut Value, same_version: bool, waivers: &[Waiver]) {
    if carried["generator"]["version"].is_string() {
        carried["generator"]["version"] = made["generator"]["version"].clone();
    }
    older_data::renew(carried, made);
    if !same_version {
        forget_unknown(carried, made);
    }
    if let Some(carried) = carried["waivers"].as_array_mut() {
        carried.retain(|waived| !is_compared(waived, waivers));
    }
    if !same_version {
        for waived in [carried, made] {
            let each = waived["waivers"].as_array_mut().into_iter().flatten();
            each.filter_map(Value::as_object_mut).for_each(|waived| {
                waived.remove("message");
            });
        }
    }
}

/// Takes out of the made figures what the catalogue did not know yet when the carried ones were
/// made: an indicator that has come to it since.
fn forget_unknown(carried: &Value, made: &mut Value) {
    let carried = carried["indicators"].as_array().into_iter().flatten();
    let made = made["indicators"].as_array_mut().into_iter().flatten();
    for (carried, made) in carried.zip(made) {
        if carried["id"].is_null() && carried["measure"].is_null() {
            made["id"] = Value::Null;
            made["measure"] = Value::Null;
        }
    }
}

/// Whether a waived finding is of a comparison, and the filer did waive it.
fn is_compared(waived: &Value, waivers: &[Waiver]) -> bool {
    let said = |key: &str| waived[key].as_str().unwrap_or_default();
    let keys = ["rule", "place", "reason", "message"];
    let known = |about: &serde_json::Map<String, Value>| {
        about.keys().all(|key| keys.contains(&key.as_str()))
    };
    waived.as_object().is_some_and(known)
        && said("rule").starts_with('C')
        && waivers.iter().any(|waiver| {
            let reason = waiver.reason.as_ref().map(|reason| reason.value.as_str());
            waiver.rule.value.eq_ignore_ascii_case(said("rule")) && reason == Some(said("reason"))
        })
}

/// The first difference of two values, in the order of the made one.
fn first(path: &str, carried: Option<&Value>, made: Option<&Value>) -> Option<DataDifference> {
    match (carried, made) {
        (Some(Value::Object(carried)), Some(Value::Object(made))) => {
            let further = carried.keys().filter(|key| !made.contains_key(*key));
            made.keys().chain(further).find_map(|key| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                first(&path, carried.get(key), made.get(key))
            })
        }
        (Some(Value::Array(carried)), Some(Value::Array(made))) => {
            (0..carried.len().max(made.len()))
                .find_map(|n| first(&format!("{path}[{n}]"), carried.get(n), made.get(n)))
        }
        (carried, made) if carried == made => None,
        (carried, made) => Some(DataDifference {
            path: path.to_owned(),
            carried: carried.map(short),
            made: made.map(short),
        }),
    }
}

/// The longest value that is shown.
const SHOWN: usize = 60;

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
