"use strict";
// The pages: shown, marked, looked at. Lengths of the view are thousandths of a point.

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

const make = (name, text, attributes = {}) => {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

/// What is shown now.
const now = { stamp: "", view: null, finding: null, spot: null };

const sheets = () => [...document.querySelectorAll(".page")];

// ── Pages ────────────────────────────────────────────────────────────────────

const drawing = async (name) => {
  const answer = await fetch(`page/${name}.svg`);
  if (!answer.ok) throw new Error("gone");
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  return svg;
};

/// The drawings that are not there yet: those of the pages in front of the eye, and the others.
const missing = (view) => {
  const shown = new Set(sheets().map((sheet) => sheet.dataset.svg));
  const eye = now.view ? current() : (store.read(sessionStorage, `位置 ${view.path}`)?.page ?? 1);
  const near = new Set();
  const far = new Set();
  view.pages.forEach(({ svg }, i) => {
    if (!shown.has(svg)) (Math.abs(i + 1 - Math.min(eye, view.pages.length)) < 2 ? near : far).add(svg);
  });
  return { near: [...near], far: [...far].filter((svg) => !near.has(svg)) };
};

const fetchAll = async (names) =>
  new Map(await Promise.all(names.map(async (name) => [name, await drawing(name)])));

const newSheet = (n) => {
  const sheet = make("section", "", { class: "page", id: `page-${n}`, "aria-labelledby": `name-${n}` });
  const head = make("header");
  const label = make("label");
  const box = make("input", "", { type: "checkbox", "aria-label": `第${n}页看过了` });
  box.addEventListener("change", () => look(n, box.checked));
  label.append(box, " 看过了");
  head.append(make("h2", `第${n}页`, { id: `name-${n}` }), label);
  const paper = make("div", "", { class: "paper" });
  paper.addEventListener("click", (event) => clicked(n, event));
  paper.addEventListener("pointermove", (event) => hovered(n, event));
  paper.addEventListener("pointerleave", () => clear("under"));
  sheet.append(head, paper);
  return sheet;
};

/// Puts the view's pages on the screen. A drawing that is there already stays as it is, even at
/// another place; where one is still to come, the last one stays until then.
const showPages = (view, drawn) => {
  const old = new Map(sheets().map((sheet) => [sheet.dataset.svg, sheet.querySelector("svg")]));
  const count = view.pages.length;
  sheets().slice(count).forEach((sheet) => sheet.remove());
  view.pages.forEach(({ svg }, i) => {
    const sheet = $(`page-${i + 1}`) ?? $("pages").appendChild(newSheet(i + 1));
    if (sheet.dataset.svg === svg) return;
    const drawing = drawn.get(svg) ?? old.get(svg);
    if (drawing) putDrawing(sheet, svg, drawing);
  });
  // A drawing that went to another page has left its old one empty.
  for (const sheet of sheets()) if (!sheet.querySelector("svg")) delete sheet.dataset.svg;
  $("pages").classList.toggle("stale", Boolean(view.fault));
  $("goto-page").max = count;
};

const putDrawing = (sheet, name, svg) => {
  sheet.dataset.svg = name;
  sheet.querySelector(".paper").replaceChildren(svg);
};

// ── Looked at ────────────────────────────────────────────────────────────────

const store = {
  read(place, key) {
    try { return JSON.parse(place.getItem(key)); } catch { return null; }
  },
  write(place, key, value) {
    // A browser that keeps nothing forgets; that is no reason to stop.
    try { place.setItem(key, JSON.stringify(value)); } catch { /* kept until the reload */ }
  },
};

/// The looks of pages that were looked at, the newest last.
let seen = [];
const MOST_SEEN = 2000;
const seenKey = () => `看过 ${now.view.path}`;

/// Another tab may have marked a page since.
const readSeen = () => {
  const read = store.read(localStorage, seenKey());
  if (Array.isArray(read)) seen = read;
};

const look = (n, looked) => {
  const page = now.view?.pages[n - 1];
  if (!page) return;
  readSeen();
  seen = seen.filter((one) => one !== page.look);
  if (looked) seen.push(page.look);
  seen = seen.slice(-MOST_SEEN);
  store.write(localStorage, seenKey(), seen);
  showLooked();
};

const showLooked = () => {
  const known = new Set(seen);
  let looked = 0;
  now.view.pages.forEach((page, i) => {
    const box = $(`page-${i + 1}`).querySelector("input");
    box.checked = known.has(page.look);
    looked += box.checked ? 1 : 0;
  });
  const count = now.view.pages.length;
  $("looked").textContent = count ? `${count} 页看过 ${looked} 页` : "";
};

addEventListener("storage", ({ key }) => {
  if (!now.view || key !== seenKey()) return;
  readSeen();
  showLooked();
});

// ── Place on the screen ──────────────────────────────────────────────────────

const headHeight = () => $("top").getBoundingClientRect().height;

/// The page in the middle of the screen.
const current = () => {
  const middle = (headHeight() + innerHeight) / 2;
  const all = sheets();
  const sheet = all.find((one) => one.getBoundingClientRect().bottom > middle) ?? all.at(-1);
  return sheet ? Number(sheet.id.slice(5)) : 0;
};

/// The page in the middle of the screen, and how far its top is above the screen's: the words
/// stay where the eye is, also when the head grows or shrinks with a fault.
const place = () => {
  const n = current();
  if (!n) return null;
  const box = $(`page-${n}`).getBoundingClientRect();
  return { page: n, part: -box.top / box.height };
};

const restore = (kept) => {
  const sheet = kept && $(`page-${kept.page}`);
  if (!sheet) return;
  const box = sheet.getBoundingClientRect();
  scrollBy({ top: box.top + kept.part * box.height, behavior: "instant" });
};

const gentle = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";

const goTo = (n) => {
  const sheet = $(`page-${n}`);
  if (!sheet) return;
  scrollBy({ top: sheet.getBoundingClientRect().top - headHeight() - 8, behavior: gentle() });
  sheet.querySelector("input").focus({ preventScroll: true });
};

// ── Marks ────────────────────────────────────────────────────────────────────

const clear = (...kinds) => {
  for (const kind of kinds) document.querySelectorAll(`.mark.${kind}`).forEach((m) => m.remove());
};

/// Marks a rectangle of a page; a little room around it, so that no ink is cut.
const mark = (n, [x, y, width, height], kind) => {
  const svg = $(`page-${n}`)?.querySelector("svg");
  if (!svg) return null;
  const rect = document.createElementNS(SVG, "rect");
  const sides = { x: x - 600, y: y - 600, width: width + 1200, height: height + 1200 };
  for (const [name, value] of Object.entries(sides)) rect.setAttribute(name, value / 1000);
  rect.setAttribute("class", `mark ${kind}`);
  rect.setAttribute("aria-hidden", "true");
  svg.append(rect);
  return rect;
};

const reveal = (node) => {
  const box = node.getBoundingClientRect();
  const bottom = innerHeight - (matchMedia("(max-width: 60rem)").matches ? innerHeight * 0.4 : 0);
  if (box.top > headHeight() + 20 && box.bottom < bottom - 20) return;
  const middle = (headHeight() + bottom) / 2;
  scrollBy({ top: box.top + box.height / 2 - middle, behavior: gentle() });
};
