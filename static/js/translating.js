/* The translator's screen: keys, saving without leaving, the preview. Without it the page is a plain form that works. */

import { fillPreview, openPreview } from "./preview.js";
import { typeAll } from "./typing.js";

const form = document.querySelector("#translate_form");
const said = form.querySelector("#said");
const frame = form.querySelector("iframe");
const fields = () => [...form.querySelectorAll(".of-target :is(textarea, input[type=text])")];
const pairOf = (element) => element?.closest?.(".pair");

// What is not saved

let saved = "";
let isLeaving = false;

const content = () => JSON.stringify(fields().map((field) => field.value));
let isChanged = false; // comparing all at each key would be slow: looked at when it matters

const leaveWarning = (event) => {
  if (!isLeaving && isChanged && content() !== saved) event.preventDefault();
};

const say = (message) => {
  said.textContent = message;
};

form.addEventListener("input", (event) => {
  if (!event.target.closest(".of-target")) return;
  if (!isChanged) {
    isChanged = true;
    say(form.dataset.unsaved);
  }
  schedulePreview();
});

// Saving

let isSaving = false;

const showErrors = (errors) => {
  for (const old of form.querySelectorAll(".errornote.of-save")) old.remove();
  for (const [name, messages] of Object.entries(errors)) {
    const field = form.querySelector(`[id="id_${name || "title"}"]`) ?? fields()[0];
    for (const message of messages) {
      const note = document.createElement("p");
      note.className = "errornote of-save";
      note.textContent = message;
      field.before(note);
    }
    field.focus();
  }
};

const save = async () => {
  if (isSaving) return false;
  isSaving = true;
  say(form.dataset.saving);
  const before = content();
  let response, told;
  try {
    response = await fetch(form.action || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (response.status === 409) {
      // Somebody else saved meanwhile: the page that shows both texts.
      isLeaving = true;
      form.submit();
      return false;
    }
    told = await response.json();
  } catch {
    say(form.dataset.failed);
    return false;
  } finally {
    isSaving = false;
  }
  showErrors(told.errors ?? {});
  if (!response.ok) {
    say(form.dataset.unsaved);
    return false;
  }
  form.elements.loaded.value = told.loaded;
  form.querySelector("#checks").innerHTML = told.checks; // made by our own templates
  document.querySelector("#facts").innerHTML = told.facts;
  const slug = form.elements.slug;
  if (!slug.value) slug.value = told.slug;
  saved = before;
  isChanged = content() !== before;
  say(told.said);
  return true;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});

// Going from block to block

const goTo = (field) => {
  if (!field) {
    say(form.dataset.none);
    return;
  }
  pairOf(field).scrollIntoView({ block: "nearest" });
  field.focus();
};

const step = (offset) => {
  const all = fields();
  const at = all.indexOf(pairOf(document.activeElement)?.querySelector(".of-target :is(textarea, input[type=text])"));
  goTo(all[at + offset]);
};

/** The next field, from where the focus is and then from the top, that ``isWanted``. */
const next = (isWanted) => {
  const all = fields();
  const at = all.indexOf(document.activeElement);
  goTo([...all.slice(at + 1), ...all.slice(0, at + 1)].find((field) => isWanted(field, pairOf(field))));
};

const markdownOf = (pair) => pair.querySelector(".markdown")?.textContent ?? "";

const current = () => pairOf(document.activeElement) ?? pairOf(fields()[0]);
const fieldOf = (pair) => pair.querySelector(".of-target :is(textarea, input[type=text])");

// The preview

const PAUSE = 300; // ms without a key
let timer = 0;

const preview = async () => {
  const blocks = [...form.querySelectorAll("[name^=block-]")];
  const body = blocks.map((block) => block.value.trim()).filter(Boolean).join("\n\n");
  if (await fillPreview(frame, form.dataset.preview, form, { title: form.elements.title.value, body })) followFocus();
};

