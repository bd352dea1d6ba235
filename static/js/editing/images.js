/* A picture is uploaded with what it shows in words, and stands in the text as a block of its own. */

import { openDialog } from "./dialog.js";
import { block } from "./marks.js";

const LARGEST = 10_000_000; // bytes

export const chooseImage = (field, { upload, failed, large, uploading }) => {
  const dialog = document.querySelector("#image-dialog");
  const file = dialog.querySelector("#image-file");
  const texts = [...dialog.querySelectorAll("[data-alt]")];
  const own = texts.find((text) => text.dataset.alt === field.lang) ?? texts[0];
  let isSending = false;

  const say = (name, message) => {
    const place = dialog.querySelector(`[data-error="${name}"]`) ?? dialog.querySelector("[data-error=file]");
    place.textContent = message;
  };
  const saySome = (errors) => {
    for (const place of dialog.querySelectorAll("[data-error]")) place.textContent = "";
    for (const [name, messages] of Object.entries(errors)) say(name === "alt" ? `alt-${own.dataset.alt}` : name, messages.join(" "));
    for (const input of [file, ...texts]) input.toggleAttribute("aria-invalid", document.getElementById(input.getAttribute("aria-describedby")).textContent !== "");
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

  file.value = "";
  for (const text of texts) text.value = "";
  saySome({});
  const { close } = openDialog(dialog, field, { take });
};
