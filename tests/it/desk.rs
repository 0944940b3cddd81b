//! `chengbao desk` as its page meets it: what is asked for is in the file before it is acknowledged,
//! every other byte stays, and nobody else is answered.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::filing::{FILING, with};
use crate::support::repository;
use crate::support::served::{OWN, Served};

/// The path of a figure of the small filing.
fn figure(value: &str) -> Value {
    json!([{ "op": "figure", "path": ["主要服务指标完成情况", "移动电话", "障碍修复", "平均"], "value": value }])
}

impl Served {
    fn file(&self) -> String {
        std::fs::read_to_string(self.path().join("甲.yaml")).unwrap()
    }

    fn version(&self) -> String {
        self.state()["version"].as_str().unwrap().to_owned()
    }

    /// Edits of the version that the page saw.
    fn edit(&self, id: &str, base: &str, ops: &Value) -> (u16, Value) {
        self.post(
            &format!("{OWN}edit"),
            &json!({ "id": id, "base": base, "group": id, "ops": ops }),
        )
    }

    fn step(&self, which: &str, id: &str) -> (u16, Value) {
        self.post(&format!("{OWN}{which}"), &json!({ "id": id }))
    }

    /// Work, once it is over.
    #[track_caller]
    fn work(&self, name: &str, order: &Value) -> Value {
        let (status, begun) = self.post(name, order);
        assert_eq!(status, 200, "{begun}");
        let number = begun["job"].as_str().unwrap();
        let until = Instant::now() + Duration::from_secs(120);
        loop {
            let job = self.get(&format!("job/{number}")).body;
            let job: Value = serde_json::from_slice(&job).unwrap();
            if job["running"] == false {
                return job;
            }
            assert!(Instant::now() < until, "{job:#}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn an_edit_is_in_the_file_and_every_other_byte_stays() {
    let text = with(&[("    障碍修复: {", "    # 网络部给的数\n    障碍修复: {")]);
    let desk = Served::desk(&[("甲.yaml", text.as_bytes())]);
    let first = desk.version();
    let (status, told) = desk.edit("a", &first, &figure("4.02小时"));
    assert_eq!((status, desk.file()), (200, text.replace("4.01小时", "4.02小时")));
    assert_eq!(told["form"]["sections"][0]["kind"], "fields");
    assert_eq!(told["text"], desk.file());
    // The same request again is done once.
    let (status, _) = desk.edit("a", &first, &figure("4.02小时"));
    assert_eq!((status, desk.file()), (200, text.replace("4.01小时", "4.02小时")));
    let (_, undone) = desk.step("undo", "b");
    assert_eq!((undone["undo"].is_null(), desk.file()), (true, text.clone()));
    let (_, again) = desk.step("redo", "c");
    assert!(again["redo"].is_null() && again["undo"].is_string(), "{again}");
    assert_eq!(desk.file(), text.replace("4.01小时", "4.02小时"));
    assert_eq!(desk.step("redo", "d").0, 422);
    // The file as it was before the day's first change.
    let kept: Value = serde_json::from_slice(&desk.get_own("versions").body).unwrap();
    let day = kept[0]["id"].as_str().unwrap();
    let kept: Value =
        serde_json::from_slice(&desk.get_own(&format!("version/{day}")).body).unwrap();
    assert_eq!(kept["text"], text);
}

#[test]
fn what_another_program_changed_apart_stays_and_the_same_place_is_asked_about() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let base = desk.version();
    desk.save(
        "甲.yaml",
        with(&[("8900余座", "9000余座"), ("移动山西公司经营", "移动山西公司专营")]),
    );
    let (status, told) = desk.edit("a", &base, &figure("4.02小时"));
    assert_eq!((status, &told["merged"]), (200, &json!(true)), "{told}");
    let merged = desk.file();
    assert!(merged.contains("9000余座") && merged.contains("4.02小时"), "{merged}");

    let base = desk.version();
    desk.until(|view| view["lines"].to_string().contains("4.02小时"));
    desk.save("甲.yaml", merged.replace("4.02小时", "4.5小时"));
    let (status, told) = desk.edit("b", &base, &figure("4.03小时"));
    assert_eq!(status, 409, "{told}");
    assert_eq!(told["conflict"]["theirs"].as_str().map(|theirs| theirs.contains("5")), Some(true));
    assert_eq!(told["conflict"]["yours"], "4.03小时");
    assert_eq!(desk.file(), merged.replace("4.02小时", "4.5小时"));
    // Mine, once the page has seen theirs.
    let (status, _) = desk.edit("c", told["version"].as_str().unwrap(), &figure("4.03小时"));
    assert_eq!((status, desk.file()), (200, merged.replace("4.02小时", "4.03小时")));
    // An undo leaves what the other program did elsewhere.
    desk.save("甲.yaml", desk.file().replace("9000余座", "9100余座"));
    assert_eq!(desk.step("undo", "d").0, 200);
    assert!(desk.file().contains("9100余座") && desk.file().contains("4.5小时"), "{}", desk.file());
}

#[test]
fn what_was_typed_and_taken_out_again_is_no_step_of_undo() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let (_, mut told) = desk.edit("a", &desk.version(), &figure("4.02小时"));
    for (id, title) in [("b", json!("短")), ("c", Value::Null)] {
        let ops = json!([{ "op": "set", "path": ["标题"], "value": title }]);
        let request = json!({ "id": id, "base": told["version"], "group": "标题", "ops": ops });
        told = desk.post(&format!("{OWN}edit"), &request).1;
    }
    assert_eq!(desk.file(), with(&[("4.01小时", "4.02小时")]));
    // The step before is undone at once.
    assert_eq!(desk.step("undo", "d").0, 200);
    assert_eq!(desk.file(), FILING);
}

/// Which states of texts are looked over, as the page hears it.
fn looked(told: &Value) -> Vec<String> {
    told["looked"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// The hash of 公司简介 as the form has it.
fn profile_hash(told: &Value) -> String {
    let sections = told["form"]["sections"].as_array().unwrap();
    let profile = sections.iter().find(|section| section["id"] == "profile").unwrap();
    profile["texts"][0]["hash"].as_str().unwrap().to_owned()
}

#[test]
fn every_state_of_a_text_that_was_looked_over_stays_so() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let look = |hash: &str, looked: bool| {
        desk.post(&format!("{OWN}looked"), &json!({ "hash": hash, "looked": looked }))
    };
    let write = |id: &str, group: &str, base: &Value, value: &str, looked: bool| {
        let ops = json!([{ "op": "set", "path": ["公司简介"], "value": value }]);
        let request =
            json!({ "id": id, "base": base, "group": group, "looked": looked, "ops": ops });
        desk.post(&format!("{OWN}edit"), &request).1
    };
    let first = desk.state();
    assert!(looked(&first).is_empty());
    assert_eq!(look(&profile_hash(&first), true).0, 200);
    // Who types in a text that was looked over looks over what is typed; what only passed by while
    // the step went on is no state that undo leads to.
    let typed = write("a", "一", &first["version"], "公司简介甲。", true);
    let on = write("b", "一", &typed["version"], "公司简介甲乙。", true);
    assert_eq!(looked(&on), [profile_hash(&first), profile_hash(&on)]);
    // Both ways what comes back is known.
    let undone = desk.step("undo", "c").1;
    assert!(looked(&undone).contains(&profile_hash(&undone)), "{undone}");
    assert_eq!(profile_hash(&undone), profile_hash(&first));
    let redone = desk.step("redo", "d").1;
    assert!(looked(&redone).contains(&profile_hash(&redone)), "{redone}");
    // What is typed into a text that is to be looked over is to be, too.
    assert_eq!(look(&profile_hash(&redone), false).0, 200);
    let new = write("e", "二", &redone["version"], "公司简介丙。", false);
    assert_eq!(looked(&new), [profile_hash(&first)]);
    // Kept over a restart.
    let desk = desk.again();
    assert_eq!(looked(&desk.state()), [profile_hash(&first)]);
    for unfit in ["", "zz", "0123456789abcdef0"] {
        let request = json!({ "hash": unfit, "looked": true });
        assert_eq!(desk.post(&format!("{OWN}looked"), &request).0, 422, "{unfit}");
    }
}

#[test]
fn a_text_that_others_changed_as_well_is_not_looked_over() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let first = desk.state();
    let text = |told: &Value| {
        let sections = told["form"]["sections"].as_array().unwrap().clone();
        let profile = sections.into_iter().find(|section| section["id"] == "profile").unwrap();
        profile["texts"][0]["value"].as_str().unwrap().to_owned()
    };
    let was = text(&first);
    desk.save("甲.yaml", desk.file().replacen(&was, &format!("新的开头。{was}"), 1));
    let ops = json!([{ "op": "set", "path": ["公司简介"], "value": format!("{was}新的末尾。") }]);
    let request = json!({ "id": "a", "base": first["version"], "looked": true, "ops": ops });
    let (status, told) = desk.post(&format!("{OWN}edit"), &request);
    assert_eq!(status, 200, "{told}");
    assert!(text(&told).starts_with("新的开头。") && text(&told).ends_with("新的末尾。"));
    assert!(looked(&told).is_empty(), "{told}");
}

#[test]
fn a_text_that_was_looked_over_stays_so_when_it_is_mended() {
    let faulty = with(&[("经营移动电话业务。", "经营移动电话业务,用户遍布全省。。")]);
    for is_looked in [true, false] {
        let desk = Served::desk(&[("甲.yaml", faulty.as_bytes())]);
        let first = desk.state();
        let request = json!({ "hash": profile_hash(&first), "looked": is_looked });
        desk.post(&format!("{OWN}looked"), &request);
        let findings = first["view"]["findings"].as_array().unwrap();
        let fixes = findings.iter().filter(|finding| !finding["fix"].is_null());
        let ops: Vec<Value> =
            fixes.map(|finding| json!({ "op": "fix", "finding": finding["id"] })).collect();
        let (_, told) = desk.edit("a", first["version"].as_str().unwrap(), &json!(ops));
        assert!(desk.file().contains("业务，用户遍布全省。\n"), "{}", desk.file());
        assert_eq!(looked(&told).contains(&profile_hash(&told)), is_looked);
    }
}

#[test]
fn other_tabs_are_told_what_was_looked_over() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let first = desk.state();
    let request = json!({ "hash": profile_hash(&first), "looked": true });
    desk.post(&format!("{OWN}looked"), &request);
    let then = desk.state();
    assert_ne!(first["stamp"], then["stamp"]);
    assert_eq!((first["version"] == then["version"], looked(&then).len()), (true, 1));
}

