/* A picture is uploaded, or one that is here used again, with what it shows in words; it stands in the text as a block of its own. */

import { openDialog } from "./dialog.js";
import { block } from "./marks.js";

const LARGEST = 10_000_000; // bytes
const PAUSE = 250; // ms without a key

export const chooseImage = (field, { upload, images, failed, large, uploading, none }) => {
  const dialog = document.querySelector("#image-dialog");
  const file = dialog.querySelector("#image-file");
  const texts = [...dialog.querySelectorAll("[data-alt]")];
  const own = texts.find((text) => text.dataset.alt === field.lang) ?? texts[0];
  const again = dialog.querySelector(".image-again");
  const query = dialog.querySelector("#image-query");
  const found = dialog.querySelector("[data-found]");
  const list = dialog.querySelector(".pictures");
  const button = dialog.querySelector("[data-take]");
  const uploads = (button.dataset.uploads ??= button.textContent);
  let isSending = false;
  let timer = 0;
  let asked = 0;
  let chosenAgain = ""; // key of the picture to use again

  const say = (name, message) => {
    const place = dialog.querySelector(`[data-error="${name}"]`) ?? dialog.querySelector("[data-error=file]");
    place.textContent = message;
  };
  const saySome = (errors) => {
    for (const place of dialog.querySelectorAll("[data-error]")) place.textContent = "";
    for (const [name, messages] of Object.entries(errors)) say(name === "alt" ? `alt-${own.dataset.alt}` : name, messages.join(" "));
    for (const input of [file, ...texts]) input.toggleAttribute("aria-invalid", document.getElementById(input.getAttribute("aria-describedby")).textContent !== "");
  };

  const choose = (key) => {
    chosenAgain = key;
    button.textContent = key ? button.dataset.again : uploads;
    for (const one of list.querySelectorAll("button")) one.setAttribute("aria-pressed", one.value === key);
  };

  const offer = ({ key, small, alt }) => {
    const item = document.createElement("li");
    const one = document.createElement("button");
    const picture = document.createElement("img");
    one.type = "button";
    one.value = key;
    one.setAttribute("aria-pressed", key === chosenAgain);
    picture.src = small;
    picture.loading = "lazy";
    const [language, words] = Object.entries(alt).find(([code]) => code === field.lang) ?? Object.entries(alt)[0] ?? [field.lang, ""];
    one.lang = language;
    one.title = picture.alt = words;
    one.append(picture);
    one.addEventListener("click", () => {
      choose(key);
      file.value = "";
      saySome({});
      for (const text of texts) text.value = alt[text.dataset.alt] ?? "";
      own.focus();
    });
    item.append(one);
    return item;
  };

  const search = async () => {
    clearTimeout(timer);
    const number = ++asked;
    let offered;
    try {
      const response = await fetch(`${images}?${new URLSearchParams({ q: query.value })}`);
      ({ images: offered } = await response.json());
    } catch {
      found.textContent = failed;
      return;
    }
    if (number !== asked) return;
    found.textContent = offered.length ? "" : none;
    list.replaceChildren(...offered.map(offer));
  };

  const take = async () => {
    if (isSending) return;
    const [chosen] = file.files;
    if (chosen?.size > LARGEST) {
      saySome({ file: [large] });
      return;
    }
    const data = new FormData();
    data.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    data.set("language", own.dataset.alt);
    for (const text of texts) data.set(`alt-${text.dataset.alt}`, text.value);
    if (chosen) data.set("file", chosen);
    else data.set("image", chosenAgain);
    isSending = true;
    saySome({ file: [uploading] });
    let told;
    try {
      const response = await fetch(upload, { method: "POST", body: data });
      told = await response.json();
    } catch {
      saySome({ file: [failed] });
      return;
    } finally {
      isSending = false;
    }
    saySome(told.errors ?? {});
    if (told.errors) return;
    const alt = told.alt.replace(/[[\]\\]/g, "\\$&").replace(/\s+/g, " ");
    close(() => block(field, `![${alt}](${told.address})`));
  };

  const enter = () => (document.activeElement === query ? search() : take());

  file.value = query.value = found.textContent = "";
  again.open = false;
  list.replaceChildren();
  for (const text of texts) text.value = "";
  saySome({});
  choose("");
  const { on, close } = openDialog(dialog, field, { take, enter });
  on(again, "toggle", () => again.open && !list.children.length && search());
  on(file, "change", () => choose(""));
  on(query, "input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
};
