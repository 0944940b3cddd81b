//! 附件, 豁免, and what the form does not know.

use super::Maker;
use super::fields::section;
use super::shape::{Annex, Content, Field, Section, Waiver};
use super::spot::Spot;
use crate::finding::Code;
use crate::source::{Keys, Parent, keys_of};

impl Maker<'_> {
    pub(super) fn annexes(&self) -> Section {
        let list = self.root.key("附件");
        let annex = |(n, item): (usize, Spot<'_>)| {
            let title = item.key("标题");
            let last = self.lasts.annex(n, &title.text().unwrap_or_default());
            Annex {
                title: self.field(&title, &["附件", "[]", "标题"]),
                body: self.text(&item.key("内容"), &["附件", "[]", "内容"], last),
                path: item.path,
            }
        };
        let items = list.items().enumerate().map(annex).collect();
        let content = Content::Annexes { path: list.path, items };
        Section { id: "annexes", title: "附件".to_owned(), content }
    }

    pub(super) fn waivers(&self) -> Section {
        let list = self.root.key("豁免");
        let waiver = |item: Spot<'_>| {
            let rule = item.key("规则").text().unwrap_or_default();
            Waiver {
                about: Code::of(&rule).map_or("", Code::title),
                rule,
                of: item.key("位置").text().unwrap_or_default(),
                reason: self.field(&item.key("理由"), &["豁免", "[]", "理由"]),
                path: item.path,
            }
        };
        let items = list.items().map(waiver).collect();
        let content = Content::Waivers { path: list.path, items };
        Section { id: "waivers", title: "说明过的问题".to_owned(), content }
    }

    /// Keys that no filing has, as far as there are any: they must not be lost from sight.
    pub(super) fn unknown(&self) -> Option<Section> {
        let mut fields = Vec::new();
        self.unknown_in(&self.root, keys_of(Parent::File), &mut fields);
        for map in ["企业", "签署", "版式", "章名", "电信服务质量状况"] {
            self.unknown_in(&self.root.key(map), keys_of(Parent::Key(map)), &mut fields);
        }
        for list in ["附件", "豁免"] {
            for item in self.root.key(list).items() {
                self.unknown_in(&item, keys_of(Parent::Items(list)), &mut fields);
            }
        }
        let quality = self.root.key("电信服务质量状况");
        self.unknown_in_list(&quality.key("举措"), &mut fields);
        for part in quality.key("分章").items() {
            self.unknown_in(&part, keys_of(Parent::Items("分章")), &mut fields);
            self.unknown_in_list(&part.key("举措"), &mut fields);
        }
        (!fields.is_empty()).then(|| section("unknown", "认不出的名目", fields))
    }

    fn unknown_in_list(&self, list: &Spot<'_>, fields: &mut Vec<Field>) {
        for item in list.items() {
            self.unknown_in(&item, keys_of(Parent::Items("举措")), fields);
            self.unknown_in_list(&item.key("举措"), fields);
        }
    }

    fn unknown_in(&self, map: &Spot<'_>, known: Keys, fields: &mut Vec<Field>) {
        let is_known = |key: &str| known.iter().any(|(name, _)| *name == key);
        for entry in map.entries().iter().filter(|entry| !is_known(&entry.key)) {
            let field = self.field(&map.entry(entry), &[entry.key.as_str()]);
            let hint = "程序不认识这个名目，不会印出来：改成对的名目，或者删去。".to_owned();
            fields.push(Field { label: entry.key.clone(), hint: Some(hint), ..field });
        }
    }
}
