/* The form of a post: a toolbar above each text, a preview below it, and what is typed kept on the server.
   Without it the page is a plain form that works. */

import { chooseImage } from "./editing/images.js";
import { chooseLink } from "./editing/links.js";
import { around, atLines, code } from "./editing/marks.js";
import { watchPasting } from "./editing/paste.js";
import { showPreview } from "./editing/preview.js";
import { keepTyped } from "./editing/unsaved.js";

const form = document.querySelector("#post_form");
const tools = document.querySelector("#editor-tools");

const say = (message) => {
  document.querySelector("#editor-said").textContent = message;
};

const MARKS = {
  bold: around("**"),
  italic: around("*"),
  heading: atLines("## "),
  list: atLines("- "),
  quote: atLines("> "),
  code,
  link: chooseLink,
  image: chooseImage,
};
const KEYS = { KeyB: "bold", KeyI: "italic", KeyK: "link" };

/** One stop for the Tab key; within, the arrow keys go from button to button. */
const moveWithArrows = (toolbar) => {
  const buttons = [...toolbar.querySelectorAll("button")];
  const stop = (at) => buttons.forEach((button, number) => (button.tabIndex = number === at ? 0 : -1));
  stop(0);
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stop(to);
    buttons[to].focus();
  });
  toolbar.addEventListener("focusin", ({ target }) => stop(buttons.indexOf(target.closest("button"))));
};

const equip = (field) => {
  const toolbar = tools.querySelector(".editor-tools").cloneNode(true);
  const frame = document.createElement("iframe");
  frame.className = "editor-preview";
  frame.sandbox = "allow-same-origin";
  frame.hidden = true;
  const label = form.querySelector(`label[for="${field.id}"]`)?.textContent.replace(/:\s*$/, "") ?? "";
  toolbar.setAttribute("aria-label", `${tools.dataset.toolbar}: ${label}`);
  toolbar.setAttribute("aria-controls", field.id);
  frame.title = `${tools.dataset.shown} – ${label}`;
  const toggle = toolbar.querySelector("[data-mark=preview]");
  const preview = showPreview(form, field, frame, tools.dataset.preview.replace("LANGUAGE", field.lang));
  moveWithArrows(toolbar);
  toolbar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button === toggle) toggle.setAttribute("aria-pressed", preview.toggle());
    else MARKS[button.dataset.mark](field, tools.dataset);
  });
  field.addEventListener("keydown", (event) => {
    const mark = KEYS[event.code];
    if (!mark || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    MARKS[mark](field, tools.dataset);
  });
  watchPasting(field, (pictures) => say(tools.dataset.pictures.replace("NUMBER", pictures)));
  field.before(toolbar);
  field.after(frame);
};

// Rows that scroll sideways on a small screen are reached by the keyboard, even where none of them can be edited.
for (const box of document.querySelectorAll(".inline-group .tabular")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;

if (tools) {
  for (const field of form.querySelectorAll("textarea[name^=body_]")) equip(field);
  keepTyped(form, tools.dataset);
}
