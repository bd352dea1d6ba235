/* Writing into a field as if it were typed, so that it can be undone. */

/** Put `text` in the place of what is selected. */
export const type = (field, text) => {
  field.focus();
  if (text ? document.execCommand("insertText", false, text) : document.execCommand("delete")) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Put `text` in the place of all there is. */
export const typeAll = (field, text) => {
  field.focus();
  field.select();
  type(field, text);
};

/** Put `text` between `start` and `end`, and select `length` characters of it from `from` on. */
export const typeAt = (field, start, end, text, from = text.length, length = 0) => {
  field.focus();
  field.setSelectionRange(start, end);
  type(field, text);
  field.setSelectionRange(start + from, start + from + length);
};
