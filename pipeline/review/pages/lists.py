"""The lists of a review: the fiches, the decisions so far."""

from pipeline.corrections.entries import ChangeEntity, Entry, Located, Merge, Settle, Split, action, family
from pipeline.corrections.fields import Family
from pipeline.corrections.report import REASONS
from pipeline.review.pages.layout import Page, button, hidden, page
from pipeline.review.rows import CONTENTS, TITLES, fiche_label
from pipeline.write.french import plural, word
from pipeline.write.report.html import Html, join, tag


def fiches_page(made: Page) -> str:
    """Give the list of fiches, with what is left to do in each."""
    plan = made.session.corrected.plan
    open_: dict[str | None, int] = {}
    for task in made.worklist.open:
        open_[task.diagnostic.fiche_id] = open_.get(task.diagnostic.fiche_id, 0) + 1
    rows = []
    if plan.toc:
        rows.append(tag("li", tag("a", "Sommaire imprimé", href=f"/fiche/{CONTENTS}")))
    for fiche in plan.fiches:
        left = open_.get(fiche.id, 0)
        rows.append(
            tag(
                "li",
                tag("a", fiche_label(fiche), href=f"/fiche/{fiche.id}"),
                tag("span", f" {plural(left, 'signalement')}", class_="soft") if left else None,
                tag("span", " relue", class_="state") if fiche.id in made.rows.reviewed else None,
            )
        )
    return page(made, "Fiches", "/fiches", tag("ol", rows, class_="plain"))


_ACTS = {
    "accept": "Accepté",
    "change": "Modifié",
    "delete": "Supprimé",
    "add": "Ajouté",
    "rename": "Renommé",
    "merge": "Réunis",
    "split": "Séparé",
    "settle": "Signalement réglé",
}


def decisions_page(made: Page) -> str:
    """Give every decision so far, each with a way to take it back."""
    session = made.session
    rows = []
    for number, entry in enumerate(session.entries):
        why = session.corrected.lost.get(number)
        rows.append(
            tag(
                "li",
                tag("strong", _ACTS[action(entry)]),
                f" {_what(entry)} ",
                _link(made, entry),
                tag("p", f"Pas appliqué : {REASONS[why]}.", class_="alert") if why else None,
                made.form(
                    "/retirer",
                    hidden("numero", str(number)),
                    button("Retirer", aria_label=f"Retirer : {_ACTS[action(entry)]} {_what(entry)}"),
                    class_="acts",
                ),
                id=f"d-{number}",
                tabindex="-1",
            )
        )
    where = f"Enregistrées dans « {session.storage.path.name} », que « make extract » applique."
    words = made.form(
        "/vocabulaire",
        tag(
            "p", "Les structures que vous avez acceptées ou corrigées, et les rubriques dont vous avez donné le genre :"
        ),
        button("Les ajouter au vocabulaire", id="vocabulaire"),
    )
    content = [
        tag("p", where),
        words if rows else None,
        tag("ol", rows, class_="decisions") if rows else tag("p", "Aucune décision."),
    ]
    return page(made, "Décisions", "/decisions", *content)


def _what(entry: Entry) -> str:
    match entry:
        case Settle():
            return f"{word(entry.settle)} : {entry.because}"
        case Merge():
            return f"{' + '.join(entry.names)} → {entry.best}"
        case Split():
            return f"{entry.into} ≠ {entry.name}"
        case ChangeEntity():
            return f"{entry.name} → {_fields(entry.to.given())}"
    assert isinstance(entry, Located)
    quoted = f" « {entry.at.exact[:80]} »" if entry.at else ""
    of = family(entry)
    title = {Family.AXE: "Axe", Family.PLAN: "Plan"}.get(of) or TITLES[of]
    given = getattr(entry, "to", None) or (getattr(entry, "value", None) if action(entry) == "add" else None)
    return f"{title}{quoted}{' → ' + _fields(given.given()) if given and given.given() else ''}"


def _fields(given: dict[str, object]) -> str:
    return ", ".join(str(getattr(value, "value", value)) for value in given.values() if value is not None) or "vide"


def _link(made: Page, entry: Entry) -> Html:
    fiche = entry.fiche if isinstance(entry, Located) else None
    known = any(one.id == fiche for one in made.session.corrected.plan.fiches)
    return tag("a", "voir la fiche", href=f"/fiche/{fiche}") if fiche and known else join(None)
