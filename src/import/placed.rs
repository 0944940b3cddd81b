//! Where each piece of a document went, by the key paths of the file.

use super::draft::{Chapter, Draft, Initiative, Line, Texts};
use super::ending;
use super::piece::Place;

/// A piece that has a place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Where it stood.
    pub(crate) place: Place,
    /// The key that it went to.
    pub(crate) key: String,
}

/// All that was placed, in the order of the file.
pub(super) fn placed(draft: &Draft) -> Vec<Placed> {
    let mut list = List(Vec::new());
    let head = &draft.head;
    head.company.iter().for_each(|line| list.line("企业.名称", line));
    head.addressees.iter().for_each(|line| list.line("主送", line));
    list.texts("导语", &head.lead);
    for (key, title) in [
        ("章名.公司简介", &draft.titles.profile),
        ("章名.电信服务质量状况", &draft.titles.quality),
        ("章名.主要服务指标完成情况", &draft.titles.indicators),
    ] {
        title.iter().for_each(|line| list.line(key, line));
    }
    draft.profile.iter().for_each(|texts| list.texts("公司简介", texts));
    let is_divided = draft.chapters.iter().any(|chapter| !chapter.title.text.is_empty());
    for (n, chapter) in draft.chapters.iter().enumerate() {
        let key = match is_divided {
            true => format!("电信服务质量状况.分章{}", n + 1),
            false => "电信服务质量状况".to_owned(),
        };
        list.chapter(&key, chapter);
    }
    for group in &draft.groups {
        list.line(&group.name.text, &group.name);
        for indicator in &group.indicators {
            let key = format!("{}.{}", group.name.text, indicator.name);
            list.add(&key, &indicator.places);
        }
    }
    list.texts("结语", &draft.closing);
    list.ending(draft);
    list.0
}

struct List(Vec<Placed>);

impl List {
    fn add(&mut self, key: &str, places: &[Place]) {
        self.0.extend(places.iter().map(|place| Placed { place: *place, key: key.to_owned() }));
    }

    fn line(&mut self, key: &str, line: &Line) {
        self.add(key, &line.places);
    }

    fn texts(&mut self, key: &str, texts: &Texts) {
        self.add(key, &texts.places);
    }

    fn chapter(&mut self, key: &str, chapter: &Chapter) {
        self.line(&format!("{key}.标题"), &chapter.title);
        self.texts(&format!("{key}.概述"), &chapter.overview);
        self.initiatives(key, &chapter.initiatives);
    }

    fn initiatives(&mut self, key: &str, initiatives: &[Initiative]) {
        for (n, own) in initiatives.iter().enumerate() {
            let key = format!("{key}.举措{}", n + 1);
            self.line(&format!("{key}.标题"), &own.title);
            self.texts(&format!("{key}.内容"), &own.body);
            self.initiatives(&key, &own.initiatives);
        }
    }

    fn ending(&mut self, draft: &Draft) {
        let ending = &draft.ending;
        for (n, annex) in ending.annexes.iter().enumerate() {
            self.line(&format!("附件{}.标题", n + 1), &annex.title);
            self.texts(&format!("附件{}.内容", n + 1), &annex.body);
        }
        ending.declaration.iter().for_each(|line| self.line("声明", line));
        ending.units.iter().for_each(|line| self.line("签署.单位", line));
        ending::place(&ending.date).iter().for_each(|place| self.add("签署.日期", &[*place]));
        ending.contact.iter().for_each(|line| self.line("签署.联系人", line));
        ending.telephone.iter().for_each(|line| self.line("签署.联系电话", line));
        ending.copied_to.iter().for_each(|line| self.line("抄送", line));
    }
}
