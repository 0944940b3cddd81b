//! The pictures of a filing: which files it names, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use base64::Engine as _;

use crate::document::{Picture as Shown, parse, pictures_of};
use crate::filing::Filing;
use crate::finding::{Code, Finding};
use crate::fonts::{FaceSet, Role};
use crate::pictures::{self, Orientation, Picture, RasterData, SvgFace};

/// The most pixels of all pictures together: they are in memory at once.
const MAX_PIXELS: u64 = 160_000_000;

/// A picture's file as it was read, or why it could not be, in Chinese.
pub type PictureFile = Result<Vec<u8>, String>;

/// Pictures' files by the names that the filing has for them.
pub type PictureFiles = BTreeMap<String, PictureFile>;

/// The pictures of a filing that can be shown, by file as the filing names it.
#[derive(Debug, Default)]
pub struct Illustrations {
    decoded: BTreeMap<String, Picture>,
    /// The same for HTML: a `data:` address.
    addresses: BTreeMap<String, String>,
}

impl Illustrations {
    /// The decoded pictures.
    #[must_use]
    pub fn decoded(&self) -> &BTreeMap<String, Picture> {
        &self.decoded
    }

    /// The pictures' `data:` addresses.
    #[must_use]
    pub fn addresses(&self) -> &BTreeMap<String, String> {
        &self.addresses
    }

    /// Adds charts that the program drew itself, under the names that the report has for them.
    ///
    /// # Errors
    /// Why one cannot be drawn, in Chinese.
    pub(crate) fn add_charts(
        &mut self,
        charts: &BTreeMap<String, String>,
        faces: &FaceSet,
    ) -> Result<(), String> {
        let svg_faces = svg_faces(faces);
        for (file, svg) in charts {
            let picture =
                pictures::decode(svg.as_bytes(), &svg_faces).map_err(|e| e.to_string())?;
            self.addresses.insert(file.clone(), address(&picture, svg.as_bytes()));
            self.decoded.insert(file.clone(), picture);
        }
        Ok(())
    }
}

/// The files of the pictures that a filing shows, its seals' among them.
#[must_use]
pub fn picture_files(filing: &Filing) -> BTreeSet<String> {
    let mut files: BTreeSet<String> = shown(filing).into_iter().map(|p| p.file).collect();
    files.extend(filing.seals().iter().map(|seal| seal.value.clone()));
    files
}

/// The pictures in a filing's narratives.
fn shown(filing: &Filing) -> Vec<Shown> {
    let mut pictures = Vec::new();
    for text in filing.narratives() {
        pictures.extend(pictures_of(&parse(&text.value)).into_iter().cloned());
    }
    pictures
}

/// Decodes a filing's pictures. `span_of` finds a text in the file; a picture that cannot be
/// shown, or that has no text for screen readers, is a finding.
pub(crate) fn illustrate(
    filing: &Filing,
    files: &BTreeMap<String, PictureFile>,
    faces: &FaceSet,
    span_of: impl Fn(&str) -> Option<Range<usize>>,
    findings: &mut Vec<Finding>,
) -> Illustrations {
    let at = |file: &str, code: Code, what: String| match span_of(file) {
        Some(place) => code.at(place, what),
        None => code.of_file(what),
    };
    let mut illustrations = Illustrations::default();
    let mut pixels = 0;
    let svg_faces = svg_faces(faces);
    for file in picture_files(filing) {
        let lower = file.to_ascii_lowercase();
        let read = match files.get(&file) {
            _ if file.is_empty() => Err("没有写文件名".to_owned()),
            _ if lower.starts_with("http:") || lower.starts_with("https:") => {
                Err("网上的图片不能用，先存到填报文件旁边".to_owned())
            }
            Some(read) => read.clone(),
            None => Err("没有读到".to_owned()),
        };
        let decoded = read.and_then(|bytes| {
            let picture = pictures::decode(&bytes, &svg_faces).map_err(|e| e.to_string())?;
            pixels += picture.pixels();
            if pixels > MAX_PIXELS {
                let most = MAX_PIXELS / 10_000;
                return Err(format!("全部图片加起来超过 {most} 万像素，请缩小或减少图片"));
            }
            Ok((address(&picture, &bytes), picture))
        });
        match decoded {
            Ok((address, picture)) => {
                illustrations.addresses.insert(file.clone(), address);
                illustrations.decoded.insert(file, picture);
            }
            Err(reason) => {
                let what = format!("图片 {file} 不能用：{reason}");
                findings.push(
                    at(&file, Code::G03, what).help("图片放在填报文件旁边，用 PNG、JPEG 或 SVG"),
                );
            }
        }
    }
    for picture in shown(filing).iter().filter(|picture| picture.alt.trim().is_empty()) {
        let what = format!("图片 {} 没有替代文字，看不见图的人无从知道内容", picture.file);
        let help = format!("写成 ![图上画了什么]({})", picture.file);
        findings.push(at(&picture.file, Code::G04, what).help(help));
    }
    illustrations
}

/// Text in an SVG is drawn in the report's faces, sans serif first as charts have it.
fn svg_faces(faces: &FaceSet) -> Vec<SvgFace> {
    let families: [(Role, &[&str]); 4] = [
        (Role::Hei, &["sans-serif", "SimHei", "黑体", "Microsoft YaHei", "微软雅黑"]),
        (Role::Song, &["serif", "SimSun", "宋体"]),
        (Role::FangSong, &["FangSong", "仿宋", "仿宋_GB2312"]),
        (Role::Kai, &["KaiTi", "楷体", "楷体_GB2312"]),
    ];
    families
        .into_iter()
        .filter_map(|(role, families)| {
            let face = faces.face(faces.of_role(role)?);
            let (bytes, index) = face.shared();
            let families = families.iter().map(|f| (*f).to_owned()).collect();
            Some(SvgFace { bytes, index, families })
        })
        .collect()
}

/// A picture as an address that needs no other file. A photograph goes without what the camera
/// wrote into it, unless that is needed to turn it.
fn address(picture: &Picture, bytes: &[u8]) -> String {
    let (kind, bytes): (&str, &[u8]) = match picture {
        Picture::Vector(_) => ("image/svg+xml", bytes),
        Picture::Raster(raster) => match &raster.data {
            RasterData::Pixels(_) => ("image/png", bytes),
            RasterData::Jpeg(jpeg) if raster.orientation == Orientation::TopLeft => {
                ("image/jpeg", &jpeg.bytes)
            }
            RasterData::Jpeg(_) => ("image/jpeg", bytes),
        },
    };
    format!("data:{kind};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}
