/* What is pasted from a word processor or a page, as Markdown. Whoever wants it plain presses Ctrl+Shift+V. */

import { gfm } from "../../vendor/turndown/gfm.js";
import TurndownService from "../../vendor/turndown/turndown.js";
import { type } from "../typing.js";

const turndown = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*" });
turndown.use(gfm);
turndown.remove(["script", "style", "title", "meta", "link"]);
// Pictures of a clipboard lie on somebody's disk, or elsewhere on the web where readers' browsers may not fetch them.
turndown.addRule("picture", {
  filter: "img",
  replacement: (_content, image) => (image.alt ? `![${image.alt.replace(/[[\]\\\n]/g, " ")}]()` : ""),
});

/** The page's policy lets no style in, not even in a document that is never shown: what styles say is read as data. */
const parsed = (html) => {
  const named = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/i, " data-style="));
  return new DOMParser().parseFromString(named, "text/html").body;
};

/** Bold and italic by style, as Word and Google write them; lists that Word writes as paragraphs; what says nothing away. */
const tidied = (html) => {
  const body = parsed(html);
  for (const wrapper of body.querySelectorAll("b[id^='docs-internal-guid'], b[data-style*='font-weight:normal']")) wrapper.replaceWith(...wrapper.childNodes);
  for (const span of body.querySelectorAll("span[data-style], font[data-style]")) {
    const style = span.dataset.style;
    const names = [/font-weight:\s*(bold|[6-9]00)/i.test(style) ? "strong" : "", /font-style:\s*italic/i.test(style) ? "em" : ""].filter(Boolean);
    for (const name of names) {
      const mark = document.createElement(name);
      mark.append(...span.childNodes);
      span.append(mark);
    }
  }
  for (const one of body.querySelectorAll("p[class*='MsoListParagraph'], p[data-style*='mso-list']")) listed(one);
  for (const cell of body.querySelectorAll("td p:only-child, th p:only-child, li > p:only-child")) cell.replaceWith(...cell.childNodes);
  for (const table of body.querySelectorAll("table")) withHead(table);
  for (const empty of body.querySelectorAll("o\\:p, a[name]:not([href])")) empty.replaceWith(...empty.childNodes);
  return body;
};

/** A paragraph that Word has drawn a bullet or a number before → an item of the list above it, or of a new one. */
const listed = (paragraph) => {
  const sign = paragraph.querySelector("span[data-style*='mso-list:Ignore' i], span[data-style*='mso-list: Ignore' i]");
  const isNumbered = /^\s*\(?[\da-z]{1,3}[.)]/i.test(sign?.textContent ?? "");
  sign?.remove();
  const name = isNumbered ? "ol" : "ul";
  const above = paragraph.previousElementSibling;
  const list = above?.localName === name && above.dataset.pasted ? above : document.createElement(name);
  if (list !== above) {
    list.dataset.pasted = "list";
    paragraph.before(list);
  }
  const item = document.createElement("li");
  item.append(...paragraph.childNodes);
  list.append(item);
  paragraph.remove();
};

/** Markdown's tables begin with a row of headings: the first row is that where a table names none. */
const withHead = (table) => {
  const first = table.rows[0];
  if (!first || [...first.cells].every((cell) => cell.localName === "th")) return;
  for (const cell of [...first.cells]) {
    const head = document.createElement("th");
    head.append(...cell.childNodes);
    cell.replaceWith(head);
  }
};

const markdownOf = (body) =>
  turndown
    .turndown(body)
    .replace(/\u00a0/g, " ")
    .replace(/^([-*]|\d+\.) {2,}/gm, "$1 ")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Whether the HTML says more than its plain text does: what an editor copies out of a code editor does not. */
const saysMore = (html) => /<(h[1-6]|li|a|table|strong|em|b|i|blockquote|p|div|img)\b/i.test(html);

/** `say` is told how many pictures were left out: a clipboard has them on a disk, or elsewhere. */
export const watchPasting = (field, say) => {
  let isPlain = false;
  field.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyV";
  });
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (isPlain || !html || !saysMore(html)) return;
    const body = tidied(html);
    const pictures = body.querySelectorAll("img").length;
    const text = markdownOf(body);
    if (text) {
      event.preventDefault();
      type(field, text);
    } // else the browser pastes what there is as text
    if (pictures) say(pictures);
  });
};
