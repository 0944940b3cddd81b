// Keys of the whole page.

import { useEffect } from "./html.js";

const writes = (target) =>
  target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=textbox]");

export const useKeys = (store, ui) => {
  useEffect(() => {
    const held = (event) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "h" && !event.shiftKey && store.form.value && !ui.asText.value && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        event.stopPropagation();
        ui.dialog.value = { kind: "replace" };
        return;
      }
      const which = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : null;
      // A dialog's own fields are not in the file yet: there the browser undoes.
      if (!which || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      store.undo(which);
    };
    const native = (event) => {
      if (document.querySelector("dialog[open]")) return;
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      store.undo(event.inputType === "historyUndo" ? "undo" : "redo");
    };
    const plain = (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
      // An initiative that is on its way has no focus yet: the browser would leave the page.
      if (event.altKey && /^Arrow(Left|Right)$/.test(event.key) && store.unsaved.value) event.preventDefault();
      if (event.key === "F9") {
        event.preventDefault();
        ui.step(event.shiftKey ? -1 : 1);
      } else if ((event.key === "?" || event.key === "？") && !writes(event.target)) {
        ui.dialog.value = { kind: "help" };
      } else if (event.key === "Escape" && !writes(event.target)) {
        ui.clear();
      }
    };
    // Nothing that is typed is lost with the page.
    const leaving = (event) => {
      if (store.unsaved.value) event.preventDefault();
    };
    document.addEventListener("keydown", held, true);
    document.addEventListener("beforeinput", native, true);
    document.addEventListener("keydown", plain);
    addEventListener("beforeunload", leaving);
    return () => {
      document.removeEventListener("keydown", held, true);
      document.removeEventListener("beforeinput", native, true);
      document.removeEventListener("keydown", plain);
      removeEventListener("beforeunload", leaving);
    };
  }, [store, ui]);
};
