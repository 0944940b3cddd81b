//! `chengbao init`: a new filing to fill in, or the last one rolled forward.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::InitOptions;
use crate::filing::{Filing, Period};
use crate::init::{self, Answers, Extra, LastFile};
use crate::report::{self, Holder, Loaded};
use crate::standard::Standard;

/// The mark that some editors put at a file's start; a file that has it keeps it.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Writes the new file; one that is there already stays as it is.
pub(super) fn execute(options: &InitOptions) -> Outcome {
    let standard = Standard::newest();
    let mut answers = Answers::default();
    if let Err(message) = take(&mut answers, options, &standard) {
        return output::fail(&message);
    }
    // Before anybody is asked anything.
    if let Some(file) = options.file.as_deref().filter(|file| is_there(file)) {
        return refuse(file);
    }
    if let Some(last) = &options.from {
        return roll(last, options.file.as_deref(), answers.period, &standard);
    }
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        ask(&mut answers, &standard, &mut io::stdin().lock(), &mut io::stderr());
    }
    let file = options.file.clone().unwrap_or_else(|| answers.file_name(&standard).into());
    if is_there(&file) {
        return refuse(&file);
    }
    let text = init::blank(&answers, &standard);
    match writing::write_new(&file, text.as_bytes()) {
        Ok(()) => print_next_steps(&file, "凡有【】的地方都要填"),
        Err(message) => output::fail(&message),
    }
}

/// Takes what the options say.
fn take(answers: &mut Answers, options: &InitOptions, standard: &Standard) -> Result<(), String> {
    if let Some(typed) = &options.carrier {
        answers.take_carrier(typed, standard)?;
    }
    if let Some(typed) = &options.province {
        answers.take_province(typed, standard)?;
    }
    if let Some(typed) = &options.period {
        answers.take_period(typed)?;
    }
    if let Some(typed) = &options.services {
        answers.take_services(typed, standard)?;
    }
    if let Some(typed) = &options.groups {
        answers.take_groups(typed, standard)?;
    }
    if let Some(typed) = &options.with {
        answers.extras = Extra::take(typed)?;
    }
    Ok(())
}

/// Whether anything goes by a name, be it a link that leads nowhere.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok()
}

fn refuse(file: &Path) -> Outcome {
    let name = file.display();
    if file.is_dir() {
        return output::fail(&format!("{name} 是文件夹，要写新文件的名字"));
    }
    output::fail(&format!("{name} 已经有了，没有改动它；请另取名字：chengbao init … 新名字.yaml"))
}

/// Names the new file and the next steps.
fn print_next_steps(file: &Path, todo: &str) -> Outcome {
    let name = file.display();
    output::print(&format!("已写好 {name}"));
    output::print(&format!("下一步：用文本编辑器打开，{todo}"));
    output::print(&format!("检查：chengbao check {name}"));
    output::print(&format!("出报告：chengbao build {name}"));
    Outcome::Done
}

/// A question to the user.
struct Question {
    text: &'static str,
    /// What an empty answer means.
    default: &'static str,
    is_known: fn(&Answers) -> bool,
    take: fn(&mut Answers, &str, &Standard) -> Result<(), String>,
}

const QUESTIONS: [Question; 4] = [
    Question {
        text: "集团（移动、联通、电信、广电、其他）",
        default: "先空着",
        is_known: |answers| answers.carrier.is_some(),
        take: Answers::take_carrier,
    },
    Question {
        text: "省份（如 山西；整个集团报送的写 全国）",
        default: "先空着",
        is_known: |answers| answers.provinces.is_some(),
        take: Answers::take_province,
    },
    Question {
        text: "报告期（如 2020年下半年、2020下）",
        default: "先空着",
        is_known: |answers| answers.period.is_some(),
        take: |answers, typed, _| answers.take_period(typed),
    },
    Question {
        text: "经营业务（用逗号分开，如 移动电话,宽带业务）",
        default: "全部列出，填写时删去没有的",
        is_known: |answers| answers.services.is_some(),
        take: Answers::take_services,
    },
];

/// Asks for what is missing; an empty answer takes what is in brackets, and so do all that
/// follow once there are no more answers.
fn ask(
    answers: &mut Answers,
    standard: &Standard,
    input: &mut impl BufRead,
    output: &mut impl Write,
) {
    for question in QUESTIONS {
        if (question.is_known)(answers) {
            continue;
        }
        loop {
            let _ = write!(output, "{}［{}］：", question.text, question.default);
            let _ = output.flush();
            let mut line = String::new();
            match input.read_line(&mut line) {
                Ok(0) | Err(_) => {
                    let _ = writeln!(output);
                    return;
                }
                Ok(_) if line.trim().is_empty() => break,
                Ok(_) => {}
            }
            match (question.take)(answers, line.trim(), standard) {
                Ok(()) => break,
                Err(message) => {
                    let _ = writeln!(output, "{message}");
                }
            }
        }
    }
}

