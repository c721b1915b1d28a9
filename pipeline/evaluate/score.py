"""Score one plan, or several, against gold.

In: gold and plan as parsed JSON. Out: a `Report`. Linked scoring: a value counts only on the right fiche and
in the right role, so the right value in the wrong place is one value too many there and one missing here.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from pipeline.errors import FichesError
from pipeline.evaluate.folding import fold_name
from pipeline.evaluate.gold import check_gold
from pipeline.evaluate.match import overlap, pair
from pipeline.evaluate.naming import named_as
from pipeline.evaluate.report import Error, Report, Score
from pipeline.evaluate.shape import FAMILIES, OVERLAP, Document, gold_shape, measured
from pipeline.evaluate.values import Shape, Value, values


def evaluate(gold: Document, plan: Document) -> Report:
    """Compare a plan with what a person read in the same source.

    Values are compared as multisets, by the fields that the gold's entry gives; families that the gold does
    not give are not in the report.

    Args:
        gold: A gold as `tests/gold/README.md` describes it.
        plan: The plan's JSON, which keeps the output contract.

    Raises:
        FichesError: The gold cannot be measured against, or the plan does not keep the contract.
    """
    given = check_gold(gold)
    wanted, found = _by_family(values(gold, given)), _by_family(values(named_as(gold, gold_shape(plan)), given))
    families: dict[str, Score] = {}
    errors: list[Error] = []
    for family in (name for name in FAMILIES if name in measured(given)):
        source = "mentions" if family == OVERLAP else family
        ours, theirs = wanted[source], found[source]
        paired = pair(_overlapping(ours, theirs) if family == OVERLAP else _equal(ours, theirs))
        matched = set(paired.values())
        missing = [one for index, one in enumerate(ours) if index not in matched]
        extra = [one for index, one in enumerate(theirs) if index not in paired]
        families[family] = Score(len(paired), len(extra), len(missing))
        errors += [Error(family, "missing", one.fiche_id, one.readable(frozenset(one.entry))) for one in missing]
        compared = _compared(ours)
        for one in extra:
            shown = frozenset(compared.get(tuple(one.fields), one.fields))
            errors.append(Error(family, "extra", one.fiche_id, one.readable(shown)))
    return Report(families, tuple(errors))


def evaluate_corpus(pairs: Iterable[tuple[str, Document, Document]]) -> Report:
    """Compare several plans with their golds: counts are added up (micro-average), `files` has each report.

    Args:
        pairs: Name, gold and plan of each; the name goes into the errors.

    Raises:
        FichesError: As `evaluate`, with the name in front; or two plans have the same name.
    """
    files: dict[str, Report] = {}
    for name, gold, plan in pairs:
        if name in files:
            raise FichesError("name-repeated", f"two plans are called {name!r}: give each its own name")
        try:
            files[name] = evaluate(gold, plan)
        except FichesError as error:
            raise FichesError(error.code, f"{name}: {error}") from error
    return add_up(files)


def add_up(files: Mapping[str, Report]) -> Report:
    """Give one report on several plans: counts added up, every error with the name of its plan.

    Args:
        files: each plan's report, by its name.
    """
    families = {
        family: sum((one.families[family] for one in files.values() if family in one.families), Score())
        for family in FAMILIES
        if any(family in one.families for one in files.values())
    }
    errors = tuple(error._replace(file=name) for name, one in files.items() for error in one.errors)
    return Report(families, errors, dict(files))


def _by_family(found: Iterable[Value]) -> dict[str, list[Value]]:
    families: dict[str, list[Value]] = defaultdict(list)
    for value in found:
        families[value.family].append(value)
    return families


def _compared(gold: Iterable[Value]) -> dict[tuple[str, ...], set[str]]:
    """Give, for every kind of entry, the fields that the gold gives for any of them."""
    compared: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in gold:
        compared[tuple(one.fields)] |= one.entry.keys()
    return compared


def _equal(gold: Sequence[Value], found: Sequence[Value]) -> list[Sequence[int]]:
    """Give for every gold value the output values that are the same in the fields that it gives."""
    # A family may hold entries of several kinds (a status and a start date): only the same kind is compared.
    index: dict[tuple[tuple[str, ...], Shape], dict[Hashable, list[int]]] = {}
    candidates: list[Sequence[int]] = []
    for one in gold:
        fields, shape = tuple(one.fields), one.shape()
        if (fields, shape) not in index:
            index[fields, shape] = defaultdict(list)
            for position, other in enumerate(found):
                if tuple(other.fields) == fields:
                    index[fields, shape][other.key(shape)].append(position)
        candidates.append(index[fields, shape].get(one.key(shape), ()))
    return candidates


def _overlapping(gold: Sequence[Value], found: Sequence[Value]) -> list[Sequence[int]]:
    """Give for every gold mention those of its label and fiche that share words with it, same text first."""
    places: dict[Hashable, list[tuple[int, str]]] = defaultdict(list)
    for position, other in enumerate(found):
        places[other.link, other.entry["label"]].append((position, fold_name(other.entry["text"])))
    candidates: list[Sequence[int]] = []
    for one in gold:
        name = fold_name(one.entry["text"])
        near = [(text != name, at) for at, text in places[one.link, one.entry["label"]] if overlap(name, text)]
        candidates.append([at for _, at in sorted(near)])
    return candidates
