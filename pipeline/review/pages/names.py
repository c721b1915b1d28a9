"""The names of a plan: those that are one are reunited, one that is several is parted, each written as it should be."""

from collections.abc import Mapping

from pipeline.model import Entity, EntityKind
from pipeline.review.names import entities
from pipeline.review.pages.layout import Page, button, hidden, page
from pipeline.review.pages.text import excerpt
from pipeline.review.rows import CONTENTS, fiche_label
from pipeline.vocabulary.folding import fold
from pipeline.write.french import plural, word
from pipeline.write.report.html import Html, tag

_TITLES = {
    EntityKind.ORGANISATION: "Structures",
    EntityKind.PERSON: "Personnes",
    EntityKind.PLACE: "Lieux",
}
_MOST_OCCURRENCES = 300


def names_page(made: Page, query: Mapping[str, str]) -> str:
    """Give the names of a kind, with boxes to tick those that are one."""
    kind = next((one for one in _TITLES if one.value == query.get("genre")), EntityKind.ORGANISATION)
    wanted = query.get("q", "")
    shown = [one for one in entities(made.session, kind) if fold(wanted) in fold(" ".join((one.name, *one.variants)))]
    kinds = [
        tag(
            "li",
            tag(
                "a",
                f"{title} ({len(entities(made.session, one))})",
                href=f"/noms?genre={one.value}",
                aria_current="true" if one is kind else None,
            ),
        )
        for one, title in _TITLES.items()
    ]
    search = tag(
        "form",
        hidden("genre", kind.value),
        tag("label", "Chercher un nom", for_="q"),
        " ",
        tag("input", type="search", name_="q", id="q", value=wanted, autocomplete="off"),
        " ",
        button("Chercher"),
        method="get",
        action="/noms",
        role="search",
        class_="search",
    )
    rows = [_choice(one, number) for number, one in enumerate(shown)]
    merge = made.form(
        "/fusion",
        tag("ul", rows, class_="names"),
        tag(
            "fieldset",
            tag("legend", "Réunir les noms cochés"),
            tag(
                "p",
                tag("label", "Sous le nom (sinon le premier de la liste)", for_="dans"),
                " ",
                tag("input", type="text", name_="dans", id="dans", autocomplete="off"),
                class_="field",
            ),
            tag("p", button("Réunir", id="reunir", class_="main")),
            class_="sticky",
        ),
    )
    content = [
        tag("nav", tag("ul", kinds), aria_label="Genres de noms", class_="around"),
        search,
        merge if rows else tag("p", "Aucun nom."),
    ]
    return page(made, _TITLES[kind], "/noms", *content)


def _choice(entity: Entity, number: int) -> Html:
    ident = f"n-{number}"
    variants = f" aussi : {', '.join(entity.variants)}" if entity.variants else ""
    return tag(
        "li",
        tag("input", type="checkbox", name_="entite", value=entity.id, id=ident),
        " ",
        tag("label", entity.name, for_=ident),
        tag("span", f"{variants} ", class_="soft"),
        tag("span", plural(len(entity.occurrences), "occurrence"), class_="soft"),
        " ",
        tag("a", "ouvrir", href=f"/nom/{entity.id}", aria_label=f"Ouvrir {entity.name}"),
    )


def name_page(made: Page, entity: Entity) -> str:
    """Give one name: how it is written, where it stands, what may be another one."""
    back = f"/noms?genre={entity.kind.value}"
    rename = made.form(
        "/nommer",
        hidden("entite", entity.id),
        tag(
            "fieldset",
            tag("legend", "Comment ce nom s'écrit"),
            _box("nom", "Nom", entity.name),
            _box("sigle", "Sigle", entity.acronym or ""),
            tag("p", button("Corriger le nom", id="nommer", class_="main")),
        ),
        class_="edit",
    )
    places = [_occurrence(made, entity, number) for number in range(min(len(entity.occurrences), _MOST_OCCURRENCES))]
    more = len(entity.occurrences) - len(places)
    split = made.form(
        "/separer",
        hidden("entite", entity.id),
        tag("ul", places, class_="places"),
        tag("p", f"… et {more} autres endroits.") if more else None,
        tag(
            "fieldset",
            tag("legend", "Aux endroits cochés, un autre est nommé"),
            _box("autre", "Nom de l'autre", ""),
            tag("p", button("Séparer", id="separer")),
        ),
        class_="edit",
    )
    content = [
        tag("p", tag("a", f"← {_TITLES[entity.kind]}", href=back)),
        tag("p", f"Aussi écrit : {', '.join(entity.variants)}") if entity.variants else None,
        rename,
        tag("h2", f"Où {entity.name} est nommé"),
        split,
    ]
    return page(made, entity.name, "/noms", *content)


def _box(name: str, label: str, value: str) -> Html:
    box = tag("input", type="text", name_=name, id=f"b-{name}", value=value, autocomplete="off")
    return tag("p", tag("label", label, for_=f"b-{name}"), " ", box, class_="field")


def _occurrence(made: Page, entity: Entity, number: int) -> Html:
    one = entity.occurrences[number]
    fiche = next((f for f in made.session.corrected.plan.fiches if f.id == one.fiche_id), None)
    name, place = (fiche_label(fiche), fiche.id) if fiche else ("Sommaire imprimé", CONTENTS)
    where = tag("a", name, href=f"/fiche/{place}")
    ident = f"o-{number}"
    return tag(
        "li",
        tag("input", type="checkbox", name_="place", value=f"{one.span.start}-{one.span.end}", id=ident),
        " ",
        tag("label", word(one.as_), for_=ident),
        " ",
        excerpt(made.session.text, one.span),
        " ",
        where,
    )
