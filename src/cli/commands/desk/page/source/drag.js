// Initiatives dragged with the mouse: let go above or below another one.

import { useState } from "./html.js";
import { whereIs } from "./initiatives.js";

const KIND = "application/x-chengbao-initiative";
let carried = null;

/// For the grip by which an initiative is taken.
export const dragging = (key) => ({
  onDragStart: (event) => {
    carried = key;
    event.dataTransfer.setData(KIND, key);
    event.dataTransfer.effectAllowed = "move";
    const item = event.target.closest("li");
    event.dataTransfer.setDragImage(item, 12, 12);
  },
  onDragEnd: () => { carried = null; },
});

/// For the initiative above or below which it is let go.
export const useDrop = ({ key, store }) => {
  const [over, setOver] = useState(null);
  const side = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY < box.top + Math.min(box.height / 2, 200) ? "top" : "bottom";
  };
  const events = {
    onDragOver: (event) => {
      if (!carried || carried === key) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(side(event));
    },
    onDragLeave: () => setOver(null),
    onDrop: (event) => {
      setOver(null);
      if (!carried || carried === key) return;
      event.preventDefault();
      event.stopPropagation();
      const [from, where] = [carried, side(event)];
      carried = null;
      store.act((form) => {
        const [taken, goal] = [whereIs(form, from), whereIs(form, key)];
        // Nothing is put into itself.
        if (!taken || !goal || taken.one.path.every((step, i) => goal.one.path[i] === step)) return null;
        let to = goal.index + (where === "bottom" ? 1 : 0);
        const same = taken.path.join("/") === goal.path.join("/");
        if (same && taken.index < to) to -= 1;
        if (same && taken.index === to) return null;
        return [{ op: "move", path: taken.one.path, to, into: same ? null : goal.path }];
      });
    },
  };
  return { over, events };
};
