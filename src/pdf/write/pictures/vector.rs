//! A picture of shapes as a form (ISO 32000-1 8.10), its operators written here: whole numbers
//! with two places, the same on every machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use printpdf::{DictItem, ExternalStream};

use super::{Dict, Placement, dict, name};
use crate::decimal::Decimal;
use crate::pictures::{
    Cap, Clip, Element, Fill, Group, Join, Opacity, Point, Segment, Shape, Stroke, Vector,
};

/// The picture's units to one of the form's: its longer side is 10000 of these, for viewers
/// that count in 16 bits.
const UNITS: f32 = 100.0;

/// A picture as a form object.
pub(super) fn form(vector: &Vector) -> ExternalStream {
    let size = (vector.width, vector.height);
    Content::of(&vector.content, size).into_form(size, false)
}

/// The matrix that puts a form, y down, into a place.
pub(super) fn matrix(vector: &Vector, place: Placement) -> [f32; 6] {
    let (width, height) = (vector.width as f32 / UNITS, vector.height as f32 / UNITS);
    let (across, down) = (place.width / width, place.height / height);
    [across, 0.0, 0.0, -down, place.x, place.y + place.height]
}

/// Operators, and what they name.
struct Content {
    text: String,
    size: (i32, i32),
    /// Opacities of fill and stroke in use.
    states: BTreeSet<(Opacity, Opacity)>,
    /// Groups that are blended as one.
    groups: Vec<ExternalStream>,
}

impl Content {
    fn of(elements: &[Element], size: (i32, i32)) -> Self {
        let mut content =
            Self { text: String::new(), size, states: BTreeSet::new(), groups: Vec::new() };
        content.elements(elements);
        content
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Shape(shape) => self.shape(shape),
                Element::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        self.text.push_str("q\n");
        for Clip { path, even_odd } in &group.clips {
            self.path(path);
            self.text.push_str(if *even_odd { "W* n\n" } else { "W n\n" });
        }
        if group.opacity == Opacity::OPAQUE {
            self.elements(&group.content);
        } else {
            self.state(group.opacity, group.opacity);
            self.write(format_args!("/G{} Do\n", self.groups.len()));
            let inner = Content::of(&group.content, self.size);
            self.groups.push(inner.into_form(self.size, true));
        }
        self.text.push_str("Q\n");
    }

    fn shape(&mut self, shape: &Shape) {
        if shape.path.is_empty() {
            return;
        }
        match (&shape.fill, &shape.stroke) {
            (Some(fill), Some(stroke))
                if (fill.opacity, stroke.opacity) != (Opacity::OPAQUE, Opacity::OPAQUE) =>
            {
                // One operator for both would blend the two before the page is reached, and
                // viewers don't agree on how.
                let (fill, stroke) = (Some(*fill), Some(stroke.clone()));
                self.shape(&Shape { path: shape.path.clone(), fill, stroke: None });
                self.shape(&Shape { path: shape.path.clone(), fill: None, stroke });
            }
            (None, None) => {}
            (fill, stroke) => self.paint(&shape.path, fill.as_ref(), stroke.as_ref()),
        }
    }

    fn paint(&mut self, path: &[Segment], fill: Option<&Fill>, stroke: Option<&Stroke>) {
        self.text.push_str("q\n");
        let opacity = |of: Option<Opacity>| of.unwrap_or(Opacity::OPAQUE);
        let opacities = (opacity(fill.map(|f| f.opacity)), opacity(stroke.map(|s| s.opacity)));
        if opacities != (Opacity::OPAQUE, Opacity::OPAQUE) {
            self.state(opacities.0, opacities.1);
        }
        if let Some(fill) = fill {
            self.colour(fill.rgb, "rg");
        }
        if let Some(stroke) = stroke {
            self.colour(stroke.rgb, "RG");
            self.line(stroke);
        }
        self.path(path);
        let operator = match (fill.map(|fill| fill.even_odd), stroke.is_some()) {
            (Some(false), false) => "f",
            (Some(true), false) => "f*",
            (Some(false), true) => "B",
            (Some(true), true) => "B*",
            (None, _) => "S",
        };
        self.write(format_args!("{operator}\nQ\n"));
    }

