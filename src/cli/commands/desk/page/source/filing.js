// The open filing: its newest state, what is typed and not in it yet, and the edits on their way.

import { batch, computed, signal } from "@preact/signals";
import { Away, get, listen, ofFiling, post, Refused, unique } from "./net.js";
import { Identity, keyOf, shared } from "./identity.js";
import { assigned } from "./assign.js";
import { Queue } from "./queue.js";
import { alike, difference, merged } from "./changes.js";
import { plainView } from "./program-words.js";
import { browser, handedOver, tabs } from "./keep.js";
import { Looked } from "./looked.js";

/// Typing on goes into one step of undo, for so long at most, and no longer than a pause.
const BURST = 20_000;
const PAUSE = 1500;

/// The key of the file's text as a whole.
export const TEXT = "#文本";

export class FilingStore {
  constructor(name, app) {
    this.name = name;
    this.app = app;
    this.identity = new Identity();
    this.version = signal(null);
    this.form = signal(null);
    this.text = signal("");
    this.view = signal(null);
    this.undoes = signal({ undo: null, redo: null });
    /// Words of the program where the filing cannot be had.
    this.gone = signal(null);
    /// `{ conflict, entries, body }` until the user has decided.
    this.conflict = signal(null);
    /// What an edit was refused with, by key.
    this.refusals = signal({});
    this.lost = signal(false);
    /// Whether the program began anew under another address: this page is not known to it.
    this.isVoid = signal(false);
    /// Under which the browser keeps what is not saved.
    this.unsavedKey = `没存 ${name}`;
    this.typedSignals = new Map();
    this.looked = new Looked(name, (key) => this.typed(key));
    this.group = { key: null };
    this.old = [];
    this.undoing = Promise.resolve();
    /// How many answers to edits were taken in.
    this.acknowledged = 0;
    this.resumed = [];
    this.queue = new Queue({
      send: (request) => post(ofFiling(name, "edit"), request),
      keep: (entries) => {
        tabs.write(this.unsavedKey, entries.length ? entries : null);
        if (this.isVoid.value) browser.write(this.unsavedKey, entries.length ? entries : null);
      },
      kept: () => [...(tabs.read(this.unsavedKey) ?? []), ...handedOver(this.unsavedKey)],
      version: () => this.version.value,
      field: (key) => this.identity.fields.get(key),
      applied: (told, entries) => this.applied(told, entries),
      conflicted: (body, entries, again) => this.conflicted(body, entries, again),
      idle: (entries) => entries.forEach(({ key }) => { this.typed(key).value = undefined; }),
      refused: (status, body, entries) => this.refused(status, body, entries),
    });
    this.unsaved = this.queue.unsaved;
    this.away = computed(() => this.queue.away.value || this.lost.value);
    this.findings = computed(() => assigned(this.form.value, this.view.value));
    /// All as one, for who wants it so.
    this.state = computed(() => ({
      version: this.version.value, form: this.form.value, text: this.text.value,
      view: this.view.value, looked: [...this.looked.states.value], ...this.undoes.value,
    }));
  }

  start() {
    this.resume(this.queue.resume());
    this.taking = ({ key, newValue }) => {
      if (key === this.unsavedKey && newValue && !this.isVoid.value) this.resume(this.queue.resume(handedOver(this.unsavedKey)));
    };
    addEventListener("storage", this.taking);
    this.ended = listen(ofFiling(this.name, "events"), {
      news: () => this.fetch(),
      lost: () => { this.lost.value = true; },
      found: () => { this.lost.value = false; },
    });
    this.fetch();
  }

  resume(entries) {
    this.resumed = entries.filter(({ key, value }) => key && value !== undefined);
  }

