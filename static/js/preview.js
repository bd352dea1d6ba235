/* A text as the site shows it, in a frame: a page with the site's styles is asked for once, then only its text changes. */

/** Have `fill` called once the frame has its page. */
export const openPreview = (frame, address, fill) => {
  if (frame.contentDocument?.querySelector(".prose")) {
    fill();
    return;
  }
  frame.addEventListener("load", fill, { once: true });
  frame.src = address;
};

/** Show `title` and `body` as they are now. The frame's page, or null where it is still to come or the server did not answer. */
export const fillPreview = async (frame, address, form, { title, body }) => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("title", title);
  data.set("body", body);
  const response = await fetch(address, { method: "POST", body: data });
  const shown = frame.contentDocument;
  if (!response.ok || !shown?.querySelector(".prose")) return null;
  const made = new DOMParser().parseFromString(await response.text(), "text/html");
  shown.querySelector("h1").textContent = made.querySelector("h1").textContent;
  shown.querySelector(".prose").replaceWith(made.querySelector(".prose"));
  return shown;
};
