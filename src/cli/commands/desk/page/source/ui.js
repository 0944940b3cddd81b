// What is open on the screen, and what leads from one part of it to another.

import { signal } from "@preact/signals";
import { browser } from "./keep.js";
import { wordsOf } from "./places.js";
import { followSpot } from "./pages.js";

const isNarrow = () => matchMedia("(max-width: 56rem)").matches;

export class Ui {
  constructor(store) {
    this.store = store;
    /// What is seen where there is room for one part only.
    this.tab = signal("form");
    /// Whether the list of findings is open below the pages.
    this.panel = signal(browser.read("问题展开") ?? true);
    this.chosen = signal({ finding: null, spot: null });
    /// Whether the file is shown as text.
    this.asText = signal(false);
    this.dialog = signal(null);
    this.working = signal(false);
    this.sheets = null;
    store.showLine = (line) => this.showLine(line);
    store.work = (step) => { this.working.value = step; };
    store.whereIs = (finding) => this.whereIs(finding);
    this.line = signal(null);
  }

  openPanel(open) {
    this.panel.value = open;
    browser.write("问题展开", open);
  }

  /// Goes to a finding: its field, its letters, its mark on the page.
  choose(finding) {
    const { store } = this;
    this.chosen.value = { finding, spot: null };
    const path = store.findings.value.where.get(finding.id);
    if (this.asText.value || !path) {
      if (finding.place) this.showLine(finding.place[0], finding.place);
      return;
    }
    if (isNarrow()) this.tab.value = "form";
    // What is folded or in the other tab is there after the next drawing.
    requestAnimationFrame(() => store.go(path, keyed(path, finding)));
  }

  step(by) {
    const { all } = this.store.findings.value;
    if (!all.length) return this.store.app.say("没有问题");
    const at = all.findIndex(({ id }) => id === this.chosen.value.finding?.id);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (next < 0 || next >= all.length) return this.store.app.say(by > 0 ? "最后一条了" : "第一条了");
    this.store.app.say(all[next].message);
    return this.choose(all[next]);
  }

  /// A click on a page.
  spot(page, spot) {
    const { store } = this;
    if (!spot) {
      this.chosen.value = { finding: null, spot: null };
      store.app.say(store.view.value?.fault ? "这是上一次的页面" : "这里的文字是程序写的，不用填");
      return;
    }
    this.chosen.value = { finding: null, spot: { page, spot } };
    if (this.asText.value) return this.showLine(spot[5], [spot[5], spot[6], spot[5], spot[7]]);
    if (isNarrow()) this.tab.value = "form";
    requestAnimationFrame(() => {
      if (!followSpot(store, spot)) store.app.say("这里的文字是程序写的，不用填");
    });
    return undefined;
  }

  clear() {
    this.chosen.value = { finding: null, spot: null };
  }

  /// Shows the file as text, at a line.
  showLine(line, place = null) {
    this.asText.value = true;
    if (isNarrow()) this.tab.value = "form";
    this.line.value = { line, place, at: performance.now() };
  }

  /// In words, where a finding is.
  whereIs(finding) {
    const path = this.store.findings.value.where.get(finding.id) ?? finding.path;
    if (path?.length) return wordsOf(path);
    return finding.place ? `第${finding.place[0]}行` : "全文";
  }
}

/// The letters within the field's own text, where the finding is about that very text.
const keyed = (path, finding) =>
  finding.range && finding.path?.length === path.length ? finding.range : null;
