// What the page knows: the folder, and the filing that is open.

import { computed, signal } from "@preact/signals";
import { get, listen } from "./net.js";
import { FilingStore } from "./filing.js";

const nameInAddress = () => {
  const hash = location.hash.replace(/^#\/?/, "");
  try {
    return hash ? decodeURIComponent(hash) : null;
  } catch {
    return null;
  }
};

/// The whole page's state. `folder` is what GET folder gave, `filing` the open filing's store.
export class Store {
  constructor() {
    this.folder = signal(null);
    this.filing = signal(null);
    /// Whether the program answers (the folder's stream; a filing has its own).
    this.lost = signal(false);
    this.message = signal({ text: "", count: 0 });
    this.away = computed(() => this.filing.value?.away.value ?? this.lost.value);
    this.ended = null;
    addEventListener("hashchange", () => this.route());
  }

  start() {
    this.route();
    this.reload();
  }

  /// Tells those who listen to the page; the same words twice are two messages.
  say(text) {
    this.message.value = { text, count: this.message.value.count + 1 };
  }

  async reload() {
    try {
      this.folder.value = await get("folder");
      this.lost.value = false;
      const { one } = this.folder.value;
      if (one && !nameInAddress() && !this.opened) this.openFiling(one);
      this.opened = true;
    } catch {
      this.lost.value = true;
      setTimeout(() => this.folder.value === null && this.reload(), 1000);
    }
  }

  route() {
    const name = nameInAddress();
    if (this.filing.value?.name === name) return;
    this.filing.value?.close();
    this.ended?.();
    this.ended = null;
    this.filing.value = null;
    if (name) {
      const filing = new FilingStore(name, this);
      this.filing.value = filing;
      filing.start();
    } else {
      this.ended = listen("events", {
        news: (stamp) => stamp !== this.folder.value?.stamp && this.reload(),
        lost: () => { this.lost.value = true; },
        found: () => { this.lost.value = false; },
      });
    }
  }

  openFiling(name) {
    location.hash = `/${encodeURIComponent(name)}`;
  }

  openFolder() {
    location.hash = "";
  }
}
