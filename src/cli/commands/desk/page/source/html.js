// Preact with htm: what every component of the page is written in.

import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
export { Fragment } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { batch, computed, effect, signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";

/// Classes that are wanted, joined.
export const classes = (...names) => names.filter(Boolean).join(" ");