#[test]
fn a_desk_that_was_killed_goes_on_where_it_was() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let base = desk.version();
    assert_eq!(desk.edit("a", &base, &figure("4.02小时")).0, 200);
    let desk = desk.again();
    assert_eq!(desk.file(), with(&[("4.01小时", "4.02小时")]));
    // The page still has what it saw before.
    let profile = json!([{ "op": "set", "path": ["公司简介"], "value": "甲。\n\n乙。" }]);
    assert_eq!(desk.edit("b", &base, &profile).0, 200);
    assert!(desk.file().contains("公司简介: |\n  甲。\n\n  乙。\n"), "{}", desk.file());
    assert_eq!(desk.step("undo", "c").0, 200);
    assert_eq!(desk.step("undo", "d").0, 200);
    assert_eq!(desk.file(), FILING);
}

#[test]
fn a_file_that_is_no_form_is_edited_as_text_until_it_is() {
    let broken = with(&[("签署:\n", "---\n签署:\n")]);
    let desk = Served::desk(&[("甲.yaml", broken.as_bytes())]);
    let state = desk.state();
    assert!(state["form"].is_null() && state["text"] == broken, "{state}");
    let at = broken[..broken.find("---").unwrap()].encode_utf16().count();
    let ops = json!([{ "op": "text", "from": at, "to": at + 4, "insert": "" }]);
    let (status, told) = desk.edit("a", state["version"].as_str().unwrap(), &ops);
    assert_eq!((status, desk.file()), (200, FILING.to_owned()));
    assert!(told["form"].is_object());
    // What cannot be done says so, and the file stays.
    let ops = json!([{ "op": "set", "path": ["公司简介"], "value": "甲\u{0}乙" }]);
    let (status, told) = desk.edit("b", told["version"].as_str().unwrap(), &ops);
    assert_eq!((status, desk.file()), (422, FILING.to_owned()), "{told}");
}

