// A report is dropped or chosen; words and what is said of them light up together. Without this script the form is
// sent by its button, and words and findings are linked both ways.
"use strict";
(() => {
  const drop = document.querySelector(".drop");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    const busy = drop.querySelector(".busy");
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) drop.classList.remove("over");
    });
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop.classList.remove("over");
      input.files = event.dataTransfer.files;
      drop.requestSubmit();
    });
    drop.addEventListener("submit", () => {
      busy.textContent = drop.dataset.busy;
    });
    // Back from the findings the form stands ready again.
    window.addEventListener("pageshow", () => {
      busy.textContent = "";
    });
  }

  const page = document.querySelector(".doubting");
  if (!page) return;

  function light(identity, on) {
    const told = document.getElementById(identity);
    if (!told) return;
    const list = told.closest(".findings");
    told.toggleAttribute("data-asked", on);
    page.querySelectorAll(`.asked > a[href="#${identity}"]`).forEach((link) => {
      link.parentElement.toggleAttribute("data-asked", on);
    });
    // Beside the text the list moves along; below it the page must not jump.
    if (on && getComputedStyle(list).position === "sticky") {
      const place = told.offsetTop - list.offsetTop;
      const seen = list.scrollTop + list.clientHeight;
      if (place < list.scrollTop || place + told.offsetHeight > seen) list.scrollTo({ top: place - 16 });
    }
  }

  // At the foot of the window what is said stands above the words.
  function raise(mark) {
    const tip = mark.querySelector(".tip");
    mark.removeAttribute("data-foot");
    mark.toggleAttribute("data-foot", tip.getBoundingClientRect().bottom > window.innerHeight);
  }

  function asked(event) {
    const mark = event.target.closest && event.target.closest(".asked");
    return mark && mark.querySelector("a").hash.slice(1);
  }

  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    page.addEventListener(begin, (event) => {
      page.classList.remove("calm");
      const identity = asked(event);
      if (identity) {
        raise(event.target.closest(".asked"));
        light(identity, true);
      }
    });
    page.addEventListener(end, (event) => {
      const identity = asked(event);
      if (identity) light(identity, false);
    });
  }

  // Where only one sort of findings is shown, the next one is the next of that sort.
  page.addEventListener("click", (event) => {
    const next = event.target.closest && event.target.closest("a[data-next]");
    if (!next) return;
    let card = document.querySelector(next.hash);
    while (card && !card.offsetParent) card = card.nextElementSibling;
    event.preventDefault();
    if (card) window.location.hash = card.id;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") page.classList.add("calm");
  });
})();
