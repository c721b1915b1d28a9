// The review works without this script; with it, keys replace clicks and a selection fills the form that adds a value.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const values = [...document.querySelectorAll("li.value")];
  const here = () => values.findIndex((one) => one.contains(document.activeElement) || one.classList.contains("here"));

  const go = (place) => {
    if (!values.length) return;
    const next = values[(place + values.length) % values.length];
    values.forEach((one) => one.classList.toggle("here", one === next));
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    const text = $(`t-${next.dataset.value}`);
    document.querySelectorAll(".text .on").forEach((one) => one.classList.remove("on"));
    if (text) {
      text.classList.add("on");
      const top = text.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      if (top < 0 || top > panel.clientHeight - 30) panel.scrollTop += top - panel.clientHeight / 3;
    }
  };
  const act = (name) => {
    const place = here();
    const found = place >= 0 && values[place].querySelector(`[data-act="${name}"]`);
    if (found) found.click();
    return Boolean(found);
  };
  const follow = (id) => { const link = $(id); if (link) link.click(); };

  const panel = $("texte");
  // After a form was sent, the page begins where it was sent from.
  const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
  const inValue = target && target.closest("li.value");
  const added = $("ajouter-valeur");
  addEventListener("load", () => {
    // Who is typing before the page has come whole keeps the field: what is typed next would go to another.
    const at = document.activeElement;
    if (at && at !== target && at.matches("input, select, textarea")) { /* theirs */ }
    else if ($("erreur")) $("erreur").focus();
    else if (inValue) {
      go(values.indexOf(inValue));
      target.focus();
    } else if (added) added.form.querySelector("input:not([type=hidden]), select").focus();
    const doubt = $("signalement") && panel && panel.querySelector(".diagnostic");
    if (doubt && !inValue) panel.scrollTop += doubt.getBoundingClientRect().top - panel.getBoundingClientRect().top - 60;
    document.documentElement.dataset.ready = "";
  });

  const letters = $("raccourcis");
  try { letters.checked = localStorage.getItem("raccourcis") !== "non"; } catch { /* no storage: they stay on */ }
  letters.addEventListener("change", () => {
    try { localStorage.setItem("raccourcis", letters.checked ? "oui" : "non"); } catch { /* for this page only */ }
  });

  const keys = {
    n: () => go(here() + 1),
    p: () => go(Math.max(here(), 0) - 1),
    a: () => act("accepter"),
    m: () => act("modifier"),
    s: () => act("supprimer") || act("remettre"),
    d: () => follow($("signalement-suivant") ? "signalement-suivant" : "commencer"),
    f: () => follow("suivante"),
    g: () => follow("precedente"),
  };
  const commands = { s: "enregistrer", z: "annuler", y: "retablir" };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea");
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      const name = key === "z" && event.shiftKey ? "retablir" : commands[key];
      if (!name || (field && key !== "s")) return;
      event.preventDefault();
      $(name).click();
      return;
    }
    if (field || !letters.checked || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // What is selected in the text goes to the form below it, as offsets in code points.
  const passage = $("passage");
  if (panel && passage) {
    const offset = (node, at) => {
      const inText = node.nodeType === Node.TEXT_NODE;
      const child = inText ? node : node.childNodes[at] || node.lastChild;
      const piece = child && (child.nodeType === Node.TEXT_NODE ? child.parentElement : child);
      if (!piece || piece.dataset.s === undefined) return null;
      return Number(piece.dataset.s) + [...piece.textContent.slice(0, inText ? at : 0)].length;
    };
    let chosen = "";
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0);
      if (!panel.contains(range.startContainer) || !panel.contains(range.endContainer)) return;
      const raw = range.toString();
      const words = raw.trim();
      const start = offset(range.startContainer, range.startOffset);
      const end = offset(range.endContainer, range.endOffset);
      if (!words || start === null || end === null) return;
      chosen = words.replace(/\s+/g, " ");
      passage.value = chosen;
      $("debut").value = start + [...raw.slice(0, raw.length - raw.trimStart().length)].length;
      $("fin").value = end - [...raw.slice(raw.trimEnd().length)].length;
      passage.form.classList.add("ready");
    });
    passage.addEventListener("input", () => {
      if (passage.value !== chosen) { $("debut").value = ""; $("fin").value = ""; }
    });
  }
})();
