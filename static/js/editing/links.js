/* A link to an address, or to a post that is searched for: the text of the link is what was selected, or the post's title. */

import { typeAt } from "../typing.js";
import { openDialog } from "./dialog.js";
import { link } from "./marks.js";

const PAUSE = 250; // ms without a key
const ADDRESS = /^(https?:\/\/|mailto:|\/|#|www\.)\S*$/i;

export const chooseLink = (field, { links, failed, none }) => {
  const dialog = document.querySelector("#link-dialog");
  const query = dialog.querySelector("#link-query");
  const found = dialog.querySelector(".found");
  const error = dialog.querySelector(".editor-error");
  let timer = 0;
  let asked = 0;

  const insert = (title, address) => {
    const text = selected || title;
    const made = link(text, address);
    close(() => typeAt(field, field.selectionStart, field.selectionEnd, made, text ? made.length : 1));
  };

  const take = () => {
    const address = query.value.trim();
    if (ADDRESS.test(address)) insert("", address.replace(/^www\./i, "https://$&"));
    else search();
  };

  const search = async () => {
    clearTimeout(timer);
    const words = query.value.trim();
    const number = ++asked;
    error.textContent = "";
    if (!words || ADDRESS.test(words)) {
      found.replaceChildren();
      return;
    }
    let posts;
    try {
      const response = await fetch(`${links}?${new URLSearchParams({ q: words, language: field.lang })}`);
      ({ posts } = await response.json());
    } catch {
      error.textContent = failed;
      return;
    }
    if (number !== asked) return;
    if (!posts.length) error.textContent = none;
    found.replaceChildren(
      ...posts.map((post) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.lang = post.language;
        button.textContent = post.title;
        const note = document.createElement("span");
        note.className = "quiet";
        note.textContent = post.note;
        item.append(button, " ", note);
        button.addEventListener("click", () => insert(post.title, post.address));
        return item;
      }),
    );
  };

  query.value = "";
  error.textContent = "";
  found.replaceChildren();
  const { on, close, selected } = openDialog(dialog, field, { take });
  if (selected && !selected.includes("\n")) {
    query.value = selected;
    query.select();
    search();
  }
  on(query, "input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
};
