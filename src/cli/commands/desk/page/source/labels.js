// Chips beside a file that was made: a draft, signed, out of date.

import { html } from "./html.js";
import { labelsOf } from "./folder-words.js";

/// `only` names the one kind that is shown.
export const Labels = ({ file, all, only }) => labelsOf(file, all)
  .filter(([kind]) => !only || kind === only)
  .map(([kind, words]) => html` <span key=${words} class=${`chip ${kind}`}>${words}</span>`);
