//! Fields (ECMA-376 Part 1 17.16): their results are read, their instructions are not, but for those
//! few whose result the file does not hold because Word draws it from the instruction.

use crate::word::content::LossKind;
use crate::word::symbols::Face;
use crate::word::xml::{Node, child, is_on, switch, value, word};

/// How many bytes of an instruction are kept.
const INSTRUCTION: usize = 4096;

/// The fields that are open where the text is read.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    open: Vec<Field<'a>>,
    /// How many of them are still at their instructions.
    in_instructions: usize,
}

#[derive(Debug)]
struct Field<'a> {
    begin: u32,
    instruction: String,
    is_in_instruction: bool,
    has_result: bool,
    form: Option<Node<'a>>,
}

/// What a field shows that has no result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// Nothing.
    Nothing,
    /// Words.
    Words(String),
    /// Something that is not given on.
    Lost(LossKind, String),
}

impl<'a> Fields<'a> {
    /// Whether what stands here is shown.
    pub(super) fn show(&self) -> bool {
        self.in_instructions == 0
    }

    /// A field begins with its instruction, at a mark that may describe a form's field.
    pub(super) fn begin(&mut self, mark: Node<'a>) {
        self.in_instructions += 1;
        self.open.push(Field {
            begin: mark.id().get(),
            instruction: String::new(),
            is_in_instruction: true,
            has_result: false,
            form: child(mark, "ffData"),
        });
    }

    /// A field begins whose instruction is known.
    pub(super) fn begin_simple(&mut self, node: Node<'a>) {
        self.begin(node);
        self.instruct(word(node, "instr").unwrap_or_default());
        self.separate(node.id().get());
    }

    /// A piece of an instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && field.is_in_instruction
            && field.instruction.len() + text.len() <= INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// The result of the field begins that begins here.
    pub(super) fn separate(&mut self, begin: u32) {
        let field = self.position(begin).and_then(|index| self.open.get_mut(index));
        if let Some(field) = field.filter(|field| field.is_in_instruction) {
            field.is_in_instruction = false;
            self.in_instructions -= 1;
        }
    }

    /// Where a field stands among those that are open. They begin in the order of the file, and so
    /// do the ids of their marks.
    fn position(&self, begin: u32) -> Option<usize> {
        self.open.binary_search_by_key(&begin, |field| field.begin).ok()
    }

    /// Something is shown: all open fields have a result.
    pub(super) fn note_result(&mut self) {
        for field in self.open.iter_mut().rev() {
            if field.has_result {
                break;
            }
            field.has_result = true;
        }
    }

    /// The field ends that begins here. Gives what it shows where it has no result.
    pub(super) fn end(&mut self, begin: u32) -> Drawn {
        let Some(index) = self.position(begin) else { return Drawn::Nothing };
        let ended: Vec<Field<'a>> = self.open.drain(index..).collect();
        self.in_instructions -= ended.iter().filter(|field| field.is_in_instruction).count();
        match ended.first() {
            Some(field) if !field.has_result && self.show() => field.drawn(),
            _ => Drawn::Nothing,
        }
    }
}

impl Field<'_> {
    fn drawn(&self) -> Drawn {
        let instruction = self.instruction.trim();
        let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
        match name.to_ascii_uppercase().as_str() {
            "FORMCHECKBOX" => Drawn::Words(if self.is_checked() { "☒" } else { "☐" }.to_owned()),
            "FORMDROPDOWN" => self.entry().map_or(Drawn::Nothing, Drawn::Words),
            "SYMBOL" => symbol(rest),
            // The rest is what people see and click (17.16.5).
            "MACROBUTTON" | "GOTOBUTTON" => match rest.trim().split_once(char::is_whitespace) {
                Some((_, shown)) => Drawn::Words(shown.trim().to_owned()),
                None => Drawn::Nothing,
            },
            "EQ" => match circled(rest) {
                Some(sign) => Drawn::Words(sign.to_string()),
                None => Drawn::Lost(LossKind::Formula, rest.trim().to_owned()),
            },
            "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" | "LISTNUM" | "BIDIOUTLINE" => {
                Drawn::Lost(LossKind::Field, instruction.to_owned())
            }
            _ => Drawn::Nothing,
        }
    }

    /// Whether a check box is ticked (17.16).
    fn is_checked(&self) -> bool {
        let Some(box_) = self.form.and_then(|form| child(form, "checkBox")) else { return false };
        switch(box_, "checked").or_else(|| child(box_, "default").map(is_on)).unwrap_or(false)
    }

    /// What a drop-down list shows (17.16).
    fn entry(&self) -> Option<String> {
        let list = child(self.form?, "ddList")?;
        let index = value(list, "result").or_else(|| value(list, "default")).unwrap_or("0");
        let mut entries = list.children().filter(|node| node.tag_name().name() == "listEntry");
        entries.nth(index.parse().ok()?).and_then(|entry| word(entry, "val")).map(str::to_owned)
    }
}

/// A sign by its code and face (17.16.5): `SYMBOL 163 \f "Wingdings 2"`.
fn symbol(rest: &str) -> Drawn {
    let code = rest.split_whitespace().next().unwrap_or_default();
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => code.parse(),
    };
    let face = rest.split_once("\\f").map(|(_, face)| face.trim_start());
    let face = face.map_or("", |face| match face.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => face.split_whitespace().next().unwrap_or_default(),
    });
    match code.ok().and_then(|code| Face::named(face).symbol(code)) {
        Some(sign) => Drawn::Words(sign.to_string()),
        None => Drawn::Lost(LossKind::Symbol, rest.trim().to_owned()),
    }
}

/// The number in a circle that Word's 带圈字符 draws as a formula: `\o\ac(○,1)`.
fn circled(rest: &str) -> Option<char> {
    let compact: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = compact.strip_prefix("\\o\\ac(")?.strip_suffix(')')?;
    let number = inner.strip_prefix(['○', '〇', '◯'])?.strip_prefix([',', '，', ';'])?;
    let index = number.parse::<u32>().ok()?.checked_sub(1).filter(|index| *index < 20)?;
    char::from_u32(u32::from('①') + index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_drawn_from_instructions() {
        let words = |text: &str| Drawn::Words(text.to_owned());
        assert_eq!(symbol("163 \\f \"Wingdings 2\" \\s 12"), words("□"));
        assert_eq!(symbol("0xA3 \\f Symbol"), words("≤"));
        assert_eq!(symbol("8226 \\u"), words("•"));
        assert_eq!(circled(" \\o\\ac(○, 3) "), Some('③'));
        assert_eq!(circled("\\f(1,2)"), None);
        assert_eq!(circled("\\o\\ac(○,99)"), None);
    }
}
