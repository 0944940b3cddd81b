// The findings, and the place in the file that one of them or a piece of a page comes from.

const showFindings = (view) => {
  const list = $("list");
  const kept = now.finding;
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...view.findings.map(findingItem));
  $("count").textContent = view.count;
  $("number").textContent = view.findings.length ? ` ${view.findings.length}` : "";
  $("draft").hidden = !view.draft || Boolean(view.fault);
  $("draft").textContent = "有错误，所以页面和下载的都是送审稿；改好错误就是正式的。";
  $("waived").hidden = !view.waived.length;
  $("waivers").replaceChildren(...view.waived.map(waivedItem));
  now.finding = null;
  // The same finding stays chosen, though its line may have moved.
  const again = kept ? view.findings.find((one) => same(one, kept)) : null;
  if (again) choose(again, { quiet: true, focus: focused });
};

const same = (a, b) => a.code === b.code && a.message === b.message;

const lineOf = (finding) => (finding.place ? `第${finding.place[0]}行` : "全文");

const seenOn = (finding) => {
  const pages = [...new Set(finding.marks.map(([page]) => page))];
  return pages.length ? `，第${pages.join("、")}页` : "";
};

const findingItem = (finding) => {
  const item = make("li");
  const button = make("button", "", { type: "button" });
  button.append(
    make("span", `${finding.label} ${finding.code}`, { class: `kind ${finding.severity}` }),
    ` ${finding.message}`,
    make("span", `${lineOf(finding)}${seenOn(finding)}`, { class: "where" }),
  );
  button.addEventListener("click", () => choose(finding));
  item.append(button);
  if (finding.help) {
    const help = make("p", `怎么改：${finding.help}`, { class: "help" });
    help.hidden = true;
    item.append(help);
  }
  return item;
};

const waivedItem = (finding) => {
  const item = make("li");
  item.append(
    make("span", `${finding.code} ${finding.message}`),
    make("span", lineOf(finding), { class: "where" }),
    make("p", `理由：${finding.reason}`, { class: "reason" }),
  );
  return item;
};

/// Marks on the pages what is chosen, as far as they are drawn: a finding's places, or all lines
/// of the page that come from the same line of the file. The mark to be brought before the eye.
const remark = () => {
  clear("error", "warning", "info", "spot", "under");
  const { finding, spot, view } = now;
  let first = null;
  for (const [n, ...box] of finding?.marks ?? []) {
    const drawn = mark(n, box, finding.severity);
    first ??= drawn;
  }
  if (!spot) return first;
  const [element, , , , , line] = spot[1];
  view.pages.forEach((page, i) => {
    for (const one of page.spots.filter((s) => s[0] === element && s[5] === line)) {
      const drawn = mark(i + 1, one.slice(1, 5), "spot");
      if (i + 1 === spot[0] && one === spot[1]) first = drawn;
    }
  });
  return first;
};

/// Chooses a finding: it is marked in the list, on the page and in the file.
const choose = (finding, { quiet = false, focus = true } = {}) => {
  const { view } = now;
  const at = view.findings.indexOf(finding);
  if (at < 0) return;
  now.finding = finding;
  now.spot = null;
  [...$("list").children].forEach((item, i) => {
    const chosen = i === at;
    item.toggleAttribute("aria-current", chosen);
    if (chosen) item.setAttribute("aria-current", "true");
    const help = item.querySelector(".help");
    if (help) help.hidden = !chosen;
  });
  const first = remark();
  const button = $("list").children[at].querySelector("button");
  if (focus) button.focus({ preventScroll: true });
  showPlace(finding.place, `${finding.code} ${finding.message}`);
  if (quiet) return;
  if (first) reveal(first);
  else if (finding.marks.length) goTo(finding.marks[0][0]);
  if (getComputedStyle($("findings")).overflowY === "auto" || !finding.marks.length) {
    button.scrollIntoView({ block: "nearest" });
  }
};

const step = (by) => {
  const { findings } = now.view;
  if (!findings.length) return say("没有问题");
  const at = findings.indexOf(now.finding);
  const next = at < 0 ? (by > 0 ? 0 : findings.length - 1) : at + by;
  if (next < 0 || next >= findings.length) return say(by > 0 ? "最后一条了" : "第一条了");
  choose(findings[next]);
};

// ── From page to file ────────────────────────────────────────────────────────

