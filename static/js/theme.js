/* The reader's choice of light or dark, before the first paint. Without script, or without a choice, the system decides. */
(() => {
  const KEY = "theme";
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch {
      return "auto"; // storage is switched off
    }
  };

  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  show(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector(".theme");
    if (!form) return;
    const chosen = form.querySelector(`[value="${CSS.escape(stored())}"]`);
    if (chosen) chosen.checked = true;
    form.hidden = false;
    form.addEventListener("change", ({ target }) => {
      show(target.value);
      try {
        localStorage.setItem(KEY, target.value);
      } catch {
        // the choice holds until the page is left
      }
    });
  });

  // The same choice in every tab.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY) show(newValue);
  });
})();