/// Rolls the last filing forward.
fn roll(last: &Path, file: Option<&Path>, period: Option<Period>, standard: &Standard) -> Outcome {
    let name = last.display();
    let loaded = match load(last) {
        Ok(loaded) => loaded,
        Err(message) => return output::fail(&message),
    };
    let bytes = &loaded.bytes;
    let reading = report::read(&name.to_string(), bytes);
    if let Some(what) = input::not_a_filing(&reading) {
        return output::fail(&format!("{name}：{what}"));
    }
    let errors = loaded.errors(&reading).len();
    let Some(filing) = reading.filing.filter(|_| errors == 0) else {
        output::eprint(&format!("{name}：有 {errors} 处错误，不能从它滚到下一期，没有写文件"));
        output::eprint(&match loaded.holder {
            Holder::Word => format!("先变成填报文件，改好再来：chengbao import {name}"),
            _ => format!("先看有哪些错误，改好再来：chengbao check {name}"),
        });
        return Outcome::Findings;
    };
    if let Some(what) = loaded.unknown(&filing) {
        return output::fail(&format!("{name} {what}，不能从它滚到下一期"));
    }
    let before = filing.period.value;
    let to = period.unwrap_or_else(|| before.next());
    if to <= before {
        return output::fail(&format!("上期的文件是 {before} 的，新文件要在它之后，不能是 {to}"));
    }
    let file = file.map_or_else(|| beside(last, &filing, to, standard), Path::to_path_buf);
    if is_there(&file) {
        return refuse(&file);
    }
    let name = last.file_name().unwrap_or_default().to_string_lossy();
    let inside = way(&file, last);
    let place = inside.as_deref().map_or(LastFile::Elsewhere(&name), LastFile::Beside);
    let rolled =
        match init::roll(&reading.source, &filing, standard, to, place, !loaded.lasts.is_empty()) {
            Ok(rolled) => rolled,
            Err(message) => return output::fail(&format!("{}：{message}", last.display())),
        };
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { &[] };
    let text = [mark, rolled.text.as_bytes()].concat();
    let folder = input::folder_of(&file);
    let pictures = loaded.pictures.iter();
    let pictures = pictures.map(|(name, bytes)| (folder.join(name), bytes.as_slice()));
    let files: Vec<(PathBuf, &[u8])> = pictures.chain([(file.clone(), text.as_slice())]).collect();
    if let Err(message) = writing::write_all_new(&files) {
        return output::fail(&message);
    }
    if inside.is_none() {
        output::eprint(&format!(
            "提示: {name} 不在新文件的文件夹里，检查时读不到它；要比较两期数据，把它放到 {} 旁边",
            file.display()
        ));
    }
    if rolled.waivers > 0 {
        output::eprint(&format!(
            "提示: 上期的 {} 条豁免已变成注释，本期还要的重新写明理由",
            rolled.waivers
        ));
    }
    let (figures, texts) = (rolled.figures, rolled.texts);
    print_next_steps(&file, &format!("填 {figures} 个数据和签署日期，修订 {texts} 段文字（{to}）"))
}

/// The last filing, from whatever holds it.
fn load(last: &Path) -> Result<Loaded, String> {
    let bytes = input::filing_or_pdf(last)?;
    let name = last.file_name().unwrap_or_default().to_string_lossy();
    let stem = last.file_stem().unwrap_or_default().to_string_lossy();
    let loaded = report::load(&name, &stem, bytes);
    loaded.map_err(|why| format!("读不了 {}：{why}", last.display()))
}

/// The name of the new file where the call has none: the last one's name with the new half-year,
/// beside it, where its pictures are too.
fn beside(last: &Path, filing: &Filing, to: Period, standard: &Standard) -> PathBuf {
    let stem = last.file_stem().unwrap_or_default().to_string_lossy();
    let name = match init::renamed(&stem, filing.period.value, to) {
        Some(stem) => format!("{stem}.yaml"),
        None => {
            let company = &filing.company;
            let known = Answers {
                carrier: Some(company.group.value.clone()),
                provinces: Some(
                    company.provinces.named().iter().map(|n| n.value.clone()).collect(),
                ),
                period: Some(to),
                ..Answers::default()
            };
            let name = known.file_name(standard);
            if name == init::FILE_NAME { format!("{to}.yaml") } else { name }
        }
    };
    last.with_file_name(name)
}

/// The way from a new file's folder to a file in it or below; `None` where it is elsewhere.
fn way(new: &Path, file: &Path) -> Option<String> {
    let folder = input::folder_of(new).canonicalize().ok()?;
    let file = file.canonicalize().ok()?;
    let parts = file.strip_prefix(folder).ok()?.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(known: Answers, typed: &str) -> (Answers, String) {
        let mut answers = known;
        let mut said = Vec::new();
        let standard = Standard::newest();
        ask(&mut answers, &standard, &mut typed.as_bytes(), &mut said);
        (answers, String::from_utf8(said).unwrap())
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let (answers, said) = answered(Answers::default(), "移动\n山西\n2020下\n移动电话，宽带\n");
        assert_eq!(answers.carrier.as_deref(), Some("中国移动"));
        assert_eq!(answers.provinces.unwrap(), ["山西省"]);
        assert_eq!(answers.period.unwrap().to_string(), "2020年下半年");
        assert_eq!(answers.services.unwrap(), ["移动电话", "宽带业务"]);
        assert_eq!(said.matches("［先空着］：").count(), 3);
    }

    #[test]
    fn what_is_known_is_not_asked_for() {
        let mut known = Answers::default();
        known.take_period("2020h2").unwrap();
        let (_, said) = answered(known, "\n\n\n");
        assert!(!said.contains("报告期") && said.contains("省份"), "{said}");
    }

    #[test]
    fn a_wrong_answer_is_told_and_asked_again() {
        let (answers, said) = answered(Answers::default(), "铁通\n移动\n\n\n\n");
        assert_eq!(answers.carrier.as_deref(), Some("中国移动"));
        assert_eq!(said.matches("集团（").count(), 2);
        assert!(said.contains("没有“铁通”这个集团"), "{said}");
    }

    #[test]
    fn an_end_of_the_answers_leaves_the_rest_open() {
        let (answers, _) = answered(Answers::default(), "移动\n");
        assert_eq!((answers.carrier.is_some(), answers.provinces), (true, None));
    }
}
