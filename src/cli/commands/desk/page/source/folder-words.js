// What is said of a filing in the folder, and the names that are proposed.

/// A filing's state as chips: [kind, words].
export const stateOf = ({ readable, blanks, errors, warnings, draft, built, signed }) => {
  if (!readable) return [["error", "格式有错，读不了；打开就能看到错在哪里"]];
  const todo = [
    blanks ? ["warning", `还有 ${blanks} 处没填`] : null,
    errors ? ["error", `${errors} 处错误`] : null,
    warnings ? ["info", `${warnings} 处警告`] : null,
  ].filter(Boolean);
  const done = [
    draft ? ["plain", `送审稿第 ${draft} 稿`] : null,
    built ? ["good", "已生成"] : null,
    signed ? ["good", "已签名"] : null,
  ].filter(Boolean);
  if (!blanks && !errors && !built) todo.push(["good", "可以正式生成"]);
  return [...todo, ...done];
};

/// A half-year: its year and which half.
export const half = /(\d{4})年([上下])半年/;

/// The half-year after this one, in its words; null where it is none.
export const nextPeriod = (period) => {
  const found = half.exec(period ?? "");
  if (!found) return null;
  const year = Number(found[1]);
  return found[2] === "上" ? `${year}年下半年` : `${year + 1}年上半年`;
};

/// Half-years by their order, the newest first.
export const byPeriod = (a, b) => {
  const order = ({ period }) => {
    const found = half.exec(period ?? "");
    return found ? Number(found[1]) * 2 + (found[2] === "下" ? 1 : 0) : 0;
  };
  return order(b) - order(a) || (a.name < b.name ? -1 : 1);
};

/// The half-year that is reported about now: the last one that is over.
export const periodOf = (day) => {
  const year = day.getFullYear();
  return day.getMonth() < 6 ? `${year - 1}年下半年` : `${year}年上半年`;
};

/// The half-years that a report may be about, the newest first.
export const periodsAround = (day) => {
  const periods = [];
  const last = day.getFullYear() * 2 + (day.getMonth() < 6 ? 0 : 1);
  for (let n = last; n > last - 8; n -= 1) periods.push(`${Math.floor(n / 2)}年${n % 2 ? "下" : "上"}半年`);
  return periods;
};

/// Whether a file was made of a filing: the program says of which by its name without the ending.
export const isOf = (made, filing) => made.of === filing || made.of === filing.replace(/\.ya?ml$/i, "");

const STALE = ["warning", "已过期：填报文件后来改过"];

/// What a file is that was made, as chips: [kind, words]. A web page or Word file that was made with a
/// PDF is as old as that. `all` are the files that were made.
export const labelsOf = ({ name, report }, all) => {
  if (!report) {
    const pdf = name.replace(/(\.review)?\.\w+$/, ".pdf");
    return all.find((file) => file.name === pdf)?.report?.current === false ? [STALE] : [];
  }
  const { draft, number, signed, current } = report;
  if (!draft && !/\.pdf$/i.test(name)) return current ? [] : [STALE];
  const is = draft ? (number ? `送审稿第 ${number} 稿` : "送审稿") : signed ? "已签名" : "正式";
  return current ? [[draft ? "plain" : "good", is]] : [["plain", is], STALE];
};

/// A text of a filing that is written already; null of one that is still to be filled in.
export const known = (text) => (text && !text.includes("【") ? text : null);

/// A province without what it is: 山西省 → 山西.
export const shortProvince = (province) =>
  (province ?? "").replace(/(维吾尔|壮族|回族)?自治区$|省$|市$|特别行政区$/, "");

/// The names that a carrier in a province mostly has.
export const companyOf = (group, province) => {
  const place = shortProvince(province);
  if (!group) return "";
  return !place || place === "全国" ? group : `${group}${place}公司`;
};

export const shortOf = (brand, group, province) => {
  const place = shortProvince(province);
  if (!brand) return "";
  return !place || place === "全国" ? group : `${place}${brand}`;
};

/// A file's name that every system takes.
export const fileOf = (short, period) => {
  const stem = `${short}${period ?? ""}`.replace(/[\\/:*?"<>|\s]+/g, "");
  return stem ? `${stem}.yaml` : "";
};

/// The name of the file that a typed name means.
export const filingName = (typed) => {
  const name = typed.trim();
  return !name || /\.ya?ml$/i.test(name) ? name : `${name}.yaml`;
};

/// What is wrong with a file's name; null where nothing is.
export const fileFault = (typed, taken) => {
  const name = filingName(typed);
  if (!name) return "写一个文件名";
  if (/\.(docx?|xlsx?|pdf|txt|html?)(\.ya?ml)?$/i.test(name)) return "只写名字，不用写 .docx 这样的结尾";
  if (/[\\/:*?"<>|]/.test(name)) return "文件名里不能有 \\ / : * ? \" < > |";
  if (name.startsWith(".")) return "文件名不能以点开头";
  return taken.includes(name) ? "已经有这个文件了，换一个名字" : null;
};

/// The name of the next half-year's file, made of this one's.
export const nextFile = (filing, next) => {
  if (!next) return "";
  if (filing.period && filing.name.includes(filing.period)) return filing.name.replace(filing.period, next);
  const code = (period) => period?.replace(half, (_, year, which) => `${year}h${which === "上" ? 1 : 2}`);
  const [was, will] = [code(filing.period), code(next)];
  if (was && filing.name.toLowerCase().includes(was)) return filing.name.replace(new RegExp(was, "i"), will);
  // 上期报告.yaml says nothing of whose it is.
  return fileOf(known(filing.company) ?? filing.name.replace(/\.ya?ml$/i, "").replace(/[\d年上下半期_-]+$/, ""), next);
};

/// The name, or one like it that is not taken.
export const freeName = (name, taken) => {
  if (!name || !taken.includes(name)) return name;
  const stem = name.replace(/\.ya?ml$/i, "");
  for (let n = 2; ; n += 1) if (!taken.includes(`${stem}-${n}.yaml`)) return `${stem}-${n}.yaml`;
};
