//! Lines of a file that stand elsewhere, or further in.

/// Lines with another indentation: as far in as `to`, as they stand to each other.
pub(crate) fn indented(lines: &str, to: usize) -> String {
    let lines: Vec<&str> = lines.lines().collect();
    let column = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| column(line)).min();
    let least = least.unwrap_or(0);
    let line = |line: &&str| match line.trim().is_empty() {
        true => String::new(),
        false => format!("{}{}", " ".repeat(to), line.get(least..).unwrap_or_default()),
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_steps() {
        assert_eq!(indented("    - 甲\n      - 乙\n", 2), "  - 甲\n    - 乙");
    }
}
