// The pages as drawings: shown, marked, found again after a new version. Lengths of the view are
// thousandths of a point.

import { ofFiling } from "./net.js";

const SVG = "http://www.w3.org/2000/svg";

const make = (name, text, attributes = {}) => {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

const drawing = async (filing, name) => {
  const answer = await fetch(ofFiling(filing, `page/${name}.svg`));
  if (!answer.ok) throw new Error("gone");
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.setAttribute("aria-hidden", "false");
  return svg;
};

/// Safari has no such call.
const idle = () => new Promise((done) => {
  if (globalThis.requestIdleCallback) requestIdleCallback(done, { timeout: 400 });
  else setTimeout(done, 20);
});

/// The sheets of one filing inside `holder`, which stands in the scrolled element `pane`.
export class Sheets {
  constructor({ holder, pane, filing, onSpot, onLook, onGone }) {
    Object.assign(this, { holder, pane, filing, onSpot, onLook, onGone });
    this.view = null;
    this.turn = 0;
  }

  all() {
    return [...this.holder.children];
  }

  sheet(n) {
    return this.holder.children[n - 1] ?? null;
  }

  /// Shows a view's pages: those before the eye first. A drawing that is there already stays as it
  /// is, even at another place; where one is still to come, the last one stays until then.
  async show(view, after) {
    const turn = (this.turn += 1);
    this.view = view;
    const { near, far } = this.missing(view);
    try {
      this.put(view, await this.fetch(near));
      after();
      // One at a time, when nothing else is to be done: keys come first.
      for (const svg of far) {
        await idle();
        if (turn !== this.turn) return;
        const drawn = await this.fetch([svg]);
        if (turn !== this.turn) return;
        this.put(view, drawn);
        after();
      }
    } catch {
      // Another version came in between, or the program ended.
      if (turn !== this.turn) return;
      this.onGone();
      setTimeout(() => turn === this.turn && this.show(view, after), 1500);
    }
  }

  missing(view) {
    const shown = new Set(this.all().map((sheet) => sheet.dataset.svg));
    const eye = Math.min(this.current() || 1, view.pages.length);
    const near = new Set();
    const far = new Set();
    view.pages.forEach(({ svg }, i) => {
      if (!shown.has(svg)) (Math.abs(i + 1 - eye) < 2 ? near : far).add(svg);
    });
    return { near: [...near], far: [...far].filter((svg) => !near.has(svg)) };
  }

  async fetch(names) {
    return new Map(await Promise.all(names.map(async (name) => [name, await drawing(this.filing, name)])));
  }

  put(view, drawn) {
    if (view !== this.view) return;
    const kept = this.place();
    const old = new Map(this.all().map((sheet) => [sheet.dataset.svg, sheet.querySelector("svg")]));
    const count = view.pages.length;
    // Where no page can be made, the last ones stay, grey.
    if (count) this.all().slice(count).forEach((sheet) => sheet.remove());
    view.pages.forEach(({ svg }, i) => {
      const sheet = this.sheet(i + 1) ?? this.holder.appendChild(this.fresh(i + 1));
      if (sheet.dataset.svg === svg) return;
      const found = drawn.get(svg) ?? old.get(svg);
      if (!found) return;
      sheet.dataset.svg = svg;
      sheet.querySelector(".paper").replaceChildren(found);
    });
    // A drawing that went to another page has left its old one empty.
    for (const sheet of this.all()) if (!sheet.querySelector("svg")) delete sheet.dataset.svg;
    this.holder.classList.toggle("stale", Boolean(view.fault));
    if (kept) this.restore(kept);
  }

  fresh(n) {
    const sheet = make("section", "", { class: "page", "aria-label": `第${n}页` });
    const head = make("header");
    const label = make("label");
    const box = make("input", "", { type: "checkbox", "aria-label": `第${n}页看过了` });
    box.addEventListener("change", () => this.onLook(n, box.checked));
    label.append(box, " 看过了");
    head.append(make("span", `第${n}页`, { class: "page-name" }), label);
    const paper = make("div", "", { class: "paper" });
    paper.addEventListener("click", (event) => {
      if (getSelection().isCollapsed) this.onSpot(n, this.spotAt(n, event));
    });
    paper.addEventListener("pointermove", (event) => this.hover(n, event));
    paper.addEventListener("pointerleave", () => this.clear("under"));
    sheet.append(head, paper);
    return sheet;
  }

  looked(seen) {
    let count = 0;
    this.view?.pages.forEach(({ look }, i) => {
      const box = this.sheet(i + 1)?.querySelector("input");
      if (!box) return;
      box.checked = seen.has(look);
      count += box.checked ? 1 : 0;
    });
    return count;
  }

  // ── Place on the screen ────────────────────────────────────────────────────

  /// The page in the middle of the pane.
  current() {
    const box = this.pane.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    const all = this.all();
    const at = all.findIndex((one) => one.getBoundingClientRect().bottom > middle);
    return at < 0 ? all.length : at + 1;
  }

  /// The page in the middle, and how far its top is above the pane's: the words stay where the
  /// eye is.
  place() {
    const n = this.current();
    const sheet = n && this.sheet(n);
    if (!sheet) return null;
    const box = sheet.getBoundingClientRect();
    return { page: n, part: (this.pane.getBoundingClientRect().top - box.top) / box.height };
  }

  restore({ page, part }) {
    const sheet = this.sheet(page);
    if (!sheet) return;
    const box = sheet.getBoundingClientRect();
    const by = box.top - this.pane.getBoundingClientRect().top + part * box.height;
    if (Math.abs(by) > 1) this.pane.scrollBy({ top: by, behavior: "instant" });
  }

  goTo(n) {
    const sheet = this.sheet(n);
    if (!sheet) return;
    const by = sheet.getBoundingClientRect().top - this.pane.getBoundingClientRect().top - 8;
    this.pane.scrollBy({ top: by, behavior: gentle() });
  }

  // ── Marks ──────────────────────────────────────────────────────────────────

  clear(...kinds) {
    for (const kind of kinds) this.holder.querySelectorAll(`.mark.${kind}`).forEach((one) => one.remove());
  }

  /// Marks a rectangle of a page; a little room around it, so that no ink is cut.
  mark(n, [x, y, width, height], kind) {
    const svg = this.sheet(n)?.querySelector("svg");
    if (!svg) return null;
    const rect = document.createElementNS(SVG, "rect");
    const sides = { x: x - 600, y: y - 600, width: width + 1200, height: height + 1200 };
    for (const [name, value] of Object.entries(sides)) rect.setAttribute(name, value / 1000);
    rect.setAttribute("class", `mark ${kind}`);
    rect.setAttribute("aria-hidden", "true");
    svg.append(rect);
    return rect;
  }

  reveal(node) {
    const box = node.getBoundingClientRect();
    const around = this.pane.getBoundingClientRect();
    if (!around.height || (box.top > around.top + 20 && box.bottom < around.bottom - 20)) return;
    const by = box.top + box.height / 2 - (around.top + around.height / 2);
    this.pane.scrollBy({ top: by, behavior: gentle() });
  }

  /// The spot of a page under the pointer.
  spotAt(n, event) {
    const matrix = this.sheet(n)?.querySelector("svg")?.getScreenCTM();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const [x, y] = [point.x * 1000, point.y * 1000];
    const inside = ([, left, top, width, height]) =>
      x >= left - 500 && x <= left + width + 500 && y >= top - 4000 && y <= top + height + 4000;
    return this.view?.pages[n - 1]?.spots.find(inside) ?? null;
  }

  hover(n, event) {
    if (event.pointerType !== "mouse") return;
    this.clear("under");
    const spot = this.spotAt(n, event);
    event.currentTarget.classList.toggle("clickable", Boolean(spot));
    if (spot) this.mark(n, spot.slice(1, 5), "under");
  }
}

export const gentle = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