#[test]
fn a_filing_is_begun_made_signed_and_verified_at_the_desk() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let new = json!({
        "kind": "new", "carrier": "中国移动", "company": "中国移动山西公司", "short": "山西移动",
        "province": "山西省", "period": "2021年上半年", "services": ["移动电话"], "file": "新的",
    });
    let begun = desk.work("work", &new);
    assert_eq!(begun["filing"], "新的.yaml", "{begun}");
    let text = std::fs::read_to_string(desk.path().join("新的.yaml")).unwrap();
    assert!(
        text.contains("\n  名称: 中国移动山西公司\n") && text.contains("\n  简称: 山西移动\n"),
        "{text}"
    );
    assert_eq!(desk.work("work", &new)["code"], 2);
    let other = json!({
        "kind": "new", "carrier": "其他", "company": "晋云通信有限公司", "short": "晋云通信",
        "province": "山西省", "period": "2021年上半年", "services": ["移动电话"], "file": "别家",
    });
    desk.work("work", &other);
    let text = std::fs::read_to_string(desk.path().join("别家.yaml")).unwrap();
    assert!(
        text.contains("晋云通信有限公司（以下简称晋云通信）") && !text.contains("某某"),
        "{text}"
    );
    let rolled = desk.work("work", &json!({ "kind": "roll", "from": "甲.yaml" }));
    assert_eq!(rolled["ok"], true, "{rolled}");
    assert!(rolled["filing"].as_str().unwrap().contains("2021年上半年"), "{rolled}");

    let built = desk.work(&format!("{OWN}work"), &json!({ "kind": "build" }));
    assert_eq!(built["ok"], true, "{built}");
    let names: Vec<&str> =
        built["files"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["甲.html", "甲.md", "甲.pdf"]);
    use base64::Engine;
    let p12 = std::fs::read(repository().join("tests/keys/p256.p12")).unwrap();
    let key = base64::engine::general_purpose::STANDARD.encode(&p12);
    let sign = |password: &str| json!({ "kind": "sign", "pdf": "甲.pdf", "key": key, "password": password });
    let refused = desk.work(&format!("{OWN}work"), &sign("不对"));
    assert_eq!(refused["ok"], false, "{refused}");
    // Another's certificate is signed with only where that is meant.
    let asked = desk.work(&format!("{OWN}work"), &sign("chengbao"));
    assert_eq!((&asked["ok"], &asked["code"]), (&json!(false), &json!(1)), "{asked}");
    assert!(asked["lines"][0].as_str().unwrap().contains("拿错了证书"), "{asked}");
    assert_eq!((&asked["data"], &refused["data"]), (&json!({ "other": true }), &Value::Null));
    assert!(!desk.path().join("output/甲-signed.pdf").exists());
    let mut meant = sign("chengbao");
    meant["other"] = json!(true);
    let signed = desk.work(&format!("{OWN}work"), &meant);
    assert_eq!(signed["ok"], true, "{signed}");
    let order = json!({ "kind": "verify", "pdf": "甲-signed.pdf" });
    let verified = desk.work(&format!("{OWN}work"), &order);
    assert!(verified["data"].is_object(), "{verified}");
    assert_eq!(desk.get("made/%E7%94%B2-signed.pdf").status, 200);
    // A draft stands beside the report that is filed, and not in its place.
    let report = std::fs::read(desk.path().join("output/甲.pdf")).unwrap();
    let draft = desk.work(&format!("{OWN}work"), &json!({ "kind": "draft" }));
    assert_eq!(draft["files"][2]["name"], "送审稿/甲.pdf", "{draft}");
    let drawn = desk.get("made/%E9%80%81%E5%AE%A1%E7%A8%BF%2F%E7%94%B2.pdf");
    assert!(drawn.status == 200 && drawn.body != report);
    assert_eq!(std::fs::read(desk.path().join("output/甲.pdf")).unwrap(), report);
    let folder: Value = serde_json::from_slice(&desk.get("folder").body).unwrap();
    let own = folder["filings"].as_array().unwrap().iter().find(|f| f["name"] == "甲.yaml");
    let state = &own.unwrap()["state"];
    assert_eq!((&state["built"], &state["signed"]), (&json!(true), &json!(true)), "{state}");
    assert_eq!(state["draft"], 1, "{state}");
    // The key is nowhere in the folder.
    for entry in std::fs::read_dir(desk.path()).unwrap() {
        let entry = entry.unwrap();
        assert!(std::fs::read(entry.path()).map_or(true, |bytes| bytes != p12), "{entry:?}");
        let name = entry.file_name();
        assert!(!name.to_string_lossy().contains("p12") && name != "证书", "{name:?}");
    }
}

