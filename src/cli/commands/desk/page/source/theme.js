// Light or dark: as the system has it, or as somebody chose.

import { html, useState } from "./html.js";
import { browser } from "./keep.js";

const NEXT = { system: "light", light: "dark", dark: "system" };
const NAMES = { system: "随系统", light: "浅色", dark: "深色" };
const SIGNS = { system: "◐", light: "☀", dark: "☾" };

const applyTheme = () => {
  const theme = browser.read("深浅") ?? "system";
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  return theme;
};

export const ThemeButton = () => {
  const [theme, setTheme] = useState(applyTheme);
  const change = () => {
    browser.write("深浅", NEXT[theme]);
    setTheme(applyTheme());
  };
  return html`<button type="button" class="quiet" title=${`颜色：${NAMES[theme]}`} aria-label=${`颜色：${NAMES[theme]}，点一下换`} onClick=${change}>${SIGNS[theme]}</button>`;
};
