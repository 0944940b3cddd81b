//! A picture of shapes, in its own units.

use std::fmt::Write;

use crate::decimal::Decimal;
use crate::pictures::{
    Cap, Clip, Element, Fill, Group, Join, Opacity, Segment, Shape, Stroke, Vector,
};

/// What a picture draws; clips are named after `name`.
pub(super) fn content(vector: &Vector, name: &str) -> String {
    let mut writer = Writer { out: String::new(), name, clips: 0 };
    writer.elements(&vector.content);
    writer.out
}

struct Writer<'w> {
    out: String,
    name: &'w str,
    clips: usize,
}

impl Writer<'_> {
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(text);
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Shape(shape) => self.shape(shape),
                Element::Group(group) => self.group(group),
            }
        }
    }

    /// A group is seen only inside all of its clips: one `<g>` for each.
    fn group(&mut self, group: &Group) {
        for Clip { path, even_odd } in &group.clips {
            let id = format!("{}-c{}", self.name, self.clips);
            self.clips += 1;
            let rule = rule("clip-rule", *even_odd);
            self.write(format_args!(
                "<clipPath id=\"{id}\"><path d=\"{}\"{rule}/></clipPath>\n\
                 <g clip-path=\"url(#{id})\">\n",
                data(path)
            ));
        }
        match group.opacity {
            Opacity::OPAQUE => self.out.push_str("<g>\n"),
            opacity => self.write(format_args!("<g opacity=\"{}\">\n", part(opacity))),
        }
        self.elements(&group.content);
        self.out.push_str("</g>\n");
        group.clips.iter().for_each(|_| self.out.push_str("</g>\n"));
    }

    fn shape(&mut self, shape: &Shape) {
        if shape.path.is_empty() || (shape.fill.is_none() && shape.stroke.is_none()) {
            return;
        }
        self.write(format_args!("<path d=\"{}\"", data(&shape.path)));
        match &shape.fill {
            Some(fill) => self.fill(fill),
            None => self.out.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = &shape.stroke {
            self.stroke(stroke);
        }
        self.out.push_str("/>\n");
    }

    fn fill(&mut self, fill: &Fill) {
        let rule = rule("fill-rule", fill.even_odd);
        self.write(format_args!(" fill=\"{}\"{rule}", colour(fill.rgb)));
        self.opacity("fill-opacity", fill.opacity);
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let cap = match stroke.cap {
            Cap::Butt => "butt",
            Cap::Round => "round",
            Cap::Square => "square",
        };
        let join = match stroke.join {
            Join::Miter => "miter",
            Join::Round => "round",
            Join::Bevel => "bevel",
        };
        self.write(format_args!(
            " stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"{cap}\" \
             stroke-linejoin=\"{join}\" stroke-miterlimit=\"{}\"",
            colour(stroke.rgb),
            stroke.width,
            Decimal::<3>(stroke.miter_limit.into())
        ));
        self.opacity("stroke-opacity", stroke.opacity);
        // Dashes without length mean a whole line.
        if stroke.dashes.iter().any(|dash| *dash > 0) {
            let dashes: Vec<String> = stroke.dashes.iter().map(i32::to_string).collect();
            self.write(format_args!(
                " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"",
                dashes.join(" "),
                stroke.dash_offset
            ));
        }
    }

    fn opacity(&mut self, attribute: &str, opacity: Opacity) {
        if opacity != Opacity::OPAQUE {
            self.write(format_args!(" {attribute}=\"{}\"", part(opacity)));
        }
    }
}

fn rule(attribute: &str, even_odd: bool) -> String {
    if even_odd { format!(" {attribute}=\"evenodd\"") } else { String::new() }
}

fn part(opacity: Opacity) -> Decimal<3> {
    Decimal(opacity.0.into())
}

fn colour([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn data(path: &[Segment]) -> String {
    let mut out = String::new();
    for segment in path {
        // Writing to a string does not fail.
        let _ = match segment {
            Segment::Move(p) => write!(out, "M{} {}", p.x, p.y),
            Segment::Line(p) => write!(out, "L{} {}", p.x, p.y),
            Segment::Curve(a, b, p) => {
                write!(out, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, p.x, p.y)
            }
            Segment::Close => write!(out, "Z"),
        };
    }
    out
}
