"""Draw layouts: how a plan is printed.

Out: a frozen `Layout` that `printing` follows. The labels and headings are those that plans print.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

LABELS = {
    "board": ("Référent CA", "Élu référent", "Élue référente", "Élu·e référent·e", "Elus référents"),
    "team": ("Référent équipe", "Référent technique", "Cheffe de projet", "Référente technique"),
    "contributor": ("Autres contributeurs", "Contributeurs", "Membres de l'équipe", "Intervenants"),
    "lead": ("Structure pilote", "Maître d'ouvrage", "Service pilote", "Direction ou service pilote"),
    "context": ("Contexte", "Contexte et enjeux", "Constats", "Diagnostic", "De quoi s'agit-il ?"),
    "objectives": ("Objectifs", "Finalités", "Résultats attendus", "Objectif général"),
    "actions": ("Actions", "Descriptif", "Description de l'action", "Mise en œuvre", "Contenu", "Étapes"),
    "achievements": ("Réalisations {}", "Bilan {}"),
    "planned_actions": ("Actions {}", "À venir en {}", "Perspectives {}"),
    "attention": ("Point d'attention", "Points de vigilance"),
    "indicators": ("Indicateurs", "Indicateurs de suivi", "Critères d'évaluation"),
    "audience": ("Public cible", "Publics visés", "Bénéficiaires"),
    "governance": ("Gouvernance", "Instances de gouvernance"),
    "calendar": ("Calendrier", "Calendrier prévisionnel", "Échéancier"),
    "start_date": ("Date de début", "Début"),
    "end_date": ("Échéance", "Date de fin", "Fin prévisionnelle"),
    "partners": ("Partenaires", "Partenaires associés", "Partenariats"),
    "funding": ("Financement", "Financements", "Plan de financement", "Budget prévisionnel"),
    "status": ("Statut", "État d'avancement"),
    "priority": ("Priorité", "Niveau de priorité"),
}
# Number and title of a fiche; a line end parts a title that stands below. `{a}` is the axe's number.
HEADINGS = (
    "Fiche-action n°{n}\n\n{t}", "FICHE ACTION N° {n} – {t}", "Fiche Action {n}. {t}", "Fiche n°{n} : {t}",
    "ACTION {n}- {t}", "## {n}. {t}", "Mesure {n}. {t}", "Engagement n°{n} : {t}", "## Fiche {n} : {t}",
    "**Fiche action n° {n} – {t}**", "Fiche projet n°{n}\n{t}", "Chantier {n} – {t}", "Levier {l} : {t}",
    "Piste n°{n}\n\n{t}",
    "**Action {n} – {t}**", "Grand projet {n} : {t}", "Cap {r} – {t}", "FA{n} - {t}", "### {n} – {t}",
)  # fmt: skip
DOTTED = (
    "Action {a}.{n} - {t}",
    "Action {a}.{n} : {t}",
    "{a}.{n} {t}",
    "### {a}.{n} {t}",
    "Fiche {a}.{n} – {t}",
    "Chantier {a}.{n} – {t}",
    "Fiche {a}-{n} : {t}",
)
AXES = (
    "AXE {n} : {t}",
    "Axe {n}. {t}",
    "Axe {n} – {t}",
    "AXE STRATÉGIQUE {n} - {t}",
    "# Axe {n} : {t}",
    "Orientation {n} : {t}",
    "Objectif stratégique {n}. {t}",
    "Défi {n} : {t}",
    "Enjeu {n} : {t}",
    "Pilier {n} – {t}",
    "Grande cause {n} : {t}",
)
SUB_AXES = ("Objectif opérationnel {n} : {t}", "Sous-axe {n} – {t}", "Volet {n} : {t}")
# A title alone; Markdown and capitals tell it, or the space above.
UNNUMBERED = ("## {t}", "**{t}**", "Intitulé de l'action : {t}", "Fiche projet : {t}")  # fmt: skip
LETTERED = ("Volet {l} : {t}", "Axe {r} – {t}", "AXE {l} – {t}")
LABEL_STYLES: dict[str, Callable[[str], str]] = {
    "colon": lambda label: f"{label} :",
    "tight": lambda label: f"{label}:",
    "bold": lambda label: f"**{label} :**",
    "bold outside": lambda label: f"**{label}** :",
    "capitals": lambda label: f"{label.upper()} :",
    "no-break": lambda label: f"{label}\u00a0:",
    "heading": lambda label: f"### {label}",
    "bold alone": lambda label: f"**{label}**",
    "bare": lambda label: label,
    "spaced": lambda label: label,
}
BELOW = ("heading", "bold alone", "bare")  # the text never stands on the label's line


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan is printed."""

    heading: str
    axe: str
    axe_again: bool  # above each of its fiches
    label: str
    labels: dict[str, str]
    lists_inline: bool
    bullet: str
    second: str
    indent: int
    width: int
    hanging: bool
    contents: str
    contents_title: str
    contents_charges: bool
    joint: str
    title: str
    feet: bool
    curly: bool
    text: str  # items as bullets or as paragraphs
    names_inline: bool
    money: str
    entry: str
    table: bool  # each fiche as a table of two columns
    plan_table: bool  # one table an axe, a row a fiche
    axe_rows: bool  # the axes as rows of one table
    sub_axe: str  # a second level of axes, above each fiche; empty for none


