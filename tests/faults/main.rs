//! What goes wrong while files are written: killed, full, forbidden, two at once. Each output is
//! the old one or the new one, whole, and so is each filing's set; nothing of ours stays behind.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/filing.rs"]
mod filing;
mod office;
#[allow(dead_code)]
#[path = "../support/program.rs"]
mod program;

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use filing::{FILING, with};
use office::{Office, Set, Tmpfs, as_nobody, is_root, litter, random};
use program::Chengbao;

/// The small filing, each version with other figures.
fn version(n: usize) -> String {
    with(&[("99.10%", &format!("99.{n:02}%"))])
}

const STEMS: [&str; 4] = ["甲", "乙", "丙", "丁"];
const KILLS: u64 = 200;

/// Half of the kills come at any moment of the run, half while a set is being written.
#[test]
fn killed_at_any_moment_the_outputs_are_the_old_or_the_new_ones() {
    let office = Office::new(&STEMS);
    // The PDF takes long in a build for tests: a few runs make it, most only the others.
    let formats = |kill: u64| if kill.is_multiple_of(20) { "md,html,pdf" } else { "md,html" };
    // A page that is made with its PDF links to it.
    let made = |n, formats| office.made(&STEMS, &version(n), formats);
    let versions = [1, 2].map(|n| made(n, "md,html,pdf"));
    let without_pdf = [1, 2].map(|n| made(n, "md,html"));
    office.write(&STEMS, &version(1));
    let begun = Instant::now();
    office.build("md,html").status().unwrap();
    let whole = begun.elapsed();
    office.build("md,html,pdf").status().unwrap();

    let mut random = random(20_201_212);
    let (mut killed, mut in_writing, mut in_renaming) = (0, 0, 0);
    let mut left: Vec<String> = Vec::new();
    // A run may end before it is killed; then it does not count.
    for kill in 0..KILLS * 3 {
        if killed == KILLS {
            break;
        }
        office.write(&STEMS, &version(1 + kill as usize % 2));
        let mut child = office.build(formats(kill)).spawn().unwrap();
        if kill % 2 == 0 {
            sleep(whole.mul_f64(random()));
        } else {
            let writes = || litter(&office.output()).iter().any(|name| !left.contains(name));
            while child.try_wait().unwrap().is_none() && !writes() {
                std::hint::spin_loop();
            }
            sleep(Duration::from_micros((random() * 3000.0) as u64));
        }
        let _ = child.kill();
        killed += u64::from(child.wait().unwrap().code().is_none());
        left = litter(&office.output());
        in_writing += u64::from(!left.is_empty());
        let to_be_finished = left.iter().any(|name| name.starts_with(".chengbao-set-"));
        in_renaming += u64::from(to_be_finished);
        for stem in STEMS {
            let now = Set::read(&office.output(), stem);
            for ending in ["md", "html", "pdf"] {
                let html = without_pdf.iter().filter(|_| ending == "html");
                let mut known = versions.iter().chain(html);
                let whole = known.any(|v| v[stem].file(ending) == now.file(ending));
                assert!(whole, "{stem}.{ending} after kill {kill} is neither old nor new");
            }
            // The PDF may be of an earlier run that asked for it.
            let text = |set: &Set| [set.file("md").clone(), set.file("html").clone()];
            let mut known = versions.iter().chain(&without_pdf);
            let of_one = known.any(|v| text(&v[stem]) == text(&now));
            assert!(of_one || to_be_finished, "{stem} after kill {kill} is of two versions");
        }
    }
    println!(
        "{killed} runs were killed, {in_writing} of them while writing, {in_renaming} while \
         putting a set into place"
    );
    assert!(killed == KILLS && in_writing > KILLS / 10, "{killed} {in_writing}");

    office.write(&STEMS, &version(2));
    assert!(office.build("md,html,pdf").status().unwrap().success());
    assert_eq!(litter(&office.output()), [""; 0]);
    for stem in STEMS {
        assert!(Set::read(&office.output(), stem) == versions[1][stem], "{stem}");
    }
}

