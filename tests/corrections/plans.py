"""A plan of a few fiches for the tests of corrections, and what they do with it over and over."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.check.schema import plan_errors
from pipeline.corrections.anchor import Anchor, anchor_at
from pipeline.corrections.file import parse_corrections
from pipeline.model import DiagnosticCode, Fiche, Plan
from pipeline.options import Options
from pipeline.read import Document
from pipeline.run import Reading, finish, read_values
from pipeline.write.files import plan_json
from pipeline.write.load import load_plan

PLAN = """Plan d'action 2031

AXE 1 : HABITER

Fiche action n° 1 : Ouvrir un jardin partagé

Référent CA : Odile Crozet et Bruno Tavel
Référent équipe : Nadia Ferrand

Objectifs :

- Réunir les habitants avec la ville de Tarance
- Planter des arbres en mars 2031 avec l'association Terres Vives

Calendrier

- **mars 2031** : plantation
- **juin 2031** : fête du jardin

Financement : Fondation Beaulieu (convention annuelle ?)

Partenaires : Ville de Tarance, association Terres Vives (Odile Crozet et Bruno Tavel), Cose

AXE 2 : SE DÉPLACER

Fiche action n° 2 : Louer des vélos

Référent CA : Odile Crozet
Référent équipe : Nadia Ferrand

Statut : en cours

Actions 2031 :

- Ouvrir une station le 4 mai avec la Ville de Tarance
- Former les usagers en septembre

Partenaires : Ville de Tarance, Terre Vive, Cose, Vélos du Lac
"""


@cache
def reading(text: str = PLAN) -> Reading:
    document = Document("plan.txt", "text", "0" * 64, "utf-8", text)
    return read_values(document, Options(ner="none"))


def at(text: str, exact: str, number: int = 0) -> Anchor:
    """Quote the number-th occurrence of a passage."""
    start = -1
    for _ in range(number + 1):
        start = text.index(exact, start + 1)
    return anchor_at(text, start, start + len(exact))


def corrected(yaml: str, text: str = PLAN) -> Plan:
    """Give the plan with corrections, once it holds to the contract."""
    plan = finish(reading(text), parse_corrections(yaml, "plan.corrections.yaml")).plan
    assert list(plan_errors(plan)) == []
    consistent(plan, text)
    return plan


def consistent(plan: Plan, text: str) -> None:
    """The registry names what the values name, and nothing else."""
    named: dict[str, set[tuple[str | None, str, int]]] = {}

    def note(entity_id: str | None, fiche_id: str | None, as_: str, start: int) -> None:
        if entity_id is not None:
            named.setdefault(entity_id, set()).add((fiche_id, as_, start))

    for entry in plan.toc:
        for referent in entry.referents:
            note(referent.entity_id, None, "referent", referent.span.start)
    for fiche in plan.fiches:
        for referent in fiche.referents:
            note(referent.entity_id, fiche.id, "referent", referent.span.start)
        for partner in fiche.partners:
            note(partner.entity_id, fiche.id, "partner", partner.span.start)
        for section in fiche.sections:
            waiting = list(section.items)
            while waiting:
                item = waiting.pop()
                waiting += item.items
                for mention in item.mentions:
                    note(mention.entity_id, fiche.id, "mention", mention.span.start)
    entities = {one.id: one for one in (*plan.people, *plan.organisations, *plan.places)}
    assert len(entities) == len(plan.people) + len(plan.organisations) + len(plan.places)
    for identity, places in named.items():
        held = {(o.fiche_id, o.as_.value, o.span.start) for o in entities[identity].occurrences}
        assert places <= held, identity
    for entity in entities.values():
        assert entity.occurrences, entity.id
        for one in entity.occurrences:
            key = one.fiche_id, one.as_.value, one.span.start
            # Funders and members of partners have occurrences without an id of their own.
            if one.as_.value not in ("funder", "partner"):
                assert key in named.get(entity.id, set()), (entity.id, key)
    for fiche in plan.fiches:
        assert [d.span.start for d in fiche.dates] == sorted(d.span.start for d in fiche.dates)
        for date in fiche.dates:
            assert 0 <= date.span.start < date.span.end <= len(text)


def written(plan: Plan, text: str, folder: Path) -> Any:
    """Write a plan and read it back with all that the loader looks at."""
    (folder / "plan.json").write_text("".join(plan_json(plan)), encoding="utf-8")
    (folder / "plan.txt").write_text(text, encoding="utf-8", newline="")
    return load_plan(folder / "plan.json")


def yaml_of(*entries: str) -> str:
    body = "".join(entry if entry.endswith("\n") else entry + "\n" for entry in entries)
    return f"version: 1\ncorrections:\n{body}"


def quoted(anchor: Anchor) -> str:
    """Give an anchor as a person writes it, on one line."""
    return json.dumps(anchor.model_dump(exclude_none=True), ensure_ascii=False)


def fiche(plan: Plan, identity: str) -> Fiche:
    return next(one for one in plan.fiches if one.id == identity)


def lost(plan: Plan) -> list[str]:
    return [one.message for one in plan.diagnostics if one.code is DiagnosticCode.CORRECTION_NOT_APPLIED]


def change(family: str, exact: str, to: str, number: int = 0, fiche_id: str = "fiche-1") -> str:
    return f"- change: {family}\n  fiche: {fiche_id}\n  at: {quoted(at(PLAN, exact, number))}\n  to: {to}\n"


def delete(family: str, exact: str, number: int = 0, fiche_id: str = "fiche-1") -> str:
    return f"- delete: {family}\n  fiche: {fiche_id}\n  at: {quoted(at(PLAN, exact, number))}\n"


def add(family: str, exact: str, value: str = "{}", number: int = 0, fiche_id: str = "fiche-2") -> str:
    return f"- add: {family}\n  fiche: {fiche_id}\n  at: {quoted(at(PLAN, exact, number))}\n  value: {value}\n"


# One decision of each kind.
ALL = (
    change("referent", "Bruno Tavel", "{name: Bruno Tavelle}"),
    delete("partner", "association Terres Vives", 1),
    add("partner", "une station"),
    change("date", "juin 2031", "{reads: juin 2032}"),
    add("referent", "les usagers", "{role: lead, name: Ada Lund}"),
    change("status", "en cours", "{value: done}", fiche_id="fiche-2"),
    f"- settle: uncertain\n  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Fondation Beaulieu'))}\n  because: signée\n",
)