#[test]
fn pages_say_which_draft_they_are_once_it_was_made_of_this_very_content() {
    let desk = Served::desk(&[("甲.yaml", with(&[("99.10%", "101%")]).as_bytes())]);
    let mark = || {
        let page = String::from_utf8(desk.get_own("report.html").body).unwrap();
        let (_, mark) = page.split_once("data-draft=\"").unwrap();
        mark.split_once('"').unwrap().0.rsplit_once(' ').unwrap().0.to_owned()
    };
    let first = desk.state()["view"]["pages"][0].take();
    assert_eq!(mark(), "送审稿 未编号");
    desk.work(&format!("{OWN}work"), &json!({ "kind": "draft" }));
    // The pages that are open are numbered, too; what was looked at of them is as it was.
    let now = desk.until(|view| view["pages"][0]["svg"] != first["svg"]);
    assert_eq!(now["pages"][0]["look"], first["look"]);
    assert_eq!(mark(), "送审稿 第1稿");
    let built = std::fs::read(desk.path().join("output/送审稿/甲.pdf")).unwrap();
    assert!(desk.get_own("report.pdf").body == built);
    // Another content has no number yet, and undone it has its own again.
    let numbered = now["pages"][0]["svg"].clone();
    desk.edit("a", &desk.version(), &figure("4.02小时"));
    desk.until(|view| view["pages"][0]["svg"] != numbered);
    assert_eq!(mark(), "送审稿 未编号");
    desk.step("undo", "b");
    desk.until(|view| view["pages"][0]["svg"] == numbered);
    assert_eq!(mark(), "送审稿 第1稿");
}

