//! What a filing names is swapped for something else while the program reads it: another folder,
//! a link that leads out, a pipe. Nothing from outside is read, and nothing is waited for.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::Chengbao;
use crate::support::filing::{FILING, with};

/// How often a filing is built while its files are swapped.
const ROUNDS: usize = 100;

fn picture(text: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><title>{text}</title>\
         <rect width='40' height='40'/></svg>"
    )
}

fn naming(name: &str) -> String {
    with(&[("建成5G基站8900余座。", &format!("建成5G基站8900余座。\n\n        ![图]({name})"))])
}

/// Says that it is over, also where a test ends in a failure.
struct Over<'o>(&'o AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Has two things take each other's place while something is done; they stand as at the start
/// when it is over.
fn swapping<T>(one: &Path, other: &Path, done: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    let aside = PathBuf::from(format!("{}.aside", one.display()));
    let swap = || {
        fs::rename(one, &aside).unwrap();
        fs::rename(other, one).unwrap();
        fs::rename(&aside, other).unwrap();
    };
    std::thread::scope(|scope| {
        let swapper = scope.spawn(|| {
            while !over.load(Ordering::SeqCst) {
                swap();
                swap();
            }
        });
        let done = {
            let _over = Over(&over);
            done()
        };
        swapper.join().unwrap();
        done
    })
}

/// Builds the HTML again and again; each one that was made, and what was said.
fn built(call: &Chengbao) -> Vec<(Option<String>, Output)> {
    let page = call.path().join("内/output/甲.html");
    let one = |_| {
        let _ = fs::remove_file(&page);
        let output = call.command().output().unwrap();
        (fs::read_to_string(&page).ok(), output)
    };
    (0..ROUNDS).map(one).collect()
}

/// A picture as a page has it.
fn hidden(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(picture(text))
}

/// How often the picture inside was shown; the one outside never is.
fn shown(call: &Chengbao) -> usize {
    let (inside, outside) = (hidden("里面的"), hidden("外面的"));
    let mut shown = 0;
    for (page, output) in built(call) {
        // A build that meets nothing where the file was is refused; it is not ended otherwise.
        assert!(output.status.code().is_some_and(|code| code < 3), "{output:?}");
        let Some(page) = page else { continue };
        assert!(!page.contains(&outside) && !page.contains("外面的"));
        shown += usize::from(page.contains(&inside) || page.contains("里面的"));
    }
    println!("{shown} of {ROUNDS} show the picture inside");
    shown
}

fn desk(name: &str) -> Chengbao {
    Chengbao::new()
        .file("内/甲.yaml", naming(name))
        .file("外/a.svg", picture("外面的"))
        .inside("内")
        .call("build 甲.yaml --formats html")
}

#[test]
fn undisturbed_the_picture_inside_is_shown() {
    let call = desk("夹/a.svg").file("内/夹/a.svg", picture("里面的"));
    call.command().output().unwrap();
    let page = fs::read_to_string(call.path().join("内/output/甲.html")).unwrap();
    assert!(page.contains(&hidden("里面的")) || page.contains("里面的"));
}

/// Each of many pictures is a chance of its own.
#[test]
fn a_folder_swapped_for_a_link_that_leads_out() {
    const PICTURES: usize = 20;
    let links: Vec<String> = (0..PICTURES).map(|n| format!("![图](夹/{n}.svg)")).collect();
    let text = format!("建成5G基站8900余座。\n\n        {}", links.join("\n\n        "));
    let mut call = desk("夹/a.svg").file("内/甲.yaml", with(&[("建成5G基站8900余座。", &text)]));
    for n in 0..PICTURES {
        call = call.file(&format!("内/夹/{n}.svg"), picture("里面的"));
        call = call.file(&format!("外/{n}.svg"), picture("外面的"));
    }
    let (folder, link) = (call.path().join("内/夹"), call.path().join("内/另"));
    symlink("../外", &link).unwrap();
    swapping(&folder, &link, || shown(&call));
}

#[test]
fn a_picture_swapped_for_a_link_that_leads_out() {
    let call = desk("a.svg").file("内/a.svg", picture("里面的"));
    let (file, link) = (call.path().join("内/a.svg"), call.path().join("内/另"));
    symlink("../外/a.svg", &link).unwrap();
    swapping(&file, &link, || shown(&call));
}

/// The filing's own folder: what it names comes from where it came from itself.
#[test]
fn the_filings_own_folder_swapped_for_another() {
    let call = Chengbao::new()
        .file("桌/内/甲.yaml", naming("a.svg"))
        .file("桌/内/a.svg", picture("里面的"))
        .file("外/甲.yaml", FILING)
        .file("外/a.svg", picture("外面的"))
        .folder("内")
        .call("build ../桌/内/甲.yaml --formats html")
        .inside("内");
    let (folder, link) = (call.path().join("桌/内"), call.path().join("桌/另"));
    symlink("../外", &link).unwrap();
    swapping(&folder, &link, || shown(&call));
}

#[test]
fn a_picture_or_a_filing_swapped_for_a_pipe_is_not_waited_for() {
    for name in ["a.svg", "甲.yaml"] {
        let call = desk("a.svg").file("内/a.svg", picture("里面的"));
        let (file, pipe) = (call.path().join("内").join(name), call.path().join("内/管"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        // One that waits for a writer would wait for ever.
        swapping(&file, &pipe, || shown(&call));
    }
}

#[test]
fn a_file_that_the_call_names_is_read_as_it_comes_or_refused() {
    let call = Chengbao::new().file("甲.yaml", FILING).folder("夹").pipe("管.yaml");
    let program = call.command().get_program().to_owned();
    let shell = |line: &str| {
        let mut command = Command::new("bash");
        command.args(["-c", line]).arg(&program).current_dir(call.path());
        command.env("CHENGBAO_SYSTEM_FONTS", "off").output().unwrap()
    };
    for line in [
        "\"$0\" check /dev/stdin < 甲.yaml",
        "cat 甲.yaml | \"$0\" check /dev/stdin",
        "(sleep 0.2; cat 甲.yaml) | \"$0\" check /dev/stdin",
        "\"$0\" check <(sleep 0.2; cat 甲.yaml)",
        "\"$0\" check /dev/fd/3 3< 甲.yaml",
    ] {
        let output = shell(line);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("没有发现问题"), "{line}: {output:?}");
    }
    for option in ["--p12 管.yaml", "--p12 甲.yaml --password-file 管.yaml"] {
        let output = shell(&format!(
            "\"$0\" build 甲.yaml --formats pdf; \"$0\" sign output/甲.pdf {option}"
        ));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("这是管道"), "{option}: {said}");
    }
    let calls = ["check 管.yaml", "verify 管.yaml", "extract 管.yaml", "compare 甲.yaml 管.yaml"];
    for line in calls {
        let output = shell(&format!("\"$0\" {line}"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("这是管道"), "{line}: {said}");
    }
    let output = shell("\"$0\" check 夹/.. 2>&1; \"$0\" verify 夹 2>&1");
    assert!(String::from_utf8_lossy(&output.stdout).contains("这是文件夹"), "{output:?}");
}
