// The way of an edit to the file: gathered, sent one request at a time, sent again under the same
// name until the program has it on the disk.
//
// An entry is a change of one place (`key`, the newest value wins) or an act (`make`, a change of
// the form's shape, put into ops only when its turn comes, so that it sees what stood before it).

import { signal } from "@preact/signals";
import { Away, Refused, unique } from "./net.js";

/// Nothing is sent while somebody types on…
const REST = 80;
/// …but so long nothing waits.
const MOST = 700;
const AGAIN = [200, 400, 800, 1500, 2500];

export class Queue {
  /// `send(request)` posts an edit; `keep(entries)` and `kept()` hold what is not acknowledged over a
  /// reload; `applied`, `conflicted`, `refused`, `gone` are told of what came.
  constructor(way) {
    this.way = way;
    this.waiting = [];
    this.flying = null;
    this.composing = 0;
    this.first = 0;
    this.timer = 0;
    this.stopped = false;
    this.paused = false;
    this.tries = 0;
    /// How many changes are not on the disk.
    this.unsaved = signal(0);
    /// Whether the program did not answer the last time.
    this.away = signal(false);
    this.idle = [];
  }

  /// Takes up what a reload interrupted.
  resume(kept = this.way.kept()) {
    for (const { id, base, group, ops, key, value, from, looked } of kept ?? []) {
      this.waiting.push({ id, base, group, key, value, from, looked, fixed: ops, done: [] });
    }
    this.changed();
    this.pump();
    return [...(this.flying?.entries ?? []), ...this.waiting];
  }

  /// Whether an entry is still to be saved.
  holds(entry) {
    return this.waiting.includes(entry) || Boolean(this.flying?.entries.includes(entry));
  }

  /// A change of one place. `make(path, entry)` gives its ops; `from` is what the form had there;
  /// `looked` says whether what it is typed into had been looked over.
  type({ key, path, make, value, base, from, group, looked }) {
    const last = this.waiting.find((one) => one.key === key && !one.fixed);
    if (last) Object.assign(last, { make, value, group: last.group });
    else this.waiting.push({ key, path, make, value, base, from, group, looked, done: [] });
    this.first ||= performance.now();
    this.changed();
    this.later();
  }

  /// A change of shape. The promise tells whether it was done.
  act(make, group) {
    return new Promise((done) => {
      this.waiting.push({ key: null, make, group, done: [done] });
      this.changed();
      this.pump(true);
    });
  }

  /// Sends what waits; fulfilled when nothing does any more, with whether all is saved.
  flush() {
    if (!this.waiting.length && !this.flying) return Promise.resolve(true);
    return new Promise((done) => {
      this.idle.push(done);
      this.pump(true);
    });
  }

  compose(begins) {
    this.composing = Math.max(0, this.composing + (begins ? 1 : -1));
    if (!this.composing) this.later();
  }

  later() {
    clearTimeout(this.timer);
    if (this.composing) return;
    const waited = this.first ? performance.now() - this.first : 0;
    this.timer = setTimeout(() => this.pump(true), Math.max(0, Math.min(REST, MOST - waited)));
  }

  changed() {
    const flying = this.flying?.entries ?? [];
    this.unsaved.value = this.waiting.length + flying.length;
    const store = (one, request) => ({
      id: request?.id ?? one.id, base: request?.base ?? one.base, group: one.group, key: one.key, value: one.value, from: one.from, looked: one.looked,
      ops: request?.ops ?? one.fixed ?? one.make(one.path, one),
    });
    const kept = [];
    if (this.flying) kept.push(store(this.flying.entries[0], this.flying.request));
    for (const one of this.waiting) if (one.key !== null || one.fixed) kept.push(store(one));
    this.way.keep(kept);
  }