/// To fix a file is to write over what somebody typed.
#[test]
fn a_file_that_is_mended_is_the_old_or_the_new_one_when_killed() {
    let office = Office::new(&["甲"]);
    let old = with(&[("≤4×10⁻⁶", "≤4*10^-6")]);
    let mut random = random(7);
    let begun = Instant::now();
    office.call("check --fix in/甲.yaml").status().unwrap();
    let whole = begun.elapsed();
    for kill in 0..40 {
        office.write(&["甲"], &old);
        let mut child = office.call("check --fix in/甲.yaml").spawn().unwrap();
        sleep(whole.mul_f64(random()));
        let _ = child.kill();
        child.wait().unwrap();
        let now = fs::read_to_string(office.path().join("in/甲.yaml")).unwrap();
        assert!(now == old || now == FILING, "after kill {kill}:\n{now}");
    }
    office.write(&["甲"], &old);
    assert!(office.call("check --fix in/甲.yaml").status().unwrap().success());
    assert_eq!(litter(&office.path().join("in")), [""; 0]);
}

#[test]
fn who_reads_an_output_while_it_is_replaced_reads_the_old_one_whole() {
    let office = Office::new(&["甲"]);
    office.write(&["甲"], FILING);
    assert!(office.build("md").status().unwrap().success());
    let old = fs::read_to_string(office.output().join("甲.md")).unwrap();
    let open = fs::File::open(office.output().join("甲.md")).unwrap();
    office.write(&["甲"], &version(7));
    assert!(office.build("md").status().unwrap().success());
    assert_eq!(std::io::read_to_string(open).unwrap(), old);
    assert!(fs::read_to_string(office.output().join("甲.md")).unwrap() != old);
}

/// What is left is no proof of who made it (`left_behind.rs`): it is put into place by no run but
/// replaced by the next one for that filing.
#[test]
fn what_a_killed_run_had_ready_the_next_one_for_that_filing_replaces() {
    let set = "output/.chengbao-set-33e3580c093111e1-aaaaaa";
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("output/甲.md", "旧")
        .file("output/甲.html", "新")
        .file(&format!("{set}/new/甲.md"), "新")
        .file(&format!("{set}/new/甲.pdf"), "新")
        .file(&format!("{set}/old/甲.md"), "旧")
        .file("output/.chengbao-tmp-aaaaaa/new/丙.md", "半")
        .folder("output/.chengbao-tmp-bbbbbb/new")
        .call("build 甲.yaml")
        .run()
        .done();
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
    for ending in ["md", "html", "pdf"] {
        assert!(run.bytes(&format!("output/甲.{ending}")).len() > "新".len(), "{ending}");
    }
    assert_eq!(run.stderr, "");
}

#[test]
fn what_is_not_ours_or_in_use_stays() {
    let call = Chengbao::new()
        .file("乙.yaml", FILING)
        .file("output/.chengbao-tmp-mine/notes.txt", "我的")
        .file("output/.chengbao-tmp-file", "我的")
        .file("output/.chengbao-tmp-aaaaaa/new/甲.md", "正在写")
        .link("output/.chengbao-tmp-link", "..")
        .call("build 乙.yaml --formats md");
    let stage = fs::File::open(call.path().join("output/.chengbao-tmp-aaaaaa")).unwrap();
    stage.lock().unwrap();
    let run = call.run().done();
    assert_eq!(run.text("output/.chengbao-tmp-mine/notes.txt"), "我的");
    assert_eq!(run.text("output/.chengbao-tmp-file"), "我的");
    assert_eq!(run.text("output/.chengbao-tmp-aaaaaa/new/甲.md"), "正在写");
    drop(stage);
    let run = run.then().call("build 乙.yaml --formats md").run().done();
    let ours = [".chengbao-tmp-file", ".chengbao-tmp-link", ".chengbao-tmp-mine", "乙.md"];
    assert_eq!(run.files("output"), ours);
}

#[test]
fn a_full_disk_leaves_the_old_outputs_and_is_told() {
    let Some(disk) = Tmpfs::mount("512k") else { return };
    let build = |text: &str| {
        let call = Chengbao::new().file("甲.yaml", text);
        let place = disk.path().display();
        call.call(&format!("build 甲.yaml -o {place} --formats md,html")).run()
    };
    build(FILING).done();
    let old = Set::read(disk.path(), "甲");
    disk.fill();
    let run = build(&version(7));
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("：磁盘满了"), "{}", run.stderr);
    assert!(Set::read(disk.path(), "甲") == old);
    disk.leave(4 * 1024);
    let run = build(&version(7));
    let message =
        format!("错误: 写不了 {}/甲.html：磁盘满了；原来的报告没有动\n", disk.path().display());
    assert_eq!((run.status, run.stderr.as_str()), (2, message.as_str()));
    assert!(Set::read(disk.path(), "甲") == old);
    assert_eq!(litter(disk.path()), [""; 0]);
    disk.leave(128 * 1024);
    build(&version(7)).done();
    assert!(Set::read(disk.path(), "甲") != old);
}

