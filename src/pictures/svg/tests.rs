use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::pictures::{Element, Opacity, Picture, Point, Segment, Shape, decode};

fn face() -> SvgFace {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSansSC-Medium.ttf");
    let bytes = Arc::new(std::fs::read(path).unwrap());
    SvgFace { bytes, index: 0, families: vec!["黑体".to_owned()] }
}

fn svg(body: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
            width="200" height="100">{body}</svg>"#
    )
}

fn try_vector(text: &str) -> Result<Vector, PictureFault> {
    decode(text.as_bytes(), &[face()]).map(|picture| match picture {
        Picture::Vector(vector) => vector,
        Picture::Raster(_) => panic!("an SVG is a vector picture"),
    })
}

fn vector(body: &str) -> Vector {
    try_vector(&svg(body)).unwrap()
}

fn fault(body: &str) -> PictureFault {
    try_vector(&svg(body)).unwrap_err()
}

/// Whether an SVG is refused for what passes a limit, in these words among others.
fn is_over(fault: &PictureFault, words: &str) -> bool {
    let message = fault.to_string();
    matches!(fault, PictureFault::SvgTooComplex { .. }) && message.contains(words)
}

fn only_shape(body: &str) -> Shape {
    match vector(body).content.as_slice() {
        [Element::Shape(shape)] => shape.clone(),
        other => panic!("one shape, not {other:?}"),
    }
}

#[test]
fn a_shape_keeps_its_place_colour_and_line() {
    let picture = vector(
        r##"<g transform="translate(10 20)"><rect width="20" height="10" fill="#12aBff"
            fill-opacity=".5" stroke="red" stroke-width="2" stroke-dasharray="3 1"
            stroke-linecap="round" stroke-linejoin="bevel"/></g>"##,
    );
    assert_eq!((picture.width, picture.height), (1_000_000, 500_000));
    assert_eq!(picture.size_um, (52917, 26458));
    let [Element::Shape(shape)] = picture.content.as_slice() else { panic!("one shape") };
    let corner = |x, y| Point { x, y };
    assert_eq!(shape.path[0], Segment::Move(corner(50_000, 100_000)));
    assert_eq!(shape.path[2], Segment::Line(corner(150_000, 150_000)));
    assert_eq!(shape.path[4], Segment::Close);
    let fill = shape.fill.unwrap();
    assert_eq!((fill.rgb, fill.opacity, fill.even_odd), ([0x12, 0xAB, 0xFF], Opacity(500), false));
    let stroke = shape.stroke.as_ref().unwrap();
    assert_eq!(
        (stroke.rgb, stroke.width, &stroke.dashes[..]),
        ([255, 0, 0], 10_000, &[15_000, 5000][..])
    );
}

