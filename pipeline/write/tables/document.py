"""The tables of the plan itself: the plan, its axes, its contents, its diagnostics, what belongs to nothing."""

from collections.abc import Iterator

from pipeline.model import Axe, Coverage, Diagnostic, Plan, Referent, Source, TocEntry
from pipeline.write.tables.spec import (
    FICHE_ID,
    PLAN_ID,
    SPAN,
    TO_ENTITY,
    TO_FICHE,
    TO_PLAN,
    ForeignKey,
    Kind,
    Row,
    Table,
    fields,
    key,
    optional,
    span_cells,
)

TO_AXE = ForeignKey(("plan_id", "axe_id"), "axes", ("plan_id", "axe_id"))
_ENTRY = key("entry", "Rang", "Place of the entry in the contents, from 1")
_MAYBE_FICHE = optional("fiche_id", Kind.STRING, "Identifiant de la fiche", "The fiche, as in `fiches`; null for none")
_PLAN = fields(Plan, schema_version="Version du contrat", title="Titre", year="Année")
_SOURCE = fields(
    Source,
    "source_",
    file="Fichier",
    format="Format",
    sha256="Empreinte SHA-256",
    encoding="Encodage",
    characters="Caractères",
    pages="Pages",
    ocr_pages="Pages reconnues",
)
_COVERAGE = fields(
    Coverage, "coverage_", characters="Caractères non blancs", assigned="Caractères rattachés", ratio="Part rattachée"
)
_AXE = fields(Axe, level="Niveau", parent_id="Axe parent", number="Numéro", title="Titre", transversal="Transversal")
_TOC_ENTRY = fields(TocEntry, kind="Nature", number="Numéro", title="Titre", page="Page imprimée", axe_id="Axe")
_REFERENT = fields(
    Referent,
    role="Rôle",
    label="Libellé",
    name="Nom",
    kind="Nature",
    entity_id="Identifiant du nom",
    note="Précision",
    year="Année",
    origin="Provenance",
)
_DIAGNOSTIC = fields(Diagnostic, severity="Gravité", code="Code", message="Message")
REFERENT = (*_REFERENT.columns, *SPAN)


def _plans(plan: Plan) -> Iterator[Row]:
    yield plan.id, *_PLAN.cells(plan), *_SOURCE.cells(plan.source), *_COVERAGE.cells(plan.coverage)


def _axes(plan: Plan) -> Iterator[Row]:
    for rank, axe in enumerate(plan.axes, 1):
        yield plan.id, axe.id, rank, *_AXE.cells(axe), *span_cells(axe.span)


def _axe_fiches(plan: Plan) -> Iterator[Row]:
    for axe in plan.axes:
        for rank, fiche_id in enumerate(axe.fiche_ids, 1):
            yield plan.id, axe.id, rank, fiche_id


def _contents(plan: Plan) -> Iterator[Row]:
    for rank, entry in enumerate(plan.toc, 1):
        yield plan.id, rank, *_TOC_ENTRY.cells(entry), entry.fiche_id, *span_cells(entry.span)


def referent_cells(referent: Referent) -> Row:
    """Give what a referent says, whether of the contents or of a fiche."""
    return *_REFERENT.cells(referent), *span_cells(referent.span)


def _contents_referents(plan: Plan) -> Iterator[Row]:
    for entry, listed in enumerate(plan.toc, 1):
        for rank, referent in enumerate(listed.referents, 1):
            yield plan.id, entry, rank, *referent_cells(referent)


def _diagnostics(plan: Plan) -> Iterator[Row]:
    for rank, diagnostic in enumerate(plan.diagnostics, 1):
        yield plan.id, rank, *_DIAGNOSTIC.cells(diagnostic), diagnostic.fiche_id


def _diagnostic_spans(plan: Plan) -> Iterator[Row]:
    for number, diagnostic in enumerate(plan.diagnostics, 1):
        for rank, span in enumerate(diagnostic.spans, 1):
            yield plan.id, number, rank, *span_cells(span)


