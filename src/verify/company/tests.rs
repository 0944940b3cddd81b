use super::*;

fn company(name: &str, group: &str, province: &str, unit: Option<&str>) -> Company {
    company_of(name, group, &[province], unit)
}

fn company_of(name: &str, group: &str, provinces: &[&str], unit: Option<&str>) -> Company {
    let standard = Standard::newest();
    let carrier = carrier(&standard, name, group, &Provinces::of(provinces));
    Company {
        name: name.to_owned(),
        units: unit.map(str::to_owned).into_iter().collect(),
        short: Some("北方某某".to_owned()),
        carrier,
    }
}

fn names(organisations: &[&str], units: &[&str], common: &[&str]) -> CertificateNames {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    CertificateNames {
        organisations: owned(organisations),
        units: owned(units),
        common: owned(common),
    }
}

fn whose(company: &Company, names: &CertificateNames) -> Whose {
    company.whose_names(names, &Lexicon::new(&Standard::newest()))
}

/// Whose a certificate with one organisation is, of Hebei Mobile.
#[track_caller]
fn of_hebei(name: &str, expected: Whose) {
    let hebei = company("中国移动河北公司", "中国移动", "河北省", None);
    for names in [names(&[name], &[], &["张三"]), names(&[], &[], &[name])] {
        assert_eq!(whose(&hebei, &names), expected, "{name}");
    }
}

#[test]
fn a_carrier_s_names_are_one() {
    for name in [
        "中国移动河北公司",
        "中国移动通信集团河北有限公司",
        "中国移动通信集团公司河北分公司",
        "中国移动通信集团河北有限公司公章",
        "中国移动通信集团河北有限公司电子签章（1）",
        "中国移动（河北）公司",
        "中国移动河北省公司",
        "河北移动",
        "河北移动公司",
        "中国移动 河北公司",
        "　中国移动河北公司",
        "China Mobile Group Hebei Co., Ltd.",
        "CHINA MOBILE COMMUNICATIONS GROUP HEBEI COMPANY LIMITED",
        "China Mobile (Hebei)",
        "Ｃｈｉｎａ　Ｍｏｂｉｌｅ　Ｈｅｂｅｉ",
        "Hebei Mobile",
        "051@中国移动通信集团河北有限公司@91130000MA07XXXX1@1",
    ] {
        of_hebei(name, Whose::Expected);
    }
    for (name, group, province, certified) in [
        ("中国电信甘肃公司", "中国电信", "甘肃省", "中国电信股份有限公司甘肃分公司"),
        ("中国电信甘肃公司", "中国电信", "甘肃省", "中国电信集团有限公司甘肃分公司"),
        ("中国联通山西省分公司", "中国联通", "山西省", "中国联合网络通信有限公司山西省分公司"),
        ("中国联通山西省分公司", "中国联通", "山西省", "中国联合网络通信集团有限公司山西省分公司"),
        ("中国联通天津市分公司", "中国联通", "天津市", "中国联合网络通信有限公司天津市分公司"),
        (
            "中国联通内蒙古",
            "中国联通",
            "内蒙古自治区",
            "中国联合网络通信有限公司内蒙古自治区分公司",
        ),
        ("中国广电河北公司", "中国广电", "河北省", "中国广电网络股份有限公司河北分公司"),
        ("中国广电河北公司", "中国广电", "河北省", "中国广电河北网络股份有限公司"),
        ("中国移动陕西公司", "中国移动", "陕西省", "China Mobile Group Shaanxi Co., Ltd."),
        ("中国移动内蒙古公司", "中国移动", "内蒙古自治区", "China Mobile Inner Mongolia"),
        (
            "中国联通河北省分公司",
            "中国联通",
            "河北省",
            "China United Network Communications Corporation Limited Hebei Branch",
        ),
    ] {
        let company = company(name, group, province, None);
        assert_eq!(whose(&company, &names(&[certified], &[], &[])), Whose::Expected, "{certified}");
    }
}

#[test]
fn another_s_name_is_not_the_company_s() {
    for name in [
        "某某公司（非中国移动河北公司）",
        "中国移动河北公司代理商",
        "中国移动通信集团河北有限公司石家庄分公司",
        "中国移动通信集团终端有限公司河北分公司",
        "中国移动通信集团河南有限公司",
        "中国移动通信集团有限公司",
        "中国移动",
        "河北",
        "移动公司",
        "公司",
        "",
        "中国联通河北省分公司",
        "中国移动河北河南公司",
        "河北移动通信有限公司",
        "河北移动科技有限公司",
        "China Mobile Group Henan Co., Ltd.",
        "Hebei Mobile Technology Co., Ltd.",
        "Not China Mobile Hebei",
        "某某@中国移动河北公司",
        "假-1@中国移动河北公司",
        // A Cyrillic letter, a turned direction, a space of no width, a radical.
        "Chinа Mobile Hebei",
        "中国移动\u{202E}河北公司",
        "中国移动\u{200B}河北公司",
        "中国移动⽹河北公司",
        "中国移勤河北公司",
    ] {
        of_hebei(name, Whose::Other);
    }
    let jilin = company("中国移动吉林公司", "中国移动", "吉林省", None);
    for name in
        ["中国移动通信集团吉林有限公司吉林分公司", "中国移动通信集团吉林有限公司吉林市分公司"]
    {
        assert_eq!(whose(&jilin, &names(&[name], &[], &[])), Whose::Other, "{name}");
    }
}

