// Requests to the program that shows this page, and its streams of news. Addresses are relative:
// the page stands below a secret of its own.

/// What the program answered instead of what was asked for.
export class Refused extends Error {
  constructor(status, body) {
    super(body?.message ?? "没有做成");
    this.status = status;
    this.body = body;
  }
}

/// The program does not answer: it ended, or is about to begin again.
export class Away extends Error {}

const read = async (answer) => {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() || "没有做成" };
  }
};

const ask = async (address, options) => {
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new Away("没有连上");
  }
  if (answer.status >= 502) throw new Away("没有连上");
  let body;
  try {
    body = await read(answer);
  } catch {
    throw new Away("没有连上");
  }
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
};

export const part = encodeURIComponent;

/// `filing/<name>/<rest>`, as an address.
export const ofFiling = (name, rest) => `filing/${part(name)}/${rest}`;

export const get = (address) => ask(address);

export const post = (address, body = {}) =>
  ask(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    ...outliving(JSON.stringify(body)),
  });

/// A body that is sent though the page is being closed; browsers do that for small ones only.
const outliving = (body) => ({ body, keepalive: body.length < 20_000 });

/// Sends a file's bytes; gives what the program calls it.
export const upload = (address, file) =>
  ask(`${address}?name=${part(file.name || "粘贴的图片.png")}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });

/// An identifier that no other edit, tab or session has.
export const unique = () =>
  [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

/// By which the program knows this tab's streams from the others'.
const tab = unique().slice(0, 16);

/// Listens for news while the page is seen. A browser opens six connections to a host in all its
/// tabs: hidden ones that kept theirs would leave the seventh waiting for ever. A stream begins
/// with the newest, so a page that is seen again is new at once. Gives what ends it.
export const listen = (address, { news, lost, found }) => {
  let stream = null;
  let later = 0;
  let ended = false;
  const open = () => {
    clearTimeout(later);
    stream?.close();
    stream = null;
    if (document.hidden || ended) return;
    const mine = new EventSource(`${address}/${tab}`);
    stream = mine;
    mine.addEventListener("message", (event) => {
      found();
      news(event.data);
    });
    mine.addEventListener("open", found);
    mine.addEventListener("error", () => {
      if (mine !== stream) return;
      lost();
      // Most browsers try again by themselves; some give up where nobody answers.
      if (mine.readyState === EventSource.CLOSED) later = setTimeout(open, 1000);
    });
  };
  document.addEventListener("visibilitychange", open);
  open();
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", open);
    clearTimeout(later);
    stream?.close();
  };
};
