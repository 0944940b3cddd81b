//! What is otherwise on Windows: files that others have open cannot be replaced, names that stand
//! for devices, wildcards that no shell expands, separators, long paths.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::Chengbao;
use crate::support::filing::{FILING, with};

const ENDINGS: [&str; 3] = ["md", "html", "pdf"];

/// The small filing, each version with other figures.
fn version(n: usize) -> String {
    with(&[("99.10%", &format!("{}.{:02}%", 90 + n / 100, n % 100))])
}

type Set = BTreeMap<&'static str, Option<Vec<u8>>>;

fn set(folder: &Path) -> Set {
    ENDINGS.map(|ending| (ending, fs::read(folder.join(format!("甲.{ending}"))).ok())).into()
}

/// The outputs of each version, made one after another.
fn sets(count: usize, formats: &str) -> Vec<Set> {
    let made = |n| {
        let call = format!("build 甲.yaml --formats {formats}");
        let run = Chengbao::new().file("甲.yaml", version(n)).call(&call).run().done();
        set(&run.path().join("output"))
    };
    (0..count).map(made).collect()
}

fn litter(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".chengbao")).collect()
}

/// As a reader of PDFs has it open: others may read it, and neither write nor remove it.
fn open_in_a_reader(path: &Path) -> File {
    const FILE_SHARE_READ: u32 = 1;
    File::options().read(true).share_mode(FILE_SHARE_READ).open(path).unwrap()
}

#[test]
fn a_report_that_is_open_in_a_reader_stays_and_is_told_each_time() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    let old = set(&run.path().join("output"));
    for ending in ENDINGS {
        let name = format!("output/甲.{ending}");
        let call = Chengbao::new().file("甲.yaml", version(7));
        let call = ENDINGS
            .iter()
            .fold(call, |call, e| call.file(&format!("output/甲.{e}"), old[e].as_ref().unwrap()));
        let open = open_in_a_reader(&call.path().join(&name));
        let mut run = call.call("build 甲.yaml").run();
        for time in 0..3 {
            let message =
                format!("错误: 写不了 {name}：别的程序正打开着它，关掉再来；原来的报告没有动\n");
            assert_eq!((run.status, run.stderr.as_str()), (2, message.as_str()), "{time}");
            assert!(set(&run.path().join("output")) == old, "{name} {time}");
            assert_eq!(litter(&run.path().join("output")), [""; 0], "{name} {time}");
            run = run.then().call("build 甲.yaml").run();
        }
        drop(open);
        let run = run.then().call("build 甲.yaml").run().done();
        assert!(set(&run.path().join("output")) != old);
        assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
    }
}

/// Virus scanners and indexers look at what is new.
#[test]
fn who_looks_for_a_moment_is_waited_for() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml --formats md").run();
    let path = run.path().join("output/甲.md");
    let call = run.then().file("甲.yaml", version(7)).call("build 甲.yaml --formats md");
    let open = open_in_a_reader(&path);
    let scanner = std::thread::spawn(move || {
        sleep(Duration::from_millis(1500));
        drop(open);
    });
    let begun = Instant::now();
    let mut run = call.run();
    // A slow machine may have begun late: what counts is that it waits, and not in vain.
    while run.status != 0 && begun.elapsed() < Duration::from_secs(5) {
        run = run.then().call("build 甲.yaml --formats md").run();
    }
    scanner.join().unwrap();
    assert!(run.text("output/甲.md").contains("90.07%"), "{}", run.stderr);
    assert_eq!(run.files("output"), ["甲.md"]);
}

#[test]
fn a_report_that_is_read_only_stays_and_is_told() {
    for call in ["build 甲.yaml --formats md,html", "check --fix 甲.yaml"] {
        let (file, text) = match call.starts_with("build") {
            true => ("output/甲.html", FILING.to_owned()),
            false => ("甲.yaml", with(&[("≤4×10⁻⁶", "≤4*10^-6")])),
        };
        let run = Chengbao::new().file("甲.yaml", &text).file("output/甲.html", "旧");
        let path = run.path().join(file);
        let before = fs::read(&path).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions.clone()).unwrap();
        let run = run.call(call).run();
        let message = format!("写不了 {file}：这个文件是只读的，在它的属性里去掉“只读”再来");
        assert!(run.stderr.contains(&message), "{}", run.stderr);
        assert_eq!(run.status, 2);
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(run.files("output"), ["甲.html"]);
        assert!(!run.path().join("甲.yaml.bak").exists());
        #[allow(clippy::permissions_set_readonly_false)]
        permissions.set_readonly(false);
        fs::set_permissions(&path, permissions).unwrap();
    }
}

