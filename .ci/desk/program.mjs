// `chengbao desk` as a process, and its door without a browser.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import http from "node:http";
import net from "node:net";
import { resolve } from "node:path";

/// Nothing here is a matter of time; this only ends what hangs, on a machine with much else to do.
export const PATIENCE = 300_000;

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)(\/[0-9a-f]{32}\/)/;

/// By what a text is known: an edit says on which one it was made.
export const version = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

export class Desk {
  constructor(program, folder, ...options) {
    this.call = [resolve(program), ["desk", "--no-open", ...options, folder]];
  }

  /// Begins it; the address that it says.
  async start() {
    await this.spawn();
    return this.address;
  }

  spawn() {
    const [program, words] = this.call;
    this.process = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
    this.ended = new Promise((found) => this.process.on("exit", found));
    return new Promise((found, lost) => {
      let told = "";
      this.process.stdout.on("data", (chunk) => {
        told += chunk;
        const match = told.match(ADDRESS);
        if (!match) return;
        [this.address, this.port, this.path] = [match[0], Number(match[1]), match[2]];
        found();
      });
      this.process.on("exit", () => lost(new Error(`ended: ${told}`)));
    });
  }

  get runs() {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /// Ends it, as the system does where nothing is asked.
  async kill(signal = "SIGKILL") {
    if (this.runs) this.process.kill(signal);
    await this.ended;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /// One request: its status and its body, as JSON where it is.
  ask(path, { method = "GET", body, headers = {}, whole = false } = {}) {
    return new Promise((found, lost) => {
      const request = http.request(
        { host: "127.0.0.1", port: this.port, path: whole ? path : this.path + path, method, headers, agent: false },
        (answer) => {
          const chunks = [];
          answer.on("data", (chunk) => chunks.push(chunk));
          answer.on("error", lost);
          // One that was cut off is none.
          answer.on("aborted", () => lost(new Error("cut off")));
          answer.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            let json = null;
            try {
              json = JSON.parse(text);
            } catch {
              // A page, a picture, a word of refusal.
            }
            found({ status: answer.statusCode, headers: answer.headers, text, json });
          });
        },
      );
      request.on("error", lost);
      request.setTimeout(PATIENCE, () => request.destroy(new Error("no answer")));
      if (body !== undefined) request.write(body);
      request.end();
    });
  }

  get(path) {
    return this.ask(path);
  }

  post(path, body, headers = {}) {
    const bytes = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
    const all = {
      Origin: this.origin,
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(bytes),
      ...headers,
    };
    return this.ask(path, { method: "POST", body: bytes, headers: all });
  }

  /// Bytes to its door as they are; what comes back until it closes, or until `wait` is over.
  raw(bytes, wait = 10_000) {
    return new Promise((found) => {
      const chunks = [];
      const socket = net.connect(this.port, "127.0.0.1", () => socket.write(bytes));
      const done = () => {
        clearTimeout(timer);
        socket.destroy();
        found(Buffer.concat(chunks).toString("utf8"));
      };
      const timer = setTimeout(done, wait);
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("error", done);
      socket.on("close", done);
    });
  }

  /// Work that the page would ask for, to its end.
  async work(path, order) {
    const begun = await this.post(path, order);
    if (begun.status !== 200) return begun;
    for (;;) {
      const told = await this.get(`job/${begun.json.job}`);
      if (!told.json.running) return told;
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}
