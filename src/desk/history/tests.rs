use super::*;

fn edit(text: &str, old: &str, new: &str) -> Vec<Edit> {
    let at = text.find(old).unwrap();
    vec![Edit { span: at..at + old.len(), text: new.to_owned() }]
}

fn own(history: &mut History, old: &str, new: &str, group: &str) -> String {
    let edits = edit(history.text(), old, new);
    let (label, group) = (format!("改了 {old}"), group.to_owned());
    history.done(Change { kind: Kind::Own, label, group, edits }).unwrap()
}

fn undo(history: &mut History) {
    let change = history.undo().unwrap().unwrap();
    history.done(change).unwrap();
}

fn redo(history: &mut History) {
    let change = history.redo().unwrap().unwrap();
    history.done(change).unwrap();
}

#[test]
fn steps_are_undone_and_done_again() {
    let mut history = History::new("甲\n乙\n丙\n");
    own(&mut history, "甲", "甲甲", "");
    own(&mut history, "乙", "乙一", "打字");
    own(&mut history, "乙一", "乙一二", "打字");
    assert_eq!(history.text(), "甲甲\n乙一二\n丙\n");
    assert_eq!(history.undo_label(), Some("改了 乙一"));
    undo(&mut history);
    assert_eq!(history.text(), "甲甲\n乙\n丙\n");
    undo(&mut history);
    assert_eq!(history.text(), "甲\n乙\n丙\n");
    assert_eq!(history.undo_label(), None);
    redo(&mut history);
    redo(&mut history);
    assert_eq!(history.text(), "甲甲\n乙一二\n丙\n");
    undo(&mut history);
    own(&mut history, "丙", "丁", "");
    assert_eq!(history.redo_label(), None);
    undo(&mut history);
    undo(&mut history);
    assert_eq!(history.text(), "甲\n乙\n丙\n");
}

#[test]
fn what_another_program_wrote_stays_when_a_step_is_undone() {
    let mut history = History::new("甲\n乙\n丙\n");
    own(&mut history, "丙", "丙丙", "");
    history.outside("零\n甲\n乙\n丙丙\n").unwrap();
    undo(&mut history);
    assert_eq!(history.text(), "零\n甲\n乙\n丙\n");
    redo(&mut history);
    assert_eq!(history.text(), "零\n甲\n乙\n丙丙\n");
    history.outside("零\n甲\n乙\n丙丁\n").unwrap();
    assert!(history.undo().unwrap().is_err());
    assert_eq!(history.outside("零\n甲\n乙\n丙丁\n"), None);
}

#[test]
fn a_step_that_another_program_took_back_is_one_step_less() {
    let mut history = History::new("甲\n乙\n丙\n");
    own(&mut history, "甲", "甲甲", "");
    own(&mut history, "丙", "丙丙", "");
    history.outside("甲甲\n乙\n丙\n").unwrap();
    undo(&mut history);
    assert_eq!((history.text(), history.undo_label()), ("甲甲\n乙\n丙\n", Some("改了 甲")));
    undo(&mut history);
    assert_eq!(history.text(), "甲\n乙\n丙\n");
}

#[test]
fn a_journal_gives_the_history_back_whatever_became_of_it() {
    let mut history = History::new("甲\n乙\n");
    let mut lines = history.to_lines();
    let before = history.version().to_owned();
    lines += &own(&mut history, "甲", "甲一", "");
    lines += &own(&mut history, "乙", "乙二", "");
    let change = history.undo().unwrap().unwrap();
    lines += &history.done(change).unwrap();
    assert_eq!(lines, history.to_lines());
    assert_eq!(history.text_of(&before).unwrap(), "甲\n乙\n");
    let (mut read, anew) = History::from_lines(&lines, history.text());
    assert!(!anew);
    assert_eq!((read.undo_label(), read.redo_label()), (Some("改了 甲"), Some("改了 乙")));
    redo(&mut read);
    assert_eq!(read.text(), "甲一\n乙二\n");
    // Torn, in the journal and not in the file, in the file and not in the journal.
    for end in (0..=lines.len()).filter(|end| lines.is_char_boundary(*end)) {
        let (read, _) = History::from_lines(&lines[..end], history.text());
        assert_eq!(read.text(), history.text());
        let (again, anew) = History::from_lines(&read.to_lines(), history.text());
        assert!(!anew);
        assert_eq!(again.undo_label(), read.undo_label());
    }
    let (read, anew) = History::from_lines(&lines, "甲一\n乙二\n");
    assert!(anew);
    assert_eq!((read.undo_label(), read.redo_label()), (Some("改了 乙"), None));
    let (read, _) = History::from_lines(&lines, "别的\n");
    assert_eq!((read.text(), read.undo_label()), ("别的\n", Some("改了 甲")));
}

#[test]
fn the_oldest_is_forgotten() {
    let mut history = History::new("0");
    for n in 0..MAX_STEPS + 20 {
        let (old, new) = (n.to_string(), (n + 1).to_string());
        own(&mut history, &old, &new, "");
    }
    let mut count = 0;
    while history.undo().is_some() {
        undo(&mut history);
        count += 1;
    }
    assert_eq!((count, history.text()), (MAX_STEPS, "20"));
    let mut history = History::new("");
    for n in 0..6 {
        let edits =
            vec![Edit { span: 0..history.text().len(), text: n.to_string().repeat(4 << 20) }];
        let label = String::new();
        history.done(Change { kind: Kind::Own, label, group: String::new(), edits }).unwrap();
    }
    assert!(history.bytes <= MAX_BYTES && !history.entries.is_empty());
    assert_eq!(history.first_version, version(&history.first_text()));
}
