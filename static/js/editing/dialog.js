/* A dialog that is opened for a field, and gives the field its focus and its selection back; `close(then)` goes on there. */

export const openDialog = (dialog, field, { take, enter = take }) => {
  const { selectionStart, selectionEnd } = field;
  const ending = new AbortController();
  const on = (target, event, handler) => target.addEventListener(event, handler, { signal: ending.signal });
  let last = () => {};
  const close = (then = last) => {
    last = then;
    dialog.close();
  };
  on(dialog, "click", ({ target }) => {
    if (target.closest("[data-close]")) close();
    if (target.closest("[data-take]")) take();
  });
  on(dialog, "keydown", (event) => {
    if (event.key !== "Enter" || event.target.localName !== "input") return;
    event.preventDefault(); // it would save the post
    enter();
  });
  on(dialog, "close", () => {
    ending.abort();
    field.focus();
    field.setSelectionRange(selectionStart, selectionEnd);
    last();
  });
  dialog.showModal();
  return { on, close, selected: field.value.slice(selectionStart, selectionEnd) };
};
