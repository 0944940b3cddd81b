// Kills `chengbao desk` a hundred times while two clients write, at any moment: while it starts,
// reads a request, writes the file, answers. After each start the file has every edit that was
// acknowledged; of those that were not, each is there whole or not at all; and what was done can
// still be undone.
//
//   node .ci/desk_kills.mjs PROGRAM FILING [KILLS]

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chance } from "./desk/chance.mjs";
import { Desk, version } from "./desk/program.mjs";
import { end, fault, holds, step } from "./desk/told.mjs";

const [program, original, asked] = process.argv.slice(2);
const KILLS = Number(asked ?? 100);
const NAME = "山西 移动.yaml";
const folder = mkdtempSync(join(tmpdir(), "chengbao-kills-"));
const file = join(folder, NAME);
copyFileSync(original, file);
const text = () => readFileSync(file, "utf8");
const place = (rest) => `filing/${encodeURIComponent(NAME)}/${rest}`;

/// Runs differ, and each can be had again.
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const { random, below, oneOf } = chance(seed);
const pause = (time) => new Promise((later) => setTimeout(later, time));

// ── What is written ──────────────────────────────────────────────────────────

let number = 0;
const unique = () => `标${(number += 1)}。`;
const id = () => `kill-${seed}-${(number += 1)}`;
const LIST = ["电信服务质量状况", "举措"];
const FIGURES = [
  ["移动电话", "业务变更", "平均"], ["移动电话", "障碍修复", "及时率"], ["因特网业务", "装机入网及时率"],
  ["网络质量", "网络接通率"], ["客户投诉", "投诉处理满意率"],
].map((path) => ["主要服务指标完成情况", ...path]);

/// How many initiatives a text has.
const initiatives = (text) => text.match(/^ {4}- 标题:/gm)?.length ?? 0;

const writes = [
  () => [{ op: "figure", path: oneOf(FIGURES), value: `${below(99)}.${10 + below(89)}${oneOf(["%", "小时"])}` }],
  () => [{ op: "set", path: ["公司简介"], value: `${unique()}\n\n“引号”和 # 井号: 冒号\n\n- 甲\n- 乙` }],
  () => [{ op: "set", path: ["企业", "简称"], value: `${unique().slice(0, -1)}: #1` }],
  () => [{ op: "set", path: ["电信服务质量状况", "概述"], value: unique().repeat(1 + below(400)) }],
  () => [{ op: "names", path: ["企业", "经营业务"], values: ["移动电话", "因特网业务", unique()].slice(0, 1 + below(3)) }],
  (now) => [{ op: "insert", path: LIST, index: below(initiatives(now) + 1), value: { 标题: unique(), 内容: `${unique()}\n\n${unique()}` } }],
  (now) => (initiatives(now) > 2 ? [{ op: "remove", path: [...LIST, below(initiatives(now))] }] : writes[0]()),
  (now) => [{ op: "set", path: [...LIST, below(initiatives(now)), "内容"], value: `${unique()}\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |` }],
  () => [{ op: "note", path: FIGURES[3], value: oneOf([unique(), null]) }],
  // Several are done or not done together.
  () => [0, 1, 2].map((n) => ({ op: "set", path: ["签署", "单位"], value: `${unique()}${n}` })).concat(writes[1]()),
];

// ── Clients ──────────────────────────────────────────────────────────────────

/// A second client writes one place alone, so that what the other wrote can be told from it.
const OWN = /^结语: \|\n(?:(?: {2}.*)?\n)*?(?=\S)/m;
const rest = (text) => text.replace(OWN, "结语:\n");
const own = (text) => text.match(OWN)?.[0];

/// Sends edits one after the other until the program is gone. It knows the text that was
/// acknowledged last, that before the step it belongs to, and the request that was not answered.
class Client {
  constructor(desk, part, makes, groups) {
    Object.assign(this, { desk, part, makes, groups, open: null, done: 0, group: groups ? id() : "" });
    this.acknowledged = text();
    this.before = this.acknowledged;
  }

  async writes() {
    for (;;) {
      const base = this.acknowledged;
      if (!this.groups || random() < 0.4) [this.group, this.before] = [this.groups ? id() : "", base];
      this.open = { id: id(), base: version(base), group: this.group, ops: this.makes(base) };
      let answer;
      try {
        answer = await this.desk.post(place("edit"), this.open);
      } catch {
        return;
      }
      if (answer.status === 200) {
        this.acknowledged = answer.json.text;
        this.done += 1;
      } else {
        fault(`没有做成：${answer.status} ${answer.text.slice(0, 200)} ← ${JSON.stringify(this.open.ops).slice(0, 300)}`);
      }
      this.open = null;
    }
  }

  /// Whether what it writes is as it was acknowledged.
  stands(now) {
    return this.part(now) === this.part(this.acknowledged);
  }
}

// ── What holds after each start ──────────────────────────────────────────────

const counts = { acknowledged: 0, open: 0, whole: 0, undone: 0, again: 0, slow: 0 };

/// An answer's text, after seeing that it is the file's.
const did = async (desk, rest, body) => {
  const answer = await desk.post(place(rest), body);
  if (answer.status !== 200) return fault(`${rest}：${answer.status} ${answer.text.slice(0, 200)}`) ?? null;
  if (answer.json.text !== text()) fault(`${rest}：回答的和文件里的不一样`);
  return answer.json.text;
};

