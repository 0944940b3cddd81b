use std::sync::Arc;

use super::*;
use crate::fonts::{BESIDE, Face, FaceBytes, Origin};

#[test]
fn a_cut_face_draws_what_the_face_draws() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let [(fang, _), (kai, _)] = BESIDE;
    for file in [fang, kai, "Tinos-Regular.ttf", "NotoSansSC-Medium.ttf"] {
        let bytes: FaceBytes = Arc::new(std::fs::read(folder.join(file)).unwrap());
        let face = Face::new(file, bytes, 0, Origin::Program).unwrap();
        let mut glyphs: Vec<u16> = face
            .shape("国9.%")
            .iter()
            .filter(|glyph| glyph.id != 0)
            .map(|glyph| glyph.id)
            .collect();
        glyphs.sort_unstable();
        let cut = face.cut(&glyphs).unwrap();
        let program = Program::read(cut.program().to_vec(), cut.outlines()).unwrap();
        assert_eq!(program.units_per_em(), i64::from(face.metrics().units_per_em));
        for (code, glyph) in cut.codes().iter().zip(&glyphs) {
            let outline = face.outline(*glyph);
            assert!(!outline.is_empty());
            assert_eq!(program.outline(*code), Some(outline), "{file}");
        }
    }
    assert!(Program::read(b"none".to_vec(), Outlines::Cff).is_none());
}

/// A list of a CFF table (The Compact Font Format, 5).
fn list(items: &[Vec<u8>]) -> Vec<u8> {
    let mut out = (items.len() as u16).to_be_bytes().to_vec();
    if items.is_empty() {
        return out;
    }
    out.push(4);
    let mut at = 1_u32;
    out.extend(at.to_be_bytes());
    for item in items {
        at += item.len() as u32;
        out.extend(at.to_be_bytes());
    }
    out.extend(items.concat());
    out
}

fn number(n: usize) -> Vec<u8> {
    [&[29], &(n as u32).to_be_bytes()[..]].concat()
}

/// A CFF table keyed by CID: so many parts, all with one private dictionary of so many bytes, and
/// a top dictionary that is longer by some.
fn cff(parts: usize, private: usize, longer: usize) -> Vec<u8> {
    // A square, by steps across and up.
    let glyph = vec![139, 139, 21, 239, 6, 239, 7, 39, 6, 14];
    let (glyphs, charset) = (list(&[glyph.clone(), glyph]), vec![0, 0, 7]);
    let (selected, private) = (vec![0, 0, 0], vec![139; private]);
    let top = |at: [usize; 4]| {
        let [glyphs, charset, selected, parts] = at.map(number);
        let head = [number(0), number(0), number(0), vec![12, 30]].concat();
        let places = [
            (charset, vec![15]),
            (glyphs, vec![17]),
            (parts, vec![12, 36]),
            (selected, vec![12, 37]),
        ];
        let places: Vec<u8> = places.into_iter().flat_map(|(at, key)| [at, key].concat()).collect();
        [head, vec![139; longer], places].concat()
    };
    let head = |at| [vec![1, 0, 4, 4], list(&[vec![65]]), list(&[top(at)]), list(&[]), list(&[])];
    let start = head([0; 4]).concat().len();
    let at = |before: &[&Vec<u8>]| start + before.iter().map(|part| part.len()).sum::<usize>();
    let place = at(&[&glyphs, &charset, &selected]);
    let part = [number(private.len()), number(place), vec![18]].concat();
    let places = [
        start,
        at(&[&glyphs]),
        at(&[&glyphs, &charset]),
        at(&[&glyphs, &charset, &selected, &private]),
    ];
    let body = [glyphs, charset, selected, private, list(&vec![part; parts])].concat();
    [head(places).concat(), body].concat()
}

#[test]
fn a_table_that_would_be_read_for_ever_is_not_drawn() {
    let program = |table| Program::read(table, Outlines::Cff).unwrap();
    let sound = program(cff(200, 1000, 0));
    assert!(sound.is_plain());
    assert_eq!(sound.outline(7).map(|steps| steps.len()), Some(5));
    assert_eq!((sound.outline(1), sound.work(7)), (None, 10 / BYTES_A_STEP));
    assert!(program(cff(200, 1000, 3000)).is_plain());
    for slow in [cff(2000, 1000, 0), cff(65_000, 0, 0), cff(1, 1000, 5000)] {
        let slow = program(slow);
        assert_eq!((slow.is_plain(), slow.outline(7), slow.work(7)), (false, None, 0));
    }
}

#[test]
fn what_a_glyph_costs_is_known_before_it_is_drawn() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/NotoSansSC-Medium.ttf");
    let bytes = std::fs::read(file).unwrap();
    let face = Face::new("a", Arc::new(bytes.clone()), 0, Origin::Program).unwrap();
    let program = Program::read(bytes, Outlines::TrueType).unwrap();
    for glyph in face.shape("国Ä9") {
        let steps = program.outline(glyph.id).unwrap().len();
        assert!(program.work(glyph.id) * 2 >= steps, "{steps}");
    }
}