/// The spot of a page under the pointer.
const spotAt = (n, event) => {
  const svg = $(`page-${n}`).querySelector("svg");
  const matrix = svg?.getScreenCTM();
  if (!matrix) return null;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const [x, y] = [point.x * 1000, point.y * 1000];
  const inside = ([, left, top, width, height]) =>
    x >= left - 500 && x <= left + width + 500 && y >= top - 4000 && y <= top + height + 4000;
  return now.view.pages[n - 1]?.spots.find(inside) ?? null;
};

const hovered = (n, event) => {
  if (event.pointerType !== "mouse") return;
  clear("under");
  const spot = spotAt(n, event);
  event.currentTarget.classList.toggle("clickable", Boolean(spot));
  if (spot) mark(n, spot.slice(1, 5), "under");
};

const clicked = (n, event) => {
  if (!getSelection().isCollapsed) return;
  const spot = spotAt(n, event);
  if (spot) return choosePiece(n, spot);
  clear("spot");
  const { fault } = now.view;
  say(fault ? "这是上一次的页面，改好文件再点" : "这里的文字来自模板，不在填报文件里");
};

/// Chooses a piece of a page: the lines that come from the same line of the file are marked.
const choosePiece = (n, spot, { show = false } = {}) => {
  unchoose();
  now.spot = [n, spot];
  const [, , , , , line, column, end] = spot;
  const first = remark();
  showPlace([line, column, line, end]);
  say(`填报文件第${line}行：${(now.view.lines[line - 1] ?? "").trim()}`);
  if (show && first) reveal(first);
  else if (show) goTo(n);
};

/// The next or the last piece of the report, by keys: one stop for each line of the file.
const stepPiece = (by) => {
  const pieces = now.view.pages.flatMap((page, i) => page.spots.map((spot) => [i + 1, spot]));
  const stops = pieces.filter(([, spot], i) => {
    const before = pieces[i - 1]?.[1];
    return !before || before[0] !== spot[0] || before[5] !== spot[5];
  });
  if (!stops.length) return;
  const here = now.spot;
  const sameStop = ([, spot]) => here && spot[0] === here[1][0] && spot[5] === here[1][5];
  let at = stops.findIndex(sameStop);
  if (at < 0) at = stops.findIndex(([n]) => n >= current()) - (by > 0 ? 1 : 0);
  const next = stops[Math.min(Math.max(at + by, 0), stops.length - 1)];
  choosePiece(next[0], next[1], { show: true });
};

const unchoose = () => {
  now.finding = null;
  now.spot = null;
  clear("error", "warning", "info", "spot", "under");
  document.querySelectorAll("#list li[aria-current]").forEach((item) => {
    item.removeAttribute("aria-current");
    const help = item.querySelector(".help");
    if (help) help.hidden = true;
  });
  $("place").hidden = true;
};

// ── The file's lines ─────────────────────────────────────────────────────────

/// So much of a long line is shown before and behind the place.
const AROUND = 90;

/// What is said of it shows where the list is out of sight.
const showPlace = (at, said = "") => {
  $("place").hidden = !at;
  $("about").textContent = said;
  if (!at) return;
  const [line, column, endLine, endColumn] = at;
  const nodes = [];
  for (let n = Math.max(line - 1, 1); n <= Math.min(line + 1, now.view.lines.length); n += 1) {
    nodes.push(make("span", `${String(n).padStart(4)}  `, { class: "n" }));
    const characters = [...now.view.lines[n - 1]];
    if (n !== line) {
      nodes.push(`${characters.slice(0, AROUND).join("")}${characters.length > AROUND ? "…" : ""}\n`);
      continue;
    }
    const end = endLine === line ? Math.max(endColumn, column) : characters.length + 1;
    nodes.push(chosenLine(characters, column - 1, end - 1), "\n");
  }
  $("lines").replaceChildren(...nodes);
  $("open").href = `${now.view.editor}:${line}:${column}`;
  $("open").textContent = `在 VS Code 打开第${line}行`;
};

const chosenLine = (characters, start, end) => {
  const node = make("span", "", { class: "at" });
  const from = Math.max(start - AROUND, 0);
  const to = Math.min(Math.max(end, start) + AROUND, characters.length);
  const piece = (a, b) => characters.slice(a, b).join("");
  node.append(`${from > 0 ? "…" : ""}${piece(from, start)}`);
  if (end > start) node.append(make("mark", piece(start, end)));
  node.append(`${piece(Math.max(end, start), to)}${to < characters.length ? "…" : ""}`);
  return node;
};

const linkTo = ([line, column]) =>
  make("a", `第${line}行`, { href: `${now.view.editor}:${line}:${column}` });
