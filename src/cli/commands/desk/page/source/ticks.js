// A plan's lines with a tick each: what is ticked is done.

import { html, useState } from "./html.js";

/// Which lines are ticked, all but those that it begins `without`.
export const useTicks = (begin = () => []) => {
  const [without, setWithout] = useState(() => new Set(begin()));
  const set = (keys, on) => {
    const next = new Set(without);
    keys.forEach((key) => (on ? next.delete(key) : next.add(key)));
    setWithout(next);
  };
  return {
    takes: (key) => !without.has(key),
    toggle: (key) => set([key], without.has(key)),
    set,
    reset: () => setWithout(new Set(begin())),
  };
};

/// The head of the ticks' column: all at once, or none.
export const TickAll = ({ ticks, keys, says }) => {
  const on = keys.filter((key) => ticks.takes(key)).length;
  return html`<th scope="col"><input type="checkbox" aria-label=${says} checked=${on === keys.length}
    indeterminate=${on > 0 && on < keys.length} onChange=${() => ticks.set(keys, on < keys.length)} /></th>`;
};

export const Tick = ({ ticks, of, says, disabled }) => html`
  <td><input type="checkbox" aria-label=${says} checked=${!disabled && ticks.takes(of)} disabled=${disabled} onChange=${() => ticks.toggle(of)} /></td>`;
