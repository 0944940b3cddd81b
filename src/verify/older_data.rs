//! Data of the form before the present one, as it would be now.

use serde_json::{Map, Value, json};

use crate::render::SCHEMA;

/// The form before.
const OLDER: &str = "chengbao-filing/2";

/// What a figure has beside it since.
const BESIDE: [&str; 5] = ["numerator", "denominator", "last", "year_on_year", "half_on_half"];

/// Adds what has come since: nothing of it was in a filing then. Only what says in other words
/// what the filing said then too is taken from the data that is made now.
pub(super) fn renew(carried: &mut Value, made: &Value) {
    if carried["schema"] != OLDER {
        return;
    }
    let Some(data) = carried.as_object_mut() else { return };
    data.insert("schema".to_owned(), json!(SCHEMA));
    let signatories = json!([data.get("signatory")]);
    // The first two came before the form had another name.
    add(data, "template", Value::Null);
    add(data, "last", Value::Null);
    add(data, "addressees", json!([]));
    add(data, "signatories", signatories);
    add(data, "contact", Value::Null);
    add(data, "telephone", Value::Null);
    add(data, "annexes", json!([]));
    add(data, "copied_to", json!([]));
    add(data, "chapters", made["chapters"].clone());
    if let Some(company) = data.get_mut("company").and_then(Value::as_object_mut) {
        let provinces = json!([company.get("province")]);
        add(company, "provinces", provinces);
    }
    let figures = data.get_mut("indicators").and_then(Value::as_array_mut);
    for figure in figures.into_iter().flatten().filter_map(Value::as_object_mut) {
        BESIDE.into_iter().for_each(|key| add(figure, key, Value::Null));
    }
}

fn add(data: &mut Map<String, Value>, key: &str, value: Value) {
    data.entry(key).or_insert(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_data_says_the_same_in_the_present_form() {
        let mut carried = json!({
            "schema": OLDER,
            "company": { "province": "山西省" },
            "signatory": "某公司",
            "indicators": [{ "value": "1" }],
        });
        renew(&mut carried, &json!({ "chapters": [{ "title": "公司简介" }] }));
        assert_eq!(carried["schema"], SCHEMA);
        assert_eq!(carried["signatories"], json!(["某公司"]));
        assert_eq!(carried["company"]["provinces"], json!(["山西省"]));
        assert_eq!(carried["chapters"][0]["title"], "公司简介");
        assert_eq!(carried["indicators"][0]["numerator"], Value::Null);
    }

    #[test]
    fn data_of_the_present_form_has_to_be_whole() {
        let mut carried = json!({ "schema": SCHEMA });
        renew(&mut carried, &json!({}));
        assert_eq!(carried, json!({ "schema": SCHEMA }));
    }
}