  /// Whether this page is void, or only what was asked for is not there.
  async addressed() {
    try {
      await get("folder");
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) return;
      this.isVoid.value = true;
      this.ended?.();
      this.queue.changed();
    }
  }

  close() {
    this.ended?.();
    removeEventListener("storage", this.taking);
    this.queue.flush().then(() => this.queue.stop());
  }

  // ── What comes ─────────────────────────────────────────────────────────────

  /// Fetches the newest state. One at a time: what is asked for meanwhile is fetched after it.
  async fetch() {
    this.again = true;
    if (this.fetching) return;
    this.fetching = true;
    while (this.again) {
      this.again = false;
      try {
        const { acknowledged, looked: { heard } } = this;
        this.arrived(await get(ofFiling(this.name, "state")), acknowledged, heard);
        this.gone.value = null;
      } catch (error) {
        if (error instanceof Refused && error.status === 404) this.addressed();
        if (error instanceof Refused && [404, 410].includes(error.status)) this.gone.value = error.message;
        else if (error instanceof Refused || error instanceof Away) setTimeout(() => this.fetch(), 700);
        else console.error(error);
      }
    }
    this.fetching = false;
  }

  arrived(state, acknowledged, heard) {
    batch(() => {
      this.view.value = shared(this.view.value, plainView(state.view));
      // What was asked for before we heard more is old; the newest is on its way.
      if (heard === this.looked.heard) this.looked.hear(state.looked);
      // A look that began before our last edit was taken in: the next one is on its way. A text of
      // before that is the file's now was brought back by somebody.
      const isLate = acknowledged !== this.acknowledged || state.now !== state.version;
      if (state.version !== this.version.value && isLate && this.old.includes(state.version)) return;
      this.undoes.value = { undo: state.undo, redo: state.redo };
      this.take(state.version, state.form, state.text);
      this.queue.rebase();
    });
  }

  /// What a reload interrupted is shown where it was typed. Keys of items were made anew since.
  showResumed() {
    if (!this.resumed.length || !this.form.value) return;
    const byPath = new Map([...this.identity.fields.values()].map((field) => [keyOf(field.path), field.key]));
    for (const entry of this.resumed) {
      const key = byPath.get(keyOf(entry.fixed[0]?.path ?? []));
      entry.key = key ?? entry.key;
      if (!key || !this.queue.holds(entry)) continue;
      this.looked.typing.set(key, entry.looked);
      this.typed(key).value = entry.value;
    }
    this.resumed = [];
  }

  take(version, form, text) {
    if (version !== this.version.value) {
      this.old = [...this.old, this.version.value].filter((one) => one && one !== version).slice(-40);
    }
    this.form.value = this.identity.take(form, this.form.value);
    this.identity.fields.set(TEXT, { key: TEXT, path: [], value: text });
    this.text.value = text;
    this.version.value = version;
    this.showResumed();
  }

  applied(told, entries) {
    this.acknowledged += 1;
    batch(() => {
      this.undoes.value = { undo: told.undo, redo: told.redo };
      this.looked.hear(told.looked);
      // A form without what only a full look gives keeps that of the last one.
      this.take(told.version, told.form, told.text);
      const refusals = { ...this.refusals.value };
      for (const { key, value } of entries) {
        if (key === null || key === undefined) continue;
        delete refusals[key];
        const more = this.queue.waiting.find((one) => one.key === key);
        if (more) this.typed(key).value = more.value = this.together(key, value, more.value);
        else this.typed(key).value = undefined;
      }
      this.refusals.value = refusals;
    });
  }

  /// What was typed on since `sent` went out, with what came into the same text from elsewhere.
  together(key, sent, now) {
    const stands = this.field(key)?.value;
    const texts = [sent, stands, now].every((one) => typeof one === "string");
    return texts && !alike(sent, stands) ? merged(sent, stands, now) : now;
  }

  /// Somebody else changed the same place. Where the program only no longer knows the version, and
  /// the place stands as it stood, nobody has to be asked.
  conflicted(body, entries, again) {
    batch(() => {
      this.take(body.version, body.form, body.text);
      const stands = ({ key, from }) => key && this.field(key) && JSON.stringify(this.field(key).value) === JSON.stringify(from);
      if (again || (!body.conflict.path?.length && entries.every(stands))) {
        this.queue.decide(entries, true);
        return;
      }
      const place = this.field(entries.find(({ key }) => key)?.key);
      const unknown = !body.conflict.path?.length && place;
      this.conflict.value = unknown
        ? { path: place.path, theirs: place.value, yours: null, entries }
        : { ...body.conflict, entries };
    });
  }

  /// The user has decided a conflict.
  decide(mine) {
    const { entries } = this.conflict.value;
    this.conflict.value = null;
    if (!mine) for (const { key } of entries) if (key) this.typed(key).value = undefined;
    this.queue.decide(entries, mine);
  }

  refused(status, body, entries) {
    const message = body?.message ?? "没有做成";
    if (status === 404) this.addressed();
    if (status === 410) this.gone.value = message;
    this.app.say(message);
    const keys = entries.map((one) => one.key).filter(Boolean);
    if (!keys.length) this.notice.value = message;
    else this.refusals.value = { ...this.refusals.value, ...Object.fromEntries(keys.map((key) => [key, message])) };
  }

  /// What an act was refused with, shown until it is closed.
  notice = signal(null);

  // ── What is typed ──────────────────────────────────────────────────────────

  /// What is typed into a place and not in the form yet; undefined where nothing is.
  typed(key) {
    let found = this.typedSignals.get(key);
    if (!found) this.typedSignals.set(key, (found = signal(undefined)));
    return found;
  }

  /// What a field shows: what is typed, or what the form has.
  shown(field) {
    const typed = this.typed(field.key).value;
    return typed === undefined ? field.value : typed;
  }

  /// A field (anything of the form with key, path and value) was changed to `value`. `make(path, entry)`
  /// gives its ops where it is not a plain text.
  type(field, value, { make, group, base, from, looked } = {}) {
    const isLooked = this.looked.type(field, looked);
    this.typed(field.key).value = value;
    this.queue.type({
      key: field.key,
      looked: isLooked,
      path: field.path,
      from: from ?? field.value,
      base: base ?? this.version.value,
      value,
      make: make ?? ((path, entry) => [{ op: "set", path, value: entry.value }]),
      group: group ?? this.burst(field.key),
    });
  }

  /// The file's text as a whole was changed to `value`.
  typeText(value) {
    const make = (_, { from, value: now }) => {
      const change = difference(from, now);
      return change ? [{ op: "text", ...change }] : [];
    };
    this.type(this.field(TEXT), value, { make });
  }

  /// The step of undo that typing into a place belongs to.
  burst(key) {
    const now = performance.now();
    const { group } = this;
    const goesOn = group.key === key && now < group.last + PAUSE && now < group.first + BURST;
    this.group = goesOn ? { ...group, last: now } : { key, id: unique(), first: now, last: now };
    return this.group.id;
  }

  /// A place is left: what is typed there next is a step of its own.
  left(key) {
    if (this.group.key === key) this.group = { key: null };
  }

  /// A change of shape: `make(form)` gives the ops when those before it are done. The promise
  /// tells whether it was done.
  act(make, group) {
    return this.queue.act(() => make(this.form.value), group);
  }

  /// Ops that hold for the form as it is now.
  do(ops, group) {
    return this.act(() => ops, group);
  }

  /// All that is typed is saved.
  flush() {
    return this.queue.flush();
  }

  /// The newest part of the form with this key.
  field(key) {
    return this.identity.fields.get(key);
  }

  /// One after the other: what can be done again is known when the last is undone.
  undo(which = "undo") {
    this.undoing = this.undoing.then(() => this.step(which));
    return this.undoing;
  }

  async step(which) {
    const focused = document.activeElement;
    await this.queue.flush();
    if (!this.undoes.value[which]) return this.app.say(which === "undo" ? "没有可以撤销的" : "没有可以重做的");
    const what = this.undoes.value[which];
    const before = new Map([...this.identity.fields].map(([key, { value }]) => [key, value]));
    try {
      const told = await post(ofFiling(this.name, which), { id: unique() });
      this.applied(told, []);
      this.queue.rebase();
      // Whoever has gone on elsewhere is not called back.
      if (document.activeElement === focused) this.follow(before);
      this.app.say(`${which === "undo" ? "撤销了" : "重做了"}：${what}`);
    } catch (error) {
      this.notice.value = error.message;
    }
  }

  /// Leads to what an undo changed, unless it is where one is.
  follow(before) {
    const changed = (field) => field.key !== TEXT && before.has(field.key) && JSON.stringify(before.get(field.key)) !== JSON.stringify(field.value);
    const field = [...this.identity.fields.values()].find(changed);
    if (!field || this.pointed.value?.key === keyOf(field.path)) return;
    const old = before.get(field.key);
    const texts = typeof old === "string" && typeof field.value === "string";
    const change = texts ? difference(old, field.value) : null;
    const behind = change ? change.from + change.insert.length : 0;
    this.go(field.path, change ? [behind, behind] : null);
  }

  // ── What is only of this page ──────────────────────────────────────────────

  /// Initiatives that are folded, by key.
  folds = signal(new Set());

  fold(keys, folded) {
    const folds = new Set(this.folds.value);
    for (const key of keys) {
      if (folded) folds.add(key);
      else folds.delete(key);
    }
    this.folds.value = folds;
  }

  /// Whether last period's texts stand beside this one's.
  comparing = signal(false);
  /// What was just removed, with the offer to undo it.
  toast = signal(null);
  /// Where the eye is in the form: what the pages mark.
  pointed = signal(null);

  undoable(text) {
    this.app.say(`${text}，可以撤销`);
    this.toast.value = { text, version: this.version.value };
  }

  /// A field (or a place `offset` in its text) is looked at in the form.
  point(path, offset = 0) {
    clearTimeout(this.pointing);
    this.pointing = setTimeout(() => {
      this.pointed.value = { path, offset, key: keyOf(path), at: performance.now() };
    }, 120);
  }

  // ── Findings and looked over ───────────────────────────────────────────────

  /// The findings about a place (a field's path): its own and those of what is inside it.
  findingsAt(path) {
    return this.findings.value.at.get(keyOf(path)) ?? NONE;
  }

  /// A text as it stands was looked over, or is to be.
  async look(text, looked) {
    try {
      await this.looked.say(text, looked);
    } catch (error) {
      this.notice.value = error.message;
      this.fetch();
    }
  }

  /// The place to go to: shown, focused, its letters chosen. Whoever shows it takes it.
  goal = signal(null);

  go(path, range = null) {
    this.goal.value = { key: keyOf(path), path, range, at: performance.now() };
  }
}

const NONE = [];
