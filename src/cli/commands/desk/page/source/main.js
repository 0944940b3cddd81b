// The page begins: styles, and the app in its place.

import "./desk.css";
import { render } from "preact";
import { html } from "./html.js";
import { App } from "./app.js";

render(html`<${App} />`, document.getElementById("app"));
