//! What the program says of its own use: in Chinese, whatever goes wrong.

use crate::support::filing::FILING;
use crate::support::{Chengbao, OWN_FACES, repository, shown};

/// What clap says where nobody translated it.
const ENGLISH: [&str; 14] = [
    "Usage",
    "usage:",
    "error:",
    "Error",
    "Options",
    "Arguments",
    "Commands",
    "Print help",
    "tip:",
    "possible values",
    "default",
    "For more",
    "required",
    "unexpected",
];

#[track_caller]
fn assert_chinese(said: &str) {
    for word in ENGLISH {
        assert!(!said.contains(word), "{word}\n{said}");
    }
    assert!(said.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{said}");
}

#[test]
fn help_is_in_chinese_and_names_every_option() {
    let run = Chengbao::new().call("build --help").run().done();
    assert_chinese(&run.stdout);
    for word in
        ["文件", "--output", "--formats", "--draft", "--review", "--templates", "--help", "例："]
    {
        assert!(run.stdout.contains(word), "{word}\n{}", run.stdout);
    }
    for call in ["--help", "-h"] {
        let run = Chengbao::new().call(call).run().done();
        assert_chinese(&run.stdout);
        assert!(run.stdout.contains("build") && run.stdout.contains("退出码"), "{}", run.stdout);
    }
}

#[test]
fn the_version_is_told() {
    let run = Chengbao::new().call("--version").run().done();
    assert_eq!(run.stdout, concat!("chengbao ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_call_without_a_command_shows_the_help() {
    let run = Chengbao::new().run();
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_chinese(&run.stderr);
}

#[test]
fn a_wrong_call_says_what_is_wrong() {
    let cases = [
        ("build", "错误: 缺少 <文件>...\n"),
        ("biuld 甲.yaml", "错误: 没有“biuld”这个命令\n可以写：build\n"),
        ("build 甲.yaml --darft", "错误: 没有“--darft”这个选项\n可以写：--draft\n"),
        ("build 甲.yaml --formats odt", "不能是“odt”\n可以写：md、html、pdf、docx\n"),
        ("build 甲.yaml --formats md，pdf", "不能是“md，pdf”\n"),
        ("build 甲.yaml -o", "错误: --output <文件夹> 后面缺少内容\n"),
        ("build 甲.yaml -o 乙 -o 丙", "错误: --output <文件夹> 写了不止一次"),
        ("build 甲.yaml --draft --draft", "错误: --draft 写了不止一次"),
        ("build 甲.yaml --draft=是", "错误: "),
        ("build 甲.yaml --formats=", "错误: "),
    ];
    for (call, said) in cases {
        let run = Chengbao::new().file("甲.yaml", FILING).call(call).run();
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{call}\n{}", run.stderr);
        assert!(run.stderr.contains(said), "{call}\n{}", run.stderr);
        assert!(run.stderr.ends_with("看用法：chengbao --help\n"), "{}", run.stderr);
        assert_chinese(&run.stderr);
        assert!(run.files("output").is_empty());
    }
}

#[test]
fn a_language_of_the_system_changes_nothing() {
    for (language, encoding) in [("en_US.UTF-8", "C"), ("zh_CN.GB18030", "zh_CN.GB18030")] {
        let run = Chengbao::new().env("LANG", language).env("LC_ALL", encoding).call("build").run();
        assert_eq!(run.stderr, "错误: 缺少 <文件>...\n看用法：chengbao --help\n");
    }
}

#[test]
fn a_body_face_that_is_not_found_is_told_and_another_stands_in() {
    let run = Chengbao::new().alone().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    let message = "提示: 没有找到仿宋字体文件 FandolFang-Regular.otf 和楷体字体文件 FandolKai-Regular.otf，\
                正文暂用宋体，（一）标题暂用另一款楷体；把它们放在程序旁边的 fonts 文件夹里，或 ";
    let own = shown(&run.path().join(OWN_FACES));
    assert_eq!(run.stderr, format!("{message}{own}\n"));
    let face = std::fs::read(repository().join("fonts/FandolFang-Regular.otf")).unwrap();
    let beside = run.then().alone().file("fonts/FandolFang-Regular.otf", face);
    let run = beside.call("build 甲.yaml").run().done();
    let message = "提示: 没有找到楷体字体文件 FandolKai-Regular.otf，（一）标题暂用另一款楷体；\
                把它放在程序旁边的 fonts 文件夹里，或 ";
    assert_eq!(run.stderr, format!("{message}{own}\n"));
    let face = std::fs::read(repository().join("fonts/FandolKai-Regular.otf")).unwrap();
    let beside = run.then().alone().file("fonts/FandolKai-Regular.otf", face);
    assert_eq!(beside.call("build 甲.yaml").run().done().stderr, "");
}
