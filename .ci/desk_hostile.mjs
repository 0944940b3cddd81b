// What others may try on `chengbao desk`: pages of other sites, names that lead out of the folder,
// bodies without end, edits of nonsense. Nothing of it is done, the program stays up, and the file
// is what the last edit that was acknowledged left.
//
//   node .ci/desk_hostile.mjs PROGRAM FILING [EDITS]

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Desk, version } from "./desk/program.mjs";
import { fuzz } from "./desk/fuzz.mjs";
import { end, fault, holds, step } from "./desk/told.mjs";

const [program, original, edits] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), "chengbao-hostile-"));
const [folder, outside] = [join(place, "填报"), join(place, "别处")];
mkdirSync(folder);
mkdirSync(outside);
const NAME = "山西 移动.yaml";
const file = join(folder, NAME);
const SECRET = "谁也不该看到这一句";
const text = readFileSync(original, "utf8");
writeFileSync(file, text);
writeFileSync(join(outside, "别人.yaml"), text.replace("公司简介: |\n", `公司简介: |\n  ${SECRET}\n\n`));
writeFileSync(join(place, "上面.yaml"), text.replace("公司简介: |\n", `公司简介: |\n  ${SECRET}\n\n`));

const desk = new Desk(program, folder);
await desk.start();
const name = encodeURIComponent(NAME);
const own = () => readFileSync(file, "utf8");

/// All files below a folder, and what they hold.
const below = (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
};
const contents = (folder) => below(folder).map((path) => [path, readFileSync(path, "latin1")]);
const untouched = JSON.stringify(contents(outside));
const edit = (ops, more = {}) => ({ id: `h${Math.random()}`, base: version(own()), group: "", ops, ...more });
const title = (value) => edit([{ op: "set", path: ["公司简介"], value }]);

/// Whether an answer refuses, and nothing was done.
const refused = (answer, statuses, what) => {
  holds(statuses.includes(answer.status), `${what}：${answer.status}`);
  if (own() !== text) fault(`${what}：文件变了`);
};

step("别的网站的页面");
const bodies = JSON.stringify(title("hacked"));
const headers = (more) => ({ Host: `127.0.0.1:${desk.port}`, Origin: desk.origin, "Content-Type": "application/json", ...more });
const post = (path, more, body = bodies) => {
  const all = { ...headers(more), "Content-Length": Buffer.byteLength(body) };
  for (const key of Object.keys(all)) if (all[key] === null) delete all[key];
  return desk.ask(path, { method: "POST", body, headers: all });
};
const target = `filing/${name}/edit`;
for (const [what, more] of [
  ["别的来源", { Origin: "http://evil.example" }],
  ["没有来源", { Origin: null }],
  ["来源 null", { Origin: "null" }],
  ["别的端口", { Origin: "http://127.0.0.1:1" }],
  ["https", { Origin: `https://127.0.0.1:${desk.port}` }],
  ["像是本机", { Origin: `http://127.0.0.1:${desk.port}.evil.example` }],
  ["改了名的主机", { Host: `evil.example:${desk.port}`, Origin: `http://evil.example:${desk.port}` }],
  ["主机没有端口", { Host: "127.0.0.1" }],
  ["跨站", { "Sec-Fetch-Site": "cross-site" }],
  ["同站不同源", { "Sec-Fetch-Site": "same-site" }],
]) refused(await post(target, more), [403], what);
for (const kind of [null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "application/octet-stream"]) {
  refused(await post(target, { "Content-Type": kind }), [415], `当作 ${kind ?? "没有说是什么"} 送来`);
}
for (const [what, path] of [["work", "work"], ["picture", `filing/${name}/picture?name=a.png`], ["upload", "upload?name=a.csv"], ["undo", `filing/${name}/undo`], ["looked", `filing/${name}/looked`]]) {
  refused(await post(path, { Origin: "http://evil.example" }), [403], `别的来源 ${what}`);
}
for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
  refused(await desk.ask(target, { method, headers: headers() }), [403, 405], method);
}
for (const path of ["", "folder", `filing/${name}/state`, `filing/${name}/report.pdf`]) {
  const answer = await desk.ask(path, { headers: { Host: `evil.example:${desk.port}` } });
  holds(answer.status === 403 && !answer.text.includes("企业"), `改了名的主机读 ${path || "首页"}：${answer.status}`);
  const cross = await desk.ask(path, { headers: { "Sec-Fetch-Site": "cross-site" } });
  holds(cross.status === 403, `别的网站读 ${path || "首页"}：${cross.status}`);
}
{
  const { headers } = await desk.get("");
  const policy = headers["content-security-policy"] ?? "";
  holds(/default-src 'none'/.test(policy) && !/unsafe|\*/.test(policy), `页面的规定：${policy.slice(0, 60)}…`);
  holds(!("access-control-allow-origin" in headers), "不许别的网站读");
  holds(headers["x-content-type-options"] === "nosniff" && headers["cache-control"] === "no-store", "不猜类型，不留副本");
}

