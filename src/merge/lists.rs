//! Lists of initiatives in their new order.

use super::arrange::{Added, Arranged, Item, List};
use super::lines::{Layout, Part, are_apart, reorder, rising};
use super::order::Entry;
use super::remarks;
use super::writer::{UNFILLED, Writer};
use crate::document::escape;
use crate::edit::{Chunk, indented};
use crate::source::scalar;

impl Writer<'_> {
    /// The lists that there are, with those of them that lost all.
    pub(super) fn lists(&self, arranged: &Arranged) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        for place in &self.outline.initiatives {
            let is_known =
                |list: &List| (list.chapter, list.within) == (place.chapter, place.within);
            if !lists.iter().any(is_known) {
                let (chapter, within) = (place.chapter, place.within);
                let now = arranged.lists.iter().find(|list| is_known(list));
                let items = now.map(|list| list.items.clone()).unwrap_or_default();
                lists.push(List { chapter, within, items });
            }
        }
        let new = arranged.lists.iter().filter(|new| {
            !lists.iter().any(|list| (list.chapter, list.within) == (new.chapter, new.within))
        });
        let new: Vec<List> = new
            .map(|List { chapter, within, items }| List {
                chapter: *chapter,
                within: *within,
                items: items.clone(),
            })
            .collect();
        lists.extend(new);
        lists
    }

    pub(super) fn list(&mut self, list: &List, arranged: &Arranged) {
        let old = self.outline.list(list.chapter, list.within);
        if list.items.iter().copied().eq(old.iter().map(|n| Item::Own(*n))) {
            return;
        }
        let Some(chunks) = self.chunks(&old) else {
            // What would come here was left where it is.
            return self.fail_list(list, arranged);
        };
        let numbers = list.items.iter().filter_map(|item| match item {
            Item::Own(n) => old.iter().position(|own| own == n),
            Item::Added(_) => None,
        });
        let kept = rising(&numbers.collect::<Vec<_>>());
        let dash = chunks.iter().map(|chunk| self.file.column(chunk.start)).min().unwrap_or(0);
        let parts: Vec<Part> = list
            .items
            .iter()
            .map(|item| match item {
                Item::Own(n) => match old.iter().position(|own| own == n) {
                    Some(at) if kept.contains(&at) => Part::Kept(at),
                    Some(at) => Part::New(self.moved_item(&chunks[at], dash)),
                    None => Part::New(self.of_other_list(*n, dash)),
                },
                Item::Added(n) => Part::New(self.added(&arranged.added[*n], dash)),
            })
            .collect();
        let moved = |n: &usize| list.items.contains(&Item::Own(old[*n])) && !kept.contains(n);
        let moved: Vec<usize> = (0..old.len()).filter(moved).collect();
        let layout = Layout { between: self.between(&chunks), has_comments: true, moved: &moved };
        self.taken
            .extend((0..chunks.len()).filter(|n| !kept.contains(n)).map(|n| chunks[n].clone()));
        self.lines.extend(reorder(self.file.text(), &chunks, &parts, layout));
    }

    /// Those lists, of all that are to be changed, that can't be written into.
    pub(super) fn fixed_lists(&self, arranged: &Arranged) -> Vec<(usize, Option<usize>)> {
        let is_fixed = |list: &List| {
            let old = self.outline.list(list.chapter, list.within);
            let is_same = list.items.iter().copied().eq(old.iter().map(|n| Item::Own(*n)));
            !is_same && self.chunks(&old).is_none()
        };
        let fixed = self.lists(arranged).into_iter().filter(is_fixed);
        fixed.map(|list| (list.chapter, list.within)).collect()
    }

    /// The lines of a list's initiatives; `None` where one shares its lines with something else.
    fn chunks(&self, list: &[usize]) -> Option<Vec<Chunk>> {
        let chunk = |n: &usize| self.file.item(self.outline.initiatives[*n].item.as_ref()?);
        let chunks: Option<Vec<Chunk>> = list.iter().map(chunk).collect();
        chunks.filter(|chunks| !chunks.is_empty() && are_apart(chunks))
    }

    fn fail_list(&mut self, list: &List, arranged: &Arranged) {
        for item in &list.items {
            if let Item::Added(n) = item {
                let added = &arranged.added[*n];
                self.failed.push(Entry::New(added.word));
                self.failed.extend(added.body.iter().copied());
            }
        }
    }

    /// What stands between the items of a list: a blank line where one stood.
    fn between(&self, chunks: &[Chunk]) -> &'static str {
        let gap =
            chunks.windows(2).next().map(|pair| &self.file.text()[pair[0].end..pair[1].start]);
        if gap.is_some_and(|gap| gap.matches('\n').count() > 1) { "\n\n" } else { "\n" }
    }

    /// An initiative that comes from another chapter.
    fn of_other_list(&mut self, initiative: usize, column: usize) -> String {
        let item = self.outline.initiatives[initiative].item.clone();
        match item.and_then(|item| self.file.item(&item)) {
            Some(chunk) => self.moved_item(&chunk, column),
            None => String::new(),
        }
    }

    /// A new item of a list.
    fn added(&mut self, added: &Added, dash: usize) -> String {
        let pad = " ".repeat(dash);
        let mut out = String::new();
        let pieces =
            std::iter::once(added.word).chain(added.body.iter().filter_map(|entry| match entry {
                Entry::New(word) => Some(*word),
                Entry::Own(_) => None,
            }));
        for word in pieces {
            for remark in remarks::lines(&self.word[word]) {
                out.push_str(&format!("{pad}{remark}\n"));
            }
        }
        out.push_str(&format!("{pad}- 标题: {}\n", scalar(&added.title)));
        let mut body: Vec<String> = Vec::new();
        body.extend(added.rest.as_deref().map(|rest| indented(&escape(rest), dash + 4)));
        body.extend(added.body.iter().map(|entry| self.paragraph(*entry, None, dash + 4)));
        if body.is_empty() {
            return out + &format!("{pad}  内容: {UNFILLED}");
        }
        out + &format!("{pad}  内容: |\n{}", body.join("\n\n"))
    }
}
