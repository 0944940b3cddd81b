//! Faces whose characters are signs, and the same signs in Unicode. A file names them by the face
//! and a byte, often with 0xF000 added (ECMA-376 Part 1 17.3.3.30).

/// A face, as far as its characters mean something else than in others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Face {
    /// One of letters.
    #[default]
    Letters,
    /// Symbol.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
}

impl Face {
    /// The face of this name.
    pub(crate) fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" => Self::Symbol,
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            "wingdings 3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            _ => Self::Letters,
        }
    }

    /// A character of a text in this face, as Unicode has it. Plain characters stay: Word shows them
    /// in another face.
    pub(crate) fn shown(self, c: char) -> Option<char> {
        match u32::from(c) {
            code @ 0xF020..=0xF0FF if self != Self::Letters => self.sign(code - 0xF000),
            0xB7 if self == Self::Symbol => Some('•'),
            _ => Some(c),
        }
    }

    /// A sign that is named by its code (`w:sym`), as Unicode has it.
    pub(crate) fn symbol(self, code: u32) -> Option<char> {
        if self == Self::Letters {
            return char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c));
        }
        match code {
            0xF020..=0xF0FF => self.sign(code - 0xF000),
            0x20..=0xFF => self.sign(code),
            _ => char::from_u32(code),
        }
    }

    fn sign(self, code: u32) -> Option<char> {
        if code == 0x20 {
            return Some(' ');
        }
        let among = |start: u32, signs: &str| {
            let index = usize::try_from(code.checked_sub(start)?).ok()?;
            signs.chars().nth(index).filter(|sign| *sign != '\0')
        };
        match self {
            Self::Letters => None,
            Self::Symbol if code < 0xA0 => among(0x21, SYMBOL_LOW),
            Self::Symbol => among(0xA0, SYMBOL_HIGH),
            Self::Wingdings => WINGDINGS.iter().find_map(|(start, signs)| among(*start, signs)),
            Self::Wingdings2 => WINGDINGS_2.iter().find_map(|(start, signs)| among(*start, signs)),
            Self::Wingdings3 => WINGDINGS_3.iter().find_map(|(start, signs)| among(*start, signs)),
            Self::Webdings => WEBDINGS.iter().find_map(|(start, signs)| among(*start, signs)),
        }
    }
}

/// Adobe's Symbol encoding from 0x21.
const SYMBOL_LOW: &str = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾\
                          αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// The same from 0xA0. 0xF0 is a maker's mark.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\
                           \0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// Signs in rows by the code of the first. Where Unicode has one that common faces lack, it is the
/// nearest that they have.
const WINGDINGS: [(u32, &str); 28] = [
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x36, "⌛"),
    (0x3F, "✍"),
    (0x41, "✌"),
    (0x45, "☜☞☝☟"),
    (0x4A, "☺"),
    (0x4C, "☹"),
    (0x4E, "☠"),
    (0x51, "✈☼"),
    (0x54, "❄"),
    (0x58, "✠✡☪☯ॐ"),
    (0x5E, "♈♉♊♋♌♍♎♏♐♑♒♓"),
    (0x6C, "●❍■□□❑❒⬧⧫◆❖⬥⌧"),
    (0x7A, "⌘"),
    (0x7C, "✿❝❞"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•▪○"),
    (0xA4, "◉◎"),
    (0xA7, "▪□"),
    (0xAA, "✦★✶✴✹✵"),
    (0xB5, "✪✰"),
    (0xD5, "⌫⌦"),
    (0xD8, "➢"),
    (0xDC, "➲"),
    (0xDF, "←→↑↓↖↗↙↘"),
    (0xE8, "➔"),
    (0xEF, "⇦⇨⇧⇩⬄⇳\0\0\0\0\0\0✗✔☒☑"),
];
const WINGDINGS_2: [(u32, &str); 5] =
    [(0x4F, "✗✓☒☑☒☒"), (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x97, "●"), (0xA2, "■□"), (0xAE, "◆◇")];
const WINGDINGS_3: [(u32, &str); 3] = [(0x21, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◀▶◁▷"), (0x7D, "▶")];
const WEBDINGS: [(u32, &str); 6] =
    [(0x33, "◀▶▲▼"), (0x59, "♥"), (0x61, "✔"), (0x63, "□"), (0x67, "■"), (0x6E, "●")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_by_face_and_code() {
        for (face, code, sign) in [
            ("Symbol", 0xF0A3, '≤'),
            ("Symbol", 0xF0B3, '≥'),
            ("Symbol", 0xF0B4, '×'),
            ("Symbol", 0xF0B1, '±'),
            ("Symbol", 0xF0B7, '•'),
            ("Symbol", 0xF061, 'α'),
            ("Symbol", 0xF07E, '∼'),
            ("Symbol", 0xF0D6, '√'),
            ("Symbol", 0xF0FE, '⎭'),
            ("Symbol", 0xB0, '°'),
            ("Wingdings", 0xF0FE, '☑'),
            ("Wingdings", 0xFC, '✔'),
            ("wingdings", 0xF06C, '●'),
            ("Wingdings", 0xF0A8, '□'),
            ("Wingdings", 0xF06F, '□'),
            ("Wingdings", 0xF0D8, '➢'),
            ("Wingdings", 0xF081, '①'),
            ("Wingdings 2", 0xF052, '☑'),
            ("Wingdings 2", 0xF0A3, '□'),
            ("宋体", 0x2460, '①'),
        ] {
            assert_eq!(Face::named(face).symbol(code), Some(sign), "{face} {code:X}");
        }
        assert_eq!(Face::named("Wingdings").symbol(0xF0FF), None);
        assert_eq!(Face::named("宋体").symbol(0xF0FF), None);
        assert_eq!(Face::Symbol.shown('a'), Some('a'));
        assert_eq!(Face::Symbol.shown('\u{F062}'), Some('β'));
        assert_eq!(Face::Letters.shown('\u{E5E5}'), Some('\u{E5E5}'));
    }
}
