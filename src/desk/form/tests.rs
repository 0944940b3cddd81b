use super::*;
use crate::report;

fn json(text: &str) -> serde_json::Value {
    let reading = report::read("甲.yaml", text.as_bytes());
    serde_json::to_value(form(&reading, None, &Standard::newest()).unwrap()).unwrap()
}

#[test]
fn examples_are_written() {
    let Ok(folder) = std::env::var("FORM_EXAMPLES") else { return };
    let write = |name: &str, text: &str| {
        let json = serde_json::to_string_pretty(&json(text)).unwrap();
        std::fs::write(format!("{folder}/{name}"), json).unwrap();
    };
    write("form-mobile.json", include_str!("../../../data/shanxi-mobile-2020h2.yaml"));
    write("form-new.json", include_str!("../../../data/template.yaml"));
    write("form-forms.json", include_str!("../../../tests/filings/forms.yaml"));
}
