/* What is typed is kept on the server, apart from the post, until it is saved; whoever leaves before that is asked. */

const PAUSE = 3_000; // ms without a key
const TEXTS = "[name^=title_], [name^=slug_], [name^=summary_], [name^=body_]";

export const keepTyped = (form, { keep, failed }) => {
  const said = document.querySelector("#editor-said");
  let timer = 0;
  let isChanged = false;
  let isSaving = false;

  const send = async () => {
    const data = new FormData();
    for (const field of form.querySelectorAll(TEXTS)) data.set(field.name, field.value);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("loaded", form.elements.loaded?.value ?? "");
    try {
      const response = await fetch(keep, { method: "POST", body: data });
      said.textContent = response.headers.get("Content-Type")?.includes("json") ? (await response.json()).said : failed;
    } catch {
      said.textContent = failed;
    }
  };

  form.addEventListener("input", ({ target }) => {
    if (!target.name) return; // of a dialog
    isChanged = true;
    if (!target.matches(TEXTS)) return;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", () => {
    isSaving = true;
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSaving) event.preventDefault();
  });
};