#[test]
fn a_file_size_limit_leaves_the_old_outputs() {
    for (limit, kills) in [("ulimit -f 4", true), ("trap '' XFSZ; ulimit -f 4", false)] {
        let office = Office::new(&["甲"]);
        office.write(&["甲"], FILING);
        assert!(office.build("md,html").status().unwrap().success());
        let old = Set::read(&office.output(), "甲");
        office.write(&["甲"], &version(7));
        let output = office.build_in_shell(limit, "md,html").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if kills {
            assert_eq!(output.status.code(), None);
        } else {
            let message =
                "错误: 写不了 output/甲.html：超过了系统允许的文件大小；原来的报告没有动\n";
            assert_eq!((output.status.code(), said.as_str()), (Some(2), message));
            assert_eq!(litter(&office.output()), [""; 0]);
        }
        assert!(Set::read(&office.output(), "甲") == old);
        assert!(office.build("md,html").status().unwrap().success());
        assert!(Set::read(&office.output(), "甲") != old);
        assert_eq!(litter(&office.output()), [""; 0]);
    }
}

#[test]
fn a_stream_that_takes_nothing_is_told_and_one_that_is_closed_is_not() {
    let office = Office::new(&["甲"]);
    office.write(&["甲"], FILING);
    for call in
        ["build in/甲.yaml --formats md", "check in/甲.yaml", "check --format json in", "man"]
    {
        let full = format!("exec \"$0\" {call} >/dev/full");
        let output = office.shell(&full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{call}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said, "错误: 写不到标准输出：磁盘满了\n", "{call}");
        // Nobody reads on: that is no fault, and it is not reported.
        let closed = format!("{{ \"$0\" {call}; echo $? >&3; }} 3>&1 >&2 2>&1 | :");
        let output = office.shell(&closed).output().unwrap();
        assert!(!String::from_utf8(output.stderr).unwrap().contains("panicked"), "{call}");
    }
    // What goes to standard error may be lost as well; what is made is made.
    office.write(&["甲"], &with(&[("建成5G", "喆堃建成5G")]));
    for closed in ["2>/dev/full", "2>&-"] {
        let call = format!("exec \"$0\" build in/甲.yaml {closed}");
        let output = office.shell(&call).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{closed}");
    }
}

#[test]
fn what_a_reader_no_longer_reads_ends_quietly() {
    let office = Office::new(&STEMS);
    office.write(&STEMS, FILING);
    let mut child =
        office.build("md").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    assert!(STEMS.iter().all(|stem| office.output().join(format!("{stem}.md")).exists()));
}

#[test]
fn a_folder_that_may_not_be_written_into_is_told_before_any_work() {
    let office = Office::new(&["甲"]);
    office.write(&["甲"], FILING);
    assert!(office.build("md,html").status().unwrap().success());
    let old = Set::read(&office.output(), "甲");
    office.write(&["甲"], &version(7));
    let pdf = fs::read(office.pdf()).unwrap();
    office.forbid(&office.output());
    office.forbid(&office.path().join("in"));
    let calls = [
        ("build in/甲.yaml", "不能往文件夹 output 里写"),
        ("init output/新.yaml", "不能往文件夹 output 里写"),
        ("extract 甲.pdf -o output/乙.yaml", "不能往文件夹 output 里写"),
        ("compare in/甲.yaml 甲.pdf -o output/比.html", "不能往文件夹 output 里写"),
        ("build in/甲.yaml -o output/下面", "建不了文件夹 output/下面"),
    ];
    for (call, message) in calls {
        let Some(output) = as_nobody(&office, call) else { return };
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{call}: {said}");
        assert!(said.contains(&format!("错误: {message}：没有权限\n")), "{call}: {said}");
    }
    // To fix a file needs its folder.
    fs::write(office.path().join("in/甲.yaml"), with(&[("≤4×10⁻⁶", "≤4*10^-6")])).unwrap();
    let output = as_nobody(&office, "check --fix in/甲.yaml").unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("没有权限") || said.contains("只读"), "{said}");
    assert!(fs::read_to_string(office.path().join("in/甲.yaml")).unwrap().contains("4*10^-6"));
    assert!(Set::read(&office.output(), "甲") == old);
    assert!(fs::read(office.pdf()).unwrap() == pdf);
}

