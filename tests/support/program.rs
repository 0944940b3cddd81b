//! A run of the program as a user makes it: files in a folder, a command, what it says and what
//! it writes.
//!
//! ```ignore
//! let run = Chengbao::new().file("a.yaml", FILING).args(["build", "a.yaml"]).run();
//! assert_eq!(run.status, 0, "{}", run.stderr);
//! ```

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chengbao");
/// Its name, where it is copied to.
const COPY: &str = if cfg!(windows) { "chengbao.exe" } else { "chengbao" };

/// The user's own folder for faces, below a home that is the run's folder.
pub(crate) const OWN_FACES: &str = if cfg!(windows) {
    "chengbao/fonts"
} else if cfg!(target_os = "macos") {
    "Library/Application Support/chengbao/fonts"
} else {
    ".local/share/chengbao/fonts"
};

/// What a run may not have from the tester's own environment.
const UNSET: [&str; 8] = [
    "TZ",
    "LANG",
    "LC_ALL",
    "RUST_BACKTRACE",
    "CHENGBAO_FONTS",
    "CHENGBAO_P12_PASSWORD",
    "SOURCE_DATE_EPOCH",
    "XDG_DATA_HOME",
];

/// A folder of its own and a call of the program in it.
pub(crate) struct Chengbao {
    dir: TempDir,
    inside: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    alone: bool,
}

impl Chengbao {
    pub(crate) fn new() -> Self {
        Self::within(tempfile::tempdir().unwrap())
    }

    fn within(dir: TempDir) -> Self {
        Self {
            dir,
            alone: false,
            inside: PathBuf::new(),
            arguments: Vec::new(),
            environment: Vec::new(),
        }
    }

    /// Puts a file into the folder.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Puts a symbolic link into the folder.
    #[cfg(unix)]
    pub(crate) fn link(self, name: &str, target: &str) -> Self {
        std::os::unix::fs::symlink(target, self.dir.path().join(name)).unwrap();
        self
    }

    /// Puts a pipe with a name into the folder.
    #[cfg(unix)]
    pub(crate) fn pipe(self, name: &str) -> Self {
        self.with(name, |path| {
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        })
    }

    /// Puts something else at a path in the folder.
    pub(crate) fn with(self, name: &str, put: impl FnOnce(&Path)) -> Self {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        put(&path);
        self
    }

    /// Puts one of the repository's filings into the folder.
    pub(crate) fn data(self, name: &str) -> Self {
        let bytes = std::fs::read(repository().join("data").join(name)).unwrap();
        self.file(name, bytes)
    }

    /// Makes an empty folder in the folder.
    pub(crate) fn folder(self, name: &str) -> Self {
        std::fs::create_dir_all(self.dir.path().join(name)).unwrap();
        self
    }

