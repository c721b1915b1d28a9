"""Short plans, and what is read of them in the shortest form."""

from pipeline.split import split
from pipeline.split.outline import Outline, RawFiche
from pipeline.vocabulary import shipped

TITLES = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")


BLOCK = "\n\nPilote : Ana Bo\nObjectifs : voir mieux\nCalendrier : 2030\nPartenaires : ADEME, CAF\n\n"


def outline(*parts: str) -> Outline:
    return split("Plan d'action lumière\n\n" + "".join(parts), shipped())


def contents(plan: Outline) -> list[tuple[str | None, str | None, int | None]]:
    return [(entry.number, entry.title, entry.page) for entry in plan.entries]


def sections(fiche: RawFiche) -> dict[str, list[str]]:
    return {section.label: [item.passage.text for item in section.items] for section in fiche.sections}


def referents(fiche: RawFiche) -> list[str]:
    return [passage.text for each in fiche.referents for passage in each.names]
