// Packs the page: `node bundle.mjs` writes bundle/desk.js, bundle/desk.css and bundle/LICENCES.txt.
// The same sources and lock file give the same bytes. With --watch it packs again at each change,
// unminified.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const watching = process.argv.includes("--watch");

// lang-markdown brings the languages HTML, CSS and JavaScript, for code within Markdown. A report
// has none: there HTML is text.
const withoutHtml = {
  name: "without-html",
  setup(build) {
    build.onResolve({ filter: /^@codemirror\/lang-html$/ }, () => ({
      path: join(here, "source", "no-html.js"),
    }));
  },
};

// style-mod writes CodeMirror's styles into a <style> of the page's head, which a strict policy
// forbids, and into an adopted style sheet only within a shadow root. Ours adopts always.
const adoptedStyles = {
  name: "adopted-styles",
  setup(build) {
    build.onLoad({ filter: /style-mod\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text.replace("!root.head && root.adoptedStyleSheets", "root.adoptedStyleSheets");
      if (contents === text) throw new Error("style-mod is another: see whether it adopts style sheets");
      return { contents };
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: { desk: "source/main.js" },
  outdir: "bundle",
  bundle: true,
  format: "iife",
  target: ["es2020", "chrome100", "firefox102", "safari15.4"],
  charset: "utf8",
  legalComments: "none",
  minify: !watching,
  sourcemap: watching ? "inline" : false,
  metafile: true,
  external: ["*.svg"],
  plugins: [withoutHtml, adoptedStyles],
  logLevel: "info",
};

/// The folder of the package that a bundled file is of.
const packageOf = (file) => {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return null;
  const parts = file.slice(at + "node_modules/".length).split("/");
  const name = parts[0].startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
  return `${file.slice(0, at)}node_modules/${name}`;
};

const originOf = ({ repository, homepage }) => {
  const url = typeof repository === "string" ? repository : repository?.url;
  return (url ?? homepage ?? "").replace(/^git\+/, "").replace(/\.git$/, "");
};

const licenceOf = (folder) => {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!name) throw new Error(`${folder} has no licence`);
  return readFileSync(join(folder, name), "utf8").replace(/\r\n/g, "\n").trim();
};

const licences = (inputs) => {
  const folders = [...new Set(Object.keys(inputs).map(packageOf).filter(Boolean))];
  const parts = folders.map((folder) => {
    const about = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const head = `${about.name} ${about.version} (${about.license})\n${originOf(about)}`;
    return [about.name, `${head}\n\n${licenceOf(join(here, folder))}\n`];
  });
  parts.sort(([a], [b]) => (a < b ? -1 : 1));
  const rule = `\n${"─".repeat(72)}\n\n`;
  return `What desk.js and desk.css are made of, besides this project's own source/.\n${rule}${parts
    .map(([, text]) => text)
    .join(rule)}`;
};

if (watching) {
  await (await context(options)).watch();
} else {
  if (!existsSync(join(here, "node_modules"))) throw new Error("first: npm ci");
  mkdirSync(join(here, "bundle"), { recursive: true });
  const { metafile } = await build(options);
  writeFileSync(join(here, "bundle", "LICENCES.txt"), licences(metafile.inputs));
}
