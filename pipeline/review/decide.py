"""What a form asks for becomes an entry: one decision a value, the last one in the place of those before.

In: the session, the form's fields. Out: the entries of the session with the decision in them. Refused, in French,
with what to do: a value that is not there any more, a field that cannot be read, a passage that does not stand in
the fiche.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.corrections.anchor import Anchor, Lost, anchor_at
from pipeline.corrections.digest import digest
from pipeline.corrections.entries import Accept, Add, Change, Delete, Entry, Settle
from pipeline.corrections.fields import FIELDS, Family, Fields
from pipeline.corrections.targets import Finder
from pipeline.corrections.values import can_hold, values_of
from pipeline.errors import FichesError
from pipeline.model import Diagnostic, Fiche, Span
from pipeline.review.rows import CONTENTS, Row, Rows, row_key, shown_fields
from pipeline.review.session import Session

Form = Mapping[str, str]


class FormError(FichesError):
    """A form that cannot be followed; its sentence is French, for the page."""

    def __init__(self, sentence: str) -> None:
        super().__init__("form", sentence)


def decide_value(session: Session, rows: Rows, where: str, form: Form) -> tuple[str, str]:
    """Accept, delete, restore or change one value.

    Returns:
        what was done, in French, and the key of the value.
    """
    row = rows.find(where, form.get("valeur", ""))
    if row is None:
        raise FormError("Cette valeur n'existe plus : la page montre maintenant ce qui est lu.")
    act = {"accepter": _accept, "supprimer": _delete, "retablir": _restore, "modifier": _change}.get(form.get("do", ""))
    if act is None:
        raise FormError("Cette action est inconnue.")
    return act(session, row, where, form), row.key


def _without(session: Session, row: Row) -> list[Entry]:
    about = {id(one) for one in row.entries}
    return [one for one in session.entries if id(one) not in about]


def _place(session: Session, row: Row, where: str) -> dict[str, Any]:
    at = anchor_at(session.text, row.span.start, row.span.end)
    return {"fiche": where, "at": at} if where != CONTENTS else {"at": at}


def _accept(session: Session, row: Row, where: str, _: Form) -> str:
    if row.state in ("added", "changed"):
        return f"« {row.label} » vient déjà de vous."
    if row.family is Family.FICHE:
        raise FormError("Pour accepter toute la fiche, utilisez « Fiche relue ».")
    given = {name: value for name, value in row.fields.items() if value is not None}
    seen = FIELDS[row.family].model_validate(given) if given else None
    more = {"value": seen} if seen is not None else {}
    session.decide([*_without(session, row), Accept(accept=row.family, **_place(session, row, where), **more)])
    return f"« {row.label} » est accepté."


def _delete(session: Session, row: Row, where: str, _: Form) -> str:
    if row.family in (Family.FICHE, Family.SECTION):
        raise FormError("Une fiche ou une rubrique ne se supprime pas.")
    kept = _without(session, row)
    if row.state != "added":
        kept.append(Delete(delete=row.family, **_place(session, row, where)))
    session.decide(kept)
    return f"« {row.label} » est supprimé."


def _restore(session: Session, row: Row, _where: str, _form: Form) -> str:
    session.decide(_without(session, row))
    return f"« {row.label} » est de nouveau comme il a été lu."


def _change(session: Session, row: Row, where: str, form: Form) -> str:
    given = read_fields(row.family, form)
    added = next((one for one in row.entries if isinstance(one, Add)), None)
    if added is not None:
        value = _fields(row.family, {**added.value.given(), **given})
        session.decide([*_without(session, row), added.model_copy(update={"value": value, "raw": ""})])
        return f"« {row.label} » est modifié."
    original = _original(session, row, where)
    if row.family in (Family.DATE, Family.START_DATE, Family.END_DATE):
        to = {name: value for name, value in given.items() if value is not None}
        if (to.get("start"), to.get("end")) == (original["start"], original["end"]):
            to = {}
    else:
        to = {name: value for name, value in given.items() if value != original.get(name)}
    kept = _without(session, row)
    if row.family is Family.FICHE:
        kept = [
            one for one in session.entries if not (isinstance(one, Change) and id(one) in set(map(id, row.entries)))
        ]
    if to:
        place = {"fiche": where} if row.family is Family.FICHE else _place(session, row, where)
        kept.append(Change(change=row.family, **place, to=_fields(row.family, to)))
    session.decide(kept)
    return f"« {row.label} » est modifié." if to else f"« {row.label} » reste comme il a été lu."


def _original(session: Session, row: Row, where: str) -> dict[str, Any]:
    """Give the fields of a value as the program read it."""
    # A section is what the program alone made of it; values are as they are read under what a person made of it.
    both = session.corrected
    plan = both.original if row.family is Family.SECTION else both.reread
    if where == CONTENTS:
        values: list[Any] = [one for entry in plan.toc for one in entry.referents]
    else:
        fiche = next(one for one in plan.fiches if one.id == where)
        if row.family is Family.FICHE:
            return {"title": fiche.title, "number": fiche.number, "kind": fiche.kind, "axe": fiche.axe_id}
        values = values_of(fiche, row.family)
    value = next((one for one in values if one.span == row.span), None)
    if value is None:
        raise FormError("Cette valeur n'existe plus : la page montre maintenant ce qui est lu.")
    return shown_fields(row.family, value)


def read_fields(family: Family, form: Form) -> dict[str, Any]:
    """Read a form's fields as those of a family: an empty one is none."""
    names = FIELDS[family].model_fields
    given: dict[str, Any] = {name: form[f"f-{name}"].strip() or None for name in names if f"f-{name}" in form}
    if "uncertain" in given:
        given["uncertain"] = given["uncertain"] == "oui"
    if "period_start" in form and "period" in names:
        start, end = form["period_start"].strip(), form.get("period_end", "").strip()
        given["period"] = {"start": start, "end": end or start} if start else None
    if given.get("reads") and family is not Family.CALENDAR:
        given = {"reads": given["reads"]}  # the days beside it are those of before
    # What a value always has stays as it is, or is taken from the passage, where the form leaves it empty.
    always = FIELDS[family].always
    given = {name: value for name, value in given.items() if value is not None or name not in always}
    return _fields(family, given).given()


