"""Say in French what changed between two plans: the same sentences for the terminal and for the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff import ActionChange, Diff, FicheName, Named, Pair, PlanName, Regrouped, RoleChange
from pipeline.model import Role
from pipeline.write.french import plural, word


@dataclass(frozen=True, slots=True)
class Changes:
    """One kind of change: its title, and a sentence for each."""

    title: str
    lines: tuple[str, ...]


def changes_text(diff: Diff) -> str:
    """Give all that changed as text for a terminal."""
    lines = [f"{plan_name(diff.old)} → {plan_name(diff.new)}", changes_summary(diff)]
    for part in changes_parts(diff):
        if part.lines:
            lines += ["", f"{part.title} ({len(part.lines)})", *(f"  - {line}" for line in part.lines)]
    return "\n".join(lines) + "\n"


def changes_summary(diff: Diff) -> str:
    """Say in one sentence how much changed."""
    kept = sum(not pair.retitled and not pair.renumbered for pair in diff.kept)
    return (
        f"{plural(len(diff.kept), 'fiche reconduite', 'fiches reconduites')} (dont {kept} sans changement de titre "
        f"ni de numéro), {plural(len(diff.added), 'nouvelle', 'nouvelles')}, "
        f"{plural(len(diff.dropped), 'abandonnée', 'abandonnées')} ; "
        f"{plural(len(diff.actions_done), 'action prévue et réalisée', 'actions prévues et réalisées')}, "
        f"{plural(len(diff.actions_vanished), 'disparue', 'disparues')}."
    )


def changes_parts(diff: Diff) -> Iterator[Changes]:
    """Give every kind of change, in the order in which a reader asks."""
    yield Changes("Nouvelles fiches", tuple(map(fiche_name, diff.added)))
    yield Changes("Fiches disparues", tuple(map(fiche_name, diff.dropped)))
    yield Changes("Fiches divisées", tuple(map(_regrouped, diff.split)))
    yield Changes("Fiches fusionnées", tuple(map(_regrouped, diff.merged)))
    yield Changes("Fiches renumérotées", tuple(map(_renumbered, diff.renumbered)))
    yield Changes("Fiches renommées", tuple(map(_retitled, diff.retitled)))
    yield Changes("Référents arrivés", tuple(map(_named, diff.people_came)))
    yield Changes("Référents partis", tuple(map(_named, diff.people_left)))
    yield Changes("Changements de rôle", tuple(map(_role, diff.roles_changed)))
    yield Changes("Nouveaux partenaires", tuple(map(_named, diff.partners_came)))
    yield Changes("Partenaires qui ne sont plus nommés", tuple(map(_named, diff.partners_left)))
    yield Changes("Nouveaux financeurs", tuple(map(_named, diff.funders_came)))
    yield Changes("Financeurs qui ne sont plus nommés", tuple(map(_named, diff.funders_left)))
    yield Changes("Actions prévues, puis réalisées", tuple(map(_action, diff.actions_done)))
    yield Changes("Actions prévues de nouveau", tuple(map(_action, diff.actions_continued)))
    yield Changes("Actions prévues dont le nouveau plan ne parle plus", tuple(map(_action, diff.actions_vanished)))


def plan_name(plan: PlanName) -> str:
    """Give what a plan is called."""
    name = plan.title or plan.id
    return f"{name} ({plan.year})" if plan.year and str(plan.year) not in name else name


def fiche_name(fiche: FicheName) -> str:
    """Give what a fiche is called: its number and title."""
    return " – ".join(part for part in (fiche.number, fiche.title) if part) or fiche.id


def _regrouped(one: Regrouped) -> str:
    return f"{_listed(one.old)} → {_listed(one.new)}"


def _listed(fiches: Sequence[FicheName]) -> str:
    return " + ".join(f"« {fiche_name(fiche)} »" for fiche in fiches)


def _renumbered(pair: Pair) -> str:
    return f"{pair.old.number or 'sans numéro'} → {pair.new.number or 'sans numéro'} : {pair.new.title or pair.new.id}"


def _retitled(pair: Pair) -> str:
    return f"« {pair.old.title} » → « {pair.new.title} »"


def _named(one: Named) -> str:
    return f"{one.name} ({' ; '.join(fiche_name(fiche) for fiche in one.fiches)})"


def _role(one: RoleChange) -> str:
    return f"{one.name}, {fiche_name(one.fiche)} : {_roles(one.old)} → {_roles(one.new)}"


def _roles(roles: Sequence[str]) -> str:
    return ", ".join(word(Role(role)) for role in roles) or "aucun rôle"


def _action(one: ActionChange) -> str:
    found = "" if one.found is None or one.found == one.text else f" → {one.found}"
    return f"{fiche_name(one.fiche)} : {one.text}{found}"
