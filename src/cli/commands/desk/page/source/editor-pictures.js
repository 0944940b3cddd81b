// Pictures of a text, shown small below the line that names them.

import { syntaxTree } from "@codemirror/language";
import { Decoration, WidgetType } from "@codemirror/view";
import { drawn } from "./markdown-marks.js";
import { part } from "./net.js";

/// The address of a picture as its Markdown has it: a file beside the filing, or null.
export const fileOfPicture = (written) => {
  const file = written.replace(/^<|>$/g, "");
  return /^[^:\\]+\.(png|jpe?g|svg)$/i.test(file) && !file.startsWith("/") ? file : null;
};

class Thumbnail extends WidgetType {
  constructor(file) {
    super();
    this.file = file;
  }

  eq(other) {
    return other.file === this.file;
  }

  toDOM(view) {
    const picture = document.createElement("img");
    picture.className = "md-thumbnail";
    // Its words stand in the line above.
    picture.alt = "";
    picture.src = `picture/${part(this.file)}`;
    picture.onload = () => view.requestMeasure();
    picture.onerror = () => picture.remove();
    return picture;
  }

  ignoreEvent() {
    return false;
  }
}

const decorate = (view) => {
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from, to,
      enter: ({ name, node, to: end }) => {
        if (name !== "Image") return;
        const url = node.getChild("URL");
        const file = url && fileOfPicture(view.state.sliceDoc(url.from, url.to));
        if (file) found.push(Decoration.widget({ widget: new Thumbnail(file), side: 1 }).range(end));
      },
    });
  }
  return Decoration.set(found, true);
};

export const pictures = drawn(decorate);
