/* What the buttons of the toolbar do to a field with Markdown in it. */

import { typeAt } from "../typing.js";

/** Put `mark` around what is selected, or take it away where it stands there already. */
export const around = (mark) => (field) => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const selected = value.slice(start, end);
  const size = mark.length;
  if (value.slice(start - size, start) === mark && value.slice(end, end + size) === mark) {
    typeAt(field, start - size, end + size, selected, 0, selected.length);
  } else {
    typeAt(field, start, end, mark + selected + mark, size, selected.length);
  }
};

/** Put `sign` before every line of the selection, or take it away where each has it. */
export const atLines = (sign) => (field) => {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", Math.max(selectionEnd - 1, selectionStart));
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const isThere = lines.every((line) => line.startsWith(sign));
  const text = lines.map((line) => (isThere ? line.slice(sign.length) : line.trim() || lines.length === 1 ? sign + line : line)).join("\n");
  typeAt(field, start, end, text);
};

/** A piece of code in its line; lines of code in a block of their own. */
export const code = (field) => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const selected = value.slice(start, end);
  if (!selected.includes("\n")) {
    around("`")(field);
    return;
  }
  const fence = "`".repeat(Math.max(3, ...(selected.match(/`+/g) ?? []).map((ticks) => ticks.length + 1)));
  typeAt(field, start, end, `${fence}\n${selected.replace(/\n$/, "")}\n${fence}`);
};

/** Markdown of a link; what stands in `text` or `address` cannot end it. */
export const link = (text, address) => {
  const safe = address.trim().replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `[${text.replace(/[[\]\\]/g, "\\$&")}](${safe})`;
};

/** A block stands by itself: with an empty line before and after it. */
export const block = (field, text) => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const before = value.slice(0, start).trim() ? value.slice(0, start).match(/\n*$/)[0].length : 2;
  const after = value.slice(end).trim() ? value.slice(end).match(/^\n*/)[0].length : 2;
  const breaks = (number) => "\n".repeat(Math.max(0, 2 - number));
  typeAt(field, start, end, breaks(before) + text + breaks(after));
};