#[test]
fn of_a_whole_group_the_group_signs() {
    let whole = company("中国电信集团有限公司", "中国电信", "全国", None);
    let judged = |o: &[&str], ou: &[&str], cn: &[&str]| whose(&whole, &names(o, ou, cn));
    for name in [
        "中国电信集团有限公司",
        "中国电信股份有限公司",
        "中国电信",
        "China Telecom Corporation Limited",
    ] {
        assert_eq!(judged(&[name], &["市场部"], &["张三"]), Whose::Expected, "{name}");
        assert_eq!(judged(&[], &[], &[name]), Whose::Expected, "{name}");
    }
    for name in
        ["中国电信股份有限公司甘肃分公司", "甘肃电信", "中国联合网络通信集团有限公司", "电信"]
    {
        assert_eq!(judged(&[name], &[], &["张三"]), Whose::Other, "{name}");
    }
    // A branch that writes itself below the group.
    let group = "中国电信集团有限公司";
    assert_eq!(judged(&[group], &["甘肃分公司"], &["张三"]), Whose::Other);
    assert_eq!(judged(&[group], &[], &["中国电信股份有限公司甘肃分公司"]), Whose::Other);
    // 全国 makes no group of a branch's name.
    let branch = company("中国电信股份有限公司甘肃分公司", "中国电信", "全国", None);
    assert_eq!(whose(&branch, &names(&[group], &[], &["张三"])), Whose::Other);
}

#[test]
fn of_several_provinces_the_name_says_which_company_it_is() {
    let both = ["河北省", "河南省"];
    let one = company_of("中国移动河北公司", "中国移动", &both, None);
    assert_eq!(whose(&one, &names(&["河北移动"], &[], &[])), Whose::Expected);
    assert_eq!(whose(&one, &names(&["河南移动"], &[], &[])), Whose::Other);
    let other = company_of("中国移动山东公司", "中国移动", &both, None);
    assert_eq!(whose(&other, &names(&["山东移动"], &[], &[])), Whose::Other);
    let own = company_of("中国移动冀豫公司", "中国移动", &both, None);
    assert_eq!(whose(&own, &names(&["中国移动冀豫公司"], &[], &[])), Whose::Expected);
    assert_eq!(whose(&own, &names(&["河北移动"], &[], &[])), Whose::Other);
}

#[test]
fn the_organisation_decides() {
    let hebei = company("中国移动河北公司", "中国移动", "河北省", None);
    let own = "中国移动河北公司";
    let judged = |o: &[&str], ou: &[&str], cn: &[&str]| whose(&hebei, &names(o, ou, cn));
    assert_eq!(judged(&[own], &["市场部"], &["张三"]), Whose::Expected);
    assert_eq!(judged(&["某某科技有限公司"], &[], &[own]), Whose::Other);
    assert_eq!(judged(&["某某科技有限公司"], &[own], &["张三"]), Whose::Other);
    assert_eq!(judged(&["中国联通河北省分公司"], &[own], &[own]), Whose::Other);
    assert_eq!(judged(&[own, "某某科技有限公司"], &[], &[own]), Whose::Other);
    assert_eq!(judged(&[own, "中国移动通信集团有限公司"], &[], &["张三"]), Whose::Expected);
    assert_eq!(judged(&["中国移动通信集团有限公司"], &["河北公司"], &["张三"]), Whose::Expected);
    assert_eq!(judged(&["中国移动通信集团有限公司"], &[], &[own]), Whose::Expected);
    assert_eq!(judged(&["中国移动通信集团有限公司"], &["河南公司"], &["张三"]), Whose::Other);
    assert_eq!(judged(&["中国移动通信集团有限公司"], &["市场部"], &["河北"]), Whose::Other);
    assert_eq!(judged(&[], &["河北公司"], &["张三"]), Whose::Other);
    // Without an organisation a unit says nothing.
    assert_eq!(judged(&[], &[own], &["张三"]), Whose::Other);
    assert_eq!(judged(&[], &[own, "中国移动通信集团河北有限公司"], &[]), Whose::Other);
    assert_eq!(judged(&[], &["中国移动通信集团有限公司", "河北公司"], &[]), Whose::Other);
    assert_eq!(judged(&[], &["某某科技有限公司"], &[own]), Whose::Expected);
}

