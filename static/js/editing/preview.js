/* A text as the site shows it, in a frame below the field; it follows what is typed. */

import { fillPreview, openPreview } from "../preview.js";

const PAUSE = 300; // ms without a key

export const showPreview = (form, field, frame, address) => {
  let timer = 0;

  const fill = async () => {
    const title = form.elements[field.name.replace(/^body/, "title")]?.value ?? "";
    const shown = await fillPreview(frame, address, form, { title, body: field.value });
    if (shown) shown.documentElement.dataset.theme = document.documentElement.dataset.theme ?? "auto"; // no script runs there
  };

  field.addEventListener("input", () => {
    if (frame.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(fill, PAUSE);
  });

  return {
    /** Whether it shows now. */
    toggle() {
      frame.hidden = !frame.hidden;
      if (!frame.hidden) openPreview(frame, address, fill);
      return !frame.hidden;
    },
  };
};
