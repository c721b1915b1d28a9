"""Give each fiche its id, and each entry of the contents the fiche it stands for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from pipeline.model import FicheKind
from pipeline.resolve.axes import AxeDraft
from pipeline.resolve.registry import slug
from pipeline.resolve.unique import UniqueIds
from pipeline.split.outline import RawEntry, RawFiche
from pipeline.vocabulary.folding import fold
from pipeline.vocabulary.titles import alike, title_words

_PREFIX = {
    FicheKind.FICHE: "fiche",
    FicheKind.COMMISSION: "commission",
    FicheKind.WORKING_GROUP: "groupe",
    FicheKind.OTHER: "autre",
}
_LONGEST_SLUG = 60
# So many fiches of one number are compared with an entry; more is no plan.
_MOST_ALIKE = 50
# Two titles are alike when they share more than this part of the shorter one's words, the same when all say the same.
_ALIKE, _SAME = 0.5, 1.0


def fiche_ids(fiches: Sequence[RawFiche], axes: Sequence[AxeDraft | None]) -> tuple[str, ...]:
    """Name the fiches: `fiche-7`, `fiche-2-3` where numbering restarts in each axe, `commission-formation`.

    Args:
        fiches: the fiches of the body.
        axes: the axe each of them stands under.
    """
    numbers = Counter((fiche.kind, fiche.number) for fiche in fiches if fiche.number)
    repeated = [f for f in fiches if f.number and numbers[f.kind, f.number] > 1]
    by_axe = Counter(
        (axe.id if axe else None, fiche.kind, fiche.number)
        for fiche, axe in zip(fiches, axes, strict=True)
        if fiche.number
    )
    restarts = len(repeated) > 1 and sum(count > 1 for count in by_axe.values()) == 0
    taken = UniqueIds()
    ids: list[str] = []
    for fiche, axe in zip(fiches, axes, strict=True):
        prefix = _PREFIX[fiche.kind]
        if fiche.number:
            own = slug(fiche.number)
            if restarts and axe is not None:
                own = f"{axe.id.removeprefix('axe-')}-{own}"
            wanted = f"{prefix}-{own}"
        else:
            words = slug(fiche.title.text if fiche.title else "sans-titre")[:_LONGEST_SLUG].strip("-")
            wanted = f"{prefix}-{words}"
        ids.append(taken.take(wanted))
    return tuple(ids)


def match_entries(
    entries: Sequence[RawEntry],
    entry_axes: Sequence[AxeDraft | None],
    fiches: Sequence[RawFiche],
    fiche_axes: Sequence[AxeDraft | None],
) -> tuple[int | None, ...]:
    """Find the fiche that each entry of the contents stands for: by kind and number, else by title.

    Returns:
        for each entry, the place of its fiche among `fiches`, or nothing.
    """
    matches: list[int | None] = []
    by_number: dict[tuple[FicheKind, str], dict[int, None]] = defaultdict(dict)
    by_title: dict[tuple[FicheKind, str], dict[int, None]] = defaultdict(dict)
    for place, fiche in enumerate(fiches):
        if fiche.number:
            by_number[fiche.kind, fiche.number][place] = None
        if fiche.title:
            by_title[fiche.kind, fold(fiche.title.text)][place] = None
    for entry, axe in zip(entries, entry_axes, strict=True):
        candidates = list(islice(by_number.get((entry.kind, entry.number or ""), ()), _MOST_ALIKE))
        if not candidates and not entry.number:
            candidates = list(islice(by_title.get((entry.kind, fold(entry.title or "")), ()), _MOST_ALIKE))
        if len(candidates) > 1:
            in_axe = [p for p in candidates if fiche_axes[p] is axe]
            alike_titles = [p for p in candidates if _likeness(fiches[p], entry) > _ALIKE]
            candidates = in_axe or alike_titles or candidates
        match = candidates[0] if candidates else None
        if match is not None:
            fiche = fiches[match]
            by_number[fiche.kind, fiche.number or ""].pop(match, None)
            by_title[fiche.kind, fold(fiche.title.text if fiche.title else "")].pop(match, None)
        matches.append(match)
    return _by_words(matches, entries, fiches)


def _by_words(
    matches: Sequence[int | None], entries: Sequence[RawEntry], fiches: Sequence[RawFiche]
) -> tuple[int | None, ...]:
    """Match what is left, where the contents or the body print no number, by what the titles say: `Précarité` is
    `La précarité`, then `Cuisines centrales` is `Les cuisines centrales publiques`.
    """
    found = list(matches)
    taken = set(matches)
    left = [place for place, fiche in enumerate(fiches) if fiche.title and place not in taken][:_MOST_ALIKE]
    for least in (_SAME, _ALIKE):
        for at, entry in enumerate(entries):
            if found[at] is not None or not entry.title:
                continue
            able = [p for p in left if fiches[p].kind is entry.kind and not (entry.number and fiches[p].number)]
            best = max(able, key=lambda place: _likeness(fiches[place], entry), default=None)
            if best is not None and _likeness(fiches[best], entry) > least:
                found[at] = best
                left.remove(best)
    return tuple(found)


def _likeness(fiche: RawFiche, entry: RawEntry) -> float:
    """Give the part of the words that two titles share, and 2 when they say the same."""
    one, other = title_words(fiche.title.text if fiche.title else ""), title_words(entry.title or "")
    return 2.0 if one and one == other else alike(" ".join(one), " ".join(other))
