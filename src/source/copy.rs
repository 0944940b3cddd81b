//! The copy of a file's text that the parser gets: its slips repaired, with the way back to the
//! file's own positions.

/// A text in which some pieces stand for others of the file.
#[derive(Debug, Default)]
pub(super) struct RepairedCopy {
    text: String,
    /// Where what follows begins to stand for another position than before.
    joints: Vec<Joint>,
    /// How much of the file it has.
    at: usize,
}

#[derive(Debug, Clone, Copy)]
struct Joint {
    copy: usize,
    file: usize,
    /// Whether the file has the same there; all of a repair stands for one position.
    kept: bool,
}

impl RepairedCopy {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How much of the file it has.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Adds what the file has, or what is as long as that.
    pub(super) fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        self.at += text.len();
    }

    /// Adds a text that stands for so many bytes of the file.
    pub(super) fn replace(&mut self, length: usize, text: &str) {
        if !text.is_empty() {
            self.joints.push(Joint { copy: self.text.len(), file: self.at, kept: false });
        }
        self.text.push_str(text);
        self.at += length;
        self.joints.push(Joint { copy: self.text.len(), file: self.at, kept: true });
    }

    /// Adds what the file lacks.
    pub(super) fn insert(&mut self, text: &str) {
        self.replace(0, text);
    }

    /// Changes a sign of ASCII that was added already into another.
    pub(super) fn turn(&mut self, at: usize, from: &str, to: &str) {
        if from.len() == to.len() && self.text.get(at..).is_some_and(|t| t.starts_with(from)) {
            self.text.replace_range(at..at + from.len(), to);
        }
    }

    /// The file's position for one of the copy.
    pub(super) fn original(&self, offset: usize) -> usize {
        let n = self.joints.partition_point(|joint| joint.copy <= offset);
        match n.checked_sub(1).and_then(|n| self.joints.get(n)) {
            None => offset,
            Some(Joint { copy, file, kept: true }) => file + (offset - copy),
            Some(Joint { file, .. }) => *file,
        }
    }

    /// The text, and what leads back.
    pub(super) fn into_text(mut self) -> (String, Self) {
        (std::mem::take(&mut self.text), self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back() {
        let mut copy = RepairedCopy::default();
        copy.keep("甲");
        copy.replace("：".len(), ": ");
        copy.keep("乙");
        copy.insert("}");
        copy.replace(6, "");
        copy.keep("丙");
        assert_eq!(copy.text(), "甲: 乙}丙");
        let positions = [0, 3, 4, 5, 8, 9].map(|at| copy.original(at));
        assert_eq!(positions, [0, 3, 3, 6, 9, 15]);
        assert_eq!(copy.original(12), 18);
    }
}
