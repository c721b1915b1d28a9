"use strict";
(() => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const search = document.getElementById("search");
  const said = document.getElementById("found");
  const cards = [...document.querySelectorAll(".fiche")].map((card) => ({ card, text: null }));
  const groups = [...document.querySelectorAll(".axe")];
  const count = (number) => `${number} ${number < 2 ? "fiche" : "fiches"} sur ${cards.length}`;

  const filter = () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cards) {
      if (wanted.length && one.text === null) one.text = fold(one.card.textContent);
      one.card.hidden = !wanted.every((word) => one.text.includes(word));
      shown += !one.card.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(".fiche:not([hidden])");
    said.textContent = wanted.length ? count(shown) : "";
  };

  // A place that is filtered away or folded cannot be gone to: show it first.
  const reveal = (target) => {
    if (target.closest("[hidden]")) {
      search.value = "";
      filter();
    }
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  };

  const mark = () => {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const other = target.matches("a.v") ? target.id : null;
    if (other) for (const one of document.querySelectorAll(`a.v[id="${CSS.escape(other)}"]`)) one.classList.add("on");
    else if (target.nextElementSibling?.matches("a.v")) target.nextElementSibling.classList.add("on");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    reveal(target);
    // The same place twice in a row changes no hash, and the browser would stay where it is.
    if (link.hash === location.hash) target.scrollIntoView({ block: "center" });
  });
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.matches("a.v, .text span")) {
      target.scrollIntoView({ block: "center" });
      if (target.matches("a")) target.focus({ preventScroll: true });
    }
    mark();
  });
  search.addEventListener("input", filter);
  if (search.value) filter();
  mark();
})();
