// The whole: new versions, the head of the page, keys.

let said = 0;
const say = (text) => {
  // The same words twice are two messages.
  said += 1;
  $("said").textContent = text + (said % 2 ? "" : "\u00a0");
};

// ── Versions ─────────────────────────────────────────────────────────────────

const showHead = (view) => {
  document.title = `${view.fault ? "✗ " : ""}${view.file} 预览`;
  $("title").textContent = view.title || "预览";
  $("file").textContent = view.path;
  $("downloads").replaceChildren(...view.downloads.map(({ label, file, shows_draft: marked }) => {
    const link = make("a", view.draft && marked ? `${label}（送审稿）` : label);
    link.download = "";
    if (!view.fault) link.href = file;
    return link;
  }));
  showFault(view);
};

const showFault = ({ fault, pages }) => {
  const box = $("fault");
  box.hidden = !fault;
  if (!fault) return box.replaceChildren();
  const which = pages.length ? "下面是上一次的页面" : "还没有页面可看";
  box.replaceChildren(make("strong", `现在的文件排不出页面，${which}。`), " ");
  if (fault.place) box.append(linkTo(fault.place), "：");
  box.append(fault.message);
  if (fault.help) box.append(make("span", `。怎么改：${fault.help}`));
};

const show = (stamp, view, drawn) => {
  const first = !now.view;
  const kept = first ? null : place();
  const another = now.view?.path !== view.path;
  now.stamp = stamp;
  const chosen = now.spot;
  now.view = view;
  if (another) seen = [];
  readSeen();
  // Marks of the last version are not this one's.
  clear("error", "warning", "info", "spot", "under");
  now.spot = null;
  if (chosen) $("place").hidden = true;
  if (now.finding) $("place").hidden = true;
  showHead(view);
  showPages(view, drawn);
  showLooked();
  showFindings(view);
  restore(first ? store.read(sessionStorage, `位置 ${view.path}`) : kept);
  if (!first) say(view.fault ? `排不出页面：${view.fault.message}` : `页面已更新，${view.count}`);
};

let busy = false;
let again = false;

/// Draws the pages that are out of sight, a few at a time: a long report is not waited for. False
/// where the next version came in between.
const showFar = async (names) => {
  for (let i = 0; i < names.length && !again; i += 4) {
    showPages(now.view, await fetchAll(names.slice(i, i + 4)));
    remark();
  }
  return !again;
};

/// Shows the newest version. One that is overtaken while it is fetched is not shown.
const update = async () => {
  again = true;
  if (busy) return;
  busy = true;
  while (again) {
    again = false;
    try {
      const { stamp, view } = await (await fetch("state")).json();
      const root = document.documentElement;
      if (stamp === root.dataset.stamp) continue;
      if (stamp !== now.stamp) show(stamp, view, await fetchAll(missing(view).near));
      const { near, far } = missing(now.view);
      // The stamp says what is shown as a whole.
      if (await showFar([...near, ...far])) root.dataset.stamp = stamp;
    } catch {
      // Another version came in between, or the program ended: its stream of events tells. Of
      // what else went wrong on the way nothing tells, so it is tried again.
      if ($("lost").hidden && !document.hidden) setTimeout(update, 500);
    }
  }
  busy = false;
};

let events = null;
let later = 0;
/// By which the program knows this tab's stream from the others'.
const tab = [...crypto.getRandomValues(new Uint8Array(8))]
  .map((byte) => byte.toString(16).padStart(2, "0"))
  .join("");

/// Listens for versions while the page is seen. A browser opens six connections to a host in all
/// its tabs: hidden ones that kept theirs would leave the seventh waiting for ever. The stream
/// begins with the newest version, so a page that is seen again is new at once.
const listen = () => {
  clearTimeout(later);
  events?.close();
  events = null;
  if (document.hidden) return;
  const stream = new EventSource(`events/${tab}`);
  events = stream;
  stream.addEventListener("message", update);
  stream.addEventListener("open", () => { $("lost").hidden = true; });
  stream.addEventListener("error", () => {
    $("lost").hidden = false;
    $("lost").textContent = "连不上 chengbao preview：它在终端里结束了吗？重新运行后有新的地址，从终端里打开。";
    // Most browsers try again by themselves; some give up where nobody answers.
    if (stream.readyState === EventSource.CLOSED) later = setTimeout(listen, 1000);
  });
};
document.addEventListener("visibilitychange", listen);

// ── Keys and dialogs ─────────────────────────────────────────────────────────

const openGoto = () => {
  $("goto-page").value = current() || 1;
  $("goto").showModal();
  $("goto-page").select();
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "]": () => stepPiece(1),
  "[": () => stepPiece(-1),
  g: openGoto,
  x: () => {
    const n = current();
    const box = n && $(`page-${n}`).querySelector("input");
    if (!box) return;
    look(n, !box.checked);
    say(`第${n}页${box.checked ? "看过了" : "没看过"}，${$("looked").textContent}`);
  },
  "?": () => $("help").showModal(),
  "？": () => $("help").showModal(),
  Escape: () => { unchoose(); say(""); },
};

const typing = (target) =>
  target instanceof HTMLInputElement && target.type !== "checkbox";

addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, isComposing, target } = event;
  if (ctrlKey || metaKey || altKey || isComposing || typing(target) || !now.view) return;
  if (document.querySelector("dialog[open]") || !Object.hasOwn(keys, key)) return;
  event.preventDefault();
  keys[key]();
});

$("help-open").addEventListener("click", () => $("help").showModal());
$("place-close").addEventListener("click", unchoose);
for (const button of document.querySelectorAll("dialog .close")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
$("goto-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = Number($("goto-page").value);
  $("goto").close();
  goTo(wanted);
});

const keepPlace = () => {
  if (now.view) store.write(sessionStorage, `位置 ${now.view.path}`, place());
};
let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    keepPlace();
  }, 100);
}, { passive: true });
// Who reloads in the middle of scrolling comes back to where they were.
addEventListener("pagehide", keepPlace);

// The head grows with a fault, and what stands below it has to know.
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--head", `${headHeight()}px`);
}).observe($("top"));

history.scrollRestoration = "manual";
listen();
update();
