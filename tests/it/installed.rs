//! The program alone, as somebody installed it: its body face, its completions, its manual.

use std::process::{Command, Stdio};

use crate::support::filing::FILING;
use crate::support::{Chengbao, OWN_FACES, repository, shown};

/// The faces that are files beside the program.
const FACES: [&str; 2] = ["FandolFang-Regular.otf", "FandolKai-Regular.otf"];

fn face(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("fonts").join(name)).unwrap()
}

fn with_faces(run: Chengbao, folder: &str) -> Chengbao {
    FACES.iter().fold(run, |run, name| run.file(&format!("{folder}/{name}"), face(name)))
}

/// The program copied alone, with a home that has nothing but what is put there.
fn installed() -> Chengbao {
    Chengbao::new().alone().file("填报/甲.yaml", FILING).inside("填报")
}

#[test]
fn the_body_face_is_found_in_the_users_data_folder() {
    let run = installed().call("build 甲.yaml").run().done();
    let without = run.bytes("填报/output/甲.pdf");
    let own = shown(&run.path().join(OWN_FACES));
    let message = format!("程序旁边的 fonts 文件夹里，或 {own}\n");
    assert!(run.stderr.ends_with(&message), "{}", run.stderr);

    let home = with_faces(installed(), OWN_FACES);
    let run = home.call("build 甲.yaml").run().done();
    assert_eq!(run.stderr, "");
    let with = run.bytes("填报/output/甲.pdf");
    assert!(with != without);
    let listed = run.then().alone().inside("填报").call("fonts").run().done();
    let row = listed.stdout.lines().find(|line| line.starts_with("正文仿宋")).unwrap();
    assert!(row.contains(OWN_FACES), "{row}");

    // It is the same report as in the repository.
    let here = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    assert!(here.bytes("output/甲.pdf") == with);

    // macOS has no variable for the folder.
    let variable = if cfg!(windows) { "LOCALAPPDATA" } else { "XDG_DATA_HOME" };
    if !cfg!(target_os = "macos") {
        let data = with_faces(installed(), "数据/chengbao/fonts");
        let place = data.path().join("数据").display().to_string();
        let run = data.env(variable, &place).call("build 甲.yaml").run().done();
        assert_eq!(run.stderr, "");
        assert!(run.bytes("填报/output/甲.pdf") == with);
    }
}

#[test]
fn a_program_alone_does_all_that_needs_no_body_face() {
    let calls = ["check 甲.yaml", "explain F05", "schema", "fonts 甲.yaml", "init 新.yaml", "man"];
    for call in calls {
        installed().call(call).run().done();
    }
}

#[test]
fn completions_are_given_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Chengbao::new().call(&format!("completions {shell}")).run().done();
        assert!(run.stdout.contains("no-system-fonts"), "{shell}");
        // Windows PowerShell reads a script without this mark as one in the old encoding.
        assert_eq!(run.stdout.starts_with('\u{FEFF}'), shell == "powershell", "{shell}");
        // bash shows no descriptions.
        assert!(shell == "bash" || run.stdout.contains("送审稿"), "{shell}");
    }
    let run = Chengbao::new().call("completions 贝壳").run();
    let message = "错误: <终端> 不能是“贝壳”\n可以写：bash、elvish、fish、powershell、zsh\n";
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
}

fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    let there = found.is_ok_and(|status| status.success());
    if !there {
        println!("跳过：没有 {program}");
    }
    there
}

/// What bash offers for a line when Tab is pressed at its end.
fn offered(script: &str, line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
    let ask = format!(
        "{script}\nCOMP_WORDS=({line})\n[ -n '{last}' ] || COMP_WORDS+=('')\n\
         COMP_CWORD={}\n_chengbao chengbao '{last}' '{before}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.len() - 1
    );
    let run = Chengbao::new().file("甲.yaml", FILING).folder("填报");
    let output = Command::new("bash").arg("-c").arg(ask).current_dir(run.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_and_files() {
    if !is_there("bash") {
        return;
    }
    let script = Chengbao::new().call("completions bash").run().done().stdout;
    let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut bash.stdin.take().unwrap(), script.as_bytes()).unwrap();
    assert!(bash.wait().unwrap().success());
    assert_eq!(offered(&script, "chengbao bu"), ["build"]);
    assert_eq!(offered(&script, "chengbao build --fo"), ["--formats", "--font-dir"]);
    // Only folders can be meant: bash itself is asked for them.
    assert_eq!(offered(&script, "chengbao build -o 填"), [""; 1]);
    assert!(script.contains("compopt -o plusdirs"));
    assert_eq!(offered(&script, "chengbao check --against 甲"), ["甲.yaml"]);
    // Where the script offers nothing bash offers files.
    assert_eq!(offered(&script, "chengbao build 甲"), [""; 1]);
    assert!(script.contains("-o default"));
}

#[test]
fn the_manual_names_every_command_and_option() {
    let page = Chengbao::new().call("man").run().done().stdout;
    let help = Chengbao::new().call("--help").run().done().stdout;
    let commands = help.split("命令：\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(page.contains(&format!(".SS {name}\n")), "{name}");
    }
    for text in ["\\fB\\-\\-no\\-system\\-fonts\\fR", "送审稿", "退出码", "CHENGBAO_FONTS"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
}

#[test]
fn the_manual_is_a_page_that_groff_finds_no_fault_with() {
    if !is_there("groff") {
        return;
    }
    let run = Chengbao::new().call("man").run().done();
    std::fs::write(run.path().join("chengbao.1"), &run.stdout).unwrap();
    let mut groff = Command::new("groff");
    // Bold by no other means than the letters themselves.
    groff.args(["-k", "-Tutf8", "-P-cbou", "-man", "-ww", "chengbao.1"]).current_dir(run.path());
    let output = groff.output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(
        shown.contains("送审稿") && shown.contains("chengbao build [选项] <文件>..."),
        "{shown}"
    );
}
