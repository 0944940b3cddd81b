// What the program says of its command line is said of the page. `node --test tests/`

import test from "node:test";
import assert from "node:assert/strict";
import { linesOf, plainly } from "../source/program-words.js";

test("no option and no command is left in what people read", () => {
  for (const [said, read] of [
    ["甲.yaml：另有 4 处警告；逐条看：chengbao check 甲.yaml", "甲.yaml：另有 4 处警告；逐条看：在页面的“问题”里"],
    ["甲 乙.yaml 读不通，先用 chengbao check 甲 乙.yaml 看一看", "甲 乙.yaml 读不通，先把页面“问题”里的改好"],
    ["填报文件本身读不通，先用 chengbao check 看一看", "填报文件本身读不通，先把页面“问题”里的改好"],
    ["信任：没有核对证书可信不可信；要核对，用 --trust 给出根证书", "信任：没有核对证书可信不可信；要核对，在上面选根证书"],
    ["已签名，没有时间戳：证书过期以后就证明不了这个时间；要能证明，用 --tsa", "已签名，没有时间戳：证书过期以后就证明不了这个时间；要能证明，签名时填上时间戳服务的地址"],
    ["已生成 甲.pdf（12页）", "已生成 甲.pdf（12页）"],
  ]) assert.equal(plainly(said), read);
});

test("what to type next is left out", () => {
  const lines = ["已写好 甲.yaml", "", "检查：chengbao check 甲.yaml", "下一步：chengbao check 甲.yaml", "下一步：对照原文看一遍"];
  assert.deepEqual(linesOf(lines), ["已写好 甲.yaml", "下一步：对照原文看一遍"]);
});
