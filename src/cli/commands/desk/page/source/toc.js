// The form's chapters, each with how much is open in it.

import { html, classes, useEffect, useRef, useState } from "./html.js";
import { fieldsOf } from "./places.js";
import { isBlank } from "./field.js";

const within = (section) => ({ sections: [section] });

const countsOf = (section, store) => {
  const findings = store.findings.value.sections.get(section.id) ?? [];
  const blanks = fieldsOf(within(section)).filter((field) => ("blank" in field ? isBlank(field, field.value) : false)).length;
  return {
    errors: findings.filter(({ severity }) => severity === "error").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
    blanks,
  };
};

export const Contents = ({ form, store, pane }) => {
  const [current, setCurrent] = useState(form.sections[0]?.id);
  const [open, setOpen] = useState(false);
  // The chapter that was gone to, which does not come to the top where the form ends below it.
  const wanted = useRef(null);
  useEffect(() => {
    const node = pane.current;
    if (!node) return undefined;
    let waiting = 0;
    const see = () => {
      waiting = 0;
      const top = node.getBoundingClientRect().top + 120;
      const heads = [...node.querySelectorAll(".chapter")];
      const last = heads.filter((one) => one.getBoundingClientRect().top <= top).at(-1) ?? heads[0];
      if (node.scrollTop + node.clientHeight < node.scrollHeight - 4) wanted.current = null;
      const id = wanted.current ?? last?.id.replace("section-", "");
      if (id) setCurrent(id);
    };
    const scrolled = () => { waiting ||= requestAnimationFrame(see); };
    node.addEventListener("scroll", scrolled, { passive: true });
    see();
    return () => node.removeEventListener("scroll", scrolled);
  }, [form.sections.length]);

  const go = (id) => {
    setOpen(false);
    wanted.current = id;
    setCurrent(id);
    const first = fieldsOf(within(form.sections.find((one) => one.id === id))).find(({ place }) => place);
    if (first) store.point(first.path);
    const section = document.getElementById(`section-${id}`);
    section?.scrollIntoView({ block: "start", behavior: "instant" });
    section?.focus({ preventScroll: true });
  };
  const name = form.sections.find(({ id }) => id === current)?.title;
  return html`
    <nav class=${classes("contents", open && "open")} aria-label="目录">
      <button type="button" class="contents-toggle" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}>☰ ${name ?? "目录"}</button>
      <ol>
        ${form.sections.map((section) => {
          const { errors, warnings, blanks } = countsOf(section, store);
          return html`<li key=${section.id}>
            <a href=${`#section-${section.id}`} aria-current=${section.id === current ? "true" : undefined}
              onClick=${(event) => { event.preventDefault(); go(section.id); }}>
              <span>${section.title}</span>
              <span class="counts">
                ${blanks > 0 && html`<span class="number open" title=${`${blanks} 处没填`}>${blanks}<span class="unseen"> 处没填</span></span>`}
                ${errors > 0 && html`<span class="number error" title=${`${errors} 处错误`}>${errors}<span class="unseen"> 处错误</span></span>`}
                ${warnings > 0 && html`<span class="number warning" title=${`${warnings} 处警告`}>${warnings}<span class="unseen"> 处警告</span></span>`}
              </span>
            </a>
          </li>`;
        })}
      </ol>
    </nav>
  `;
};