/// Builds of several versions side by side into one folder.
fn side_by_side(builds: usize, at_once: usize) {
    const VERSIONS: usize = 4;
    let versions = sets(VERSIONS, "md,html");
    let office = Chengbao::new();
    let office = (0..VERSIONS).fold(office, |o, n| o.file(&format!("in{n}/甲.yaml"), version(n)));
    let output = office.path().join("output");
    let mut running: Vec<Child> = Vec::new();
    let end = |child: Child| {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
    };
    for n in 0..builds {
        let mut command = office.command();
        command.args(["build", &format!("in{}/甲.yaml", n % VERSIONS), "--formats", "md,html"]);
        running.push(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        if running.len() == at_once {
            running.drain(..at_once / 2).for_each(end);
        }
    }
    running.into_iter().for_each(end);
    assert!(versions.contains(&set(&output)), "a mixed set");
    assert_eq!(litter(&output), [""; 0]);
}

#[test]
fn builds_side_by_side_all_end_well_and_leave_one_set() {
    side_by_side(24, 12);
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_builds_side_by_side() {
    side_by_side(200, 48);
}

/// Runs that are killed at any moment.
fn kills(count: u32) {
    let versions = sets(2, "md,html");
    let office = Chengbao::new();
    let output = office.path().join("output");
    let build = |n: usize| {
        fs::write(office.path().join("甲.yaml"), version(n)).unwrap();
        let mut command = office.command();
        command.args(["build", "甲.yaml", "--formats", "md,html"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert!(build(0).status().unwrap().success());
    let begun = Instant::now();
    assert!(build(0).status().unwrap().success());
    let whole = begun.elapsed();
    for n in 0..count {
        let mut child = build(n as usize % 2).spawn().unwrap();
        sleep(whole.mul_f64(f64::from(n * 37 % count) / f64::from(count)));
        let _ = child.kill();
        child.wait().unwrap();
        let now = set(&output);
        for ending in ["md", "html"] {
            let whole = versions.iter().any(|version| version[ending] == now[ending]);
            assert!(whole, "甲.{ending} after kill {n} is neither old nor new");
        }
        let unfinished = litter(&output).iter().any(|name| name.starts_with(".chengbao-set-"));
        assert!(unfinished || versions.contains(&now), "a mixed set after kill {n}");
    }
    assert!(build(1).status().unwrap().success());
    assert!(set(&output) == versions[1]);
    assert_eq!(litter(&output), [""; 0]);
}

#[test]
fn killed_at_any_moment_the_outputs_are_the_old_or_the_new_ones() {
    kills(12);
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_kills() {
    kills(100);
}

#[test]
fn wildcards_are_expanded() {
    let call = || {
        Chengbao::new()
            .file("填报/乙.yaml", FILING)
            .file("填报/甲.yaml", FILING)
            .file("填报/.草稿.yaml", FILING)
    };
    let run = call().call("build 填报\\*.yaml --formats md").run().done();
    assert_eq!(run.files("output"), ["乙.md", "甲.md"]);
    let run = call().call("check 填报/?.yaml").run().done();
    assert!(run.stdout.contains("共 2 份文件"), "{}", run.stdout);
    let run = call().call("check 填报/*.yml").run();
    let message = "错误: 读不了 填报/*.yml：没有名字相符的文件\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, message));
}

#[test]
fn a_device_is_no_file_and_is_not_waited_for() {
    for name in ["COM1", "CON", "con.yaml", "LPT1", "CONIN$"] {
        let run = Chengbao::new().call("check").arg(name).run();
        assert_eq!(run.status, 2, "{name}");
        assert!(run.stderr.contains("这是管道或设备"), "{name}: {}", run.stderr);
        let run = Chengbao::new().call("init").arg(name).run();
        assert_eq!(run.status, 2, "{name}");
    }
}

#[test]
fn a_path_is_said_with_one_kind_of_separator() {
    let call = Chengbao::new().file("填报/甲.yaml", FILING);
    let output =
        call.call("build 填报/甲.yaml -o 报告/2020h2 --formats md").command().output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "已生成 报告\\2020h2\\甲.md\n");
}

#[test]
fn a_path_longer_than_260_characters_is_written_to() {
    let folder = "很长的文件夹名字".repeat(8);
    let run = Chengbao::new();
    let whole = run.path().join(format!("{folder}\\{folder}\\{folder}\\{folder}"));
    let file = whole.join("甲.yaml");
    let run = run.call("init").arg(file.to_str().unwrap()).run().done();
    assert!(fs::read(&file).unwrap().len() > 1000);
    let call = run.then().file("乙.yaml", FILING).call("build 乙.yaml --formats md -o");
    let run = call.arg(whole.to_str().unwrap()).run().done();
    assert!(fs::read(whole.join("乙.md")).unwrap().len() > 100);
    drop(run);
}