def _unassigned(plan: Plan) -> Iterator[Row]:
    for rank, span in enumerate(plan.coverage.unassigned, 1):
        yield plan.id, rank, *span_cells(span)


PLANS = Table(
    "plans",
    "Plans",
    "One row a plan: the document, the file it was read from, how much of its text went somewhere",
    (
        PLAN_ID,
        *_PLAN.columns,
        *_SOURCE.columns,
        *_COVERAGE.columns,
    ),
    ("plan_id",),
    _plans,
)
AXES = Table(
    "axes",
    "Axes",
    "One row a chapter that gathers fiches",
    (
        PLAN_ID,
        key("axe_id", "Identifiant de l'axe", "The axe, unique in the plan", Kind.STRING),
        key("rank", "Rang", "Place in the plan, from 1"),
        *_AXE.columns,
        *SPAN,
    ),
    ("plan_id", "axe_id"),
    _axes,
    (TO_PLAN, ForeignKey(("plan_id", "parent_id"), "axes", ("plan_id", "axe_id"))),
)
AXE_FICHES = Table(
    "axe_fiches",
    "Fiches des axes",
    "The fiches directly in an axe, in printed order",
    (
        PLAN_ID,
        key("axe_id", "Identifiant de l'axe", "The axe, as in `axes`", Kind.STRING),
        key("rank", "Rang", "Place in the axe, from 1"),
        FICHE_ID,
    ),
    ("plan_id", "axe_id", "rank"),
    _axe_fiches,
    (TO_AXE, TO_FICHE),
    sheet=False,
)
CONTENTS = Table(
    "contents",
    "Sommaire",
    "One row an entry of the printed table of contents",
    (
        PLAN_ID,
        _ENTRY,
        *_TOC_ENTRY.columns,
        _MAYBE_FICHE,
        *SPAN,
    ),
    ("plan_id", "entry"),
    _contents,
    (TO_PLAN, TO_AXE, TO_FICHE),
)
CONTENTS_REFERENTS = Table(
    "contents_referents",
    "Référents du sommaire",
    "One row a referent that the contents name",
    (PLAN_ID, _ENTRY, key("referent", "Rang du référent", "Place in the entry, from 1"), *REFERENT),
    ("plan_id", "entry", "referent"),
    _contents_referents,
    (ForeignKey(("plan_id", "entry"), "contents", ("plan_id", "entry")), TO_ENTITY),
)
DIAGNOSTICS = Table(
    "diagnostics",
    "Signalements",
    "One row a thing that a person should look at",
    (
        PLAN_ID,
        key("diagnostic", "Rang", "Place in the plan, from 1"),
        *_DIAGNOSTIC.columns,
        _MAYBE_FICHE,
    ),
    ("plan_id", "diagnostic"),
    _diagnostics,
    (TO_PLAN, TO_FICHE),
)
DIAGNOSTIC_SPANS = Table(
    "diagnostic_spans",
    "Passages signalés",
    "The places that a diagnostic is about",
    (
        PLAN_ID,
        key("diagnostic", "Signalement", "The diagnostic, as in `diagnostics`"),
        key("rank", "Rang", "Place in the diagnostic, from 1"),
        *SPAN,
    ),
    ("plan_id", "diagnostic", "rank"),
    _diagnostic_spans,
    (ForeignKey(("plan_id", "diagnostic"), "diagnostics", ("plan_id", "diagnostic")),),
    sheet=False,
)
UNASSIGNED = Table(
    "unassigned",
    "Texte non rattaché",
    "The stretches of the text that belong to nothing",
    (PLAN_ID, key("rank", "Rang", "Place in the plan, from 1"), *SPAN),
    ("plan_id", "rank"),
    _unassigned,
    (TO_PLAN,),
    sheet=False,
)
