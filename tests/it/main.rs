//! What the program does, as its users meet it: one program of tests, so that it is linked once.
//! A module stands for what it looks at; README.md says where a new test goes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod annex;
mod architecture;
mod around;
mod bad;
mod beside;
mod build;
mod chapters;
mod check;
mod cms;
mod compare;
mod desk;
mod differential;
mod docx;
mod drafts;
mod encodings;
mod escaping;
mod extract;
mod fill;
mod fill_doubts;
mod fill_layouts;
mod fill_properties;
mod fill_shapes;
mod fix;
mod flipped_bytes;
mod fonts;
mod hostile;
mod import;
mod import_word;
mod init;
mod init_from;
mod installed;
mod later_updates;
#[cfg(unix)]
mod left_behind;
mod limits;
mod many;
mod merge;
mod merge_choice;
mod merge_properties;
mod merge_shapes;
mod origins;
mod outputs;
mod page;
mod page_breaks;
mod page_measures;
mod page_words;
mod partial;
mod paths;
mod pdf;
mod pdf_faults;
mod pdf_structure;
mod pictures;
mod planted;
mod preview;
mod real_filings;
mod references;
mod review;
mod robust;
mod rules;
mod same_bytes;
mod sarif;
mod schema;
mod sheet;
mod sign;
mod sign_off_places;
mod sign_refusals;
mod signature_fields;
mod signed_hostile;
mod slips;
mod strict_form;
mod strict_tables;
mod svg;
#[cfg(unix)]
mod swapped;
mod tables;
mod tampered_signatures;
mod tampering;
mod templates;
mod terminal;
mod territory;
mod transcribed;
mod typed_figures;
mod typeset_properties;
mod verify;
mod verify_again;
mod verify_conformity;
mod verify_extras;
mod verify_eye;
mod verify_filing;
mod verify_structure;
mod waivers;
#[cfg(windows)]
mod windows;
mod words;
