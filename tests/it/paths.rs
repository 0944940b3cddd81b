//! Files that a filing names (上期, pictures, 印章): in its folder or below, whatever the name
//! says and wherever a link leads; and no pipe or device is waited for.

use std::path::Path;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run};

const SEAL: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
    <rect width='9' height='9'/></svg>";

/// The filing with a picture, a seal or a last filing of a name.
fn naming(what: &str, name: &str) -> String {
    let name = name.replace('\'', "''");
    match what {
        "图片" => with(&[("建成5G基站8900余座。", &format!("![图](<{name}>)"))]),
        "印章" => with(&[("  日期:", &format!("  印章: '{name}'\n  日期:"))]),
        _ => with(&[("公司简介: |", &format!("上期: '{name}'\n公司简介: |"))]),
    }
}

const KINDS: [&str; 3] = ["图片", "印章", "上期"];

/// A folder with a secret beside it, and the filing inside.
fn desk(filing: &str) -> Chengbao {
    Chengbao::new()
        .file("外/秘密.svg", SEAL)
        .file("外/秘密.yaml", FILING)
        .file("内/甲.yaml", filing)
        .inside("内")
        .call("check 甲.yaml")
}

/// The name is refused, with these words.
#[track_caller]
fn refused(run: &Run, what: &str, words: &str) {
    let code = if what == "上期" { "警告[Y20]" } else { "错误[G03]" };
    assert!(
        run.stdout.contains(code) && run.stdout.contains(words),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn names_that_lead_out() {
    let names = [
        "../外/秘密.svg",
        "图/../../外/秘密.svg",
        "./../外/秘密.svg",
        "/etc/hostname",
        "//etc/hostname",
        "C:\\Windows\\win.ini",
        "\\\\server\\share\\a.svg",
        "..\\外\\秘密.svg",
        "图\\a.svg",
        "file:///etc/hostname",
        "~/a.svg",
    ];
    for what in KINDS {
        for name in names {
            let run = desk(&naming(what, name)).run();
            let local = matches!(name, "file:///etc/hostname" | "~/a.svg");
            let words = if local { "没有这个文件" } else { "只能用填报文件旁边" };
            refused(&run, what, words);
        }
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out() {
    for what in KINDS {
        let ending = if what == "上期" { "yaml" } else { "svg" };
        let name = format!("a.{ending}");
        // A link to a file, and a folder that is a link.
        let run = desk(&naming(what, &name))
            .link(&format!("内/{name}"), &format!("../外/秘密.{ending}"))
            .run();
        refused(&run, what, "文件夹之外");
        let run = desk(&naming(what, &format!("夹/秘密.{ending}"))).link("内/夹", "../外").run();
        refused(&run, what, "文件夹之外");
        let run = desk(&naming(what, &name)).link(&format!("内/{name}"), "/dev/zero").run();
        refused(&run, what, "文件夹之外");
        let run = desk(&naming(what, &name)).link(&format!("内/{name}"), &name).run();
        refused(&run, what, "：");
    }
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_folder_is_followed() {
    let run =
        desk(&naming("图片", "a.svg")).file("内/图/b.svg", SEAL).link("内/a.svg", "图/b.svg").run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_itself_is_a_folder() {
    let filing = naming("图片", "a.svg");
    let run = Chengbao::new()
        .file("真/甲.yaml", filing)
        .file("真/a.svg", SEAL)
        .link("假", "真")
        .call("check 假/甲.yaml")
        .run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    for what in KINDS {
        let name = if what == "上期" { "a.yaml" } else { "a.svg" };
        let run = desk(&naming(what, name)).pipe(&format!("内/{name}")).run();
        refused(&run, what, "管道或设备");
    }
    // The file that the call names, too.
    let run = Chengbao::new().pipe("甲.yaml").call("check 甲.yaml").run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("这是管道"), "{}", run.stderr);
}

#[test]
fn a_folder_is_no_file() {
    for what in KINDS {
        let run = desk(&naming(what, "夹")).folder("内/夹").run();
        refused(&run, what, "这是文件夹");
    }
}

#[test]
fn a_file_of_no_end_is_read_up_to_a_limit() {
    // Sparse: nothing is on the disk.
    let large = |path: &Path| std::fs::File::create(path).unwrap().set_len(8 << 30).unwrap();
    let run = desk(&naming("图片", "a.png")).with("内/a.png", large).run();
    refused(&run, "图片", "图片文件太大");
    let run = desk(&naming("上期", "a.yaml")).with("内/a.yaml", large).run();
    refused(&run, "上期", "a.yaml");
    let run = Chengbao::new().with("甲.yaml", large).call("check 甲.yaml").run();
    assert!(run.stdout.contains("错误[Y12]"), "{}", run.stdout);
}

#[test]
fn pictures_too_large_together_are_told() {
    // Each is a picture's file of 19 MB; none is a picture, so that nothing is decoded.
    let text: String = (0..6).map(|n| format!("![图](a{n}.png)\n\n        ")).collect();
    let filing = with(&[("建成5G基站8900余座。", text.trim_end())]);
    let large = |path: &Path| std::fs::File::create(path).unwrap().set_len(19_000_000).unwrap();
    let desk = (0..6).fold(Chengbao::new(), |c, n| c.with(&format!("a{n}.png"), large));
    let run = desk.file("甲.yaml", filing).call("check 甲.yaml").run();
    assert!(run.stdout.contains("全部图片加起来超过 100 MB"), "{}", run.stdout);
}

#[test]
fn a_small_picture_of_very_many_pixels_is_not_decoded() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 30_000, 30_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    drop(encoder.write_header().unwrap());
    let run = desk(&naming("图片", "a.png")).file("内/a.png", bytes).run();
    refused(&run, "图片", "图片尺寸太大");
}

#[test]
fn many_pictures_that_are_large_once_decoded() {
    // 39 million pixels each, a few kilobytes on the disk.
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 6500, 6000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().unwrap().write_image_data(&vec![0; 813 * 6000]).unwrap();
    let text: String = (0..5).map(|n| format!("![图](a{n}.png)\n\n        ")).collect();
    let filing = with(&[("建成5G基站8900余座。", text.trim_end())]);
    let desk = (0..5).fold(Chengbao::new(), |c, n| c.file(&format!("a{n}.png"), &bytes));
    let run = desk.file("甲.yaml", filing).call("check 甲.yaml").run();
    assert!(run.stdout.contains("加起来超过 16000 万像素"), "{}", run.stdout);
}
