// Finding and replacing in all texts. `node --test tests/`

import test from "node:test";
import assert from "node:assert/strict";
import { placesOf, replaced } from "../source/replace.js";

const field = (path, value) => ({ path, value, place: [1, 1] });
const form = { sections: [
  { fields: [field(["企业", "简称"], "山西移动")] },
  { texts: [field(["公司简介"], "山西移动在山西经营。山西移动很好。")] },
  { groups: [{ indicators: [{ rows: [field(["主要服务指标完成情况", "山西移动"], "山西移动")], note: null }] }] },
  { texts: [field(["结语"], "aaa")] },
] };

test("places are found in titles and texts, not in figures", () => {
  assert.deepEqual(placesOf(form, "山西移动").map(({ field: { path }, at }) => [path[0], at]), [["企业", 0], ["公司简介", 0], ["公司简介", 10]]);
  assert.equal(placesOf(form, "").length, 0);
  assert.equal(placesOf(form, "aa").length, 1);
});

test("only what is chosen is replaced", () => {
  const places = placesOf(form, "山西移动");
  assert.deepEqual(replaced([places[2]], "山西移动", "本公司").map(({ value }) => value), ["山西移动在山西经营。本公司很好。"]);
  assert.deepEqual(replaced(places.slice(1), "山西移动", "").map(({ value }) => value), ["在山西经营。很好。"]);
});