    fn state(&mut self, fill: Opacity, stroke: Opacity) {
        self.states.insert((fill, stroke));
        self.write(format_args!("/{} gs\n", state_name(fill, stroke)));
    }

    fn colour(&mut self, rgb: [u8; 3], operator: &str) {
        for part in rgb {
            // Four places tell all 256 apart and read back as the same.
            let part = (u32::from(part) * 20_000 + 255) / 510;
            self.write(format_args!("{} ", Decimal::<4>(i64::from(part))));
        }
        self.write(format_args!("{operator}\n"));
    }

    fn line(&mut self, stroke: &Stroke) {
        let cap = match stroke.cap {
            Cap::Butt => 0,
            Cap::Round => 1,
            Cap::Square => 2,
        };
        let join = match stroke.join {
            Join::Miter => 0,
            Join::Round => 1,
            Join::Bevel => 2,
        };
        let limit = Decimal::<3>(stroke.miter_limit.into());
        self.write(format_args!("{} w {cap} J {join} j {limit} M\n", number(stroke.width)));
        // Dashes without length are refused by viewers, and a whole line is what they mean.
        if stroke.dashes.iter().any(|dash| *dash > 0) {
            self.text.push('[');
            for dash in &stroke.dashes {
                self.write(format_args!("{} ", number(*dash)));
            }
            // The offset may not be negative; a whole round of dashes changes nothing.
            let twice = 2 * stroke.dashes.iter().map(|dash| i64::from(*dash)).sum::<i64>();
            let offset = i64::from(stroke.dash_offset).rem_euclid(twice);
            self.write(format_args!("] {} d\n", Decimal::<2>(offset)));
        }
    }

    fn path(&mut self, path: &[Segment]) {
        for segment in path {
            match segment {
                Segment::Move(p) => self.points(&[*p], "m"),
                Segment::Line(p) => self.points(&[*p], "l"),
                Segment::Curve(a, b, p) => self.points(&[*a, *b, *p], "c"),
                Segment::Close => self.text.push_str("h\n"),
            }
        }
    }

    fn points(&mut self, points: &[Point], operator: &str) {
        for point in points {
            self.write(format_args!("{} {} ", number(point.x), number(point.y)));
        }
        self.write(format_args!("{operator}\n"));
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(text);
    }

    fn into_form(self, (width, height): (i32, i32), blended_as_one: bool) -> ExternalStream {
        let side = |units: i32| DictItem::Real(units as f32 / UNITS);
        let corner = || DictItem::Int(0);
        let mut form = dict([
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("FormType", DictItem::Int(1)),
            ("BBox", DictItem::Array(vec![corner(), corner(), side(width), side(height)])),
            ("Resources", DictItem::Dict { map: resources(self.states, self.groups) }),
        ]);
        if blended_as_one {
            let group = dict([
                ("Type", name("Group")),
                ("S", name("Transparency")),
                ("CS", name("DeviceRGB")),
            ]);
            form.insert("Group".to_owned(), DictItem::Dict { map: group });
        }
        ExternalStream { dict: form, content: self.text.into_bytes(), compress: true }
    }
}

fn resources(states: BTreeSet<(Opacity, Opacity)>, groups: Vec<ExternalStream>) -> Dict {
    let part = |opacity: Opacity| DictItem::Real(f32::from(opacity.0) / 1000.0);
    let state = |(fill, stroke): (Opacity, Opacity)| {
        let map = dict([("Type", name("ExtGState")), ("ca", part(fill)), ("CA", part(stroke))]);
        (state_name(fill, stroke), DictItem::Dict { map })
    };
    let states: Dict = states.into_iter().map(state).collect();
    let group = |(number, stream)| (format!("G{number}"), DictItem::Stream { stream });
    let groups: Dict = groups.into_iter().enumerate().map(group).collect();
    let mut resources = BTreeMap::new();
    for (key, map) in [("ExtGState", states), ("XObject", groups)] {
        if !map.is_empty() {
            resources.insert(key.to_owned(), DictItem::Dict { map });
        }
    }
    resources
}

fn state_name(fill: Opacity, stroke: Opacity) -> String {
    format!("S{}-{}", fill.0, stroke.0)
}

fn number(units: i32) -> Decimal<2> {
    Decimal(units.into())
}
