use super::*;

fn read(text: &[u8]) -> Result<Value, Kind> {
    let mut grammar = Grammar::new(text, 0);
    let value = grammar.value().map_err(|fault| fault.kind)?;
    if grammar.rest().is_empty() { Ok(value) } else { Err(Kind::Object) }
}

#[test]
fn what_all_readers_take_alike_is_read() {
    let text = b"<< /A#20B [1 -2 3 0 R 4.5 true]/C(a\\(\\)\\101(b)\n)\n/D<4142> /E<</F null2>>>>";
    assert_eq!(read(text), Err(Kind::Object));
    let text = b"<< /A#20B [1 -2 3 0 R 4.5 true null]/C(a\\(\\)\\101(b)\n)\n/D<4142> /E<<>>>>";
    let Ok(Value::Map(map)) = read(text) else { panic!("{:?}", read(text)) };
    let list = [
        Value::Integer(1),
        Value::Integer(-2),
        Value::Reference(3),
        Value::Real(4.5),
        Value::Truth(true),
        Value::Null,
    ];
    assert_eq!(map.get("A B"), Some(&Value::List(list.into())));
    assert_eq!(map.get("C"), Some(&Value::Text(b"a()A(b)\n".to_vec())));
    assert_eq!(map.get("D"), Some(&Value::Text(b"AB".to_vec())));
    assert_eq!(map.get("E"), Some(&Value::Map(Map::default())));
}

#[test]
fn what_they_may_take_differently_is_not() {
    for (text, kind) in [
        (&b"+1"[..], Kind::Number),
        (b"1.", Kind::Number),
        (b".5", Kind::Number),
        (b"--1", Kind::Number),
        (b"1-2", Kind::Number),
        (b"1e5", Kind::Number),
        (b"2147483648", Kind::Number),
        (b"01 0 R", Kind::Number),
        (b"1 00 R", Kind::Generation),
        (b"1 1 R", Kind::Generation),
        (b"[1  0 R]", Kind::Object),
        (b"[1\n0 R]", Kind::Object),
        (b"[1 0 R2]", Kind::Object),
        (b"/", Kind::Name),
        (b"/#41", Kind::Name),
        (b"/#00", Kind::Name),
        (b"/#2", Kind::Name),
        (b"/\xE4", Kind::Name),
        (b"/A\0", Kind::Name),
        (b"(a", Kind::Text),
        (b"(a\r)", Kind::Text),
        (b"(\\8)", Kind::Text),
        (b"(\\12)", Kind::Text),
        (b"(\\\n)", Kind::Text),
        (b"<4>", Kind::Text),
        (b"<4 1>", Kind::Text),
        (b"<<", Kind::Object),
        (b"<</A 1/A 2>>", Kind::Key),
        (b"<</A+ 1/A#2B 2>>", Kind::Key),
        (b"<</A null>>", Kind::Object),
        (b"<</A>>", Kind::Object),
        (b"<<1 2>>", Kind::Object),
        (b"[1%\n]", Kind::Number),
        (b"[1 %\n]", Kind::Comment),
        (b"[1 \t2]", Kind::Space),
        (b"[1 \r\n2]", Kind::Space),
        (b"True", Kind::Object),
        (b"{}", Kind::Object),
        (b"", Kind::Object),
    ] {
        let said = read(text);
        let known = said == Err(kind) || (kind == Kind::Number && said == Err(Kind::Comment));
        assert!(known, "{}: {said:?}", String::from_utf8_lossy(text));
    }
    assert_eq!(read(&b"[".repeat(100_000)), Err(Kind::Large));
    assert_eq!(read(&b"(".repeat(100_000)), Err(Kind::Text));
}