#[test]
fn a_report_is_told_from_a_later_filing_and_verified_against_a_root() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let work = |order: Value| desk.work(&format!("{OWN}work"), &order);
    let made = |name: &str| {
        let folder: Value = serde_json::from_slice(&desk.get("folder").body).unwrap();
        let made = folder["made"].as_array().unwrap().iter().find(|f| f["name"] == name).cloned();
        made.map(|made| made["report"].clone()).unwrap()
    };
    let is = |draft, number: Option<u32>, signed, current| json!({ "draft": draft, "number": number, "signed": signed, "current": current });
    work(json!({ "kind": "build" }));
    work(json!({ "kind": "draft" }));
    use base64::Engine;
    let p12 = std::fs::read(repository().join("tests/keys/p256.p12")).unwrap();
    let key = base64::engine::general_purpose::STANDARD.encode(&p12);
    let sign = json!({ "kind": "sign", "pdf": "甲.pdf", "key": key, "password": "chengbao", "other": true });
    work(sign.clone());
    assert_eq!(made("甲-signed.pdf"), is(false, None, true, true));
    assert_eq!(made("送审稿/甲.pdf"), is(true, Some(1), false, true));
    assert_eq!(made("甲.html"), Value::Null);
    work(json!({ "kind": "word" }));
    assert_eq!(made("甲.docx"), is(false, None, false, true));
    assert_eq!(made("送审稿/甲.docx"), is(true, Some(1), false, true));

    let root = std::fs::read(repository().join("tests/keys/ca.pem")).unwrap();
    let told = desk.hand_over("upload?name=ca.pem", "application/octet-stream", &root);
    assert_eq!(told.status, 200);
    let verify = |more: Value| {
        let mut order = json!({ "kind": "verify", "pdf": "甲-signed.pdf" });
        order.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        work(order)["data"].clone()
    };
    let other = verify(json!({}));
    assert_eq!((&other["ok"], &other["signatures"][0]["trusted"]), (&json!(false), &Value::Null));
    let known = verify(json!({ "signer": "Zhang San 张三", "trust": ["ca.pem"] }));
    assert_eq!((&known["ok"], &known["trusted"]), (&json!(true), &json!(true)), "{known:#}");
    assert_eq!(verify(json!({ "signer": "-某某公司" }))["ok"], false);
    let outside = json!({ "kind": "verify", "pdf": "甲-signed.pdf", "trust": ["../ca.pem"] });
    assert_ne!(desk.post(&format!("{OWN}work"), &outside).0, 200);

    desk.edit("a", &desk.version(), &figure("3.90小时"));
    assert_eq!(made("甲-signed.pdf"), is(false, None, true, false));
    assert_eq!(made("甲.pdf"), is(false, None, false, false));
    assert_eq!(made("送审稿/甲.pdf"), is(true, Some(1), false, false));
    assert_eq!(made("甲.docx"), is(false, None, false, false));
    // Made and signed anew, it stands beside the one that was signed before.
    work(json!({ "kind": "build" }));
    let signed = work(sign);
    assert_eq!(signed["files"][0]["name"], "甲-signed-2.pdf", "{signed}");
    assert_eq!(made("甲-signed-2.pdf"), is(false, None, true, true));
    assert_eq!(made("甲-signed.pdf"), is(false, None, true, false));
}

