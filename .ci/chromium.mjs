// Headless Chromium, the same for all that look at pages with it, and axe-core's script.
// TOOLS names a folder with node_modules, BROWSER the program.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const { TOOLS, BROWSER } = process.env;
const require = createRequire(resolve(TOOLS, "package.json"));
const { chromium } = require("playwright-core");

export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const launch = (more = {}) =>
  chromium.launch({
    executablePath: BROWSER,
    args: [
      "--no-sandbox",
      "--headless",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
    ],
    ...more,
  });
