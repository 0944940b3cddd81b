//! Fields: what takes a line, a choice, names or a day.

use super::Maker;
use super::shape::{Content, Field, FieldKind, FieldValue, Section};
use super::spot::Spot;
use super::words::words;
use crate::filing::{NATIONWIDE, is_open};
use crate::source::{Kind, Parent, keys_of};

/// 报告期, 标题 and what is said of the whole report.
const OF_REPORT: [&str; 5] = ["报告期", "标题", "主送", "上期", "附表"];

impl Maker<'_> {
    /// The report as a whole.
    pub(super) fn report(&self) -> Section {
        let fields = OF_REPORT.map(|key| self.field(&self.root.key(key), &[key]));
        section("report", "报告", fields.into())
    }

    /// 企业.
    pub(super) fn company(&self) -> Section {
        section("company", "企业", self.of_map("企业"))
    }

    /// 声明, 签署 and 抄送.
    pub(super) fn signature(&self) -> Section {
        let top = |key: &str| self.field(&self.root.key(key), &[key]);
        let mut fields = vec![top("声明")];
        fields.extend(self.of_map("签署"));
        fields.push(top("抄送"));
        section("signature", "声明和签署", fields)
    }

    /// 版式 and 章名.
    pub(super) fn layout(&self) -> Section {
        let mut fields = self.of_map("版式");
        fields.extend(self.of_map("章名"));
        section("layout", "版式", fields)
    }

    /// 分工, where there is one.
    pub(super) fn duties(&self) -> Option<Section> {
        let duties = self.root.key("分工");
        let department = |spot: Spot<'_>, name: &str| Field {
            label: name.to_owned(),
            kind: FieldKind::Names,
            value: spot.names(),
            hint: words(&["分工"]).hint,
            ..self.field(&spot, &["分工", "部门"])
        };
        let entries = duties.entries().iter();
        let fields: Vec<Field> =
            entries.map(|entry| department(duties.entry(entry), &entry.key)).collect();
        (!fields.is_empty()).then(|| section("duties", "分工", fields))
    }

    /// The keys of a map of the file's root.
    fn of_map(&self, above: &'static str) -> Vec<Field> {
        let map = self.root.key(above);
        let keys = keys_of(Parent::Key(above)).iter();
        keys.map(|(key, _)| self.field(&map.key(key), &[above, key])).collect()
    }

    /// The services by the names that the filing has for them, else the usual ones; and what it has
    /// besides.
    fn services(&self, own: Option<&FieldValue>) -> Vec<String> {
        let own: &[String] = match own {
            Some(FieldValue::Several(own)) => own,
            _ => &[],
        };
        let groups = self.standard.groups().iter();
        let name = |services: &[String]| {
            own.iter().find(|name| services.contains(name)).or(services.first()).cloned()
        };
        let mut names: Vec<String> = groups.filter_map(|group| name(&group.services)).collect();
        for other in own.iter().filter(|name| !is_open(name)) {
            if !names.contains(other) {
                names.push(other.clone());
            }
        }
        names
    }

    /// A field; `way` has the keys that lead to it, `[]` for an item.
    pub(super) fn field(&self, spot: &Spot<'_>, way: &[&str]) -> Field {
        let words = words(way);
        let kind = kind(way, !words.choices.is_empty());
        let value = match kind {
            FieldKind::Names | FieldKind::Choices | FieldKind::Files => spot.names(),
            _ => spot.text().map(FieldValue::One),
        };
        let mut choices = words.choices;
        match way {
            ["企业", "省份"] => {
                choices = self.standard.provinces().iter().map(|one| one.name.clone()).collect();
                choices.push(NATIONWIDE.to_owned());
            }
            ["企业", "经营业务"] => {
                choices = self.services(value.as_ref());
            }
            _ => {}
        }
        let default = match way {
            ["标题"] => Some("服务质量状况报告".to_owned()),
            ["章名", chapter] => Some((*chapter).to_owned()),
            ["签署", "单位"] => {
                self.root.key("企业").key("名称").text().filter(|name| !is_open(name))
            }
            _ => words.default,
        };
        Field {
            path: spot.path.clone(),
            label: words.label,
            kind,
            blank: is_blank(value.as_ref(), words.required),
            value,
            choices,
            choice_hints: words.choice_hints,
            default,
            required: words.required,
            hint: words.hint,
            place: spot.place(),
        }
    }
}

pub(super) fn section(id: &'static str, title: &str, fields: Vec<Field>) -> Section {
    Section { id, title: title.to_owned(), content: Content::Fields { fields } }
}

/// What a field takes, by the keys that lead to it.
fn kind(way: &[&str], has_choices: bool) -> FieldKind {
    let Some((key, above)) = way.split_last() else { return FieldKind::Line };
    let parent = match above {
        [] => keys_of(Parent::File),
        [.., list, "[]"] => {
            OF_ITEMS.iter().find(|of| *of == list).map_or(&[][..], |of| keys_of(Parent::Items(of)))
        }
        [.., map] => {
            OF_MAPS.iter().find(|of| *of == map).map_or(&[][..], |of| keys_of(Parent::Key(of)))
        }
    };
    let kind = parent.iter().find(|(name, _)| name == key).map(|(_, kind)| *kind);
    match (*key, kind) {
        ("报告期", _) => FieldKind::Period,
        ("日期", _) => FieldKind::Day,
        ("上期" | "印章", _) => FieldKind::Files,
        (_, Some(Kind::Names)) => FieldKind::Names,
        (_, Some(Kind::List)) => FieldKind::Choices,
        _ if has_choices => FieldKind::Choice,
        _ => FieldKind::Line,
    }
}

const OF_MAPS: [&str; 4] = ["企业", "签署", "版式", "章名"];
const OF_ITEMS: [&str; 4] = ["举措", "分章", "附件", "豁免"];

/// Whether something is still to be filled in.
fn is_blank(value: Option<&FieldValue>, required: bool) -> bool {
    match value {
        None => required,
        Some(FieldValue::One(text)) => is_text_blank(text, required),
        Some(FieldValue::Several(texts)) => {
            (required && texts.is_empty()) || texts.iter().any(|text| is_text_blank(text, true))
        }
    }
}

pub(super) fn is_text_blank(text: &str, required: bool) -> bool {
    (required && text.trim().is_empty()) || is_open(text)
}
