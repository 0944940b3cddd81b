//! The text of a PDF's pages read back: what a reader would copy.

use chengbao::pdf::words;

use crate::support::{Chengbao, FILINGS, pdf_text};

#[test]
fn the_text_is_what_another_reader_takes_out() {
    for stem in FILINGS {
        let name = format!("{stem}.yaml");
        let run = Chengbao::new().data(&name).call(&format!("build {name} --formats pdf")).run();
        let pdf = run.done().bytes(&format!("output/{stem}.pdf"));
        let words = words(&pdf).unwrap();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let shown: String = words.pages.iter().map(|page| bare(&page.text)).collect();
        assert!(shown == pdf_text::text(&pdf), "{stem}");
        for (n, page) in words.pages.iter().enumerate() {
            let artifacts: Vec<String> =
                page.artifacts.iter().map(|artifact| bare(&artifact.text())).collect();
            assert_eq!(artifacts, [format!("—{}—", n + 1)]);
            assert!(page.anomalies.is_empty() && page.rules.is_empty() && page.pictures.is_empty());
        }
    }
}
