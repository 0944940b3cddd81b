// Prompts of the file (【企业名称】): whoever fills in a form sees an empty field with the prompt in
// grey, and need not delete anything.

const ONLY_PROMPTS = /^\s*(【[^【】]*】\s*)+$/;

/// What a field shows of a text: nothing, where it is nothing but prompts.
export const visible = (text) => (typeof text === "string" && ONLY_PROMPTS.test(text) ? "" : text);

/// The prompt in words, for the empty field.
export const prompted = (text) =>
  typeof text === "string" && ONLY_PROMPTS.test(text) ? text.replace(/】\s*【/g, "\n").replace(/[【】]/g, "").trim() : null;