/** Scroll the preview to about where the translator is. */
const followFocus = () => {
  const blocks = [...form.querySelectorAll("[name^=block-]")];
  const at = blocks.indexOf(document.activeElement);
  if (at < 0) return;
  const above = blocks.slice(0, at).filter((block) => block.value.trim()).length;
  const shown = frame.contentDocument?.querySelector(".prose")?.children[above];
  if (shown) frame.contentWindow.scrollTo(0, shown.offsetTop - frame.clientHeight / 3);
};

const schedulePreview = () => {
  if (!("previewShown" in form.dataset)) return;
  clearTimeout(timer);
  timer = setTimeout(preview, PAUSE);
};

const togglePreview = () => {
  const pane = form.querySelector(".translate-preview");
  pane.hidden = !pane.hidden;
  if (pane.hidden) {
    delete form.dataset.previewShown;
    return;
  }
  form.dataset.previewShown = "";
  openPreview(frame, form.dataset.preview, preview);
};

form.addEventListener("focusin", () => {
  if ("previewShown" in form.dataset) followFocus();
});

// What can be done, by button and by key

const press = (name, isPressed) => form.querySelector(`[data-do=${name}]`)?.setAttribute("aria-pressed", isPressed);

const deeds = {
  untranslated: () => next((field, pair) => !field.value.trim() && markdownOf(pair).trim()),
  changed: () => next((_field, pair) => pair.querySelector(".diff") !== null),
  diff: () => {
    const isShown = form.dataset.diff === "off";
    form.dataset.diff = isShown ? "on" : "off";
    press("diff", isShown);
  },
  markdown: () => {
    const isMarkdown = form.dataset.source !== "markdown";
    form.dataset.source = isMarkdown ? "markdown" : "rendered";
    press("markdown", isMarkdown);
  },
  preview: () => {
    togglePreview();
    press("preview", "previewShown" in form.dataset);
  },
  help: () => {
    const panel = form.querySelector("#keys");
    panel.hidden = !panel.hidden;
    form.querySelector("[data-do=help]").setAttribute("aria-expanded", !panel.hidden);
    if (!panel.hidden) panel.scrollIntoView({ block: "nearest" });
  },
  copy: () => typeAll(fieldOf(current()), markdownOf(current())),
  take: () => {
    const offered = current().querySelector(".offered");
    if (offered) typeAll(fieldOf(current()), offered.textContent);
    else say(form.dataset.none);
  },
  source: () => {
    const pair = current();
    (document.activeElement.closest(".of-source") ? fieldOf(pair) : pair.querySelector(".of-source")).focus();
  },
};

const KEYS = { KeyU: "untranslated", KeyC: "changed", KeyD: "diff", KeyO: "copy", KeyM: "take", KeyS: "source", KeyP: "preview", KeyH: "help" };

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    save().then((isDone) => isDone && step(1));
  } else if (event.altKey && event.shiftKey && !event.ctrlKey) {
    if (event.code === "ArrowDown" || event.code === "ArrowUp") {
      event.preventDefault();
      step(event.code === "ArrowDown" ? 1 : -1);
    } else if (KEYS[event.code]) {
      event.preventDefault();
      deeds[KEYS[event.code]]();
    }
  }
});

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.do) deeds[button.dataset.do]();
  if (button.matches(".copy")) typeAll(fieldOf(pairOf(button)), markdownOf(pairOf(button)));
  if (button.matches(".take")) typeAll(fieldOf(pairOf(button)), button.parentElement.querySelector(".offered").textContent);
});

// A warning's link leads into its field.
form.querySelector("#checks").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  goTo(document.getElementById(link.hash.slice(1)));
});

addEventListener("beforeunload", leaveWarning);
document.querySelector(".still-valid")?.addEventListener("submit", () => {
  isLeaving = content() === saved;
});
for (const hidden of form.querySelectorAll(".translate-tools, button[hidden]")) hidden.hidden = false;
saved = content();
