use super::*;

fn read(text: &str) -> (String, String, String) {
    let figure = parse_figure(text).unwrap();
    let amount = figure.amount.unwrap();
    let sign = amount.qualifier.map_or("", Qualifier::sign);
    (figure.as_written, format!("{sign}{}", amount.value), amount.unit)
}

#[test]
fn a_figure_prints_to_the_digit_and_its_value_is_exact() {
    let cases = [
        ("99.10%", "99.10%", "99.10", "%"),
        ("0.0033小时", "0.0033小时", "0.0033", "小时"),
        ("≤4×10⁻⁶", "≤4×10⁻⁶", "≤0.000004", ""),
        ("≤4×10^-6", "≤4×10⁻⁶", "≤0.000004", ""),
        ("≤ 10⁻⁴", "≤ 10⁻⁴", "≤0.0001", ""),
        ("10^6+级", "10⁶+级", "1000000", "+级"),
        ("1.20×10³次", "1.20×10³次", "1200.00", "次"),
        ("10⁻¹²", "10⁻¹²", "0.000000000001", ""),
        ("约1.2万人", "约1.2万人", "约1.2", "万人"),
        ("10086", "10086", "10086", ""),
        ("10小时", "10小时", "10", "小时"),
        ("-3.0%", "-3.0%", "-3.0", "%"),
        ("3.5人次/百万用户", "3.5人次/百万用户", "3.5", "人次/百万用户"),
    ];
    for (text, printed, value, unit) in cases {
        assert_eq!(read(text), (printed.into(), value.into(), unit.into()), "{text}");
    }
}

#[test]
fn what_is_no_quantity_is_plain_text() {
    for text in [
        "10010-5",
        "0351-8888888",
        "10086、10080",
        "10086/10080",
        "10010转5",
        "10086按2",
        "不适用",
        "约定办理",
    ] {
        let figure = parse_figure(text).unwrap();
        assert_eq!((figure.as_written.as_str(), figure.amount), (text, None));
    }
}

#[test]
fn what_looks_like_a_figure_and_is_none_says_why() {
    use FigureFault as F;
    let cases = [
        ("", F::Empty),
        ("９９%", F::FullWidth),
        ("99％", F::FullWidth),
        ("4．01小时", F::FullWidth),
        ("4.０1小时", F::FullWidth),
        ("4×10^--6", F::LostPower),
        ("4×10^-6²", F::LostPower),
        ("3.5人次／百万用户", F::WideUnit),
        ("3.5人次 / 百万用户", F::WideUnit),
        ("<=4", F::TypedComparison),
        ("1,234次", F::Grouped),
        ("1，234次", F::Grouped),
        ("≤4*10ˉ6", F::LostPower),
        ("≤10-4", F::LostPower),
        ("12345*10-6", F::LostPower),
        ("100、200次", F::SeveralNumbers),
        ("4e-6", F::LostPower),
        ("4×10-6", F::LostPower),
        ("3天4小时", F::SeveralNumbers),
        ("1.2.3小时", F::NotANumber),
        ("1~2小时", F::SeveralNumbers),
        ("≤小时", F::NoNumber),
        ("--", F::OnlySigns),
        ("-小时", F::OnlySigns),
        ("0.00000000000000000000000000001小时", F::NotANumber),
    ];
    for (text, fault) in cases {
        assert_eq!(parse_figure(text), Err(fault), "{text}");
    }
}
