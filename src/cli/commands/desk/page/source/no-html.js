// Stands for @codemirror/lang-html (bundle.mjs): a report's Markdown has no HTML in it.

const nothing = { language: { parser: undefined }, support: [] };
export const html = () => nothing;
export const htmlCompletionSource = () => null;