#[test]
fn a_file_that_cannot_be_put_into_place_takes_none_of_its_set_there() {
    if !is_root() {
        println!("跳过：要用管理员的身份试别人的文件");
        return;
    }
    let office = Office::new(&["甲"]);
    office.write(&["甲"], FILING);
    assert!(office.build("md,html,pdf").status().unwrap().success());
    let old = Set::read(&office.output(), "甲");
    office.write(&["甲"], &version(7));
    // A folder that all may write into, as /tmp: each only his own. The last file is another's.
    office.share(&office.output(), &["甲.md", "甲.html"]);
    let Some(output) = as_nobody(&office, "build in/甲.yaml") else { return };
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("错误: 写不了 output/甲.pdf："), "{said}");
    assert!(said.ends_with("；原来的报告没有动\n"), "{said}");
    assert!(Set::read(&office.output(), "甲") == old);
    assert_eq!(litter(&office.output()), [""; 0]);
}

#[test]
fn an_output_that_is_a_link_is_replaced_and_what_it_led_to_stays() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("别处.md", "别处")
        .folder("真")
        .link("output", "真")
        .link("真/甲.md", "../别处.md")
        .call("build 甲.yaml --formats md")
        .run()
        .done();
    assert_eq!(run.text("别处.md"), "别处");
    assert!(run.text("真/甲.md").contains("服务质量状况报告"));
    assert_eq!(run.files("真"), ["甲.md"]);
}

#[test]
fn builds_at_once_on_one_folder_leave_the_set_of_one_of_them() {
    const BUILDS: usize = 6;
    let office = Office::new(&["甲"]);
    let versions: Vec<Set> =
        (0..BUILDS).map(|n| office.made(&["甲"], &version(n), "md,html")["甲"].clone()).collect();
    for n in 0..BUILDS {
        office.file(&format!("in{n}/甲.yaml"), &version(n));
    }
    for round in 0..8 {
        let calls = (0..BUILDS).map(|n| format!("build in{n}/甲.yaml --formats md,html"));
        let mut children: Vec<_> = calls.map(|call| office.call(&call).spawn().unwrap()).collect();
        // One of them is killed; the others go on.
        if round % 2 == 1 {
            sleep(Duration::from_millis(20 * round));
            let _ = children[0].kill();
        }
        while children.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
            for ending in ["md", "html"] {
                let Ok(now) = fs::read(office.output().join(format!("甲.{ending}"))) else {
                    continue;
                };
                assert!(versions.iter().any(|v| *v.file(ending) == Some(now.clone())), "{ending}");
            }
        }
        for (n, child) in children.iter_mut().enumerate() {
            let code = child.wait().unwrap().code();
            assert!(code == Some(0) || (n == 0 && code.is_none()), "{n} {code:?}");
        }
        let left = litter(&office.output());
        let to_be_finished = left.iter().any(|name| name.starts_with(".chengbao-set-"));
        let now = Set::read(&office.output(), "甲");
        assert!(to_be_finished || versions.contains(&now), "the set of round {round} is mixed");
    }
    assert!(office.call("build in0/甲.yaml --formats md,html").status().unwrap().success());
    assert_eq!(litter(&office.output()), [""; 0]);
    assert!(Set::read(&office.output(), "甲") == versions[0]);
}

#[test]
fn a_folder_that_another_program_does_not_let_go_of_is_told() {
    let call = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("output/甲.md", "旧")
        .call("build 甲.yaml --formats md");
    let held = fs::File::open(call.path().join("output")).unwrap();
    held.lock().unwrap();
    let run = call.run();
    let message = "错误: 另一个 chengbao 占着文件夹 output，等了10秒还没有放开；\
                看看它是不是停住了，结束它再来\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, message));
    assert_eq!((run.text("output/甲.md").as_str(), run.files("output").len()), ("旧", 1));
}

#[test]
fn a_name_as_long_as_a_disk_takes_is_built_and_a_longer_one_is_told() {
    // 83 × 3 bytes and `.html` are 254; the longest name has 255.
    let (fits, long) = ("报".repeat(83), "报".repeat(83) + "01");
    let build = |stem: &str| {
        let file = format!("{stem}.yml");
        let call = format!("build {file} --formats md,html");
        Chengbao::new().file(&file, FILING).call(&call).run()
    };
    let run = build(&fits).done();
    assert_eq!(run.files("output"), [format!("{fits}.html"), format!("{fits}.md")]);
    let run = build(&long);
    let message = format!("错误: 写不了 output/{long}.html：文件名太长，或者有不能用的字\n");
    assert_eq!((run.status, run.stderr.as_str()), (2, message.as_str()));
    assert_eq!(run.files("."), [format!("{long}.yml")]);
}
