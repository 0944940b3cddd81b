// What the program says of its command line is said of the page. `node --test tests/`

import test from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linesOf, plainly } from "../source/program-words.js";

test("no option and no command is left in what people read", () => {
  for (const [said, read] of [
    ["甲.yaml：另有 4 处警告；逐条看：chengbao check 甲.yaml", "甲.yaml：另有 4 处警告；逐条看：在页面的“问题”里"],
    ["甲 乙.yaml 读不通，先用 chengbao check 甲 乙.yaml 看一看", "甲 乙.yaml 读不通，先把页面“问题”里的改好"],
    ["填报文件本身读不通，先用 chengbao check 看一看", "填报文件本身读不通，先把页面“问题”里的改好"],
    ["信任：没有核对证书可信不可信；要核对，用 --trust 给出根证书", "信任：没有核对证书可信不可信；要核对，在上面选根证书"],
    ["已签名，没有时间戳：证书过期以后就证明不了这个时间；要能证明，用 --tsa", "已签名，没有时间戳：证书过期以后就证明不了这个时间；要能证明，签名时填上时间戳服务的地址"],
    ["补上；确实没有这一项的，在豁免里写明理由", "补上；确实没有这一项的，按“说明情况”写明理由"],
    ["豁免 F01（移动电话）没有用上：那里没有这个问题", "对 F01（移动电话）的说明没有用上：那里没有这个问题"],
    ["已生成 甲.pdf（12页）", "已生成 甲.pdf（12页）"],
  ]) assert.equal(plainly(said), read);
});

test("what to type next is left out", () => {
  const lines = ["已写好 甲.yaml", "", "检查：chengbao check 甲.yaml", "下一步：chengbao check 甲.yaml", "下一步：对照原文看一遍"];
  assert.deepEqual(linesOf(lines), ["已写好 甲.yaml", "下一步：对照原文看一遍"]);
});

/// Rooms whose sentences no page shows: of commands and options that the desk doesn't give, comments
/// of files, and what editors are told.
const ELSEWHERE = [
  "cli/usage/", "cli/commands/desk/", "cli/commands/check.rs", "cli/commands/compare.rs", "cli/commands/explain.rs",
  "cli/commands/extract.rs", "cli/commands/sign/password.rs", "cli/commands/verify.rs", "cli/files/faces.rs",
  "import/write.rs", "init/blank.rs", "schema/",
];

/// The program's sources; a copy of the page is told where they are.
const root = process.env.SOURCES ?? fileURLToPath(new URL("../../../../../", import.meta.url));

const COMMANDS = /--[a-z]{2,}|(^|[^\w-])-[a-z]( |$)|chengbao [a-z{]/;

/// The lines in quotation marks of a source file, without its comments and tests.
const sentences = (text) => {
  const code = text.replace(/^\s*\/\/.*$/gm, "").split(/#\[cfg\(test\)\]\nmod tests \{/)[0];
  const quoted = [...code.matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)].map(([, inner]) => inner);
  return quoted.flatMap((inner) => inner.replace(/\\\n\s*/g, "").replaceAll('\\"', '"').split("\\n"));
};

test("no sentence of the program comes to a page with a command in it", () => {
  const files = readdirSync(root, { recursive: true }).map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".rs") && !file.endsWith("tests.rs") && !ELSEWHERE.some((room) => file.startsWith(room)));
  const all = files.flatMap((file) => sentences(readFileSync(join(root, file), "utf8")))
    .filter((line) => /[\u4e00-\u9fff]/.test(line) && COMMANDS.test(line));
  assert.ok(all.length > 20, "the program's sentences are not found");
  const left = all.flatMap((line) => linesOf([line])).filter((line) => COMMANDS.test(line));
  assert.deepEqual(left, []);
});

test("no rule's page tells of commands", () => {
  const folder = join(root, "finding/pages");
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  assert.ok(pages.length > 40);
  const left = pages.flatMap((name) => plainly(readFileSync(join(folder, name), "utf8")).split("\n").filter((line) => COMMANDS.test(line)).map((line) => `${name}: ${line}`));
  assert.deepEqual(left, []);
});
