// The pages beside the form: what is chosen here is marked there, and a click leads back.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { browser, tabs } from "./keep.js";
import { Sheets } from "./sheets.js";
import { fieldOfSpot, lineOf } from "./places.js";
import { keyOf } from "./identity.js";
import { same } from "./panel.js";

const MOST_SEEN = 2000;
const ZOOMS = [50, 60, 75, 90, 100, 125, 150, 200];

export const Pages = ({ store, ui }) => {
  const view = store.view.value;
  const holder = useRef(null);
  const pane = useRef(null);
  const sheets = useRef(null);
  const [looked, setLooked] = useState(0);
  const [at, setAt] = useState(1);
  const [zoom, setZoom] = useState(() => browser.read("页面大小") ?? 100);
  // Asked anew each time: the file's path comes with the first view.
  const seenKey = () => `看过 ${store.view.value?.path ?? store.name}`;

  const look = () => setLooked(sheets.current?.looked(new Set(browser.read(seenKey()) ?? [])) ?? 0);
  useLayoutEffect(() => {
    sheets.current = new Sheets({
      holder: holder.current, pane: pane.current, filing: store.name,
      onSpot: (n, spot) => ui.spot(n, spot),
      onGone: () => store.fetch(),
      onLook: (n, on) => {
        const { look: name } = sheets.current.view.pages[n - 1] ?? {};
        if (!name) return;
        const seen = (browser.read(seenKey()) ?? []).filter((one) => one !== name);
        browser.write(seenKey(), [...seen, ...(on ? [name] : [])].slice(-MOST_SEEN));
        look();
      },
    });
    ui.sheets = sheets.current;
    const told = ({ key }) => key === seenKey() && look();
    addEventListener("storage", told);
    const kept = tabs.read(`页 ${store.name}`);
    const keep = () => tabs.write(`页 ${store.name}`, sheets.current.place());
    const node = pane.current;
    let first = true;
    sheets.current.first = () => {
      if (first && kept) sheets.current.restore(kept);
      first = false;
    };
    let [later, frame] = [0, 0];
    const tell = () => {
      frame = 0;
      setAt(sheets.current.current() || 1);
    };
    const moved = () => { frame ||= requestAnimationFrame(tell); };
    const scrolled = () => {
      moved();
      clearTimeout(later);
      later = setTimeout(keep, 150);
    };
    node.addEventListener("scroll", scrolled, { passive: true });
    // Where one part is seen at a time, the pages come to be seen without being scrolled.
    const sized = new ResizeObserver(moved);
    sized.observe(node);
    return () => {
      sized.disconnect();
      removeEventListener("storage", told);
      node.removeEventListener("scroll", scrolled);
    };
  }, []);

  // Marks: of the chosen finding, the clicked spot, the field that is looked at.
  const { finding, spot } = ui.chosen.value;
  const pointed = store.pointed.value;
  const marks = useRef(() => {});
  marks.current = (move) => {
    const all = sheets.current;
    if (!all || !store.view.value) return;
    all.clear("error", "warning", "info", "spot", "here");
    // Of a finding that is mended nothing stays; another look may have its marks elsewhere.
    const found = finding && store.view.value.findings.find((one) => same(one, finding));
    const first = draw(all, { finding: found, spot, pointed, store });
    if (move && first) all.reveal(first);
    else if (move && found?.marks?.length) all.goTo(found.marks[0][0]);
  };

  useEffect(() => {
    if (!view) return;
    sheets.current.show(view, () => {
      sheets.current.first();
      marks.current(false);
      look();
    });
  }, [view?.pages, view?.fault]);
  useEffect(() => marks.current(true), [finding?.id, spot, pointed?.key, pointed?.at]);
  useEffect(() => marks.current(false), [view?.findings]);

  const size = (step) => {
    const at = ZOOMS.findIndex((one) => one >= zoom);
    const next = ZOOMS[Math.min(Math.max(at + step, 0), ZOOMS.length - 1)];
    const kept = sheets.current.place();
    setZoom(next);
    browser.write("页面大小", next);
    requestAnimationFrame(() => kept && sheets.current.restore(kept));
  };
  const count = view?.pages.length ?? 0;
  return html`
    <section class="pages-part" aria-label="页面">
      <div class="pages-bar">
        <${GoTo} at=${at} count=${count} onGo=${(n) => sheets.current.goTo(n)} />
        <span class="soft">${count ? `看过 ${looked} 页` : ""}</span>
        <span class="zoom" role="group" aria-label="页面大小">
          <button type="button" class="quiet" aria-label="缩小" onClick=${() => size(-1)} disabled=${zoom <= ZOOMS[0]}>－</button>
          <span>${zoom}%</span>
          <button type="button" class="quiet" aria-label="放大" onClick=${() => size(1)} disabled=${zoom >= ZOOMS.at(-1)}>＋</button>
        </span>
        ${view?.draft && !view.fault && html`<span class="tag open" title="有错误，所以页面和下载的都是送审稿；改好错误就是正式的。">送审稿</span>`}
      </div>
      <${Fault} view=${view} store=${store} />
      <div class="scroller pages-scroller" ref=${pane} tabindex="0" role="region" aria-label="报告的页面">
        <div class="sheets" ref=${holder} style=${{ width: `${zoom}%` }}></div>
        ${view && !count && !view.fault && html`<p class="waiting">正在排版…</p>`}
      </div>
    </section>
  `;
};

