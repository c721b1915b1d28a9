"""Say what became of corrections: diagnostics that a person settled go, entries that do not apply any more come.

In: `Corrected` and the checks. Out: the plan's diagnostics, in French, in the order of their first place.
"""

from collections.abc import Callable, Iterator

from pipeline.corrections.apply import Corrected
from pipeline.corrections.entries import Entry, Located, Merge, Settle, Split, action, family
from pipeline.corrections.fields import Family
from pipeline.corrections.targets import Target, Why
from pipeline.model import Diagnostic, DiagnosticCode, Severity, Span
from pipeline.resolve.plan import ResolvedPlan

_FAMILIES = {
    Family.REFERENT: "un référent",
    Family.PARTNER: "un partenaire",
    Family.FUNDING: "un financement",
    Family.AMOUNT: "un montant",
    Family.DATE: "une date",
    Family.CALENDAR: "une ligne de calendrier",
    Family.MENTION: "un nom cité",
    Family.STATUS: "un statut",
    Family.PRIORITY: "une priorité",
    Family.START_DATE: "une date de début",
    Family.END_DATE: "une date de fin",
    Family.SECTION: "une rubrique",
    Family.FICHE: "une fiche",
    Family.AXE: "un axe",
    Family.PLAN: "le plan",
}
_VERBS = {"accept": "accepter", "change": "modifier", "delete": "supprimer", "add": "ajouter"}
REASONS = {
    Why.GONE: "ce passage ne se trouve plus dans le texte",
    Why.AMBIGUOUS: "ce passage se trouve à plusieurs endroits, et rien ne dit lequel est visé",
    Why.UNREAD: "aucune valeur de ce genre n'est plus lue à cet endroit",
    Why.OTHER: "ce qui avait été accepté se lit autrement à présent",
    Why.SAME: "le plan se lit déjà ainsi",
    Why.UNREADABLE: "ce qui est donné ne se lit pas comme une date",
    Why.NOWHERE: "aucune fiche ou rubrique ne peut porter cette valeur à cet endroit",
    Why.NO_FICHE: "cette fiche n'existe plus",
    Why.NO_AXE: "cet axe n'existe pas",
    Why.NO_NAME: "un de ces noms ne figure plus dans le plan",
    Why.NO_DIAGNOSTIC: "ce signalement n'existe plus",
}

Check = Callable[[ResolvedPlan], tuple[Diagnostic, ...]]


def reported(corrected: Corrected, check: Check) -> tuple[Diagnostic, ...]:
    """Give the diagnostics of a corrected plan.

    Args:
        corrected: the plan and its corrections.
        check: gives the diagnostics of a plan.
    """
    diagnostics = check(corrected.plan)
    if not corrected.entries:
        return diagnostics
    open_, lost = _settled(corrected, diagnostics, check)
    why = {**corrected.lost, **lost}
    said = [*open_, *(_not_applied(corrected, number, reason) for number, reason in why.items())]
    return tuple(sorted(said, key=lambda d: (d.spans[0].start if d.spans else -1, d.code, d.message)))


def _settled(
    corrected: Corrected, diagnostics: tuple[Diagnostic, ...], check: Check
) -> tuple[list[Diagnostic], dict[int, Why]]:
    """Take away what was settled; a decision on something that never was a diagnostic of this plan is lost."""
    targets = {id(target.entry): target for target in corrected.targets}
    lost: dict[int, Why] = {}
    gone: set[int] = set()
    before: tuple[Diagnostic, ...] | None = None
    for number, entry in enumerate(corrected.entries):
        if not isinstance(entry, Settle) or number in corrected.lost:
            continue
        target = targets[id(entry)]
        answered = {place for place, one in enumerate(diagnostics) if answers(entry, target, one)}
        gone |= answered
        if not answered:
            # Another correction may have removed its cause: then it is answered twice, which is no fault.
            before = check(corrected.original) if before is None else before
            if not any(answers(entry, target, one) for one in before):
                lost[number] = Why.NO_DIAGNOSTIC
    return [one for place, one in enumerate(diagnostics) if place not in gone], lost


def answers(entry: Settle, target: Target, diagnostic: Diagnostic) -> bool:
    """Say whether a decision is about a diagnostic: the same code at the same place."""
    if diagnostic.code is not entry.settle:
        return False
    if target.place is None:
        return not diagnostic.spans and diagnostic.fiche_id == entry.fiche
    return any(span.start < target.place.end and target.place.start < span.end for span in diagnostic.spans)


def _not_applied(corrected: Corrected, number: int, why: Why) -> Diagnostic:
    entry = corrected.entries[number]
    target = next((one for one in corrected.targets if one.entry is entry), None)
    fiche_id = target.fiche_id if target else None
    if fiche_id is None and isinstance(entry, Located):
        fiche_id = entry.fiche if any(fiche.id == entry.fiche for fiche in corrected.plan.fiches) else None
    spans = (Span(start=target.place.start, end=target.place.end),) if target and target.place else ()
    return Diagnostic(
        code=DiagnosticCode.CORRECTION_NOT_APPLIED,
        severity=Severity.INFO if why is Why.SAME else Severity.WARNING,
        message=f"La correction {_line(entry, corrected.name)}({', '.join(_parts(entry))}) "
        f"n'est pas appliquée : {REASONS[why]}.",
        fiche_id=fiche_id,
        spans=spans,
    )


def _line(entry: Entry, name: str) -> str:
    """An entry of a review that is not saved yet stands in no line."""
    return f"de la ligne {entry.line} de {name} " if entry.line else ""


def _parts(entry: Entry) -> Iterator[str]:
    match entry:
        case Settle():
            yield f"signalement « {entry.settle} »"
        case Located():
            yield f"{_VERBS[action(entry)]} {_FAMILIES[family(entry)]}"
        case Merge():
            yield f"réunir {' et '.join(f'« {name} »' for name in entry.names)}"
        case Split():
            yield f"séparer « {entry.into} » de « {entry.name} »"
        case _:
            yield f"renommer « {getattr(entry, 'name', '')} »"
    if isinstance(entry, Located) and entry.at is not None:
        yield f"« {entry.at.exact if len(entry.at.exact) <= 80 else entry.at.exact[:79] + '…'} »"
