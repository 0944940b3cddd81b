// From a place in the file to the part of the form that stands there.

import test from "node:test";
import assert from "node:assert/strict";
import { fieldAt } from "../source/places.js";

const row = (label, value, place) => ({ label, value, place });
const FORM = {
  sections: [{
    texts: [{ label: "公司简介", value: "一\n\n二", place: [1, 3] }],
    groups: [{
      indicators: [
        { rows: [row("接通率", "99.74%", [5, 12])] },
        // 障碍修复: { 城市: 6.88小时, 农村: 10.15小时 }
        { rows: [row("城市", "6.88小时", [6, 17]), row("农村", "10.15小时", [6, 29])] },
      ],
    }],
  }],
};
const at = (line, column) => fieldAt(FORM, line, column).label;

test("a value's letters and those of its key lead to its field", () => {
  assert.equal(at(5, 12), "接通率");
  assert.equal(at(5, 5), "接通率");
  assert.equal(at(6, 5), "城市");
  assert.equal(at(6, 13), "城市");
  assert.equal(at(6, 20), "城市");
  assert.equal(at(6, 25), "农村");
  assert.equal(at(6, 31), "农村");
});

test("a text goes on until something else begins", () => {
  assert.equal(at(3, 3), "公司简介");
});
