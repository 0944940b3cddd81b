//! A user's own faces: which are used, which are refused, and what `chengbao fonts` says.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::sfnt::{
    CHINESE_FAMILY, ENGLISH_FAMILY, ENGLISH_FULL, MAC_FAMILY, POSTSCRIPT, Sfnt, collection,
};

const KAI: &str = "ChengbaoKai-Regular.ttf";
const SERIF: &str = "NotoSerifSC-Regular.ttf";
const FANG: &str = "FandolFang-Regular.otf";

/// A folder with a filing and the user's font files.
struct Office {
    dir: TempDir,
    system: bool,
}

struct Said {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Office {
    fn new() -> Self {
        let office = Self { dir: tempfile::tempdir().unwrap(), system: false };
        let filing = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/shanxi-mobile-2020h2.yaml");
        office.file("a.yaml", std::fs::read(filing).unwrap())
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// The filing with words of it replaced.
    fn filing_with(self, words: &str, by: &str) -> Self {
        let text = std::fs::read_to_string(self.dir.path().join("a.yaml")).unwrap();
        assert!(text.contains(words));
        self.file("a.yaml", text.replacen(words, by, 1))
    }

    #[cfg(target_os = "linux")]
    fn with_system(mut self) -> Self {
        self.system = true;
        self
    }

    fn call(&self, arguments: &str) -> Said {
        self.call_with(arguments, &[])
    }

    fn call_with(&self, arguments: &str, environment: &[(&str, &str)]) -> Said {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
        command.current_dir(self.dir.path()).args(arguments.split(' '));
        command.env("CHENGBAO_FONTS", fonts).env("NO_COLOR", "1");
        command.env("HOME", self.dir.path()).env_remove("XDG_DATA_HOME");
        command.env_remove("CHENGBAO_SYSTEM_FONTS");
        if !self.system {
            command.env("CHENGBAO_SYSTEM_FONTS", "off");
        }
        let output = command.envs(environment.iter().copied()).output().unwrap();
        Said {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn pdf(&self) -> Vec<u8> {
        std::fs::read(self.dir.path().join("output/a.pdf")).unwrap()
    }

    /// The PostScript names of the faces in the PDF.
    fn faces_in_pdf(&self) -> Vec<String> {
        let document = lopdf::Document::load_mem(&self.pdf()).unwrap();
        let mut names: Vec<String> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dict| dict.get(b"Subtype").and_then(|s| s.as_name()).ok() == Some(b"Type0"))
            .map(|dict| {
                let name = dict.get(b"BaseFont").unwrap().as_name().unwrap();
                let name = String::from_utf8(name.to_vec()).unwrap();
                name.split_once('+').unwrap().1.trim_end_matches("-Identity-H").to_owned()
            })
            .collect();
        names.sort();
        names
    }
}

impl Said {
    #[track_caller]
    fn well(self) -> Self {
        assert_eq!(self.status, 0, "{}{}", self.stdout, self.stderr);
        self
    }

    /// The row of a role.
    #[track_caller]
    fn row(&self, usage: &str) -> &str {
        self.stdout.lines().find(|line| line.starts_with(usage)).unwrap()
    }
}

/// A vendored face under another name.
fn renamed(file: &str, family: &str) -> Sfnt {
    Sfnt::vendored(file).named(&[(CHINESE_FAMILY, family), (POSTSCRIPT, "TestFace")])
}

#[test]
fn a_face_of_a_named_folder_sets_the_body() {
    let office = Office::new().file("字体/fs.ttf", renamed(KAI, "仿宋_GB2312").bytes());
    let said = office.call("build a.yaml --font-dir 字体").well();
    assert_eq!(said.stderr.matches("字体").count(), 0, "{}", said.stderr);
    assert!(office.faces_in_pdf().contains(&"TestFace".to_owned()));
    assert!(!office.faces_in_pdf().iter().any(|name| name.contains("FandolFang")));
    let listed = office.call("fonts --font-dir 字体").well();
    let path = Path::new("字体").join("fs.ttf");
    let row = listed.row("正文仿宋");
    assert!(row.contains("仿宋_GB2312") && row.ends_with(&path.display().to_string()), "{row}");
    assert!(listed.row("一级标题黑体").ends_with("程序自带"));
}

/// Letters and digits of the text are Times New Roman, a user's or ours that is as wide; headings in
/// 黑体 and the title keep their own.
#[test]
fn letters_and_digits_of_the_text_are_of_their_own_face() {
    let office = Office::new();
    office.call("build a.yaml").well();
    assert!(office.faces_in_pdf().iter().any(|name| name.contains("Tinos")));
    let listed = office.call("fonts a.yaml").well();
    assert!(listed.row("字母和数字").contains("Tinos"), "{}", listed.stdout);

    let own = Sfnt::vendored("Tinos-Regular.ttf")
        .named(&[(ENGLISH_FULL, "Times New Roman"), (POSTSCRIPT, "TestTimes")]);
    let office = Office::new().file("f/times.ttf", own.bytes());
    office.call("build a.yaml --font-dir f").well();
    let faces = office.faces_in_pdf();
    assert!(faces.contains(&"TestTimes".to_owned()), "{faces:?}");
    assert!(!faces.iter().any(|name| name.contains("Tinos")), "{faces:?}");
    assert!(faces.iter().any(|name| name.contains("FandolFang")), "{faces:?}");
}

#[test]
fn without_a_folder_the_vendored_faces_are_used() {
    let listed = Office::new().call("fonts").well();
    assert!(listed.row("正文仿宋").contains("FandolFang  "));
    assert!(listed.row("正文仿宋").contains("6763 "));
    assert!(listed.row("正文仿宋").contains("6638 "));
    assert!(listed.row("标题小标宋").contains("8105 "));
    assert_eq!(listed.stderr, "");
}

#[test]
fn a_face_is_known_by_any_name_of_its_file() {
    let names = [
        (CHINESE_FAMILY, "仿宋_GB2312"),
        (ENGLISH_FAMILY, "fangsong_gb2312"),
        (ENGLISH_FULL, "FangSong_GB2312"),
        ([3, 1, 0x0804, 16], "仿宋_GB2312"),
        (MAC_FAMILY, "仿宋_GB2312"),
        ([3, 3, 0x0804, 1], "仿宋_GB2312"),
    ];
    for (key, name) in names {
        let face = Sfnt::vendored(KAI).named(&[([3, 1, 0x0409, 2], "Regular"), (key, name)]);
        let listed = Office::new().file("f/a.ttf", face.bytes()).call("fonts --font-dir f").well();
        assert!(listed.row("正文仿宋").contains("仿宋_GB2312"), "{key:?} {}", listed.stdout);
    }
}

#[test]
fn the_faces_of_a_collection_are_used() {
    let faces = [
        Sfnt::vendored(SERIF).named(&[(ENGLISH_FAMILY, "Other")]),
        Sfnt::vendored(KAI).named(&[(CHINESE_FAMILY, "黑体"), (POSTSCRIPT, "TestHei")]),
        Sfnt::vendored(FANG).named(&[(CHINESE_FAMILY, "仿宋"), (POSTSCRIPT, "TestFang")]),
    ];
    let office = Office::new().file("f/all.ttc", collection(&faces));
    office.call("build a.yaml --font-dir f").well();
    let names = office.faces_in_pdf();
    assert!(names.contains(&"TestHei".to_owned()), "{names:?}");
    assert!(names.contains(&"TestFang".to_owned()), "{names:?}");
    let listed = office.call("fonts --font-dir f").well();
    assert!(listed.row("一级标题黑体").ends_with("all.ttc 中的第 2 款"));
    assert!(listed.row("正文仿宋").ends_with("all.ttc 中的第 3 款"));
}

#[test]
fn the_list_prefers_one_name_to_another() {
    let listed = Office::new()
        .file("f/1.ttf", renamed(KAI, "仿宋").bytes())
        .file("f/2.ttf", renamed(KAI, "仿宋_GB2312").bytes())
        .call("fonts --font-dir f")
        .well();
    assert!(listed.row("正文仿宋").contains("仿宋_GB2312"));
}

#[test]
fn the_regular_weight_is_preferred() {
    let listed = Office::new()
        .file("f/1.ttf", renamed(KAI, "黑体").weight(700).bytes())
        .file("f/2.ttf", renamed(KAI, "黑体").weight(400).bytes())
        .call("fonts --font-dir f")
        .well();
    assert!(listed.row("一级标题黑体").ends_with("2.ttf"));
}

#[test]
fn the_first_folder_comes_first() {
    let office = Office::new()
        .file("f/1.ttf", renamed(KAI, "仿宋").bytes())
        .file("g/2.ttf", renamed(KAI, "仿宋_GB2312").bytes());
    let listed = office.call("fonts --font-dir f --font-dir g").well();
    assert!(listed.row("正文仿宋").ends_with("1.ttf"));
    let listed = office.call("fonts --font-dir g --font-dir f").well();
    assert!(listed.row("正文仿宋").ends_with("2.ttf"));
}

#[test]
fn a_file_that_cannot_be_read_is_passed_over() {
    let whole = renamed(KAI, "仿宋_GB2312").bytes();
    let office = Office::new()
        .file("f/cut.ttf", &whole[..whole.len() / 2])
        .file("f/empty.otf", "")
        .file("f/page.ttf", "<html>没有这个文件</html>")
        .file("f/short.ttc", b"ttcf\0\x01\0\0\xFF\xFF\xFF\xFF")
        .file("f/notes.txt", "仿宋_GB2312")
        .file("f/hei.ttf", renamed(SERIF, "黑体").bytes());
    let built = office.call("build a.yaml --font-dir f").well();
    assert!(!built.stderr.contains(".ttf"), "{}", built.stderr);
    let listed = office.call("fonts --font-dir f").well();
    assert!(listed.row("正文仿宋").contains("FandolFang"));
    assert!(listed.row("一级标题黑体").contains("hei.ttf"));
    assert!(listed.stderr.contains("cut.ttf：文件不完整"), "{}", listed.stderr);
    for file in ["empty.otf", "page.ttf", "short.ttc"] {
        assert!(listed.stderr.contains(&format!("{file}：不是字体文件")), "{}", listed.stderr);
    }
    assert!(!listed.stderr.contains("notes.txt"));
}

#[test]
fn a_face_that_cannot_be_used_is_refused_with_a_reason() {
    let face = |file| renamed(file, "仿宋_GB2312");
    let cases = [
        (face(KAI).licence(0x0002), "它的授权不允许嵌入文档"),
        (face(KAI).licence(0x0108), "它的授权只允许整个嵌入"),
        (face(KAI).licence(0x0200), "它只有点阵字形可用"),
        (face(KAI).without(b"glyf"), "它只有点阵字形可用"),
        (face(KAI).without(b"cmap"), "它缺少必要的数据表"),
        (face(KAI).table(b"fvar", vec![0; 16]), "不支持可变字体"),
        (face(KAI).wiped(b"cmap"), "它没有汉字或数字"),
        (face(KAI).wiped(b"head"), "它的数据已损坏"),
        (face(KAI).wiped(b"glyf"), "它的数据已损坏"),
        (face(FANG).wiped(b"CFF "), "它的数据已损坏"),
    ];
    for (n, (face, why)) in cases.into_iter().enumerate() {
        let listed = Office::new()
            .file("f/1.ttf", face.bytes())
            .file("f/2.ttf", renamed(SERIF, "仿宋").bytes())
            .call("fonts --font-dir f")
            .well();
        let line = listed.stderr.trim_end();
        assert!(line.starts_with("警告: 正文仿宋没有用 仿宋_GB2312（"), "{n} {why}: {line}");
        assert!(line.contains(why), "{n} {why}: {line}");
        assert!(listed.row("正文仿宋").ends_with("2.ttf"), "{}", listed.stdout);
    }
}

#[test]
fn a_licence_that_allows_embedding_is_enough() {
    // In old faces several bits may be set, and the least restrictive counts.
    for bits in [0x0000, 0x0004, 0x0008, 0x0006] {
        let face = renamed(KAI, "仿宋_GB2312").licence(bits);
        let listed = Office::new().file("f/1.ttf", face.bytes()).call("fonts --font-dir f").well();
        assert_eq!(listed.stderr, "");
    }
}

#[test]
fn a_refused_face_does_not_stop_the_build() {
    let office = Office::new().file("f/1.ttf", renamed(KAI, "仿宋_GB2312").licence(0x0002).bytes());
    let said = office.call("build a.yaml --font-dir f").well();
    assert!(said.stderr.contains("它的授权不允许嵌入文档"), "{}", said.stderr);
    assert!(office.faces_in_pdf().iter().any(|name| name.contains("FandolFang")));
}

/// ISO 19005-3 6.2.11.5: what a file says of a glyph's width is what the embedded face says.
#[test]
fn widths_are_those_of_the_outlines() {
    let plain = Office::new();
    plain.call("build a.yaml").well();
    let face = renamed(FANG, "仿宋_GB2312");
    for by in [2, 30] {
        let office = Office::new().file("f/1.otf", face.clone().widened(by).bytes());
        office.call("build a.yaml --font-dir f").well();
        assert_eq!(widths_in_pdf(&office), widths_in_pdf(&plain), "{by}");
        // Lines are set by the face's own measures all the same.
        assert_ne!(office.pdf(), plain.pdf());
    }
}

/// The widths that a PDF gives of the glyphs of its CFF faces.
fn widths_in_pdf(office: &Office) -> Vec<i64> {
    let document = lopdf::Document::load_mem(&office.pdf()).unwrap();
    let mut widths = Vec::new();
    for font in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        let Ok(below) = font.get_deref(b"DescendantFonts", &document) else { continue };
        let below = document.dereference(&below.as_array().unwrap()[0]).unwrap().1;
        let below = below.as_dict().unwrap();
        if below.get(b"Subtype").and_then(|s| s.as_name()).unwrap() == b"CIDFontType0" {
            let all = below.get_deref(b"W", &document).unwrap().as_array().unwrap();
            let given = all.iter().filter_map(|part| part.as_array().ok()).flatten();
            widths.extend(given.map(|width| width.as_float().unwrap() as i64));
        }
    }
    assert!(!widths.is_empty());
    widths.sort_unstable();
    widths
}

#[test]
fn a_name_has_no_more_bytes_than_a_pdf_may() {
    let long = "L".repeat(300);
    let names = [(ENGLISH_FAMILY, "仿宋_GB2312"), (POSTSCRIPT, long.as_str())];
    for file in [KAI, FANG] {
        let face = Sfnt::vendored(file).named(&names);
        let office = Office::new().file("f/1.ttf", face.bytes());
        office.call("build a.yaml --font-dir f").well();
        let document = lopdf::Document::load_mem(&office.pdf()).unwrap();
        let dicts = document.objects.values().filter_map(|object| object.as_dict().ok());
        let names = dicts.flat_map(|dict| {
            [b"BaseFont".as_slice(), b"FontName"].map(|key| dict.get(key).and_then(|n| n.as_name()))
        });
        let lengths: Vec<usize> = names.filter_map(|name| Some(name.ok()?.len())).collect();
        assert!(lengths.iter().any(|length| *length > 100), "{lengths:?}");
        assert!(lengths.iter().all(|length| *length <= 127), "{lengths:?}");
    }
}

#[test]
fn the_same_faces_give_the_same_bytes() {
    let office = Office::new().file("f/a.ttf", renamed(KAI, "仿宋_GB2312").bytes());
    office.call("build a.yaml --font-dir f").well();
    let first = office.pdf();
    // Where the face is and what else is there makes no difference.
    let office = office
        .file("elsewhere/x/b.ttf", renamed(KAI, "仿宋_GB2312").bytes())
        .file("elsewhere/a.ttf", Sfnt::vendored(SERIF).bytes());
    office.call("build a.yaml --font-dir elsewhere").well();
    assert!(first == office.pdf());
    office.call("build a.yaml").well();
    assert!(first != office.pdf());
}

#[test]
fn a_character_that_a_face_lacks_is_drawn_by_another_and_it_is_said() {
    let office = Office::new()
        .filing_with("概述: |\n    ", "概述: |\n    李喆。")
        .file("f/a.otf", renamed(FANG, "仿宋_GB2312").bytes());
    for call in ["build a.yaml", "build a.yaml --font-dir f"] {
        let said = office.call(call).well();
        assert!(
            said.stderr.contains("提示[G02]: “喆”改用 Noto Serif SC 的字形"),
            "{}",
            said.stderr
        );
        assert!(office.faces_in_pdf().contains(&"NotoSerifSC-Regular".to_owned()));
    }
    let listed = office.call("fonts --font-dir f a.yaml").well();
    assert!(listed.stdout.contains("喆，改用 Noto Serif SC"), "{}", listed.stdout);
    assert!(listed.stdout.contains("标题小标宋    21 个字都有"), "{}", listed.stdout);
}

#[test]
fn the_order_of_standing_in_is_listed() {
    let office = Office::new().file("f/a.ttf", renamed(KAI, "仿宋_GB2312").bytes());
    let listed = office.call("fonts --font-dir f").well();
    let order = listed.stdout.lines().find(|line| line.starts_with("缺字时")).unwrap();
    assert!(
        order.contains(
            "仿宋_GB2312、FandolFang、Chengbao Numerals、Noto Serif SC、FandolKai、Chengbao Kai、"
        ),
        "{order}"
    );
}

#[test]
fn a_character_that_no_face_has_is_named() {
    let office = Office::new().filing_with("概述: |\n    ", "概述: |\n    𠮷。");
    let listed = office.call("fonts a.yaml");
    assert_eq!(listed.status, 1);
    assert!(listed.stdout.contains("缺 1 个字：𠮷，没有一款字体有"), "{}", listed.stdout);
}

#[test]
fn a_folder_that_is_none_is_named() {
    let office = Office::new();
    let said = office.call("build a.yaml --font-dir 没有");
    assert_eq!((said.status, said.stderr.as_str()), (2, "错误: 没有 没有 这个字体文件夹\n"));
    let said = office.call("fonts --font-dir a.yaml");
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("a.yaml 是文件"), "{}", said.stderr);
}

#[test]
fn a_folder_without_faces_of_documents_is_named() {
    let office = Office::new().file("f/a.ttf", renamed(KAI, "微软雅黑").bytes());
    let said = office.call("build a.yaml --font-dir f").well();
    assert!(
        said.stderr.contains("警告: f 里没有公文字体：要找的是仿宋_GB2312、"),
        "{}",
        said.stderr
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_systems_faces_are_used_unless_they_are_turned_off() {
    let office = Office::new()
        .file(".local/share/fonts/x/fs.ttf", renamed(KAI, "仿宋_GB2312").bytes())
        .file("f/fs.ttf", renamed(KAI, "仿宋").bytes())
        .with_system();
    assert!(office.call("fonts").well().row("正文仿宋").contains(".local"));
    // A folder that the user names comes before.
    assert!(office.call("fonts --font-dir f").well().row("正文仿宋").contains("f/fs.ttf"));
    let off = office.call("fonts --no-system-fonts").well();
    assert!(off.row("正文仿宋").contains("FandolFang"));
    let off = office.call_with("fonts", &[("CHENGBAO_SYSTEM_FONTS", "off")]).well();
    assert!(off.row("正文仿宋").contains("FandolFang"));
    assert!(off.stdout.contains("查看了 0 个字体文件，不包括系统里的"));
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let office = Office::new().file("f/g/a.ttf", renamed(KAI, "仿宋_GB2312").bytes());
    let folder = office.dir.path().join("f");
    std::os::unix::fs::symlink(&folder, folder.join("g/again")).unwrap();
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("lost.ttf")).unwrap();
    let listed = office.call("fonts --font-dir f").well();
    assert!(listed.row("正文仿宋").ends_with("f/g/a.ttf"));
    assert!(listed.stdout.contains("查看了 1 个字体文件"));
}