step("不知道地址");
const wrong = desk.path.replace(/./g, (c) => (/[0-9a-f]/.test(c) ? (c === "0" ? "1" : "0") : c));
for (const path of ["/", "/folder", `/filing/${name}/state`, wrong, `${wrong}folder`, desk.path.slice(0, -1), `${desk.path.toUpperCase().replace("/", "/x")}`, `/${desk.path}folder`, `${desk.path.slice(0, -2)}/folder`]) {
  const answer = await desk.ask(path, { whole: true });
  holds(answer.status === 404, `GET ${path.slice(0, 50)}：${answer.status}`);
}
for (const path of [`/${target}`, `${wrong}${target}`]) {
  const answer = await desk.ask(path, { whole: true, method: "POST", body: bodies, headers: { ...headers(), "Content-Length": Buffer.byteLength(bodies) } });
  refused(answer, [404], `POST ${path.slice(0, 50)}`);
}

step("名字里的花招");
symlinkSync(join(outside, "别人.yaml"), join(folder, "链接.yaml"));
symlinkSync(outside, join(folder, "链接夹"));
symlinkSync(join(outside, "别人.yaml"), join(folder, "链接.png"));
mkdirSync(join(folder, "夹.yaml"));
mkdirSync(join(folder, "output"), { recursive: true });
symlinkSync(join(outside, "别人.yaml"), join(folder, "output", "链接.pdf"));
const names = [
  "../上面.yaml", "..%2f上面.yaml", "..%2F上面.yaml", "%2e%2e%2f上面.yaml", "%2e%2e/上面.yaml", "..%5c上面.yaml", "..\\上面.yaml",
  "%252e%252e%252f上面.yaml", "..%c0%af上面.yaml", "./../上面.yaml", ".%00./上面.yaml", `${name}%00`, `${name}%2f..%2f..%2f上面.yaml`,
  encodeURIComponent(join(place, "上面.yaml")), "%2fetc%2fpasswd", "C%3a%5cx.yaml", "..", ".", "", "%20", ".chengbao-desk",
  ".chengbao-desk%2fx.yaml", "夹.yaml", "链接夹%2f别人.yaml", "链接夹/别人.yaml", "output%2f链接.pdf", "a".repeat(300) + ".yaml", "%ff.yaml", "CON.yaml", "%e2%80%ae.yaml",
];
const escaped = (name) => name.replace(/[^\x21-\x7e]/g, encodeURIComponent).replaceAll("\\", "%5C");
for (const each of [...names, "链接.yaml", "链接"]) {
  const told = [];
  for (const rest of ["state", "report.md", "versions", "version/2026-12-01", "version/..%2f..%2f..%2f上面", "page/..%2fx.svg"]) {
    const answer = await desk.get(`filing/${escaped(each)}/${escaped(rest)}`);
    told.push(answer.status);
    if (answer.text.includes(SECRET)) fault(`读到了文件夹外面的文件：filing/${each}/${rest}`);
    if (answer.status >= 500) fault(`${each}/${rest}：${answer.status}`);
  }
  for (const rest of ["edit", "undo", "picture?name=a.png", "work"]) {
    const answer = await desk.post(`filing/${escaped(each)}/${rest}`, rest === "work" ? { kind: "draft" } : title("hacked"));
    told.push(answer.status);
    if (answer.status >= 500) fault(`${each}/${rest}：${answer.status}`);
  }
  for (const path of [`made/${escaped(each)}`, `picture/${escaped(each)}`, `picture/${escaped(each)}.png`, `job/${escaped(each)}`, `explain/${escaped(each)}`]) {
    const answer = await desk.get(path);
    told.push(answer.status);
    if (answer.text.includes(SECRET)) fault(`读到了文件夹外面的文件：${path}`);
    if (answer.status >= 500 || (answer.status === 200 && each !== "")) fault(`${path}：${answer.status}`);
  }
  if (each !== "链接.yaml" && told.includes(200)) fault(`${each}：${told.join(" ")}`);
  else console.log(`  ✓ ${each.slice(0, 50) || "（空）"}：${[...new Set(told)].join(" ")}`);
}
holds(!(await desk.get("made/链接.pdf".replace(/[^\x21-\x7e]/g, encodeURIComponent))).text.includes(SECRET), "输出里的链接不跟到外面");
for (const order of [
  { kind: "roll", from: "../上面.yaml" }, { kind: "roll", from: NAME, file: "../出去.yaml" }, { kind: "roll", from: NAME, file: "链接夹/出去.yaml" },
  { kind: "roll", from: NAME, file: join(outside, "出去.yaml") }, { kind: "roll", from: "-h.yaml" }, { kind: "roll", from: NAME, file: ".hidden.yaml" },
  { kind: "roll", from: NAME, file: NAME }, { kind: "roll", from: NAME, file: "脚本.sh" }, { kind: "import", from: "../上面.yaml" },
  { kind: "import", from: "/etc/passwd", file: "x.yaml" }, { kind: "import", from: "--help", file: "x.yaml" },
  { kind: "new", carrier: "中国移动", company: "a", short: "b", province: "山西省", period: "2020年下半年", services: ["移动电话"], file: "../出去.yaml" },
  { kind: "new", carrier: "中国移动", company: "a", short: "b", province: "山西省", period: "2020年下半年", services: ["移动电话"], file: NAME },
]) {
  const told = await desk.work("work", order);
  const done = told.status === 200 && told.json.ok === true;
  if (done) fault(`做了：${JSON.stringify(order)} → ${told.text.slice(0, 200)}`);
  if (told.status >= 500) fault(`${JSON.stringify(order)}：${told.status}`);
}
for (const order of [
  { kind: "verify", pdf: "../../x.pdf" }, { kind: "verify", pdf: "/etc/passwd" }, { kind: "verify", pdf: "--trust" }, { kind: "merge", from: "../x.docx" },
  { kind: "fill", sheets: ["../x.xlsx"] }, { kind: "fill", sheets: ["-o", "x.xlsx"] }, { kind: "fill", sheets: [] }, { kind: "review", against: "/etc/passwd" },
  { kind: "sign", pdf: "../x.pdf", key: "", password: "" }, { kind: "sign", pdf: "x.pdf", key: "不是base64", password: "x" },
]) {
  const told = await desk.work(`filing/${name}/work`, order);
  if (told.status === 200 && told.json.ok === true) fault(`做了：${JSON.stringify(order)} → ${told.text.slice(0, 200)}`);
  if (told.status >= 500) fault(`${JSON.stringify(order)}：${told.status}`);
}
for (const each of ["../出去.csv", "..%2f出去.csv", "%2e%2e%2f%2e%2e%2f出去.csv", "a%00.csv", ".htaccess", "a.yaml", "a.csv.exe", "a.sh", "..", "", ".chengbao-desk/x.csv", "链接夹/出去.csv", "C:\\x.csv", "CON.csv", "%e2%80%aevsc.csv"]) {
  const answer = await desk.post(`upload?name=${escaped(each)}`, Buffer.from("甲,乙\n"), { "Content-Type": "application/octet-stream" });
  if (answer.status >= 500) fault(`upload ${each}：${answer.status}`);
  if (answer.status === 200 && (!existsSync(join(folder, answer.json.file)) || /[/\\]/.test(answer.json.file))) fault(`upload ${each} → ${answer.json.file}`);
}
for (const [each, bytes] of [["../出去.png", "x"], ["a.png", "x"], ["a.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`], ["a.svg", `<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>`], ["a.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>`]]) {
  const answer = await desk.post(`filing/${name}/picture?name=${escaped(each)}`, Buffer.from(bytes), { "Content-Type": "application/octet-stream" });
  if (answer.status >= 500) fault(`picture ${each}：${answer.status}`);
  if (answer.status === 200 && each === "../出去.png") fault(`picture ${each} → ${answer.text}`);
}
holds(JSON.stringify(contents(outside)) === untouched, "文件夹外面的一个字节也没有变");
holds(!existsSync(join(place, "出去.yaml")) && !existsSync(join(place, "出去.csv")) && readdirSync(place).length === 3, "外面没有多出文件");
holds(own() === text, "填报文件没有变");

step("太大的、太慢的");
const json = (text) => `POST ${desk.path}${target} HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nOrigin: ${desk.origin}\r\nContent-Type: application/json\r\n${text}`;
const status = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0);
for (const [what, bytes, wanted] of [
  ["说有 1 TB", json("Content-Length: 1000000000000\r\n\r\n"), [400, 413]],
  ["说有 65 MB", json("Content-Length: 68000000\r\n\r\n"), [413]],
  ["长度是负的", json("Content-Length: -1\r\n\r\n"), [400]],
  ["两个长度", json("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), [400]],
  ["分块", json("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), [400]],
  ["头里塞行", json("X: a\nY: b\r\nContent-Length: 0\r\n\r\n"), [400]],
  ["头太长", json(`X: ${"a".repeat(40_000)}\r\n\r\n`), [431]],
  ["不是 HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", [400]],
  ["两个请求接在一起", json(`Content-Length: 2\r\n\r\n{}GET ${desk.path}folder HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\n\r\n`), [400, 422]],
]) {
  const answer = await desk.raw(bytes);
  holds(wanted.includes(status(answer)) && answer.split("HTTP/1.1 ").length === 2, `${what}：${status(answer)}`);
}
{
  const large = await desk.post(target, `{"id":"x","base":"y","ops":[],"group":"${"a".repeat(20_000_000)}"}`);
  refused(large, [413, 422, 400], "20 MB 的改动");
  const deep = await desk.post(target, `${"[".repeat(200_000)}`);
  refused(deep, [422, 400], "二十万层括号");
  const long = await desk.post(target, title("长".repeat(3_000_000)));
  refused(long, [422], "三百万字的一处");
  const picture = await desk.post(`filing/${name}/picture?name=a.png`, Buffer.alloc(25_000_000), { "Content-Type": "application/octet-stream" });
  refused(picture, [413, 422], "25 MB 的图片");
}
// Who sends slowly, or nothing, keeps nobody else out.
const slow = [];
for (let n = 0; n < 80; n += 1) {
  const socket = net.connect(desk.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(n % 2 ? "GET / HT" : json("Content-Length: 100\r\n\r\n{"));
  slow.push(socket);
}
await new Promise((later) => setTimeout(later, 300));
{
  const began = Date.now();
  let answered = 0;
  for (let n = 0; n < 5; n += 1) {
    try {
      answered += (await desk.get("folder")).status === 200 ? 1 : 0;
    } catch {
      // Cut off.
    }
  }
  holds(answered === 5, `八十个慢的连着，照样回答（${answered}/5，${Date.now() - began} 毫秒）`);
}
for (const socket of slow) socket.destroy();
holds(desk.runs, "程序还在");
holds(own() === text, "填报文件没有变");

step("乱写的改动");
await fuzz({ desk, name, own, edits: Number(edits ?? 2_000) });
await desk.kill();
let told;
try {
  told = execFileSync(resolve(program), ["check", "--format", "json", file], { stdio: ["ignore", "pipe", "ignore"] });
} catch (error) {
  told = error.stdout;
}
holds(!String(told).includes('"Y01"'), "最后的文件读得出来");
rmSync(place, { recursive: true });
end();
