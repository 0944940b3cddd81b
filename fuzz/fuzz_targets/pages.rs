//! Markdown in a filing, to pages, HTML and Markdown.

#![no_main]

#[path = "../../tests/support/hostile.rs"]
mod hostile;

libfuzzer_sys::fuzz_target!(|data: &[u8]| hostile::pages(data));