#[test]
fn several_fixes_at_once_do_what_each_would() {
    let faulty = with(&[
        (
            "障碍修复: { 平均: 4.01小时, 及时率: 99.10% }",
            "障碍修复:\n      平均: ４．０１小时 # 网络部\n      及时率: ９９．１０％",
        ),
        ("计费差错率: ≤4×10⁻⁶", "计费差错率: ＜＝4×10-6"),
        ("建成5G基站8900余座。", "建成5G基站8900余座,投入使用。。"),
    ]);
    let desk = Served::desk(&[("甲.yaml", faulty.as_bytes())]);
    let mut rounds = 0;
    loop {
        let state = desk.state();
        let findings = state["view"]["findings"].as_array().unwrap().clone();
        let ops: Vec<Value> = findings
            .iter()
            .filter(|finding| !finding["fix"].is_null())
            .map(|finding| json!({ "op": "fix", "finding": finding["id"] }))
            .collect();
        if ops.is_empty() {
            break;
        }
        rounds += 1;
        assert!(rounds < 5, "{}", desk.file());
        let base = state["version"].as_str().unwrap().to_owned();
        let (status, told) = desk.edit(&format!("r{rounds}"), &base, &Value::Array(ops));
        assert_eq!(status, 200, "{told}");
    }
    assert!(rounds > 0);
    let text = desk.file();
    assert!(text.contains("平均: 4.01小时 # 网络部\n      及时率: 99.10%\n"), "{text}");
    assert!(text.contains("建成5G基站8900余座，投入使用。\n"), "{text}");
    let undone = (0..=rounds).filter(|n| desk.step("undo", &format!("u{n}")).0 == 200);
    assert!(undone.count() > 0);
    assert_eq!(desk.file(), faulty);
}

#[test]
fn a_picture_beside_the_filing_is_shown_and_nothing_else() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    let stored = desk.hand_over(
        &format!("{OWN}picture?name=%E5%9B%BE.svg"),
        "application/octet-stream",
        svg,
    );
    assert_eq!(stored.status, 200);
    let shown = desk.get("picture/%E5%9B%BE%2F%E5%9B%BE.svg");
    assert_eq!((shown.status, shown.body.as_slice()), (200, &svg[..]));
    for elsewhere in ["%E7%94%B2.yaml", "..%2F%E5%9B%BE.svg", "%2Fetc%2Fx.svg", "%E6%97%A0.png"] {
        assert_eq!(desk.get(&format!("picture/{elsewhere}")).status, 404, "{elsewhere}");
    }
}