const GoTo = ({ at, count, onGo }) => html`
  <label class="goto">第 <input type="number" inputmode="numeric" min="1" max=${count} disabled=${!count} aria-label="去第几页" value=${count ? at : ""}
    onChange=${(event) => onGo(Number(event.target.value))} /> / ${count} 页</label>
`;

const Fault = ({ view, store }) => {
  if (!view?.fault) return null;
  const { message, help } = view.fault;
  const which = view.pages.length ? "下面是上一次的页面" : "还没有页面可看";
  return html`
    <div class="page-fault" role="alert">
      <strong>现在排不出页面，${which}。</strong> ${message}${help && html`<span>。怎么改：${help}</span>`}
      ${view.fault.place && html` <button type="button" class="quiet" onClick=${() => store.showLine(view.fault.place[0])}>看第${view.fault.place[0]}行</button>`}
    </div>
  `;
};

/// Draws the marks; gives the one to be brought before the eye.
const draw = (all, { finding, spot, pointed, store }) => {
  let first = null;
  for (const [n, ...box] of finding?.marks ?? []) {
    const drawn = all.mark(n, box, finding.severity === "error" || finding.severity === "warning" ? finding.severity : "info");
    first ??= drawn;
  }
  if (first) return first;
  const line = spot ? spot.spot[5] : lineLookedAt(pointed, store);
  if (!line) return null;
  store.view.value.pages.forEach((page, i) => {
    for (const one of page.spots) {
      if (one[5] !== line || (spot && one[0] !== spot.spot[0])) continue;
      const drawn = all.mark(i + 1, one.slice(1, 5), spot ? "spot" : "here");
      if (!spot || (i + 1 === spot.page && one.every((side, k) => side === spot.spot[k]))) first ??= drawn;
    }
  });
  return first;
};

const lineLookedAt = (pointed, store) => {
  if (!pointed) return null;
  const field = [...store.identity.fields.values()].find((one) => keyOf(one.path) === pointed.key);
  return field?.place ? lineOf({ text: store.text.value, field, offset: pointed.offset }) : null;
};

/// Leads from a spot of a page to the field that it shows.
export const followSpot = (store, spot) => {
  const [, , , , , line, from, to] = spot;
  const found = fieldOfSpot({ form: store.form.value, text: store.text.value, line, from, to });
  if (found) store.go(found.field.path, found.range);
  return found;
};
