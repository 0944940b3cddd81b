// A picture for a text: chosen, dropped or pasted; stored beside the file; with words for those who
// do not see it.

import { html, useEffect, useRef, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { ofFiling, upload } from "./net.js";

const MOST = 20 * 1024 * 1024;

/// What browsers paste as other kinds, drawn anew as PNG.
const asStored = async (file) => {
  if (/^image\/(png|jpeg|svg\+xml)$/.test(file.type)) return file;
  const drawn = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(drawn.width, drawn.height);
  canvas.getContext("2d").drawImage(drawn, 0, 0);
  const png = await canvas.convertToBlob({ type: "image/png" });
  return new File([png], file.name.replace(/\.\w+$/, "") + ".png", { type: "image/png" });
};

export const PictureDialog = ({ store, file: first, onDone, onClose }) => {
  const [file, setFile] = useState(first);
  const [address, setAddress] = useState(null);
  const [words, setWords] = useState("");
  const [caption, setCaption] = useState("");
  const [fault, setFault] = useState(null);
  const [busy, setBusy] = useState(false);
  const input = useRef(null);

  useEffect(() => {
    if (!file) return undefined;
    // The page's policy takes no other pictures than its own and these.
    const reader = new FileReader();
    reader.onload = () => setAddress(reader.result);
    reader.readAsDataURL(file);
    return () => { reader.onload = null; };
  }, [file]);

  const take = (chosen) => {
    if (!chosen) return;
    setFault(null);
    if (!/^image\//.test(chosen.type)) setFault("这不是图片，要 PNG、JPEG 或 SVG。");
    else if (chosen.size > MOST) setFault("图片超过 20 MB，先缩小再插入。");
    else setFile(chosen);
  };

  const insert = async (event) => {
    event.preventDefault();
    if (!file) return setFault("还没有选图片。");
    if (!words.trim()) return setFault("写上说明文字：图上是什么。看不见图的人听到的是它。");
    setBusy(true);
    try {
      const { file: stored } = await upload(ofFiling(store.name, "picture"), await asStored(file));
      const said = words.trim().replace(/[[\]\n]/g, "");
      const title = caption.trim() && ` "${caption.trim().replace(/["\\\n]/g, "")}"`;
      onDone(`![${said}](${/[\s()]/.test(stored) ? `<${stored}>` : stored}${title})`);
    } catch (error) {
      setFault(error.message);
      setBusy(false);
    }
    return undefined;
  };

  return html`
    <${Dialog} title="插入图片" onClose=${onClose}>
      <form onSubmit=${insert}>
        <div class="drop" onDragOver=${(e) => e.preventDefault()} onDrop=${(e) => { e.preventDefault(); take(e.dataTransfer.files[0]); }}
          onPaste=${(e) => take(e.clipboardData.files[0])}>
          ${file && address ? html`<img class="seen-picture" src=${address} alt="" />` : html`<p class="soft">把图片拖到这里，或按 Ctrl+V 粘贴，或</p>`}
          <button type="button" onClick=${() => input.current.click()}>${file ? "换一张…" : "选择图片…"}</button>
          <input ref=${input} class="unseen" type="file" tabindex="-1" aria-label="图片文件" accept="image/png,image/jpeg,image/svg+xml" onChange=${(e) => take(e.target.files[0])} />
          ${file && html`<p class="soft">${file.name}</p>`}
        </div>
        <label class="stacked">说明文字（图上是什么）
          <input value=${words} aria-describedby="picture-words" onInput=${(e) => setWords(e.target.value)} placeholder="如：2020年下半年投诉处理流程图" />
        </label>
        <p id="picture-words" class="soft">读给看不见图的人听，不印出来。</p>
        <label class="stacked">图题（印在图下面，可以不写）
          <input value=${caption} onInput=${(e) => setCaption(e.target.value)} placeholder="如：图1 投诉处理流程" />
        </label>
        ${fault && html`<p class="fault" role="alert">${fault}</p>`}
        <div class="actions">
          <button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" disabled=${busy}>插入</button>
        </div>
      </form>
    <//>
  `;
};
