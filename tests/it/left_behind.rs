//! What stands in a folder under the names of our own work: left by a run that was killed, or
//! planted there, in an archive or over a shared drive. None of it is put anywhere, no link in it
//! is followed, and nothing of it keeps a command from writing.

use sha2::{Digest, Sha256};

use crate::support::Chengbao;
use crate::support::filing::{FILING, with};

/// The folder of a set that a run for a filing would leave.
fn set_of(stem: &str) -> String {
    let hash: String =
        Sha256::digest(stem.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("output/.chengbao-set-{hash}-aB3dE9")
}

fn foreign(path: &str) -> String {
    format!("提示: {path} 不是呈报留下的，没有动它\n")
}

fn unfinished(stem: &str, missing: &str) -> String {
    format!(
        "警告: 上次写“{stem}”的报告写到一半中断了，{missing} 可能还是旧的；请重新生成这一份，\
         不要了就删去文件夹 {}\n",
        set_of(stem)
    )
}

/// A folder with a signed report in it, and a filing to build there.
fn desk() -> Chengbao {
    Chengbao::new()
        .file("甲.yaml", FILING)
        .file("output/甲-signed.pdf", "签过的")
        .file("output/乙.md", "旧")
        .call("build 甲.yaml --formats md")
}

#[test]
fn a_planted_set_writes_over_nothing_and_makes_nothing() {
    let own = set_of("甲");
    let planted = [
        "output/.chengbao-set-x".to_owned(),
        "output/.chengbao-set-0123456789abcdef".to_owned(),
        "output/.chengbao-set-0123456789abcdef-aaaaaa".to_owned(),
        own.clone(),
        own[..own.len() - 7].to_owned(),
        format!("{own}0"),
    ];
    let files: [&[&str]; 6] = [
        &["甲-signed.pdf", ".bashrc"],
        &["甲-signed.pdf"],
        &[".bashrc"],
        &["甲.md", "甲-signed.pdf"],
        &["甲.md", "甲.yaml"],
        &["甲.md", ".甲.md"],
    ];
    for set in &planted {
        for names in files {
            let call = desk();
            let call = names.iter().fold(call, |c, n| c.file(&format!("{set}/new/{n}"), "种下的"));
            let run = call.run().done();
            assert_eq!(run.text("output/甲-signed.pdf"), "签过的", "{set} {names:?}");
            assert!(run.text("output/甲.md").contains("服务质量状况报告"), "{set} {names:?}");
            let set_name = set.strip_prefix("output/").unwrap();
            let expected = [set_name, "乙.md", "甲-signed.pdf", "甲.md"];
            assert_eq!(run.files("output"), expected, "{names:?}");
            for name in names {
                assert_eq!(run.text(&format!("{set}/new/{name}")), "种下的");
            }
            assert_eq!(run.stderr, foreign(set));
        }
    }
}

#[test]
fn every_command_that_writes_there_leaves_it_alone() {
    let set = "output/.chengbao-set-x";
    let calls = [
        "init output/新.yaml --carrier 中国移动 --province 山西省 --period 2021上半年",
        "compare 甲.yaml 上.yaml -o output/比.html",
        "check --fix output/丙.yaml",
    ];
    for call in calls {
        let run = Chengbao::new()
            .file("甲.yaml", FILING)
            .file("上.yaml", with(&[("2020年下半年", "2020年上半年")]))
            .file("output/丙.yaml", with(&[("≤4×10⁻⁶", "≤4*10^-6")]))
            .file("output/甲-signed.pdf", "签过的")
            .file(&format!("{set}/new/甲-signed.pdf"), "种下的")
            .file(&format!("{set}/new/.bashrc"), "种下的")
            .call(call)
            .run();
        assert!(
            run.stderr.contains("/.chengbao-set-x 不是呈报留下的，没有动它"),
            "{call}: {}{}",
            run.stdout,
            run.stderr
        );
        assert_eq!(run.text("output/甲-signed.pdf"), "签过的", "{call}");
        assert!(!run.files("output").contains(&".bashrc".to_owned()), "{call}");
    }
}

/// However well it is made: that a run of ours made it nothing proves.
#[test]
fn a_set_of_another_filing_is_named_until_that_one_is_built() {
    let set = set_of("乙");
    let run = desk()
        .file("乙.yaml", FILING)
        .file("output/乙.html", "新")
        .file(&format!("{set}/new/乙.md"), "新")
        .file(&format!("{set}/new/乙-附图1.svg"), "新")
        .file(&format!("{set}/old/乙.md"), "旧")
        .run()
        .done();
    assert_eq!(run.text("output/乙.md"), "旧");
    assert!(!run.files("output").contains(&"乙-附图1.svg".to_owned()));
    assert_eq!(run.stderr, unfinished("乙", "乙-附图1.svg、乙.md"));
    // Whoever builds it has it whole, and nothing more is reported.
    let run = run.then().call("build 乙.yaml --formats md,html").run().done();
    assert_eq!(run.stderr, "");
    assert_eq!(run.files("output"), ["乙.html", "乙.md", "甲-signed.pdf", "甲.md"]);
    for name in ["乙.md", "乙.html"] {
        assert!(run.text(&format!("output/{name}")).contains("服务质量状况报告"), "{name}");
    }
}

#[test]
fn a_set_of_a_filing_that_is_refused_is_still_named() {
    let set = set_of("甲");
    let run = Chengbao::new()
        .file("甲.yaml", with(&[("99.10%", "99.1.0%")]))
        .file("output/甲.pdf", "旧")
        .file(&format!("{set}/new/甲.pdf"), "新")
        .call("build 甲.yaml")
        .run();
    assert_eq!((run.status, run.text("output/甲.pdf").as_str()), (1, "旧"));
    assert!(run.stderr.ends_with(&unfinished("甲", "甲.pdf")), "{}", run.stderr);
}

#[test]
fn of_a_set_that_is_all_in_place_nothing_stays() {
    for left in ["new", "old"] {
        let run = desk().folder(&format!("{}/{left}", set_of("乙"))).run().done();
        assert_eq!(run.files("output"), ["乙.md", "甲-signed.pdf", "甲.md"]);
        assert_eq!(run.stderr, "");
    }
    let run = desk().file(&format!("{}/old/乙.md", set_of("乙")), "更旧").run().done();
    assert_eq!((run.text("output/乙.md").as_str(), run.stderr.as_str()), ("旧", ""));
    assert_eq!(run.files("output"), ["乙.md", "甲-signed.pdf", "甲.md"]);
}

#[test]
fn no_link_in_what_is_left_is_followed() {
    let set = set_of("甲");
    let stage = "output/.chengbao-tmp-aaaaaa";
    // Each is a folder of our name, with a link where we make none.
    let links = [
        (set.clone(), "new", "../../别处"),
        (set.clone(), "new/甲.md", "../../../别处/甲.md"),
        (stage.to_owned(), "new", "../../别处"),
        (stage.to_owned(), "old", "../../别处"),
        (stage.to_owned(), "new/甲.md", "../../../别处/甲.md"),
        (stage.to_owned(), ".chengbao-lock", "../../别处/甲.md"),
        (stage.to_owned(), "别的", "../../别处"),
    ];
    for (folder, name, target) in links {
        let call = desk().file("别处/甲.md", "别处的");
        let within = format!("{folder}/{name}");
        let above = within.rsplit_once('/').unwrap().0.to_owned();
        let run = call.folder(&above).link(&within, target).run().done();
        assert_eq!(run.text("别处/甲.md"), "别处的", "{within}");
        assert_eq!(run.files("别处"), ["甲.md"], "{within}");
        assert_eq!(run.stderr, foreign(&folder), "{within}");
        assert!(run.text("output/甲.md").contains("服务质量状况报告"), "{within}");
    }
    // The folder itself a link.
    for folder in [set.as_str(), stage] {
        let call = desk().file("别处/new/甲.md", "别处的");
        let run = call.link(folder, "../别处").run().done();
        assert_eq!(run.text("别处/new/甲.md"), "别处的");
        assert_eq!(run.stderr, foreign(folder));
    }
}
