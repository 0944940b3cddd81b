// Parts of a form keep their keys over changes above them, and their objects where nothing changed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity } from "../source/identity.js";

const PATH = ["电信服务质量状况", "举措"];
const form = (titles) => ({
  sections: [{
    id: "quality", kind: "quality", path: [PATH[0]], overview: null,
    lists: [{
      path: PATH, title: null, overview: null,
      initiatives: titles.map((title, i) => ({
        path: [...PATH, i], may_hold: true, list_path: [...PATH, i, "举措"], initiatives: [],
        title: { path: [...PATH, i, "标题"], value: title },
        body: { path: [...PATH, i, "内容"], value: `${title}的内容` },
      })),
    }],
  }],
});
const keys = (one) => one.sections[0].lists[0].initiatives.map(({ key }) => key);

test("an initiative keeps its key when one is put before it, moved or removed", () => {
  const identity = new Identity();
  const first = identity.take(form(["甲", "乙", "丙"]), null);
  const [a, b, c] = keys(first);
  const second = identity.take(form(["新", "甲", "乙", "丙"]), first);
  assert.deepEqual(keys(second).slice(1), [a, b, c]);
  const third = identity.take(form(["丙", "新", "甲"]), second);
  assert.deepEqual(keys(third), [c, keys(second)[0], a]);
  assert.equal(identity.fields.get(`${c}/内容`).value, "丙的内容");
});

test("one whose title is typed anew is the same", () => {
  const identity = new Identity();
  const first = identity.take(form(["甲", "乙"]), null);
  const changed = form(["甲", "乙"]);
  changed.sections[0].lists[0].initiatives[1].title.value = "别的";
  changed.sections[0].lists[0].initiatives[1].body.value = "别的内容";
  assert.deepEqual(keys(identity.take(changed, first)), keys(first));
});

test("what did not change is the same object", () => {
  const identity = new Identity();
  const first = identity.take(form(["甲", "乙"]), null);
  const changed = form(["甲", "乙"]);
  changed.sections[0].lists[0].initiatives[1].title.value = "丁";
  const second = identity.take(changed, first);
  const [one, two] = [first, second].map((form) => form.sections[0].lists[0].initiatives);
  assert.equal(one[0], two[0]);
  assert.notEqual(one[1], two[1]);
  assert.equal(one[1].body, two[1].body);
});

test("one that is put below another keeps its key", () => {
  const identity = new Identity();
  const first = identity.take(form(["甲", "乙"]), null);
  const [, b] = keys(first);
  const nested = form(["甲"]);
  const [holder] = nested.sections[0].lists[0].initiatives;
  const inner = form(["乙"]).sections[0].lists[0].initiatives[0];
  inner.path = [...PATH, 0, "举措", 0];
  holder.initiatives = [inner];
  const second = identity.take(nested, first);
  assert.equal(second.sections[0].lists[0].initiatives[0].initiatives[0].key, b);
});