    /// The files in the folder itself, in order.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap());
        let read = |entry: std::fs::DirEntry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        };
        let mut files: Vec<_> = entries.map(read).collect();
        files.sort();
        files
    }

    /// Runs the program in a folder below instead.
    pub(crate) fn inside(mut self, name: &str) -> Self {
        self.inside = name.into();
        self
    }

    pub(crate) fn arg(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Arguments, separated by blanks as in a shell.
    pub(crate) fn call(mut self, arguments: &str) -> Self {
        self.arguments.extend(arguments.split(' ').map(str::to_owned));
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs a copy of the program in the folder, which knows of no faces but those beside it.
    pub(crate) fn alone(mut self) -> Self {
        std::fs::copy(PROGRAM, self.dir.path().join(COPY)).unwrap();
        self.alone = true;
        self
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The program as it would be run. The environment is the same on each machine: the
    /// repository's faces, no colour, no home but the folder, and no zone or language but those
    /// that the test gives.
    pub(crate) fn command(&self) -> Command {
        let mut command = match self.alone {
            true => Command::new(self.dir.path().join(COPY)),
            false => Command::new(PROGRAM),
        };
        for name in UNSET {
            command.env_remove(name);
        }
        if !self.alone {
            command.env("CHENGBAO_FONTS", repository().join("fonts"));
        }
        command
            .current_dir(self.dir.path().join(&self.inside))
            .env("NO_COLOR", "1")
            .env("CHENGBAO_SYSTEM_FONTS", "off")
            .env(if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" }, self.dir.path())
            .envs(self.environment.iter().cloned())
            .args(&self.arguments);
        command
    }

    /// Runs the program.
    pub(crate) fn run(self) -> Run {
        let command = self.command();
        let output = output(command);
        Run {
            dir: self.dir,
            status: output.status.code().unwrap(),
            stdout: said(output.stdout),
            stderr: said(output.stderr),
        }
    }
}

/// What was said, with the separators that the tests have in their paths. JSON, Markdown and the
/// manual's page have no paths, and `\` means something else there.
fn said(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap();
    match cfg!(windows) && !text.starts_with(['{', '[', '#', '.']) {
        true => text.replace('\\', "/"),
        false => text,
    }
}

/// A path as tests find it in what was said.
pub(crate) fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}

/// Runs a command. A program that was copied just now may still be open for writing in a child
/// that another test has forked; then it is tried again.
fn output(mut command: Command) -> Output {
    loop {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(20));
            }
            output => return output.unwrap(),
        }
    }
}

/// How a run ended, and what is in its folder now.
pub(crate) struct Run {
    dir: TempDir,
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The next call in the same folder.
    pub(crate) fn then(self) -> Chengbao {
        Chengbao::within(self.dir)
    }

    /// The run, if it ended well.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}{}", self.stdout, self.stderr);
        self
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        let read = std::fs::read(self.dir.path().join(path));
        read.unwrap_or_else(|e| panic!("{path}: {e}\n{}", self.stderr))
    }

    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).unwrap()
    }

    /// What is in a folder, hidden files too, in order; nothing where there is no folder.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.dir.path().join(folder)) else { return vec![] };
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The findings on standard error, in their order.
    pub(crate) fn findings(&self) -> Vec<Said> {
        let lines: Vec<&str> = self.stderr.lines().collect();
        let findings = lines.iter().enumerate().filter_map(|(n, line)| {
            let below = lines.get(n + 1).copied().unwrap_or_default();
            Said::read(line, below)
        });
        findings.collect()
    }

    /// The findings that stop a build.
    pub(crate) fn errors(&self) -> Vec<Said> {
        self.findings().into_iter().filter(|f| f.severity == "错误").collect()
    }
}

/// A finding as it was said: `错误[Y06]: …` and below it `╭▸ file:line:column`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) severity: String,
    pub(crate) code: String,
    pub(crate) message: String,
    /// `line:column`; `-` where the whole file is meant.
    pub(crate) place: String,
}

impl Said {
    fn read(line: &str, below: &str) -> Option<Self> {
        let (severity, rest) = line.split_once('[')?;
        let (code, message) = rest.split_once("]: ")?;
        let path = below.trim_start().strip_prefix("╭▸ ")?;
        let mut parts = path.rsplit(':');
        let place = match (parts.next(), parts.next(), parts.next()) {
            (Some(column), Some(line), Some(_)) => format!("{line}:{column}"),
            _ => "-".to_owned(),
        };
        Some(Self {
            severity: severity.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            place,
        })
    }

    /// The place as numbers; `(0, 0)` for the whole file.
    pub(crate) fn position(&self) -> (usize, usize) {
        let read = |text: &str| text.parse().unwrap();
        self.place.split_once(':').map_or((0, 0), |(line, column)| (read(line), read(column)))
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.code, self.place, self.message)
    }
}

/// The repository's root.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The stems of the repository's filings.
pub(crate) const FILINGS: [&str; 2] = ["shanxi-mobile-2020h2", "shanxi-unicom-2020h1"];