@st.composite
def layouts(draw: Any) -> Layout:
    """Draw a layout."""

    def one(*choices: Any) -> Any:
        return draw(st.sampled_from(choices))

    dotted = draw(st.integers(0, 3)) == 0
    bullet = one("-", "-", "•", "*", "–", "1.", "a)")
    table = draw(st.integers(0, 7)) == 0
    plan_table = draw(st.integers(0, 7)) == 0
    unnumbered = not dotted and not plan_table and draw(st.integers(0, 7)) == 0
    label = one("colon", *LABEL_STYLES)
    if unnumbered and label in ("heading", "bold alone", "bare", "spaced"):
        label = "colon"  # nothing would tell a title from a label
    return Layout(
        heading=one(*DOTTED) if dotted else one(*UNNUMBERED) if unnumbered else one(*HEADINGS),
        axe=one(*AXES) if dotted or draw(st.integers(0, 3)) else one(*LETTERED),
        axe_again=one(False, False, True),
        label=label,
        labels={kind: one(*forms) for kind, forms in LABELS.items()},
        lists_inline=draw(st.booleans()),
        bullet=bullet,
        second=one(bullet if len(bullet) == 1 else "-", "o"),
        indent=one(1, 2, 4),
        width=0 if table or plan_table else one(0, 0, 0, 72, 80, 100),
        hanging=draw(st.booleans()),
        contents="none"
        if plan_table or unnumbered
        else one("none", "none", "dotted", "aligned", "word", "glued", "tab", "unpaged"),
        contents_title=one("", "Sommaire", "TABLE DES MATIÈRES"),
        contents_charges=draw(st.booleans()),
        joint=one("et", "et", "&", "/", ",", ";"),
        title=one("Plan d'action {}", "PLAN D'ACTION {}", "", "Feuille de route {} de Valbourg"),
        feet=one(False, False, True),
        curly=draw(st.booleans()),
        text=one("bullets", "bullets", "paragraphs"),
        names_inline=draw(st.integers(0, 3)) > 0,
        money=one("{f} : {s}", "{f} ({s})", "{s} ({f})"),
        entry=one("{d} : {t}", "**{d}** : {t}", "**{d} :** {t}", "{t} ({d})"),
        table=table or plan_table,
        plan_table=plan_table,
        axe_rows=draw(st.booleans()),
        sub_axe="" if plan_table or unnumbered or draw(st.integers(0, 3)) else one(*SUB_AXES),
    )
