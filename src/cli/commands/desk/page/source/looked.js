// Which texts somebody has looked over, as the program keeps it: by hashes of what they say, so that
// a text that undo brings back is known again.

import { signal } from "@preact/signals";
import { ofFiling, post } from "./net.js";

export class Looked {
  /// `typed(key)` is what is typed into a place and not in the form yet.
  constructor(name, typed) {
    Object.assign(this, { name, typed });
    this.states = signal(new Set());
    /// Of what is typed, whether the text it is typed into was looked over.
    this.typing = new Map();
    /// How often it was heard.
    this.heard = 0;
  }

  hear(states) {
    this.heard += 1;
    this.states.value = new Set(states);
  }

  /// Whether somebody has looked over what a text says. What is typed into one that was, is.
  is({ key, hash }) {
    return this.typed(key).value === undefined ? this.states.value.has(hash) : Boolean(this.typing.get(key));
  }

  /// Something is typed into a place, or typed on. Whether that is looked over.
  type(field, is = this.is(field)) {
    this.typing.set(field.key, is);
    return is;
  }

  /// A text as it stands was looked over, or is to be.
  async say({ hash }, looked) {
    this.hear((await post(ofFiling(this.name, "looked"), { hash, looked })).looked);
  }
}
