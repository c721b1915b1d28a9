"""How the contract's words, dates and numbers read in French: for workbooks, calendars and the report.

Months, thousands and decimal signs are written here and not taken from the system, whose locale must change nothing.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pipeline.model import (
    DateValue,
    DiagnosticCode,
    EntityKind,
    FicheKind,
    Modifier,
    OccurrenceKind,
    Origin,
    PartnerKind,
    Precision,
    PriorityValue,
    ReferentKind,
    Role,
    SectionKind,
    Severity,
    StatusValue,
)

NARROW = "\u202f"  # narrow no-break space: between thousands
SPACE = "\u00a0"  # no-break space: before a unit, and in « quotes »

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    FicheKind: {
        "fiche": "Fiche action",
        "commission": "Commission",
        "working_group": "Groupe de travail",
        "other": "Autre",
    },
    SectionKind: {
        "context": "Contexte",
        "objectives": "Objectifs",
        "actions": "Actions",
        "achievements": "Réalisations",
        "planned_actions": "Actions prévues",
        "calendar": "Calendrier",
        "resources": "Moyens",
        "funding": "Financement",
        "partners": "Partenaires",
        "attention": "Points d'attention",
        "role": "Rôle",
        "indicators": "Indicateurs",
        "audience": "Public visé",
        "territory": "Territoire",
        "status": "État d'avancement",
        "governance": "Gouvernance",
        "other": "Autre rubrique",
    },
    Role: {
        "board": "Référent élu ou CA",
        "team": "Référent équipe",
        "lead": "Pilote",
        "contributor": "Contributeur",
    },
    Origin: {
        "rule": "Lu dans la fiche",
        "ner": "Reconnu par le modèle",
        "gazetteer": "Liste de noms connus",
        "declared": "Nommé ailleurs dans le plan",
        "contents": "Sommaire",
        "inherited": "Hérité de l'axe ou de la rubrique",
        "corrected": "Corrigé par une personne",
    },
    Precision: {
        "day": "Jour",
        "month": "Mois",
        "quarter": "Trimestre",
        "season": "Saison",
        "semester": "Semestre",
        "year": "Année",
        "range": "Période",
        "part": "Partie d'une période",
    },
    Modifier: {"early": "Début", "mid": "Milieu", "late": "Fin"},
    EntityKind: {"person": "Personne", "organisation": "Structure", "place": "Lieu"},
    ReferentKind: {"person": "Personne", "organisation": "Structure"},
    PartnerKind: {"named": "Nommé", "generic": "Décrit sans nom"},
    OccurrenceKind: {
        "referent": "Référent",
        "partner": "Partenaire",
        "funder": "Financeur",
        "mention": "Nom cité",
    },
    StatusValue: {
        "to_discuss": "À discuter",
        "planned": "À venir",
        "in_progress": "En cours",
        "done": "Réalisé",
        "late": "En retard",
        "paused": "En pause",
        "blocked": "Bloqué",
        "abandoned": "Abandonné",
    },
    PriorityValue: {"high": "Élevé", "medium": "Moyen", "low": "Bas"},
    Severity: {"info": "Information", "warning": "À vérifier", "error": "Erreur"},
    DiagnosticCode: {
        "referents-differ": "Référents différents",
        "title-differs": "Titres différents",
        "title-missing": "Titre absent",
        "axe-number-differs": "Numéro d'axe différent",
        "axe-title-differs": "Titre d'axe différent",
        "axe-missing": "Axe absent",
        "number-gap": "Numéro manquant",
        "number-repeated": "Numéro répété",
        "toc-entry-without-body": "Entrée du sommaire sans fiche",
        "fiche-not-in-toc": "Fiche absente du sommaire",
        "spelling-variants": "Graphies différentes",
        "unknown-label": "Rubrique inconnue",
        "markup-broken": "Mise en forme rompue",
        "uncertain": "À confirmer",
        "calendar-not-chronological": "Calendrier non chronologique",
        "date-invalid": "Date impossible",
        "entity-unconfirmed": "Nom non confirmé",
        "correction-not-applied": "Correction non appliquée",
        "heading-misspelt": "En-tête mal écrit",
        "text-unassigned": "Texte non rattaché",
        "language-other": "Autre langue",
        "read-by-ocr": "Page reconnue",
        "part-not-read": "Élément non lu",
    },
}


def word(value: StrEnum) -> str:
    """Give the French word of a value of the contract."""
    return WORDS[type(value)][value.value]


def number(value: float, decimals: int | None = None) -> str:
    """Write a number in French: `12 500,5`; two decimals or none for money when `decimals` is not given."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 2
    return f"{value:,.{decimals}f}".replace(",", NARROW).replace(".", ",")


def money(value: float, currency: str = "EUR") -> str:
    """Write a sum in French: `12 500,50 €`."""
    sign = {"EUR": "€", "USD": "$", "GBP": "£"}.get(currency, currency)
    return f"{number(value)}{SPACE}{sign}"


def day(iso: str) -> str:
    """Write a day in French: `1er mars 2022`."""
    found = date.fromisoformat(iso)
    return f"{'1er' if found.day == 1 else found.day} {MONTHS[found.month - 1]} {found.year}"


def period(value: DateValue) -> str:
    """Write a date as precisely as it was printed: `12 mars 2031`, `avril 2031`, `du 2 juin 2031 au 4 juin 2031`."""
    start = date.fromisoformat(value.start)
    if value.start == value.end:
        return day(value.start)
    if value.precision is Precision.MONTH:
        return f"{MONTHS[start.month - 1]} {start.year}"
    if value.precision is Precision.QUARTER:
        quarter = (start.month + 2) // 3
        return f"{quarter}{'er' if quarter == 1 else 'e'} trimestre {start.year}"
    if value.precision is Precision.SEMESTER:
        return f"{'1er' if start.month < 7 else '2e'} semestre {start.year}"
    if value.precision is Precision.SEASON:
        season = {3: "printemps", 6: "été", 9: "automne", 12: "hiver"}.get(start.month, "saison")
        return f"{season} {start.year}"
    if value.precision is Precision.YEAR:
        return str(start.year)
    return f"du {day(value.start)} au {day(value.end)}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Count in French, where zero is singular: `0 fiche`, `1 fiche`, `2 fiches`."""
    return f"{number(count, 0)}{SPACE}{one if abs(count) < 2 else many or one + 's'}"
