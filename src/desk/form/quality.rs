//! 电信服务质量状况: initiatives, in one list or in 分章.

use super::prose::is_blank;
use super::shape::{Content, Initiative, InitiativeList, Section, Text};
use super::spot::Spot;
use super::{Maker, QUALITY};
use crate::filing::MAX_INITIATIVE_LEVELS;

impl Maker<'_> {
    pub(super) fn quality(&self) -> Section {
        let quality = self.root.key(QUALITY);
        let parts = quality.key("分章");
        let overview = quality.key("概述");
        let list = quality.key("举措");
        let is_divided = parts.is_there();
        let mut lists = Vec::new();
        // What stands beside 分章 is a fault, and still there to be moved.
        if !is_divided || list.items().next().is_some() {
            lists.push(InitiativeList {
                path: list.path.clone(),
                part: None,
                title: None,
                overview: None,
                initiatives: self.initiatives(&list, 1),
            });
        }
        lists.extend(parts.items().enumerate().map(|(n, part)| self.part(&part, n)));
        let overview = (!is_divided || overview.is_there())
            .then(|| Box::new(self.text(&overview, &[QUALITY, "概述"], self.lasts.overview(None))));
        let title = self.title_of(QUALITY);
        let content =
            Content::Quality { path: quality.path, parts_path: parts.path, overview, lists };
        Section { id: "quality", title, content }
    }

    /// One of 分章.
    fn part(&self, part: &Spot<'_>, n: usize) -> InitiativeList {
        let (list, overview) = (part.key("举措"), part.key("概述"));
        let way = [QUALITY, "分章", "[]"];
        let required = !list.is_there();
        let title = part.key("标题").text().unwrap_or_default();
        let last = self.lasts.overview(Some((n, &title)));
        let text = self.text(&overview, &[&way[..], &["概述"]].concat(), last);
        InitiativeList {
            path: list.path.clone(),
            part: Some(part.path.clone()),
            title: Some(self.field(&part.key("标题"), &[&way[..], &["标题"]].concat())),
            overview: Some(Text {
                required,
                blank: is_blank(text.value.as_deref(), required),
                ..text
            }),
            initiatives: self.initiatives(&list, 1),
        }
    }

    /// A list of initiatives on a level, from 1.
    fn initiatives(&self, list: &Spot<'_>, level: usize) -> Vec<Initiative> {
        list.items().map(|item| self.initiative(&item, level)).collect()
    }

    fn initiative(&self, item: &Spot<'_>, level: usize) -> Initiative {
        let way = [QUALITY, "举措", "[]"];
        let (body, inner) = (item.key("内容"), item.key("举措"));
        let text =
            self.text(&body, &[&way[..], &["内容"]].concat(), self.lasts.initiative(&item.path));
        let required = !inner.is_there();
        Initiative {
            path: item.path.clone(),
            title: self.field(&item.key("标题"), &[&way[..], &["标题"]].concat()),
            body: Text { required, blank: is_blank(text.value.as_deref(), required), ..text },
            initiatives: self.initiatives(&inner, level + 1),
            may_hold: level < MAX_INITIATIVE_LEVELS,
            list_path: inner.path,
        }
    }
}
