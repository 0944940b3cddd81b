//! A filing from its bytes, checked, its findings drawn and told to machines.

#![no_main]

#[path = "../../tests/support/hostile.rs"]
mod hostile;

libfuzzer_sys::fuzz_target!(|data: &[u8]| hostile::yaml(data));
