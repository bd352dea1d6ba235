/* A text as the site shows it, in a frame below the field; it follows what is typed. */

const PAUSE = 300; // ms without a key

export const showPreview = (form, field, frame, address) => {
  let timer = 0;

  const fill = async () => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("title", form.elements[field.name.replace(/^body/, "title")]?.value ?? "");
    data.set("body", field.value);
    const response = await fetch(address, { method: "POST", body: data });
    const shown = frame.contentDocument;
    if (!response.ok || !shown?.querySelector(".prose")) return;
    shown.documentElement.dataset.theme = document.documentElement.dataset.theme ?? "auto"; // no script runs in the frame
    const made = new DOMParser().parseFromString(await response.text(), "text/html");
    shown.querySelector("h1").textContent = made.querySelector("h1").textContent;
    shown.querySelector(".prose").replaceWith(made.querySelector(".prose"));
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
      if (frame.hidden) return false;
      if (frame.src) fill();
      else {
        // A page of its own, with the site's styles, is asked for once; then only its text changes.
        frame.addEventListener("load", fill, { once: true });
        frame.src = address;
      }
      return true;
    },
  };
};