#[test]
fn a_line_that_is_stretched_unevenly_becomes_its_outline() {
    let shape =
        only_shape(r#"<path transform="scale(4 1)" d="M0 50H50" stroke="blue" stroke-width="2"/>"#);
    assert!(shape.stroke.is_none());
    assert_eq!(shape.fill.unwrap().rgb, [0, 0, 255]);
}

#[test]
fn an_inside_of_no_area_is_not_painted() {
    // SVG paints none of it; a PDF paints every pixel that it touches.
    for d in ["M0 50H50", "M0 0L9 9M5 0L14 9", "M0 0C1 0 2 0 3 0"] {
        let shape = only_shape(&format!("<path d='{d}' stroke='blue'/>"));
        assert_eq!((shape.fill, shape.stroke.unwrap().rgb), (None, [0, 0, 255]), "{d}");
    }
}

#[test]
fn a_picture_of_nothing_is_refused() {
    assert!(fault("<rect width='9' height='9' fill='none'/>").to_string().contains("没有"));
}

#[test]
fn one_coat_takes_its_groups_opacity_and_more_are_blended_as_one() {
    let alone = only_shape(r#"<g opacity=".5"><circle r="9" fill-opacity=".5"/></g>"#);
    assert_eq!(alone.fill.unwrap().opacity, Opacity(250));
    let two = vector(r#"<g opacity=".5"><circle r="9"/><circle r="5"/></g>"#);
    let [Element::Group(group)] = two.content.as_slice() else { panic!("one group") };
    assert_eq!((group.opacity, group.content.len()), (Opacity(500), 2));
}

#[test]
fn a_simple_clip_is_kept() {
    let clipped = vector(
        r#"<clipPath id="c"><rect width="50" height="50"/></clipPath>
           <path clip-path="url(#c)" d="M0 0L200 100" stroke="black"/>"#,
    );
    let [Element::Group(group)] = clipped.content.as_slice() else { panic!("one group") };
    assert_eq!((group.clips.len(), group.opacity), (1, Opacity::OPAQUE));
    assert_eq!(group.clips[0].path[0], Segment::Move(Point { x: 0, y: 0 }));
}

#[test]
fn groups_go_no_deeper_than_a_page_may_save_its_state() {
    let nested = |depth: usize| {
        let open = r#"<g opacity=".9"><circle r="9"/>"#.repeat(depth);
        format!("{open}<circle r='5'/>{}", "</g>".repeat(depth))
    };
    vector(&nested(24));
    assert!(is_over(&fault(&nested(25)), "超过 24 层"));
}

#[test]
fn text_becomes_outlines_of_the_given_face() {
    let curves = |body: &str| {
        let shape = only_shape(body);
        shape.path.iter().filter(|s| matches!(s, Segment::Curve(..))).count()
    };
    assert!(curves(r#"<text x="9" y="50" font-family="SimSun">满意率 90.77%</text>"#) > 50);
    assert!(curves(r#"<text x="9" y="50" font-family="黑体, serif">满</text>"#) > 3);
}

#[test]
fn text_without_a_face_or_a_glyph_is_refused() {
    let text = svg("<text x='9' y='50'>满意</text>");
    let fault = decode(text.as_bytes(), &[]).unwrap_err();
    assert!(matches!(fault, PictureFault::SvgFeature { .. }), "{fault}");
    let fault = self::fault("<text x='9' y='50'>好\u{10FFFD}</text>");
    assert_eq!(fault, PictureFault::SvgCharacters { characters: "\u{10FFFD}".to_owned() });
}

#[test]
fn what_would_look_otherwise_is_refused_by_name() {
    let gradient =
        r#"<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>"#;
    let cases = [
        (format!(r#"{gradient}<rect width="9" height="9" fill="url(#g)"/>"#), "渐变"),
        (r#"<pattern id="p" width="2" height="2"><path d="M0 0H1V1z"/></pattern><rect width="9" height="9" fill="url(#p)"/>"#.to_owned(), "图案"),
        (r#"<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect width="9" height="9" mask="url(#m)"/>"#.to_owned(), "蒙版"),
        (r#"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>"#.to_owned(), "滤镜"),
        (r#"<image width="9" height="9" href="data:image/png;base64,AA=="/>"#.to_owned(), "位图"),
        ("<foreignObject width='9' height='9'/>".to_owned(), "foreignObject"),
        (r#"<rect width="9" height="9" style="fill:var(--c)"/>"#.to_owned(), "变量"),
        (r#"<g style="mix-blend-mode:multiply"><rect width="9" height="9"/></g>"#.to_owned(), "混合"),
    ];
    for (body, word) in cases {
        let message = fault(&body).to_string();
        assert!(message.contains(word) && message.contains("PNG"), "{message}");
    }
    // What is only defined is no matter.
    vector(&format!(r#"<defs>{gradient}</defs><rect width="9" height="9"/>"#));
}

#[test]
fn what_is_elsewhere_is_not_looked_for() {
    for body in [
        "<image href='file:///etc/hostname' width='9' height='9'/>",
        "<use href='other.svg#x'/>",
        "<use xlink:href='http://example.com/x.svg#x'/>",
        "<rect width='9' height='9' fill='url(other.svg#g)'/>",
        "<style>@import 'http://example.com/x.css';</style><rect width='9' height='9'/>",
    ] {
        let fault = fault(body);
        let refused =
            matches!(fault, PictureFault::SvgExternal { .. } | PictureFault::SvgFeature { .. });
        assert!(refused, "{fault}");
    }
    let entity = r#"<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]>"#;
    let text = format!("{entity}{}", svg("<text>&e;</text>"));
    assert!(try_vector(&text).is_err());
    vector(
        "<script href='http://example.com/x.js'/><a href='http://example.com/'><rect width='9' height='9'/></a>",
    );
}

#[test]
fn what_grows_beyond_reason_is_refused_at_once() {
    let begun = Instant::now();
    let mut uses = "<g id='a0'><path d='M0 0L1 1'/></g>".to_owned();
    let mut clips = "<clipPath id='c0'><rect width='9' height='9'/></clipPath>".to_owned();
    let mut entities = r#"<!ENTITY e0 "laugh">"#.to_owned();
    for n in 1..30 {
        let below = n - 1;
        uses += &format!("<g id='a{n}'>{}</g>", format!("<use href='#a{below}'/>").repeat(10));
        let rect = format!("<rect width='9' height='9' clip-path='url(#c{below})'/>");
        clips += &format!("<clipPath id='c{n}'>{}</clipPath>", rect.repeat(10));
        entities += &format!(r#"<!ENTITY e{n} "{}">"#, format!("&e{below};").repeat(10));
    }
    let markers = "<marker id='m'><path d='M0 0L1 1'/></marker>".to_owned()
        + &format!("<path marker-mid='url(#m)' d='M0 0{}'/>", "l1 1".repeat(2_000_000));
    let deep = "<g>".repeat(100_000) + &"</g>".repeat(100_000);
    let long = format!("<path stroke='red' d='M0 0{}'/>", "l1 1".repeat(400_000));
    for body in [&format!("<defs>{uses}</defs><use href='#a29'/>"), &clips, &markers, &deep, &long]
    {
        assert!(is_over(&fault(body), ""), "{}", &body[..60]);
    }
    let laughs = format!("<!DOCTYPE svg [{entities}]>{}", svg("<text>&e29;</text>"));
    assert!(is_over(&try_vector(&laughs).unwrap_err(), "实体"));
    let quadratic = format!(
        r#"<!DOCTYPE svg [<!ENTITY e "{}">]>{}"#,
        "x".repeat(50_000),
        svg(&"&e;".repeat(50_000))
    );
    assert!(is_over(&try_vector(&quadratic).unwrap_err(), "实体"));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

const RECT: &str = "<rect width='9' height='9'/>";

/// `count` times a piece, which is told its number.
fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

#[test]
fn each_limit_is_named_and_what_keeps_to_it_is_drawn() {
    let attributes = |n| {
        format!(
            "<rect width='9' height='9' {}/>",
            many(n, |n| format!("data-of-a-chart-{n:030}='1' "))
        )
    };
    let spaces = |n| format!("{RECT}<g {}/>", many(n, |n| format!("xmlns:a{n}='u{n}' ")));
    let letters = |n| format!("<text y='9'>{}</text>", "一".repeat(n));
    let pieces = |n| format!("<text y='9'>{}</text>", "<tspan>一</tspan>".repeat(n));
    let texts = |n| letters(1999).repeat(n);
    let value = |n| format!("<rect width='9' height='9' data-of='{}'/>", "a".repeat(n));
    let places = |n| format!("<text y='9' x='{}'>一</text>", "1 ".repeat(4500)).repeat(n);
    let style = |n| format!("<rect width='9' height='9' style='{}'/>", "fill:red;".repeat(n));
    let rule = |n| format!("<style>rect{{{}}}</style>{RECT}", "fill:red;".repeat(n));
    let styles = |n| format!("<style>{}</style>{RECT}", ".a{fill:red}".repeat(n));
    let matches = |n| format!("<style>{}</style>{}", ".a{fill:red}".repeat(800), RECT.repeat(n));
    let deep = |n| format!("{}{RECT}{}", "<g>".repeat(n), "</g>".repeat(n));
    let cases = [
        ("属性超过 250 个", attributes(249), attributes(248)),
        ("命名空间或实体超过 250 个", spaces(249), spaces(248)),
        ("一段文字超过 2000 个字", letters(2001), letters(2000)),
        ("一段文字分成 200 片以上", pieces(101), pieces(100)),
        ("文字超过 20000 个", texts(11), texts(10)),
        ("一个属性（data-of）超过 10000 字节", value(10_001), value(10_000)),
        ("逐字定位的坐标超过 40000 字节", places(5), places(4)),
        ("一条样式的声明超过 200 条", style(201), style(200)),
        ("一条样式的声明超过 200 条", rule(201), rule(200)),
        ("样式表的选择器和声明超过 2500 项", styles(834), styles(833)),
        ("样式有 2401 项", matches(4200), matches(4100)),
        ("元素一层套一层，超过 200 层", deep(199), deep(197)),
    ];
    for (words, over, within) in cases {
        let fault = fault(&over);
        assert!(is_over(&fault, words), "{words}: {fault}");
        let drawn = try_vector(&svg(&within));
        assert!(drawn.is_ok(), "{words}: {:?}", drawn.err());
    }
}

#[test]
fn the_deepest_nesting_allowed_fits_a_small_stack() {
    // The shape alone takes all opacities; the two stay in groups, too many for a page.
    let alone = "<rect width='9' height='9'/>";
    for (shapes, expected) in [(alone.to_owned(), true), (alone.repeat(2), false)] {
        let text = svg(&("<g opacity='.9'>".repeat(190) + &shapes + &"</g>".repeat(190)));
        let small = std::thread::Builder::new().stack_size(1 << 20);
        let drawn = small.spawn(move || try_vector(&text).is_ok()).unwrap().join().unwrap();
        assert_eq!(drawn, expected);
    }
}

#[test]
fn a_file_that_is_no_svg_to_the_end_is_refused() {
    let text = svg("<rect width='9' height='9'/>");
    for end in 50..text.len() {
        assert!(decode(&text.as_bytes()[..end], &[]).is_err(), "cut at {end}");
    }
    assert_eq!(
        decode(b"<svg xmlns='http://www.w3.org/2000/svg'>\xC2\xFA\xD2\xE2</svg>", &[]).unwrap_err(),
        PictureFault::SvgEncoding
    );
    // Illustrator's way of naming a namespace.
    let named = r#"<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>
        <svg xmlns="&ns;" width="9" height="9"><path d="M0 0H9V9z"/></svg>"#;
    assert_eq!(try_vector(named).unwrap().content.len(), 1);
}
