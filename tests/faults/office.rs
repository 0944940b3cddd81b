//! A folder in which runs are killed, starved and forbidden.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::Chengbao;

/// The outputs of a filing as they stand; `None` where there is none.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Set(BTreeMap<&'static str, Option<Vec<u8>>>);

impl Set {
    pub(crate) fn read(folder: &Path, stem: &str) -> Self {
        let read = |ending| (ending, fs::read(folder.join(format!("{stem}.{ending}"))).ok());
        Self(["md", "html", "pdf"].map(read).into())
    }

    pub(crate) fn file(&self, ending: &str) -> &Option<Vec<u8>> {
        &self.0[ending]
    }
}

/// What of ours is left in a folder.
pub(crate) fn litter(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().map(|entry| entry.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(".chengbao")).collect();
    names.sort();
    names
}

/// Numbers from 0 to 1, the same each time (Knuth's MMIX).
pub(crate) fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Filings in `in/`, their outputs in `output/`, and a report `甲.pdf`.
pub(crate) struct Office {
    run: Chengbao,
}

impl Office {
    pub(crate) fn new(stems: &[&str]) -> Self {
        let office = Self { run: Chengbao::new() };
        office.write(stems, crate::filing::FILING);
        let made = office.call("build in/甲.yaml -o . --formats pdf").status().unwrap();
        assert!(made.success());
        office
    }

    pub(crate) fn path(&self) -> &Path {
        self.run.path()
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.path().join("output")
    }

    pub(crate) fn pdf(&self) -> PathBuf {
        self.path().join("甲.pdf")
    }

    pub(crate) fn file(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn write(&self, stems: &[&str], text: &str) {
        stems.iter().for_each(|stem| self.file(&format!("in/{stem}.yaml"), text));
    }

    /// A call whose messages nobody reads.
    pub(crate) fn call(&self, arguments: &str) -> Command {
        let mut command = self.run.command();
        command.args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    pub(crate) fn build(&self, formats: &str) -> Command {
        self.call(&format!("build in --formats {formats}"))
    }

    /// What a build of these filings makes, made elsewhere.
    pub(crate) fn made<'s>(
        &self,
        stems: &[&'s str],
        text: &str,
        formats: &str,
    ) -> BTreeMap<&'s str, Set> {
        let place = tempfile::tempdir().unwrap();
        self.write(stems, text);
        let call = format!("build in -o {} --formats {formats}", place.path().display());
        assert!(self.call(&call).status().unwrap().success());
        stems.iter().map(|stem| (*stem, Set::read(place.path(), stem))).collect()
    }

    /// A line of a shell, in which `$0` is the program.
    pub(crate) fn shell(&self, line: &str) -> Command {
        let program = self.run.command();
        let mut command = Command::new("sh");
        command.arg("-c").arg(line).arg(program.get_program());
        command.current_dir(program.get_current_dir().unwrap());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    pub(crate) fn build_in_shell(&self, before: &str, formats: &str) -> Command {
        self.shell(&format!("{before}; exec \"$0\" build in --formats {formats}"))
    }

    /// A folder that may be read and not be written into.
    pub(crate) fn forbid(&self, folder: &Path) {
        mode(self.path(), 0o755);
        mode(folder, 0o555);
    }

    /// A folder that all may write into, each only over his own files; these are nobody's.
    pub(crate) fn share(&self, folder: &Path, names: &[&str]) {
        mode(self.path(), 0o755);
        mode(folder, 0o1777);
        for name in names {
            std::os::unix::fs::chown(folder.join(name), Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        for folder in ["in", "output"] {
            let path = self.path().join(folder);
            if path.exists() {
                mode(&path, 0o755);
            }
        }
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

const NOBODY: u32 = 65_534;

/// Whether the tests are run by the one to whom nothing is forbidden.
pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// Runs a call as somebody to whom something can be forbidden; `None` where that is not possible.
pub(crate) fn as_nobody(office: &Office, call: &str) -> Option<Output> {
    if !is_root() {
        return Some(office.shell(&format!("exec \"$0\" {call}")).output().unwrap());
    }
    let who = format!("setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups");
    let can = office.shell(&format!("{who} \"$0\" --version")).output().unwrap();
    if !can.status.success() {
        println!("跳过：换不了身份：{}", String::from_utf8_lossy(&can.stderr));
        return None;
    }
    Some(office.shell(&format!("exec {who} \"$0\" {call}")).output().unwrap())
}

/// A small disk of its own.
pub(crate) struct Tmpfs {
    dir: TempDir,
}

impl Tmpfs {
    /// `None` where none can be mounted.
    pub(crate) fn mount(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(dir.path());
        match command.output() {
            Ok(output) if output.status.success() => Some(Self { dir }),
            other => {
                println!("跳过：装不了小磁盘：{other:?}");
                None
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Fills it to the last byte.
    pub(crate) fn fill(&self) {
        use std::io::Write;
        let mut file = fs::File::create(self.path().join("别的")).unwrap();
        while file.write(&[0; 4096]).is_ok() {}
    }

    /// Leaves so many bytes free.
    pub(crate) fn leave(&self, bytes: u64) {
        self.fill();
        let file = fs::File::options().write(true).open(self.path().join("别的")).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length - bytes).unwrap();
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.dir.path()).status();
    }
}
