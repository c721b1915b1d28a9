"""The fields of each family as a form shows them, in French."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from pipeline.corrections.fields import Family
from pipeline.model import (
    Axe,
    EntityKind,
    FicheKind,
    PartnerKind,
    PriorityValue,
    ReferentKind,
    Role,
    SectionKind,
    StatusValue,
)
from pipeline.review.pages.layout import chosen
from pipeline.write.french import word
from pipeline.write.report.html import Html, tag

_TEXT, _YEAR, _DAY, _SUM, _DOUBT = "text", "year", "day", "sum", "doubt"
Kind = str | type[StrEnum]
_DATE: Sequence[tuple[str, str, Kind]] = (
    ("reads", "Se lit comme", _TEXT),
    ("start", "ou : du", _DAY),
    ("end", "au", _DAY),
)
FORMS: Mapping[Family, Sequence[tuple[str, str, Kind]]] = {
    Family.REFERENT: (
        ("name", "Nom", _TEXT),
        ("role", "Rôle", Role),
        ("kind", "Genre", ReferentKind),
        ("year", "Année", _YEAR),
        ("note", "Précision", _TEXT),
    ),
    Family.PARTNER: (
        ("name", "Nom", _TEXT),
        ("kind", "Genre", PartnerKind),
        ("note", "Précision", _TEXT),
        ("uncertain", "À confirmer", _DOUBT),
    ),
    Family.FUNDING: (
        ("funder", "Financeur", _TEXT),
        ("instrument", "Dispositif", _TEXT),
        ("purpose", "Objet", _TEXT),
        ("uncertain", "À confirmer", _DOUBT),
    ),
    Family.AMOUNT: (
        ("value", "Valeur", _SUM),
        ("max", "Jusqu'à", _SUM),
        ("currency", "Devise", _TEXT),
        ("year", "Année", _YEAR),
        ("per", "Par", _TEXT),
    ),
    Family.CALENDAR: (("text", "Ce qui a lieu", _TEXT), ("reads", "Quand (se lit comme)", _TEXT)),
    Family.DATE: _DATE,
    Family.START_DATE: _DATE,
    Family.END_DATE: _DATE,
    Family.MENTION: (("label", "Genre", EntityKind), ("name", "Nom complet", _TEXT)),
    Family.STATUS: (("value", "Statut", StatusValue),),
    Family.PRIORITY: (("value", "Priorité", PriorityValue),),
    Family.SECTION: (("kind", "Rubrique", SectionKind), ("year", "Année", _YEAR)),
    Family.FICHE: (("title", "Titre", _TEXT), ("number", "Numéro", _TEXT), ("kind", "Genre", FicheKind)),
    Family.AXE: (("number", "Numéro", _TEXT), ("title", "Titre", _TEXT)),
}
NEW = {
    Family.REFERENT: "Référent",
    Family.PARTNER: "Partenaire",
    Family.FUNDING: "Financement",
    Family.AMOUNT: "Montant",
    Family.DATE: "Date",
    Family.CALENDAR: "Ligne de calendrier",
    Family.MENTION: "Nom cité",
    Family.STATUS: "Statut",
    Family.PRIORITY: "Priorité",
    Family.START_DATE: "Date de début",
    Family.END_DATE: "Date de fin",
}
# What an added value starts with.
_FIRST: Mapping[Family, Mapping[str, Any]] = {
    Family.REFERENT: {"role": Role.BOARD, "kind": ReferentKind.PERSON},
    Family.PARTNER: {"kind": PartnerKind.NAMED},
    Family.AMOUNT: {"currency": "EUR"},
    Family.MENTION: {"label": EntityKind.ORGANISATION},
}


def field_list(of: Family, values: Mapping[str, Any], prefix: str) -> list[Html]:
    """Give the fields of a family, filled in."""
    return [_field(name, label, kind, values.get(name), f"{prefix}-{name}") for name, label, kind in FORMS[of]]


def first_values(of: Family) -> dict[str, Any]:
    """Give what the form of an added value starts with."""
    return dict(_FIRST.get(of, {}))


def axe_field(axes: Sequence[Axe], value: str | None, ident: str) -> Html:
    """Give the list of axes."""
    options = [
        ("", "Sans axe"),
        *((axe.id, " – ".join(p for p in (axe.number, axe.title) if p) or axe.id) for axe in axes),
    ]
    return chosen("f-axe", "Axe", options, value or "", ident)


def _field(name: str, label: str, kind: Kind, value: Any, ident: str) -> Html:
    if isinstance(kind, type):
        return chosen(f"f-{name}", label, [(one.value, word(one)) for one in kind], _plain(value), ident)
    if kind is _DOUBT:
        return chosen(f"f-{name}", label, [("non", "Non"), ("oui", "Oui")], "oui" if value else "non", ident)
    more: dict[str, str] = {"type": "text", "autocomplete": "off"}
    if kind is _YEAR:
        more |= {"inputmode": "numeric", "pattern": "[0-9]{4}", "title": "quatre chiffres"}
    elif kind is _SUM:
        more |= {"inputmode": "decimal"}
    elif kind is _DAY:
        more |= {"type": "date"}
    box = tag("input", name_=f"f-{name}", id=ident, value=_plain(value), **more)
    return tag("p", tag("label", label, for_=ident), " ", box, class_="field")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value.value if isinstance(value, StrEnum) else value)
