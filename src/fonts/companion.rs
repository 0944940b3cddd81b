//! Which face draws which characters of a text: the one place where Latin is told from Chinese.

use super::Role;

/// The role whose face draws a character of a text in a role.
///
/// The letters of a Chinese 仿宋 or 楷体 are a typewriter's, and its signs (×, ≤) stand in the
/// middle of a Han character's square, away from the figures they belong to. So letters, digits
/// and what belongs to them come from a Latin face beside these two. 黑体, 宋体 and 小标宋 have
/// letters and figures of their own weight.
#[must_use]
pub fn drawn_in(role: Role, c: char) -> Role {
    match role {
        Role::FangSong | Role::Kai if is_latin(c) => Role::Latin,
        role => role,
    }
}

/// Letters, digits, and the signs that are set among them. What Chinese text has too and in the
/// size of its own characters (“”, —, …, ·, ①) is Chinese.
fn is_latin(c: char) -> bool {
    match c {
        '\u{B7}' => false,
        ' '..='~' | '\u{A0}'..='\u{24F}' => true,
        // Greek, Cyrillic, Latin with more accents.
        '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1EFF}' => true,
        // Hyphens and the dash of ranges, ‰ ‱, primes.
        '\u{2010}'..='\u{2013}' | '\u{2030}'..='\u{2033}' => true,
        '€' | '℃' | '℉' | '№' | '™' | '•' => true,
        // The minus as wide as the plus: exponents are made of it.
        '−' | '≈' | '≤' | '≥' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_with_their_signs_are_latin_beside_仿宋_and_楷体() {
        for c in "99.10%≤4×10−6℃Az é".chars() {
            assert_eq!(drawn_in(Role::FangSong, c), Role::Latin, "{c}");
            assert_eq!(drawn_in(Role::Kai, c), Role::Latin, "{c}");
            assert_eq!(drawn_in(Role::Hei, c), Role::Hei, "{c}");
            assert_eq!(drawn_in(Role::XiaoBiaoSong, c), Role::XiaoBiaoSong, "{c}");
        }
        for c in "国“”‘’—…·，。（）①〇％＋".chars() {
            assert_eq!(drawn_in(Role::FangSong, c), Role::FangSong, "{c}");
        }
    }
}