#[test]
fn the_name_says_whose_it_is_not_the_group_beside_it() {
    let name = "中国移动通信集团河北有限公司";
    for (group, province) in [("中国联通", "河北省"), ("中国移动", "河南省"), ("其他", "河北省")]
    {
        let company = company(name, group, province, None);
        let judged = |name: &str| whose(&company, &names(&[name], &[], &["张三"]));
        let others =
            ["河北联通", "中国联合网络通信有限公司河北省分公司", "中国移动通信集团河南有限公司"];
        for other in others {
            assert_eq!(judged(other), Whose::Other, "{group}{province} {other}");
        }
        // Its own name, and nothing that only the lexicon knows for the same.
        assert_eq!(judged(name), Whose::Expected);
        assert_eq!(judged("中国移动通信集团河北有限公司公章"), Whose::Expected);
        assert_eq!(judged("河北移动"), Whose::Other);
    }
    // A name that is no carrier's is not made one by 集团.
    let cable = company("北京歌华有线电视网络股份有限公司", "中国广电", "北京市", None);
    let judged = |name: &str| whose(&cable, &names(&[name], &[], &[]));
    assert_eq!(judged("中国广电北京公司"), Whose::Other);
    assert_eq!(judged("北京歌华有线电视网络股份有限公司"), Whose::Expected);
}

#[test]
fn a_company_that_the_call_names_is_the_organisation() {
    let standard = Standard::newest();
    let lexicon = Lexicon::new(&standard);
    let bears = |o: &[&str], ou: &[&str], cn: &[&str], wanted: &str| {
        bears(&names(o, ou, cn), wanted, &lexicon)
    };
    let evil = "某某科技有限公司";
    for wanted in ["甲乙有限公司", "河北移动", "中国移动", "甲乙公司公章", "Jia Yi Co., Ltd."]
    {
        assert!(bears(&[wanted], &["市场部"], &["张三"], wanted), "{wanted}");
        assert!(!bears(&[evil], &[wanted], &[wanted], wanted), "{wanted}");
        assert!(bears(&[], &["市场部"], &[wanted], wanted), "{wanted}");
        assert!(!bears(&[], &[wanted], &["张三"], wanted), "{wanted}");
    }
    // In its variants, with the group's unit, and as the verdict shows it.
    assert!(bears(&["中国移动通信集团河北有限公司"], &[], &["张三"], "河北移动"));
    assert!(bears(&["中国移动通信集团有限公司"], &["河北公司"], &["张三"], "河北移动"));
    assert!(!bears(&["中国移动通信集团有限公司"], &["河南公司"], &["张三"], "河北移动"));
    assert!(!bears(&["通信集团"], &["中国移动河北公司"], &["张三"], "河北移动"));
    assert!(!bears(&["河北公司"], &[], &["中国移动"], "河北移动"));
    assert!(bears(&["甲乙有限公司"], &[], &["公章"], "公章，甲乙有限公司"));
    // A person is who is named, wherever that stands.
    assert!(bears(&[evil], &["市场部"], &["张三"], "张三"));
    assert!(!bears(&[evil], &["市场部"], &["张三丰"], "张三"));
}

#[test]
fn whom_the_catalogue_does_not_know_goes_by_its_name() {
    let own = company("某某通信有限公司", "其他", "河北省", Some("某某通信北方公司"));
    let judged = |name: &str| whose(&own, &names(&[name], &[], &[]));
    for name in ["某某通信有限公司", "某某通信 有限公司公章", "某某通信"] {
        assert_eq!(judged(name), Whose::Expected, "{name}");
    }
    for name in ["某某通信北方公司", "北方某某"] {
        assert_eq!(judged(name), Whose::OwnWord, "{name}");
    }
    for name in
        ["某某通信股份有限公司", "某某", "某某通信河北有限公司", "通信有限公司", "北方某某有限公司"]
    {
        assert_eq!(judged(name), Whose::Other, "{name}");
    }
    // Any of several signatories.
    let second = "另一通信有限公司".to_owned();
    let both =
        Company { units: own.units.iter().cloned().chain([second]).collect(), ..own.clone() };
    assert_eq!(whose(&both, &names(&["另一通信有限公司"], &[], &[])), Whose::OwnWord);
    // Of a carrier whose sign-off has a name that says nothing of it, that is reported.
    let cable =
        company("中国广电北京公司", "中国广电", "北京市", Some("北京歌华有线电视网络股份有限公司"));
    let name = names(&["北京歌华有线电视网络股份有限公司"], &[], &[]);
    assert_eq!(whose(&cable, &name), Whose::OwnWord);
}

#[test]
fn a_certificate_of_many_names_is_nobody_s() {
    let hebei = company("中国移动河北公司", "中国移动", "河北省", None);
    let many = vec!["中国移动河北公司"; MOST + 1];
    assert_eq!(whose(&hebei, &names(&many[1..], &[], &[])), Whose::Expected);
    assert_eq!(whose(&hebei, &names(&many, &[], &[])), Whose::Other);
    let long = "中国移动".repeat(1 << 18);
    assert_eq!(whose(&hebei, &names(&[&long], &[], &[])), Whose::Other);
}
