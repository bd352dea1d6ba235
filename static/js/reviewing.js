/* The review queue's keys: Alt, Shift and the letter that a button names. Without it the page is a plain form that works. */

addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
  const button = document.querySelector(`.review-buttons [data-key="${CSS.escape(event.code)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
