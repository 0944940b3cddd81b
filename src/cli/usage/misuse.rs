//! The messages in Chinese when a call is wrong.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::Outcome;
use crate::cli::terminal::output;

/// Says what is wrong with a call, or shows the help that was asked for.
pub(in crate::cli) fn explain(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is no fault of the call.
            let _ = error.print();
            return Outcome::Done;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return Outcome::Failed;
        }
        _ => {}
    }
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    // Of an option that may have a value, or not, its name.
    let argument = said(ContextKind::InvalidArg);
    let argument = argument.split("[=").next().unwrap_or_default().to_owned();
    let value = said(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = said(ContextKind::InvalidSubcommand);
            if word.ends_with(".yaml") || word.ends_with(".yml") {
                format!("缺少命令；要生成报告，写 chengbao build {word}")
            } else {
                format!("没有“{word}”这个命令")
            }
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            format!("多了“{argument}”：这个命令一次只处理一份文件")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 不能是“{value}”")
        }
        ErrorKind::ArgumentConflict => format!("{argument} 写了不止一次，或与别的选项冲突"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        _ => format!("命令写得不对：{argument}"),
    };
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::ValidValue]
            .into_iter()
            .map(said)
            .find(|text| !text.is_empty());
    output::fail(&message);
    if let Some(near) = near {
        output::eprint(&format!("可以写：{near}"));
    }
    output::eprint("看用法：chengbao --help");
    Outcome::Failed
}