def _fields(family: Family, given: Mapping[str, Any]) -> Fields:
    try:
        return FIELDS[family].model_validate(dict(given))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = str(first["loc"][0]) if first["loc"] else ""
        raise FormError(f"Le champ {_LABELS.get(place, place)} ne peut pas être lu : vérifiez-le.") from error


_LABELS = {
    "year": "« année »",
    "period": "« période »",
    "value": "« valeur »",
    "max": "« jusqu'à »",
    "currency": "« devise »",
    "start": "« du »",
    "end": "« au »",
    "role": "« rôle »",
    "name": "« nom »",
}


def add_value(session: Session, where: str, form: Form) -> tuple[str, str]:
    """Add a value where a passage stands in a fiche: the selection, or the words that a person typed.

    Returns:
        what was done, in French, and the key of the value.
    """
    family = _family(form.get("famille", ""))
    fiche = next((one for one in session.corrected.plan.fiches if one.id == where), None)
    if fiche is None:
        raise FormError("Une valeur s'ajoute dans une fiche.")
    span = _selected(session, fiche, form)
    fields = _fields(family, {name: value for name, value in read_fields(family, form).items() if value is not None})
    if any(one.span == span for one in values_of(fiche, family)):
        raise FormError("Cette valeur est déjà là, au même endroit : modifiez-la.")
    if not can_hold(fiche, family, span):
        raise FormError(
            "Cette valeur ne peut pas être ajoutée ici : choisissez un passage à l'intérieur d'une rubrique."
        )
    try:
        entry = Add(add=family, fiche=where, at=anchor_at(session.text, span.start, span.end), value=fields)
    except ValidationError as error:
        raise FormError("Il manque un champ obligatoire.") from error
    session.decide([*session.entries, entry])
    return f"« {entry.at.exact if entry.at else ''} » est ajouté.", row_key(family, span)


