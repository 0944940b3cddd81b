// Markdown put into a text.

/// Puts Markdown in at the cursor; blocks (a table, a picture) stand apart from what is around.
export const insertBlock = (editor, written) => {
  const { from, to } = editor.state.selection.main;
  const before = editor.state.sliceDoc(0, from);
  const after = editor.state.sliceDoc(to);
  const block = /^\s*(\||!\[|[-*+] |\d+[.)] )/.test(written) || written.includes("\n\n");
  const head = block && before.trim() && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
  const tail = block && after.trim() && !after.startsWith("\n\n") ? (after.startsWith("\n") ? "\n" : "\n\n") : "";
  const insert = head + written + tail;
  editor.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + head.length + written.length },
    scrollIntoView: true,
    userEvent: "input.paste",
  });
  editor.focus();
};