/// What was not acknowledged is there whole or not at all: taken back, all is as it was.
const whole = async (desk, clients, found) => {
  const open = clients.filter((client) => !client.stands(found));
  for (const client of open) if (!client.open) fault("有一处变了，不是谁写的");
  counts.whole += open.length;
  const [client] = clients;
  const wanted = (now) => (client.groups ? now === client.before : clients.every((each) => each.stands(now)));
  let steps = 0;
  for (let now = found; open.length && !wanted(now) && steps < open.length; steps += 1) {
    now = await did(desk, "undo", { id: id() });
    if (now === null) return;
    if (steps + 1 === open.length && !wanted(now)) fault(`没有确认的只写了一半：\n${differs(client.groups ? client.before : client.acknowledged, now)}`);
  }
  await back(desk, steps, found);
};

/// Redone, the file is what it was.
const back = async (desk, steps, found) => {
  counts.undone += steps;
  let now = text();
  for (let n = 0; n < steps; n += 1) now = await did(desk, "redo", { id: id() });
  if (steps && now !== found) fault(`重做以后不一样：\n${differs(found, now ?? "")}`);
};

/// Steps of before the kill, too, can be undone and done again.
const undone = async (desk, found) => {
  let steps = 0;
  const told = await desk.get(place("state"));
  let can = told.json.undo;
  for (const wanted = below(6); can && steps < wanted; steps += 1) {
    const answer = await desk.post(place("undo"), { id: id() });
    if (answer.status !== 200) return fault(`撤销不了“${can}”：${answer.text.slice(0, 200)}`);
    can = answer.json.undo;
  }
  await back(desk, steps, found);
};

/// The page sends again what was not answered; it is done once all the same.
const again = async (desk, client) => {
  if (!client.open) return;
  const there = !client.stands(text());
  const before = text();
  const answer = await desk.post(place("edit"), client.open);
  counts.again += 1;
  if (answer.status >= 500 || answer.status === 400) fault(`再送一次：${answer.status}`);
  if (there && text() !== before) fault(`已经写进去的又做了一遍：${JSON.stringify(client.open.ops).slice(0, 200)}\n${differs(before, text())}`);
  if (!there && answer.status !== 200) fault(`再送一次：${answer.status} ${answer.text.slice(0, 200)}`);
};

const differs = (was, is) => {
  const [one, other] = [was.split("\n"), is.split("\n")];
  const from = one.findIndex((line, n) => line !== other[n]);
  const lines = (list) => list.slice(from, from + 3).map((line) => line.slice(0, 80)).join("⏎");
  return `    第${from + 1}行 应是 ${lines(one)}\n    却是 ${lines(other)}`;
};

/// The file is one that can be read.
const reads = () => {
  let told;
  try {
    told = execFileSync(resolve(program), ["check", "--format", "json", file], { stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    told = error.stdout;
  }
  const codes = [...String(told).matchAll(/"code":\s*"(Y01)"/g)];
  if (codes.length) fault(`文件读不出来了：${codes[0][0]}`);
};

// ── A hundred times ──────────────────────────────────────────────────────────

const begun = Date.now();
step(`杀 ${KILLS} 次（SEED=${seed}）`);
const desk = new Desk(program, folder);
let clients = [];
for (let kill = 0; kill <= KILLS; kill += 1) {
  const started = desk.spawn();
  // Some are over before they began.
  if (kill < KILLS && random() < 0.08) {
    started.catch(() => {});
    await pause(below(60));
    await desk.kill();
    continue;
  }
  await started;
  const found = text();
  if (clients.length) {
    await whole(desk, clients, found);
    for (const client of clients) await again(desk, client);
    await undone(desk, text());
    reads();
  }
  if (kill === KILLS) break;
  const alone = random() < 0.5;
  clients = [new Client(desk, alone ? (now) => now : rest, (now) => oneOf(writes)(now), alone)];
  const ending = () => [{ op: "set", path: ["结语"], value: unique() }];
  if (!alone) clients.push(new Client(desk, own, ending, false));
  const running = clients.map((client) => client.writes());
  // Where it takes long to answer at first, the first answer is waited for now and then.
  const patient = random() < 0.7;
  while (patient && desk.runs && clients.every(({ done }) => !done)) await pause(2);
  await pause(below(120));
  await desk.kill();
  await Promise.all(running);
  for (const client of clients) {
    counts.acknowledged += client.done;
    counts.open += client.open ? 1 : 0;
  }
}
await desk.kill();
const seconds = (Date.now() - begun) / 1000;
holds(counts.acknowledged >= KILLS / 2, `确认过的 ${counts.acknowledged} 次改动都在`);
holds(true, `没有确认的 ${counts.open} 次，其中 ${counts.whole} 次已经写进去，没有只写一半的；再送 ${counts.again} 次`);
holds(counts.undone > 0, `撤销又重做 ${counts.undone} 步`);
const left = readdirSync(folder).filter((name) => ![NAME, ".chengbao-desk"].includes(name));
holds(left.length === 0, `文件夹里没有剩下别的：${left.join("、") || "没有"}`);
console.log(`  ${seconds.toFixed(1)} 秒`);
rmSync(folder, { recursive: true });
end();
