// Drives `chengbao desk` in headless Chromium as a person would: a report from nothing to its
// signature, texts of the last period, trouble on the way, every state of the page. Stops at what
// axe-core finds, at a request to anywhere else, and at an error. With a folder as PICTURES a
// picture of each state is left there.
//
//   TOOLS=folder-with-node_modules BROWSER=/usr/bin/chromium [PICTURES=folder] \
//     node .ci/desk.mjs PROGRAM FILING [PART...]

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser, launch } from "./desk/browser.mjs";
import { Desk } from "./desk/program.mjs";
import { day } from "./desk/day.mjs";
import { trouble } from "./desk/trouble.mjs";
import { states } from "./desk/states.mjs";
import { scripts } from "./desk/scripts.mjs";
import { looked } from "./desk/looked.mjs";
import { end, fault } from "./desk/told.mjs";

const [program, original, ...wanted] = process.argv.slice(2);
const PARTS = { day, looked, trouble, states, scripts };
const chromium = await launch();

/// How the pages looked where it stopped.
const last = async (name) => {
  if (!process.env.PICTURES) return;
  const pages = chromium.contexts().flatMap((context) => context.pages());
  for (const [n, page] of pages.entries()) {
    await page.screenshot({ path: join(process.env.PICTURES, `stopped-${name}-${n + 1}.png`) });
    await page.context().close();
  }
};

for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const place = mkdtempSync(join(tmpdir(), "chengbao-desk-"));
  const folder = join(place, "填报");
  mkdirSync(folder);
  const desk = new Desk(program, folder);
  await desk.start();
  try {
    await part(new Browser(chromium, desk), folder, { desk, program, original });
  } catch (error) {
    fault(`${name}：${error.stack}`);
    await last(name);
  } finally {
    await desk.kill();
    rmSync(place, { recursive: true });
  }
}
await chromium.close();
end();
