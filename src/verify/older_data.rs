//! Data of the forms before the present one, as it would be now.

use serde_json::{Map, Value, json};

use crate::render::SCHEMA;

/// The forms before, the newest first.
const OLDER: [&str; 3] = ["chengbao-filing/4", "chengbao-filing/3", "chengbao-filing/2"];

/// What a figure has beside it since.
const BESIDE: [&str; 5] = ["numerator", "denominator", "last", "year_on_year", "half_on_half"];

/// Adds what has come since: nothing of it was in a filing then. Only what says in other words
/// what the filing said then too is taken from the data that is made now.
pub(super) fn renew(carried: &mut Value, made: &Value) {
    let [fourth, third, second] = OLDER;
    if carried["schema"] == second {
        add_chapters(carried, made);
        carried["schema"] = json!(third);
    }
    if carried["schema"] == third {
        add_draft(carried, made);
        carried["schema"] = json!(fourth);
    }
    if carried["schema"] == fourth {
        add_lasts(carried);
        carried["schema"] = json!(SCHEMA);
    }
}

/// What came with the fifth form: an annex had one last filing.
fn add_lasts(carried: &mut Value) {
    if let Some(data) = carried.as_object_mut() {
        add(data, "earlier", json!([]));
    }
}

/// What came with the fourth form: drafts had no numbers.
fn add_draft(carried: &mut Value, made: &Value) {
    let Some(data) = carried.as_object_mut() else { return };
    add(data, "draft_number", Value::Null);
    add(data, "draft_fingerprint", made["draft_fingerprint"].clone());
}

/// What came with the third form.
fn add_chapters(carried: &mut Value, made: &Value) {
    let Some(data) = carried.as_object_mut() else { return };
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
            "schema": "chengbao-filing/2",
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
    fn an_older_draft_had_no_number_and_the_fingerprint_of_its_file() {
        let mut carried = json!({ "schema": "chengbao-filing/3", "draft": true });
        renew(&mut carried, &json!({ "draft_fingerprint": "3f9a1c07", "draft_number": null }));
        let now = json!({
            "schema": SCHEMA,
            "draft": true,
            "draft_number": null,
            "draft_fingerprint": "3f9a1c07",
            "earlier": [],
        });
        assert_eq!(carried, now);
    }

    #[test]
    fn data_of_the_present_form_has_to_be_whole() {
        let mut carried = json!({ "schema": SCHEMA });
        renew(&mut carried, &json!({}));
        assert_eq!(carried, json!({ "schema": SCHEMA }));
    }
}
