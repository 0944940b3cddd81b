// Opens filings in yaml-language-server as an editor does, and stops where it says something of a
// filing that is right, says nothing of one that is wrong, or does not help where it should.
//
//   TOOLS=folder-with-node_modules node .ci/yaml_language_server.mjs
//
// It is the server of VS Code's YAML extension, Neovim and others; it is spoken to over stdio.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tools = resolve(process.env.TOOLS, "node_modules/yaml-language-server");
const patience = 20_000;

// ── The server ──────────────────────────────────────────────────────────────

const server = spawn(process.execPath, [resolve(tools, "bin/yaml-language-server"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = new Map();
const diagnosed = new Map();
const awaited = new Map();

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}

function receive(message) {
  const { id, method, params } = message;
  if (method === "textDocument/publishDiagnostics") {
    diagnosed.set(params.uri, params.diagnostics);
    awaited.get(params.uri)?.();
  } else if (method && id !== undefined) {
    const settings = { yaml: { schemaStore: { enable: false }, validate: true, hover: true, completion: true } };
    const asked = (item) => settings[item.section] ?? {};
    send({ id, result: method === "workspace/configuration" ? params.items.map(asked) : null });
  } else if (!method) {
    answers.get(id)?.(message);
  }
}

let unread = Buffer.alloc(0);
server.stdout.on("data", (chunk) => {
  unread = Buffer.concat([unread, chunk]);
  for (;;) {
    const end = unread.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, end).toString())[1]);
    const body = end + 4;
    if (unread.length < body + length) return;
    const message = JSON.parse(unread.subarray(body, body + length).toString());
    unread = unread.subarray(body + length);
    receive(message);
  }
});

