"""A fiche beside its text: every value can be accepted, changed, deleted, and others added by selecting a passage.

In: a page, a fiche's id or the contents, what is open: a value's form, the form of a new one, a diagnostic. Out:
the page.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

from pipeline.corrections.fields import Family
from pipeline.corrections.values import values_of
from pipeline.model import Fiche, Span
from pipeline.review.pages.fields import FORMS, NEW, axe_field, field_list, first_values
from pipeline.review.pages.layout import Page, button, chosen, hidden, page
from pipeline.review.pages.tasks import task_panel
from pipeline.review.pages.text import text_panel
from pipeline.review.rows import CONTENTS, TITLES, Row, fiche_label
from pipeline.review.worklist import Task
from pipeline.write.french import word
from pipeline.write.report.html import Html, join, tag

_STATES = {
    "accepted": "acceptée",
    "changed": "modifiée",
    "added": "ajoutée",
    "deleted": "supprimée",
    "read": "",
}


def fiche_page(made: Page, where: str, query: Mapping[str, str]) -> str:
    """Give the page of a fiche, or of the table of contents.

    Args:
        made: what it is made from.
        where: the fiche's id, or `sommaire`.
        query: what is open: `modifier` a value's key, `ajouter` a family, `signalement` a diagnostic's key.
    """
    plan = made.session.corrected.plan
    fiche = next((one for one in plan.fiches if one.id == where), None)
    start, end = stretch(made, fiche)
    rows = made.rows.of(where)
    task = made.worklist.find(query.get("signalement", ""))
    marked = task.diagnostic.spans if task else [s for one in _tasks(made, where) for s in one.diagnostic.spans]
    panel, linked = text_panel(made.session.text, start, end, rows, [s for s in marked if not _whole(s, start, end)])
    title = fiche_label(fiche) if fiche else "Sommaire imprimé"
    number = made.session.reading.document.page(start)
    content = [
        _around(made, where),
        tag("p", f"Page {number} du document", class_="soft") if number is not None else None,
        task_panel(made, task) if task else _task_links(made, where),
        tag(
            "div",
            tag(
                "section",
                tag("h2", "Texte", id="titre-texte"),
                panel,
                _selection(where) if fiche else None,
                class_="left",
                aria_labelledby="titre-texte",
            ),
            tag(
                "section",
                tag("h2", "Valeurs", id="titre-valeurs"),
                _reviewed(made, fiche) if fiche else None,
                _add_form(made, fiche, query) if fiche and query.get("ajouter") else None,
                _groups(made, where, rows, linked, query.get("modifier", "")),
                class_="right",
                aria_labelledby="titre-valeurs",
            ),
            class_="pair two",
        ),
    ]
    return page(made, title, "/fiches", *content)


def stretch(made: Page, fiche: Fiche | None) -> tuple[int, int]:
    """Give the part of the text that belongs to a fiche, or to the table of contents."""
    if fiche is not None:
        return fiche.span.start, fiche.span.end
    toc = made.session.corrected.plan.toc
    return (min(one.span.start for one in toc), max(one.span.end for one in toc)) if toc else (0, 0)


def _whole(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end


def _tasks(made: Page, where: str) -> list[Task]:
    return [task for task in made.worklist.of(where) if task.open]


def _around(made: Page, where: str) -> Html:
    fiches = made.session.corrected.plan.fiches
    ids = [*([CONTENTS] if made.session.corrected.plan.toc else []), *(one.id for one in fiches)]
    names = {one.id: fiche_label(one) for one in fiches} | {CONTENTS: "Sommaire imprimé"}
    place = ids.index(where)
    links = []
    if place > 0:
        before = ids[place - 1]
        links.append(tag("li", tag("a", f"← {names[before]}", href=f"/fiche/{before}", id="precedente", rel="prev")))
    if place + 1 < len(ids):
        after = ids[place + 1]
        links.append(tag("li", tag("a", f"{names[after]} →", href=f"/fiche/{after}", id="suivante", rel="next")))
    return tag("nav", tag("ul", links), class_="around", aria_label="Fiches voisines")


def _task_links(made: Page, where: str) -> Html | None:
    tasks = _tasks(made, where)
    if not tasks:
        return None
    rows = [
        tag(
            "li",
            tag("strong", word(task.diagnostic.severity)),
            " – ",
            tag("a", task.diagnostic.message, href=f"/signalement/{task.key}"),
        )
        for task in tasks
    ]
    return tag(
        "section",
        tag("h2", "Signalements de cette fiche", id="titre-signalements"),
        tag("ul", rows),
        class_="note",
        aria_labelledby="titre-signalements",
    )


def _reviewed(made: Page, fiche: Fiche) -> Html:
    done = fiche.id in made.rows.reviewed
    label = "Remettre à relire" if done else "Fiche relue : tout est juste"
    return made.form(
        "/relue",
        hidden("fiche", fiche.id),
        hidden("do", "non" if done else "oui"),
        tag("span", "Cette fiche est relue. ", class_="state") if done else None,
        button(label, id="relue"),
    )


def _groups(made: Page, where: str, rows: Sequence[Row], linked: frozenset[str], open_: str) -> Html:
    parts = []
    for family, group in groupby(rows, key=lambda row: row.family):
        listed = [_row(made, where, row, linked, open_) for row in group]
        head = tag("h3", TITLES[family], id=f"titre-{family.value}")
        parts.append(join([head, tag("ul", listed, class_="values", aria_labelledby=f"titre-{family.value}")]))
    return join(parts)


def _row(made: Page, where: str, row: Row, linked: frozenset[str], open_: str) -> Html:
    label: object = row.label
    if row.key in linked:
        label = tag("a", row.label, href=f"#t-{row.key}", class_=f"v {row.colour}")
    elif row.state == "deleted":
        label = tag("del", row.label)
    elif row.colour:
        label = tag("span", row.label, class_=f"v {row.colour}")
    state = _STATES[row.state]
    origin = word(row.origin) if row.origin is not None and row.state == "read" else ""
    return tag(
        "li",
        tag(
            "p",
            label,
            tag("span", f" {row.detail}", class_="soft") if row.detail else None,
            tag("span", f" {origin}", class_="origin") if origin else None,
            tag("strong", f" {state}", class_="state") if state else None,
        ),
        _change_form(made, where, row) if row.key == open_ else _acts(made, where, row),
        id=f"v-{row.key}",
        tabindex="-1",
        class_=f"value {row.state}",
        data_value=row.key,
    )


def _acts(made: Page, where: str, row: Row) -> Html:
    acts: list[Html] = []
    if row.state == "deleted":
        acts.append(_act("retablir", "Remettre", row, "remettre"))
    else:
        if row.state == "read" and row.family is not Family.FICHE:
            acts.append(_act("accepter", "Accepter", row, "accepter"))
        # The browser itself goes to the first field of the form.
        place = f"/fiche/{where}?{urlencode({'modifier': row.key})}#m-{FORMS[row.family][0][0]}"
        acts.append(
            tag("a", "Modifier", href=place, class_="act", data_act="modifier", aria_label=f"Modifier {row.label}")
        )
        if row.family not in (Family.FICHE, Family.SECTION):
            acts.append(_act("supprimer", "Supprimer", row, "supprimer"))
        if row.state in ("accepted", "changed"):
            acts.append(_act("retablir", "Revenir à la lecture", row, "revenir"))
    if row.entity_id is not None:
        acts.append(tag("a", "Nom", href=f"/nom/{row.entity_id}", class_="act", aria_label=f"Nom {row.label}"))
    return made.form(
        "/valeur", hidden("ou", where), hidden("valeur", row.key), [join([act, " "]) for act in acts], class_="acts"
    )


def _act(do: str, label: str, row: Row, act: str) -> Html:
    return button(label, name_="do", value=do, class_="act", data_act=act, aria_label=f"{label} {row.label}")


def _change_form(made: Page, where: str, row: Row) -> Html:
    fields = field_list(row.family, row.fields, "m")
    if row.family is Family.FICHE:
        fields.append(axe_field(made.session.corrected.plan.axes, row.fields["axe"], "m-axe"))
    return made.form(
        "/valeur",
        hidden("ou", where),
        hidden("valeur", row.key),
        tag(
            "fieldset",
            tag("legend", f"Modifier « {row.label} »"),
            fields,
            tag(
                "p",
                button("Modifier", name_="do", value="modifier", class_="main"),
                " ",
                tag("a", "Renoncer", href=f"/fiche/{where}#v-{row.key}"),
            ),
        ),
        class_="edit",
    )


def _selection(where: str) -> Html:
    """The bar that says what is selected and what to make of it; without script, or selection, words are typed."""
    options = [(family.value, name) for family, name in NEW.items()]
    return tag(
        "form",
        tag("h3", "Ajouter une valeur", id="titre-ajout"),
        tag(
            "p",
            tag("label", "Passage (sélectionné dans le texte, ou recopié)", for_="passage"),
            " ",
            tag("input", type="text", name_="passage", id="passage", autocomplete="off", required=True),
            class_="field",
        ),
        tag("input", type="hidden", name_="debut", id="debut"),
        tag("input", type="hidden", name_="fin", id="fin"),
        chosen("ajouter", "Comme", options, "partner", "ajouter"),
        tag("p", button("Ajouter…", id="ajout")),
        method="get",
        action=f"/fiche/{where}",
        class_="selection",
        aria_labelledby="titre-ajout",
    )


def _add_form(made: Page, fiche: Fiche, query: Mapping[str, str]) -> Html | None:
    family = next((one for one in NEW if one.value == query.get("ajouter")), None)
    if family is None:
        return None
    passage = query.get("passage", "")
    first = first_values(family)
    if family is Family.REFERENT and fiche.referents:
        first["role"] = values_of(fiche, Family.REFERENT)[-1].role
    return made.form(
        "/ajout",
        hidden("ou", fiche.id),
        hidden("famille", family.value),
        hidden("passage", passage),
        hidden("debut", query.get("debut", "")),
        hidden("fin", query.get("fin", "")),
        tag(
            "fieldset",
            tag("legend", f"Ajouter : {NEW[family].lower()} « {passage} »"),
            field_list(family, first, "a"),
            tag("p", "Ce qui reste vide est pris dans le passage.", class_="soft"),
            tag(
                "p",
                button("Ajouter", id="ajouter-valeur", class_="main"),
                " ",
                tag("a", "Renoncer", href=f"/fiche/{fiche.id}"),
            ),
        ),
        class_="edit",
    )
