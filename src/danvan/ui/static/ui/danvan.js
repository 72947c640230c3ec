// The side panel: it opens when htmx fills it, takes the focus, and gives it back when closed. Without this
// script every link leads to the page itself.
"use strict";
(() => {
  const panel = document.getElementById("panel");
  const body = document.getElementById("body");
  let opener = null;

  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    body.classList.remove("opened");
    document.querySelectorAll("[data-asked]").forEach((link) => delete link.dataset.asked);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== panel) return;
    const link = event.detail.requestConfig.elt;
    if (!panel.contains(link)) {
      document.querySelectorAll("[data-asked]").forEach((other) => delete other.dataset.asked);
      opener = link;
      opener.dataset.asked = "";
    }
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = panel.dataset.close;
    button.addEventListener("click", close);
    panel.prepend(button);
    panel.hidden = false;
    body.classList.add("opened");
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    // The sheet from below must not hide what was asked about.
    const place = opener.getBoundingClientRect();
    if (getComputedStyle(panel).position === "fixed" && place.bottom > panel.getBoundingClientRect().top) {
      window.scrollBy(0, place.top - window.innerHeight * 0.12);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  // A line that is down: the plain link still works.
  document.body.addEventListener("htmx:sendError", (event) => {
    const link = event.detail.elt.closest("a[href]");
    if (link) window.location.assign(link.href);
  });
})();