#[test]
fn figures_of_a_spreadsheet_are_looked_at_filled_in_and_undone() {
    let text = with(&[("平均: 4.01小时", "平均: 【0.00】小时")]);
    let desk = Served::desk(&[("甲.yaml", text.as_bytes())]);
    let sheet = "指标,数值\n移动电话,\n障碍修复平均,4.44小时\n";
    let told =
        desk.hand_over("upload?name=%E6%95%B0.csv", "application/octet-stream", sheet.as_bytes());
    assert_eq!(told.status, 200);
    let dry = json!({ "kind": "fill", "sheets": ["数.csv"], "dry": true });
    let looked = desk.work(&format!("{OWN}work"), &dry);
    assert!(looked["data"].is_object(), "{looked}");
    assert_eq!(desk.file(), text);
    let filled = json!({ "kind": "fill", "sheets": ["数.csv"] });
    desk.work(&format!("{OWN}work"), &filled);
    assert!(desk.file().contains("4.44小时"), "{}", desk.file());
    assert_eq!(desk.step("undo", "a").0, 200);
    assert_eq!(desk.file(), text);
}

#[test]
fn only_the_desks_own_page_may_ask_for_anything() {
    let desk = Served::desk(&[("甲.yaml", FILING.as_bytes())]);
    let (own, port) = (desk.own.clone(), desk.port);
    let body = json!({ "id": "a", "base": desk.version(), "ops": figure("9小时") }).to_string();
    let ask = |path: &str, origin: &str, kind: &str| {
        desk.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{origin}Content-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
        .status
    };
    let (edit, json) = (format!("{own}{OWN}edit"), "application/json");
    let ours = format!("Origin: http://127.0.0.1:{port}\r\n");
    assert_eq!(ask(&edit, "", json), 403);
    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"] {
        assert_eq!(ask(&edit, &format!("Origin: {origin}\r\n"), json), 403, "{origin}");
    }
    assert_eq!(ask(&edit, &ours, "text/plain"), 415);
    assert_eq!(ask(&format!("/{}/{OWN}edit", "0".repeat(32)), &ours, json), 404);
    for name in ["filing/..%2F%E7%94%B2.yaml/edit", "filing/x.yaml/edit", "edit", "filing/edit"] {
        assert_eq!(ask(&format!("{own}{name}"), &ours, json), 404, "{name}");
    }
    let long = format!(
        "POST {edit} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{ours}Content-Type: {json}\r\n\
         Content-Length: 99999999\r\n\r\n"
    );
    assert_eq!(desk.send(&long).status, 413);
    assert_eq!(desk.file(), FILING);
    for order in [
        json!({ "kind": "merge", "from": "../甲.docx" }),
        json!({ "kind": "verify", "pdf": "/etc/passwd" }),
        json!({ "kind": "fill", "sheets": ["--sheet"] , "dry": true, "x": 1 }),
        json!({ "kind": "fill", "sheets": [] }),
        json!({ "kind": "exec" }),
    ] {
        assert!(desk.post(&format!("{OWN}work"), &order).0 >= 400, "{order}");
    }
    // A name that begins with a dash is a file's.
    let order = json!({ "kind": "fill", "sheets": ["--help"], "dry": true });
    assert_eq!(desk.work(&format!("{OWN}work"), &order)["code"], 2);
    assert_eq!(ask(&edit, &ours, json), 200);
    assert!(desk.file().contains("9小时"));
}

#[test]
fn a_call_that_cannot_work_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str| {
        let mut program = crate::support::served::program();
        let output = program.args(["desk", "--no-open", name]).current_dir(&folder).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run("无");
    assert!(code == Some(2) && said.contains("没有 无 这个文件夹"), "{said}");
    std::fs::write(folder.path().join("甲.yaml"), FILING).unwrap();
    let (code, said) = run("甲.yaml");
    assert!(code == Some(2) && said.contains("chengbao preview 甲.yaml"), "{said}");
}