  /// The request that the first entries make: of one group and one version.
  next() {
    while (this.waiting.length) {
      const [head] = this.waiting;
      if (head.fixed) {
        this.waiting.shift();
        return { request: { id: head.id ?? unique(), base: head.base, group: head.group, ops: head.fixed, ...lookedOf([head]) }, entries: [head] };
      }
      if (head.key === null) {
        this.waiting.shift();
        const ops = head.make();
        if (!ops?.length) {
          head.done.forEach((done) => done(false));
          continue;
        }
        return { request: { id: unique(), base: this.way.version(), group: head.group ?? unique(), ops }, entries: [head] };
      }
      const entries = [];
      const fits = (one) =>
        one && one.key !== null && !one.fixed && one.base === head.base && one.group === head.group;
      while (fits(this.waiting[0])) entries.push(this.waiting.shift());
      const ops = entries.flatMap((one) => one.make(one.path, one));
      if (!ops.length) {
        this.way.idle(entries);
        continue;
      }
      return { request: { id: unique(), base: head.base, group: head.group, ops, ...lookedOf(entries) }, entries };
    }
    return null;
  }

  pump(due = false) {
    if (this.flying || this.stopped || this.paused) return;
    if (!due && this.composing) return;
    clearTimeout(this.timer);
    this.flying = this.next();
    this.first = 0;
    this.changed();
    if (this.flying) this.fly();
    else for (const done of this.idle.splice(0)) done(true);
  }

  async fly() {
    const { request, entries } = this.flying;
    let told;
    try {
      told = await this.way.send(request);
    } catch (error) {
      if (error instanceof Away) return this.again();
      if (error instanceof Refused) return this.refused(error);
      throw error;
    }
    this.landed();
    this.way.applied(told, entries);
    entries.forEach((one) => one.done.forEach((done) => done(true)));
    this.rebase(entries);
    this.pump(this.waiting.some((one) => one.key === null));
    if (this.waiting.length) this.later();
  }

  again() {
    if (this.stopped) return;
    this.away.value = true;
    const wait = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    setTimeout(() => this.flying && !this.stopped && this.fly(), wait);
  }

  landed() {
    this.flying = null;
    this.tries = 0;
    this.away.value = false;
    this.changed();
  }

  refused({ status, body }) {
    const { request, entries } = this.flying;
    if (status === 404) {
      // Nobody knows this page any more: all is kept for one that is known.
      const { id, base, group, ops } = request;
      this.waiting.unshift({ ...entries[0], id, base, group, fixed: ops });
      this.paused = true;
      this.landed();
      this.way.refused(status, body, []);
      return;
    }
    this.landed();
    if (status === 409 && body?.conflict) {
      this.paused = true;
      // An act is made of the form as it is now; where that fails too, somebody has to decide.
      const again = entries.every((one) => one.key === null && !one.fixed && !one.again);
      entries.forEach((one) => { one.again = true; });
      this.way.conflicted(body, entries, again);
      return;
    }
    if (status === 410) this.paused = true;
    this.way.refused(status, body, entries);
    entries.forEach((one) => one.done.forEach((done) => done(false)));
    this.rebase(entries);
    if (!this.paused) this.pump(true);
  }

  /// A conflict is decided: the entries are sent again on the version that was seen, or dropped.
  decide(entries, mine) {
    if (mine) {
      const now = entries.filter((one) => !this.waiting.some((other) => other.key && other.key === one.key));
      now.forEach((one) => {
        one.base = this.way.version();
        one.id = undefined;
        if (one.fixed) return;
        const field = one.key && this.way.field(one.key);
        if (field) Object.assign(one, { path: field.path, from: field.value });
      });
      this.waiting.unshift(...now);
    } else {
      const dropped = new Set(entries.map((one) => one.key).filter(Boolean));
      this.waiting = this.waiting.filter((one) => !dropped.has(one.key));
    }
    this.paused = false;
    this.rebase(entries);
    this.changed();
    this.pump(true);
  }

  /// A new form is there. What waits for a place that stands as it stood goes on from the new
  /// version, wherever the place is now; what was changed meanwhile keeps the version it was typed
  /// on, and the program sees whether both fit.
  rebase(done = []) {
    const mine = new Set(done.map((one) => one.key).filter(Boolean));
    for (const one of this.waiting) {
      if (one.key === null || one.fixed) continue;
      const field = this.way.field(one.key);
      if (!field) continue;
      if (!mine.has(one.key) && !same(field.value, one.from)) continue;
      Object.assign(one, { base: this.way.version(), path: field.path, from: field.value });
    }
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}

const lookedOf = (entries) => (entries.every((one) => one.looked) ? { looked: true } : {});

const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);
