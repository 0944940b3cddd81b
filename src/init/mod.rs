//! New filings to fill in: a blank one, and the last one rolled forward to the next half-year.
//! Text in, text out.

mod answers;
mod blank;
mod extras;
mod form;
mod groups;
mod halves;
mod notes;
mod roll;

pub(crate) use answers::Answers;
pub(crate) use blank::blank;
pub(crate) use extras::Extra;
pub(crate) use form::services;
pub(crate) use groups::{offers, prompt_of as prompt, prompts_of as prompts, usual_indicators};
pub(crate) use halves::renamed;
pub(crate) use roll::{LastFile, emptied, roll};

/// What a new filing is called where nothing better is known.
pub(crate) const FILE_NAME: &str = "填报.yaml";
