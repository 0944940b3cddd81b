//! 呈报 · chengbao: one YAML file to a telecom carrier's half-yearly 服务质量状况报告, as
//! Markdown, HTML, PDF and Word.
//!
//! A filing goes one way: `source` → `filing` → `render` → `document` → `typeset` → `pdf`.
//! Everything but `cli` is pure: bytes in, bytes out.
//!
//! This is a program and no library: what is `pub` here is what tests, benchmarks and fuzzing use.

mod changes;
mod characters;
pub mod check;
pub mod cli;
pub mod cms;
pub mod compare;
mod decimal;
pub mod desk;
pub mod diagnostic;
mod differences;
pub mod document;
pub mod docx;
pub mod draft;
pub mod edit;
pub mod filing;
mod fill;
pub mod finding;
pub mod fonts;
mod form;
pub mod illustrations;
mod import;
mod init;
mod merge;
pub mod moment;
mod numerals;
mod package;
mod pattern;
pub mod pdf;
mod percent;
pub mod pictures;
mod prose;
mod references;
pub mod render;
pub mod report;
mod review;
pub mod schema;
pub mod sheet;
pub mod source;
pub mod source_map;
pub mod standard;
pub mod svg;
pub mod typeset;
pub mod verify;
mod word;
mod xml;