def _family(name: str) -> Family:
    try:
        return Family(name)
    except ValueError:
        raise FormError("Ce genre de valeur est inconnu.") from None


def _selected(session: Session, fiche: Fiche, form: Form) -> Span:
    quoted = " ".join(form.get("passage", "").split())
    if not quoted:
        raise FormError("Sélectionnez un passage du texte, ou recopiez-le.")
    start, end = form.get("debut", ""), form.get("fin", "")
    if start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10:
        span = Span(start=int(start), end=int(end))
        inside = fiche.span.start <= span.start < span.end <= fiche.span.end
        if inside and " ".join(session.text[span.start : span.end].split()) == quoted:
            return span
    found = Finder(session.corrected.original, session.text).place(Anchor(exact=quoted), fiche.id)
    if isinstance(found, Lost):
        raise FormError("Ce passage ne se trouve pas une seule fois dans la fiche : recopiez-en un peu plus.")
    if not fiche.span.start <= found.start < found.end <= fiche.span.end:
        raise FormError("Ce passage se trouve dans une autre fiche.")
    return Span(start=found.start, end=found.end)


def settle(session: Session, diagnostic: Diagnostic, form: Form) -> str:
    """Answer a diagnostic with a reason."""
    reason = " ".join(form.get("motif", "").split())
    if not reason:
        raise FormError("Dites en quelques mots pourquoi ce signalement est réglé.")
    entry = Settle(settle=diagnostic.code, because=reason, **diagnostic_place(session, diagnostic))
    session.decide([*session.entries, entry])
    return "Le signalement est réglé."


def diagnostic_place(session: Session, diagnostic: Diagnostic) -> dict[str, Any]:
    """Give the place of a diagnostic as an entry quotes it."""
    place: dict[str, Any] = {}
    if diagnostic.spans:
        span = diagnostic.spans[0]
        place["at"] = anchor_at(session.text, span.start, max(span.end, span.start + 1))
        inside = [one for one in session.corrected.plan.fiches if one.span.start <= span.start < one.span.end]
        if inside:
            place["fiche"] = inside[0].id
    elif diagnostic.fiche_id:
        place["fiche"] = diagnostic.fiche_id
    return place


def review_fiche(session: Session, where: str, *, done: bool) -> str:
    """Say that all of a fiche is right as it stands now, or take that back."""
    fiche = next((one for one in session.corrected.original.fiches if one.id == where), None)
    if fiche is None:
        raise FormError("Cette fiche n'existe pas.")
    kept = [
        one
        for one in session.entries
        if not (isinstance(one, Accept) and one.accept is Family.FICHE and one.fiche == where)
    ]
    if done:
        kept.append(Accept(accept=Family.FICHE, fiche=where, digest=digest(fiche)))
    session.decide(kept)
    return "La fiche est relue." if done else "La fiche est à relire."


def change_axe(session: Session, axe_id: str, form: Form) -> str:
    """Set the number and title of an axe."""
    given = read_fields(Family.AXE, form)
    original = next((one for one in session.corrected.original.axes if one.id == axe_id), None)
    if original is None:
        raise FormError("Cet axe n'existe pas.")
    to = {name: value for name, value in given.items() if value != getattr(original, name)}
    kept: list[Entry] = [one for one in session.entries if not (isinstance(one, Change) and one.axe == axe_id)]
    if to:
        kept.append(Change(change=Family.AXE, axe=axe_id, to=_fields(Family.AXE, to)))
    session.decide(kept)
    return "L'axe est modifié." if to else "L'axe reste comme il a été lu."
