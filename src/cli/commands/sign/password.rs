//! The password of a key: from a file, from the environment, or asked for; never an argument,
//! which others on the machine could see. It is wiped from memory after use.

use std::env;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use encoding_rs::GB18030;
use zeroize::Zeroizing;

use crate::characters::printable_lines;
use crate::cli::files::opening;
use crate::cli::reason::reason;
use crate::cli::terminal::output;

const VARIABLE: &str = "CHENGBAO_P12_PASSWORD";
/// A longer file is none with a password.
const MAX_BYTES: u64 = 4096;

/// The password of a key's file.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn password(file: Option<&Path>, key: &Path) -> Result<Zeroizing<String>, String> {
    if let Some(file) = file {
        return from_file(file);
    }
    match env::var(VARIABLE) {
        Ok(password) => return Ok(Zeroizing::new(password)),
        Err(env::VarError::NotUnicode(_)) => {
            return Err(format!("环境变量 {VARIABLE} 里的口令不是 UTF-8 文字"));
        }
        Err(env::VarError::NotPresent) => {}
    }
    if !io::stdin().is_terminal() {
        return Err(format!(
            "没有口令：用 --password-file 指明写着口令的文件，或设环境变量 {VARIABLE}"
        ));
    }
    let asked = asked(&format!("{} 的口令：", key.display()));
    asked.map(Zeroizing::new).map_err(|error| format!("读不了口令：{}", reason(&error)))
}

/// The answer to a question, unseen. The question is printed like everything else: the crate
/// writes bytes to the terminal, which a console of Windows takes for another encoding.
fn asked(question: &str) -> io::Result<String> {
    if !output::ask(question) {
        return rpassword::prompt_password(printable_lines(question));
    }
    let unseen = rpassword::ConfigBuilder::new().output_discard().build();
    let answer = rpassword::read_password_with_config(unseen);
    output::eprint("");
    answer
}

/// The first line of a file.
fn from_file(path: &Path) -> Result<Zeroizing<String>, String> {
    let message = |why: &str| format!("读不了口令文件 {}：{why}", path.display());
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_BYTES as usize + 1));
    opening::named(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| message(&reason(&error)))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(message("文件太大，里面应该只有一行口令"));
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => Zeroizing::new(text.to_owned()),
        // As the editors of a Chinese Windows save it.
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
            Some(text) => Zeroizing::new(text.into_owned()),
            None => return Err(message("不是文字文件；另存为 UTF-8 编码")),
        },
    };
    let line = text.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
    if line.is_empty() {
        Err(message("第一行是空的；口令要写在第一行"))
    } else {
        Ok(Zeroizing::new(line.to_owned()))
    }
}