function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}：${patience / 1000} 秒没有回答`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

let asked = 0;
async function ask(method, params) {
  const id = ++asked;
  const answer = new Promise((done) => answers.set(id, done));
  send({ id, method, params });
  const { result, error } = await within(method, answer);
  if (error) throw new Error(`${method}：${error.message}`);
  return result;
}

await ask("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(process.cwd()).href,
  locale: "zh-cn",
  initializationOptions: { l10nPath: resolve(tools, "l10n") },
  capabilities: {
    workspace: { configuration: true },
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
      hover: { contentFormat: ["markdown"] },
      publishDiagnostics: {},
    },
  },
});
send({ method: "initialized", params: {} });

// ── What is asked of it ─────────────────────────────────────────────────────

let faults = 0;
function holds(what, is, detail = "") {
  console.log(`  ${is ? "✓" : "✗"} ${what}`);
  if (is) return;
  faults += 1;
  if (detail) console.log(`    ${String(detail).replaceAll("\n", "\n    ")}`);
}

// Opens a text as a new file in data/, and waits for what is said of it.
let opened = 0;
async function open(text) {
  const uri = pathToFileURL(resolve("data", `未存盘-${++opened}.yaml`)).href;
  const told = new Promise((done) => awaited.set(uri, done));
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  await within("publishDiagnostics", told);
  const said = diagnosed.get(uri).map((d) => ({ line: d.range.start.line, message: d.message }));
  return { uri, text, said };
}

// The place of ¦ in a text, and the text without it.
function cursor(text) {
  const at = text.indexOf("¦");
  const before = text.slice(0, at).split("\n");
  const position = { line: before.length - 1, character: before.at(-1).length };
  return { position, text: text.replace("¦", "") };
}

async function complete(marked) {
  const { position, text } = cursor(marked);
  const { uri } = await open(text);
  const answer = await ask("textDocument/completion", { textDocument: { uri }, position });
  const items = answer.items ?? answer;
  const of = (item) => ({
    put: item.textEdit?.newText ?? item.insertText,
    says: item.documentation?.value ?? item.documentation ?? "",
  });
  return new Map(items.map((item) => [item.label, of(item)]));
}

async function hover(marked) {
  const { position, text } = cursor(marked);
  const { uri } = await open(text);
  const answer = await ask("textDocument/hover", { textDocument: { uri }, position });
  return answer?.contents?.value ?? "";
}

function change(text, old, put) {
  if (!text.includes(old)) throw new Error(`没有“${old}”`);
  return text.replace(old, put);
}

const lineOf = (text, part) => text.slice(0, text.indexOf(part)).split("\n").length - 1;
const mobile = readFileSync("data/shanxi-mobile-2020h2.yaml", "utf8");
const unicom = readFileSync("data/shanxi-unicom-2020h1.yaml", "utf8");
// A blank filing lies anywhere and names no schema; here it gets the line of the others.
const template = `${mobile.split("\n")[0]}\n${readFileSync("data/template.yaml", "utf8")}`;
const lines = (said) => said.map(({ line, message }) => `${line + 1}: ${message}`).join("\n");

// ── Filings that are right ──────────────────────────────────────────────────

console.log("没有错的不报");
for (const [name, text] of [["山西移动", mobile], ["山西联通", unicom]]) {
  const { said } = await open(text);
  holds(name, said.length === 0, lines(said));
}
{
  // What has a fixed form is said to be still open; all else is right.
  const { said } = await open(template);
  const unfilled = ["  集团: 【", "报告期: 【", "  日期: 【"].map((part) => lineOf(template, `\n${part}`) + 1);
  const same = String(said.map(({ line }) => line).sort((a, b) => a - b)) === String(unfilled);
  holds("空白的填报文件只报集团、报告期、日期没有填", same, lines(said));
}
{
  const own = "  自己的组:\n    自己的指标: { 省内: 3小时, 备注: 有 }\n    另一项: 99\n    接通率: 0.99\n  客户投诉:";
  const { said } = await open(change(mobile, "  客户投诉:", own));
  holds("目录以外的组和指标，写成数字的数据", said.length === 0, lines(said));
}

// ── Filings that are wrong ──────────────────────────────────────────────────

console.log("有错的报在那一行");
const wrong = [
  ["集团: 中国移动", "集团: 移动公司", "中国广电"],
  ["省份: 山西省", "省分: 山西省", "省分"],
  ["报告期: 2020年下半年", "报告期: 2020下半年", "写成 2020年上半年 或 2020年下半年"],
  ["日期: 2021年1月12日", "日期: 2021年13月12日", "照这个样子写：2021年1月12日"],
  ["举措标题: 独行", "举措标题: 单行", "接排"],
  ["网络接通率: 99.96%", "网络接通率: [99.96%]", "这里写一个数据"],
  ["通话中断率: 0.02%", "通话中断率:", "这里写一个数据"],
  ["经营业务: [移动电话, 因特网业务]", "经营业务: 移动电话", "写成 [移动电话, 因特网业务]"],
];
for (const [old, put, part] of wrong) {
  const text = change(mobile, old, put);
  const { said } = await open(text);
  const found = said.some(({ line, message }) => line === lineOf(text, put) && message.includes(part));
  holds(put, found, lines(said) || "什么也没报");
}
{
  const { said } = await open(change(mobile, "声明: 本报告内容客观、真实、准确。\n", ""));
  holds("缺少声明", said.length === 1 && said[0].message.includes("声明"), lines(said));
}
{
  const text = `${mobile}豁免:\n  - { 规则: 没有的, 理由: 有 }\n`;
  const { said } = await open(text);
  holds("豁免没有的规则", said.length === 1 && said[0].line === lineOf(text, "没有的"), lines(said));
}

{
  // What few reports have: sound in one filing, and wrong at its line.
  const modeline = mobile.split("\n")[0];
  const forms = `${modeline}\n${readFileSync("tests/filings/forms.yaml", "utf8")}`;
  const { said } = await open(forms);
  holds("各种写法都对", said.length === 0, lines(said));
  const wrong = [
    ["主送: [山西省通信管理局, 陕西省通信管理局]", "主送: { 甲: 乙 }"],
    ["  公司简介: 企业概况", "  简介: 企业概况"],
    ["    - 标题: 提高服务水平", "    - 标题: [提高服务水平]"],
    ["  - 标题: 服务点名录", "  - 名称: 服务点名录"],
    ["  指标: 表格", "  指标: 列表"],
    ["  联系人: 王某", "  联系人: [王某]"],
    ["携号转网成功率: { 值: 99.25%, 分子: 3970, 分母: 4000 }", "携号转网成功率: { 值: 99.25%, 分子: [3970], 分母: 4000 }"],
  ];
  for (const [old, put] of wrong) {
    const text = change(forms, old, put);
    const { said } = await open(text);
    const near = ({ line }) => Math.abs(line - lineOf(text, put)) <= 1;
    holds(put.trim(), said.some(near), lines(said) || "什么也没报");
  }
}

// ── Completion ──────────────────────────────────────────────────────────────

console.log("提示");
const names = (items) => [...items.keys()].join("、") || "什么也没有";
{
  const items = await complete(change(mobile, "  移动电话:\n", "  移动电话:\n    ¦\n"));
  const offered = ["业务变更平均时限", "障碍修复平均时限", "恢复通话及时率", "彩信发送成功率"];
  holds("移动电话下的指标", offered.every((name) => items.has(name)), names(items));
  holds("已经写了的不再提示", !items.has("计费差错率"), names(items));
  const repair = items.get("障碍修复平均时限");
  holds("连同单位", repair?.put === "障碍修复平均时限: ${1:【0.00】}小时", repair?.put);
  holds("限值和出处", /平均 ≤24小时。出处：.*原文已核对/.test(repair?.says), repair?.says);
}
{
  const items = await complete(change(unicom, "  固定电话:\n", "  固定电话:\n    ¦\n"));
  const { says } = items.get("复话平均时限") ?? {};
  holds("凭记忆的限值标明未核对", /≤12小时.*未核对/.test(says), says ?? names(items));
}
{
  const text = change(mobile, "    障碍修复: { 平均: 4.01小时, 及时率: 99.99% }\n", "    障¦\n");
  const { put } = (await complete(text)).get("障碍修复") ?? {};
  const whole = "障碍修复: { 平均: ${1:【0.00】}小时, 及时率: ${2:【00.00】}% }";
  holds("平均和及时率一起", put === whole, put);
}
{
  const items = await complete(change(mobile, "集团: 中国移动", "集团: ¦"));
  holds("集团", names(items) === "中国电信、中国移动、中国联通、中国广电、其他", names(items));
}
{
  const items = await complete(change(mobile, "[移动电话, 因特网业务]", "[移动电话, ¦]"));
  holds("经营业务", items.has("因特网业务") && items.has("租用电路"), names(items));
}
{
  const items = await complete(change(mobile, "主要服务指标完成情况:\n", "主要服务指标完成情况:\n  ¦\n"));
  holds("指标的组", items.has("固定电话") && items.has("专线业务"), names(items));
}
{
  const items = await complete(`${mobile}豁免:\n  - 规则: ¦\n`);
  holds("可以豁免的规则", items.get("F01")?.says.length > 0, names(items));
}
{
  const { put } = (await complete(`${template.split("\n")[0]}\n¦`)).get("公司简介") ?? {};
  holds("正文从下一行写起", put === "公司简介: |\n  ${1:【第一段】}", put);
}

// ── Hover ───────────────────────────────────────────────────────────────────

{
  const items = await complete(`${mobile}¦`);
  const offered = ["导语", "章名", "主送", "附件", "抄送"];
  holds("少有的键", offered.every((name) => items.has(name)), names(items));
}
{
  const items = await complete(change(mobile, "  日期: 2021年1月12日", "  日期: 2021年1月12日\n  ¦"));
  holds("联系人和电话", items.has("联系人") && items.has("联系电话"), names(items));
}

console.log("悬停");
const hovers = [
  ["报告期: 2020年下半年", "报¦告期: 2020年下半年", ["上半年或下半年", "2020年下半年"]],
  ["  举措标题: 独行", "  举措标题: 独¦行", ["举措标题单独成行"]],
  ["    计费差错率: ≤", "    计费¦差错率: ≤", ["比率，不带单位", "未核对"]],
  ["{ 平均: 4.01小时", "{ 平¦均: 4.01小时", ["单位小时", "≤24小时"]],
  ["    装机入网平均时长", "    装机¦入网平均时长", ["装移机平均时限", "只见于转述"]],
];
for (const [old, put, parts] of hovers) {
  const says = await hover(change(mobile, old, put));
  holds(put.trim(), parts.every((part) => says.includes(part)), says || "什么也没有");
}

await ask("shutdown", null);
send({ method: "exit" });
console.log(faults ? `共 ${faults} 处` : "都对");
process.exit(faults ? 1 : 0);
