//! `chengbao fonts`: which face each role has, and what it lacks of a filing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::files::faces::{self, Faces};
use crate::cli::files::input;
use crate::cli::files::input::OpenFiling;
use crate::cli::terminal::output;
use crate::cli::terminal::table::table;
use crate::cli::usage::FontsOptions;
use crate::cli::{Outcome, examine};
use crate::diagnostic::{draw, draw_all};
use crate::fonts::{Coverage, FaceId, FaceSet, GB2312, GENERAL, Origin, RoleFaces};
use crate::render::Templates;
use crate::report::{self, Refusal};
use crate::typeset::Needs;

/// Lists the faces, then what each file needs of them.
pub(super) fn execute(options: &FontsOptions) -> Outcome {
    let templates = match input::templates(options.templates.as_deref()) {
        Ok(templates) => templates,
        Err(message) => return output::fail(&message),
    };
    let faces = match faces::load(&options.faces) {
        Ok(faces) => faces,
        Err(message) => return output::fail(&message),
    };
    output::print(&table(&listing(&faces)));
    output::print(&order(&faces));
    output::print(&sources(&faces));
    faces.print_notes();
    for (path, why) in &faces.broken {
        output::eprint(&format!("提示: 跳过了 {}：{why}", path.display()));
    }
    let outcomes = options.files.iter().map(|file| of_filing(file, &templates, &faces));
    outcomes.max().unwrap_or(Outcome::Done)
}

/// A row for each role.
fn listing(faces: &Faces) -> Vec<Vec<String>> {
    let standards = [format!("GB 2312（{GB2312}字）"), format!("通用规范汉字表（{GENERAL}字）")];
    let head = ["用途", "字体", &standards[0], &standards[1], "来自"].map(str::to_owned);
    let rows = faces.roles.iter().map(|role| {
        let usage = role.usage.clone();
        let Some(id) = faces.set.of_role(role.role) else {
            let none = || "无".to_owned();
            return [usage, none(), none(), none(), format!("没有找到 {}", missed(role))];
        };
        let face = faces.set.face(id);
        let Coverage { gb2312, general } = Coverage::of(face);
        let from = origin(face.origin(), face.data().1);
        // One for digits and letters is not there to cover hanzi.
        let covered =
            |count: usize| if general == 0 { "—".to_owned() } else { count.to_string() };
        [usage, face.name().to_owned(), covered(gb2312), covered(general), from]
    });
    std::iter::once(head).chain(rows).map(Vec::from).collect()
}

/// The files that a role's face would be.
fn missed(role: &RoleFaces) -> String {
    let files: Vec<&str> = role.vendored.iter().map(|face| face.file.as_str()).collect();
    files.join("、")
}

fn origin(origin: &Origin, index: u32) -> String {
    match origin {
        Origin::Program => "程序自带".to_owned(),
        Origin::Beside(path) => format!("随程序的文件 {}", path.display()),
        Origin::User(path) if index > 0 || is_collection(path) => {
            format!("{} 中的第 {} 款", path.display(), index + 1)
        }
        Origin::User(path) => path.display().to_string(),
    }
}

fn is_collection(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("ttc") || e.eq_ignore_ascii_case("otc"))
}

/// In which order faces stand in.
fn order(faces: &Faces) -> String {
    let names: Vec<&str> = faces.set.iter().map(|(_, face)| face.name()).collect();
    format!("\n缺字时先用同一用途的自带字体，再依次用：{}", names.join("、"))
}

fn sources(faces: &Faces) -> String {
    let system = if faces.system { "包括" } else { "不包括" };
    format!("查看了 {} 个字体文件，{system}系统里的", faces.looked_at)
}

fn of_filing(file: &Path, templates: &Templates, faces: &Faces) -> Outcome {
    let OpenFiling { bytes, folder } = match input::filing(file) {
        Ok(opened) => opened,
        Err(message) => return output::fail(&message),
    };
    let mut reading = report::read(&file.display().to_string(), &bytes);
    let (last, _) = examine::last(&folder, &reading);
    reading.refer_to_last(last.as_ref().map(|last| &last.filing));
    let standard = match examine::standard(None) {
        Ok(standard) => standard,
        Err(message) => return output::fail(&message),
    };
    match report::needs(&reading, last.as_ref(), &standard, templates) {
        Ok(needs) => {
            let (lines, outcome) = lacks(&needs, &faces.roles, &faces.set);
            output::print(&format!("\n{} 用到的字：\n{}", file.display(), table(&lines)));
            outcome
        }
        Err(Refusal::Template(fault)) => {
            output::eprint_styled(&format!(
                "{}\n",
                draw(&fault.finding, &fault.source, output::style())
            ));
            output::fail("模板有误，看不出要用哪些字")
        }
        Err(_) => {
            let drawn = draw_all(&reading.findings, &reading.source, output::style());
            output::eprint_styled(drawn.trim_end_matches('\n'));
            output::eprint(&format!("{}：没有全读出来，看不出要用哪些字", file.display()));
            Outcome::Findings
        }
    }
}

/// Rows for each role: what its face lacks, and what stands in.
fn lacks(needs: &Needs, roles: &[RoleFaces], set: &FaceSet) -> (Vec<Vec<String>>, Outcome) {
    let mut outcome = Outcome::Done;
    let mut rows = Vec::new();
    for role in roles {
        let mut say = |what: String| rows.push(vec![role.usage.clone(), what]);
        let Some(needed) = needs.get(&role.role) else {
            say("没有用到".to_owned());
            continue;
        };
        let mut drawn_by: BTreeMap<Option<FaceId>, String> = BTreeMap::new();
        for (written, drawn) in needed {
            drawn_by.entry(set.pick(role.role, *drawn)).or_default().push(*written);
        }
        if drawn_by.contains_key(&None) {
            outcome = Outcome::Findings;
        }
        let own = set.of_role(role.role);
        let has_all = own.is_some() && drawn_by.keys().all(|face| *face == own);
        if has_all {
            say(format!("{} 个字都有", needed.len()));
        }
        for (face, characters) in drawn_by.iter().filter(|(face, _)| own.is_none() || **face != own)
        {
            say(lack(*face, characters, own, set));
        }
    }
    (rows, outcome)
}

fn lack(face: Option<FaceId>, characters: &str, own: Option<FaceId>, set: &FaceSet) -> String {
    let count = characters.chars().count();
    match (face, own) {
        (None, _) => format!("缺 {count} 个字：{characters}，没有一款字体有，不能生成 PDF"),
        (Some(face), None) => format!("没有字体，{count} 个字改用 {}", set.face(face).name()),
        (Some(face), Some(_)) => {
            format!("缺 {count} 个字：{characters}，改用 {}", set.face(face).name())
        }
    }
}
