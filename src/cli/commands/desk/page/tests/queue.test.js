// Edits on their way: one at a time, the newest of a place, again under the same name, nothing
// lost over conflicts and reloads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../source/queue.js";
import { Away, Refused } from "../source/net.js";

const rest = (time = 0) => new Promise((done) => setTimeout(done, time));

/// A program that keeps one map of texts, and answers as it is told to.
const bench = ({ answers = [], kept = null } = {}) => {
  const bench = { version: 1, fields: new Map(), sent: [], kept, conflicts: [], refusals: [], applied: 0, shape: [] };
  const put = (ops) => ops.forEach(({ path, value }) => bench.fields.set(path.join("/"), { path, value }));
  bench.queue = new Queue({
    send: async (request) => {
      bench.sent.push(structuredClone(request));
      const answer = answers.shift();
      await rest(5);
      if (answer) throw answer;
      put(request.ops);
      bench.version += 1;
      return { version: String(bench.version) };
    },
    keep: (entries) => { bench.kept = entries.length ? structuredClone(entries) : null; },
    kept: () => bench.kept,
    version: () => String(bench.version),
    field: (key) => bench.fields.get(key),
    applied: () => { bench.applied += 1; },
    conflicted: (body, entries) => bench.conflicts.push({ body, entries }),
    refused: (status, body) => bench.refusals.push(status),
    idle: () => {},
  });
  bench.type = (key, value, group = "g", looked = undefined) =>
    bench.queue.type({ key, path: [key], value, looked, base: String(bench.version), from: bench.fields.get(key)?.value, group,
      make: (path, entry) => [{ op: "set", path, value: entry.value }] });
  return bench;
};

test("typing is sent after a rest, as the newest text", async () => {
  const one = bench();
  one.type("名", "甲");
  one.type("名", "甲乙");
  assert.equal(one.queue.unsaved.value, 1);
  await one.queue.flush();
  assert.deepEqual(one.sent.map(({ ops }) => ops[0].value), ["甲乙"]);
  assert.equal(one.queue.unsaved.value, 0);
  assert.equal(one.kept, null);
});

test("what is typed into a text that was looked over says so, over a reload, too", async () => {
  const one = bench();
  one.type("名", "甲", "g", true);
  one.type("期", "乙", "h");
  const two = bench({ kept: structuredClone(one.kept) });
  two.queue.resume();
  for (const { queue, sent } of [one, two]) {
    await queue.flush();
    assert.deepEqual(sent.map(({ looked }) => looked), [true, undefined]);
  }
});

test("what is typed while a request is on its way goes on from what came back", async () => {
  const one = bench();
  one.type("名", "甲");
  one.queue.pump(true);
  one.type("名", "甲乙");
  await one.queue.flush();
  assert.deepEqual(one.sent.map(({ base }) => base), ["1", "2"]);
});

test("nothing is sent while a composition goes on", async () => {
  const one = bench();
  one.queue.compose(true);
  one.type("名", "fu'wu");
  await rest(900);
  assert.equal(one.sent.length, 0);
  one.type("名", "服务");
  one.queue.compose(false);
  await rest(150);
  assert.deepEqual(one.sent.map(({ ops }) => ops[0].value), ["服务"]);
});

test("typing on is sent within a second", async () => {
  const one = bench();
  const begun = performance.now();
  while (one.sent.length === 0 && performance.now() - begun < 2000) {
    one.type("名", `${performance.now()}`);
    await rest(30);
  }
  assert.ok(performance.now() - begun < 1000);
});

test("a program that is away gets the same request again", async () => {
  const one = bench({ answers: [new Away(""), new Away("")] });
  one.type("名", "甲");
  const saved = one.queue.flush();
  await rest(50);
  assert.ok(one.queue.away.value);
  assert.equal(one.queue.unsaved.value, 1);
  await saved;
  assert.equal(new Set(one.sent.map(({ id }) => id)).size, 1);
  assert.equal(one.sent.length, 3);
  assert.ok(!one.queue.away.value);
});

test("what a reload interrupts is sent by the next page under the same name and on the same version", async () => {
  const one = bench({ answers: [new Away("")] });
  one.type("名", "甲");
  one.queue.pump(true);
  one.type("地", "乙", "h");
  await rest(20);
  one.queue.stop();
  const kept = structuredClone(one.kept);
  const other = bench({ kept });
  other.queue.resume();
  await other.queue.flush();
  assert.deepEqual(other.sent.map(({ id, base, ops }) => [id, base, ops[0].value]),
    [[one.sent[0].id, "1", "甲"], [kept[1].id ?? other.sent[1].id, "1", "乙"]]);
});

test("a conflict waits for its decision, and mine is sent on the version that was seen", async () => {
  const one = bench({ answers: [new Refused(409, { conflict: { path: ["名"], theirs: "丙", yours: "甲" } })] });
  one.fields.set("名", { path: ["名"], value: "丙" });
  one.type("名", "甲");
  one.queue.pump(true);
  one.type("地", "乙", "h");
  await rest(60);
  assert.equal(one.sent.length, 1);
  one.version = 5;
  one.queue.decide(one.conflicts[0].entries, true);
  await one.queue.flush();
  assert.deepEqual(one.sent.slice(1).map(({ base, ops }) => [base, ops[0].value]), [["5", "甲"], ["1", "乙"]]);
});

test("an act sees the form as what was typed before it left it", async () => {
  const one = bench();
  one.type("名", "甲");
  const done = one.queue.act(() => [{ op: "set", path: ["数"], value: `${one.fields.get("名")?.value}` }]);
  assert.equal(await done, true);
  assert.equal(one.sent[1].ops[0].value, "甲");
});

test("an act that met another's change is made again of the form as it is now", async () => {
  const one = bench({ answers: [new Refused(409, { conflict: { path: ["甲"] } })] });
  one.queue.way.conflicted = (body, entries, again) => {
    assert.ok(again);
    one.version = 7;
    one.queue.decide(entries, true);
  };
  assert.equal(await one.queue.act(() => [{ op: "remove", path: ["甲"], value: null }]), true);
  assert.deepEqual(one.sent.map(({ base }) => base), ["1", "7"]);
});

test("a place that somebody else changed keeps the version it was typed on", async () => {
  const one = bench();
  one.fields.set("名", { path: ["名"], value: "旧" });
  one.fields.set("地", { path: ["地"], value: "旧" });
  one.type("名", "我的");
  one.type("地", "我的", "h");
  one.version = 2;
  one.fields.set("名", { path: ["名"], value: "别人的" });
  one.queue.rebase();
  await one.queue.flush();
  assert.deepEqual(one.sent.map(({ base }) => base), ["1", "3"]);
});
