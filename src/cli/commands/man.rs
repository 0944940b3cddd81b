//! `chengbao man`: the manual's page, made of what the help says of each command.

use clap::{Arg, Command, CommandFactory};
use roff::{Roff, bold, italic, roman};

use crate::cli::Outcome;
use crate::cli::terminal::output;
use crate::cli::usage::{Call, EXIT_CODES, PROGRAM};

/// Lines may be broken between hanzi, but not before a mark that closes nor behind one that opens.
/// Programs other than groff pass over it.
const HANZI: &str = r".if \n(.g .class [closing] , : ; \[u3001] \[u3002] \[uFF0C] \[uFF1A] \[uFF1B] \[uFF1F] \[uFF01] \[uFF09] \[u300D] \[u300F] \[u3011] \[u300B] \[u201D]
.if \n(.g .class [opening] \[uFF08] \[u300C] \[u300E] \[u3010] \[u300A] \[u201C]
.if \n(.g .class [hanzi] \[u4E00]-\[u9FFF]
.if \n(.g .cflags 128 \C'[closing]'
.if \n(.g .cflags 266 \C'[opening]'
.if \n(.g .cflags 512 \C'[hanzi]'
";

const ENVIRONMENT: [(&str, &str); 6] = [
    (
        "CHENGBAO_FONTS",
        "仿宋、楷体字体文件（FandolFang-Regular.otf、FandolKai-Regular.otf）所在的文件夹",
    ),
    ("CHENGBAO_SYSTEM_FONTS", "写 off 就不用系统里的字体"),
    ("CHENGBAO_P12_PASSWORD", "签名证书的口令"),
    ("SOURCE_DATE_EPOCH", "签名的时间，从1970年起的秒数；不设就用电脑的时钟"),
    ("NO_COLOR", "设了就不用颜色"),
    ("XDG_DATA_HOME", "用户的数据文件夹，不设就是 ~/.local/share"),
];

const FILES: [(&str, &str); 3] = [
    ("fonts/FandolFang-Regular.otf", "程序旁边的仿宋字体文件"),
    ("fonts/FandolKai-Regular.otf", "程序旁边的楷体字体文件"),
    ("~/.local/share/chengbao/fonts", "也可以放在这里"),
];

pub(super) fn execute() -> Outcome {
    match output::write_bytes(page().as_bytes()) {
        Ok(()) => Outcome::Done,
        Err(message) => output::fail(&message),
    }
}

fn page() -> String {
    let mut call = Call::command();
    call.build();
    let about = call.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    let version = format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["CHENGBAO", "1", "", version.as_str(), "用户手册"]);
    // Ragged and without hyphens: a line of hanzi has nothing to be stretched.
    page.control("ad", ["l"]);
    page.control("nh", []);
    page.control("SH", ["名称"]);
    page.text([roman(format!("{PROGRAM} - {about}"))]);
    page.control("SH", ["概述"]);
    page.text([bold(PROGRAM), roman(" <命令> [选项]")]);
    page.control("SH", ["命令"]);
    for command in call.get_subcommands_mut() {
        of_command(command, &mut page);
    }
    page.control("SH", ["退出码"]);
    page.text([roman(EXIT_CODES)]);
    page.control("SH", ["环境变量"]);
    ENVIRONMENT.iter().for_each(|(name, what)| entry(name, what, &mut page));
    page.control("SH", ["文件"]);
    FILES.iter().for_each(|(name, what)| entry(name, what, &mut page));
    format!("{HANZI}{}", page.render())
}

fn of_command(command: &mut Command, page: &mut Roff) {
    let name = command.get_name().to_owned();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.render_usage().to_string();
    let usage = usage.find(PROGRAM).and_then(|at| usage.get(at..)).unwrap_or_default();
    page.control("SS", [name.as_str()]);
    page.text([roman(about)]);
    page.control("PP", []);
    page.text([bold(usage.trim())]);
    for argument in command.get_arguments().filter(|a| a.get_id() != "help" && !a.is_hide_set()) {
        of_argument(argument, page);
    }
    if let Some(more) = command.get_after_help() {
        page.control("PP", []);
        page.control("nf", []);
        for line in more.to_string().lines() {
            page.text([roman(line)]);
        }
        page.control("fi", []);
    }
}

fn of_argument(argument: &Arg, page: &mut Roff) {
    let value = argument.get_value_names().and_then(|names| names.first());
    let value = value.filter(|_| argument.get_action().takes_values()).map(ToString::to_string);
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    page.control("TP", []);
    let mut tag = vec![bold(names.join(", "))];
    if let Some(value) = value {
        let blank = if names.is_empty() { "" } else { " " };
        tag.extend([roman(blank), italic(value)]);
    }
    page.text(tag);
    page.text([roman(argument.get_help().map(ToString::to_string).unwrap_or_default())]);
}

fn entry(name: &str, what: &str, page: &mut Roff) {
    page.control("TP", []);
    page.text([bold(name)]);
    page.text([roman(what)]);
}
