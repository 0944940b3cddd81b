// A piece of the program's work, followed until it is done.

import { html, useEffect, useRef, useState } from "./html.js";
import { get, post } from "./net.js";
import { linesOf, plainly } from "./program-words.js";

const SOON = 150;
const LATER = 500;

/// Starts work and follows it: `[job, start, forget]`. A job is `{ running, lines, ok, code, data, files,
/// filing }`, or null. `start(address, body)` is fulfilled with the finished job.
export const useJob = () => {
  const [job, setJob] = useState(null);
  const mine = useRef({ run: 0, id: null });
  useEffect(() => () => { mine.current.run += 1; }, []);

  const start = async (address, body) => {
    const run = (mine.current.run += 1);
    const isMine = () => mine.current.run === run;
    const show = (next) => { if (isMine()) setJob(next); return next; };
    mine.current.id = null;
    show({ running: true, lines: [], files: [] });
    try {
      const { job: id } = await post(address, body);
      if (isMine()) mine.current.id = id;
      for (let wait = SOON; ; wait = Math.min(LATER, wait * 1.3)) {
        await new Promise((done) => setTimeout(done, wait));
        if (!isMine()) return null;
        let now;
        try {
          now = await get(`job/${encodeURIComponent(id)}`);
        } catch (error) {
          // The program may be away for a moment; that it forgot the job it says.
          if (error.status) throw error;
          continue;
        }
        show({ ...now, lines: now.lines ?? [], files: now.files ?? [] });
        if (!now.running) return now;
      }
    } catch (error) {
      return show({ running: false, lines: [error.message], ok: false, code: 2, data: null, files: [], filing: null });
    }
  };
  const stop = () => mine.current.id && post(`job/${encodeURIComponent(mine.current.id)}/stop`).catch(() => {});
  const forget = () => { mine.current.run += 1; setJob(null); };
  return { job, start, stop, forget };
};

/// What a running job says.
export const Progress = ({ job, stop, says }) => html`
  <div class="progress">
    <progress aria-label=${says}></progress>
    <p aria-live="polite">${plainly(job.lines.at(-1) || `${says}…`)}</p>
    ${stop && html`<button type="button" class="quiet" onClick=${stop}>停下</button>`}
  </div>`;

/// The lines of a job, as they came.
export const Lines = ({ lines }) => {
  const shown = linesOf(lines);
  return shown.length ? html`<pre class="lines" tabindex="0" aria-label="程序说的话">${shown.join("\n")}</pre>` : null;
};
