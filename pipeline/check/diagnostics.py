"""Say what a person should look at: every diagnostic of the contract, in French, with its places.

In: the found and the resolved plan. Out: diagnostics in the order of their first place.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.check.source import recognised_pages, unread_parts
from pipeline.extract.found import FoundPlan
from pipeline.model import (
    Coverage,
    Diagnostic,
    DiagnosticCode,
    Entity,
    EntityKind,
    Fiche,
    FicheKind,
    Origin,
    SectionKind,
    Severity,
    Span,
    TocEntry,
)
from pipeline.resolve.axes import AxeDraft
from pipeline.resolve.plan import ResolvedPlan
from pipeline.resolve.surnames import short_name
from pipeline.resolve.titles import same_title
from pipeline.vocabulary.folding import fold, plain_typography

# Two names of one entity are spellings of each other from this likeness on (rapidfuzz ratio, 0 to 100).
_ONE_SPELLING = 75
_ARTICLE = re.compile(r"(?:l'|(?:les?|la)\s)\s*", re.IGNORECASE)
_ERRORS = {DiagnosticCode.DATE_INVALID}
_INFOS = {
    DiagnosticCode.SPELLING_VARIANTS,
    DiagnosticCode.UNKNOWN_LABEL,
    DiagnosticCode.ENTITY_UNCONFIRMED,
    DiagnosticCode.TITLE_MISSING,
}


def diagnose(
    found: FoundPlan,
    plan: ResolvedPlan,
    coverage: Coverage,
    recognised: Mapping[int, tuple[int, int]] | None = None,
    unread: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Give all diagnostics of a plan; `recognised` and `unread` as the document has them."""
    fiches = {fiche.id: fiche for fiche in plan.fiches}
    headings = {
        fiche.id: Span(start=read.raw.heading[0], end=read.raw.heading[1])
        for fiche, read in zip(plan.fiches, found.fiches, strict=True)
    }
    diagnostics = [
        *_axes(plan.axe_drafts),
        *_contents(plan.toc, fiches, headings),
        *_missing(plan, fiches, headings),
        *_numbering(plan.fiches, headings),
        *(each for place, fiche in enumerate(plan.fiches) for each in _fiche(fiche, place, found)),
        *_spellings((*plan.people, *plan.organisations, *plan.places)),
        *(
            _diagnostic(
                DiagnosticCode.DATE_INVALID,
                f"La date « {bad.text} » n'existe pas : elle est laissée de côté.",
                bad.fiche_id,
                [bad.span],
            )
            for bad in plan.bad_dates
        ),
        *_misspelt(plan.fiches, found, headings),
        *_serials(found, plan.fiches),
        *_uncovered(coverage),
        *_languages(found, plan.fiches),
        *recognised_pages(recognised or {}),
        *unread_parts(unread),
    ]
    return tuple(sorted(diagnostics, key=lambda d: (d.spans[0].start if d.spans else -1, d.code, d.message)))


def _diagnostic(code: DiagnosticCode, message: str, fiche_id: str | None, spans: Iterable[Span]) -> Diagnostic:
    severity = Severity.ERROR if code in _ERRORS else Severity.INFO if code in _INFOS else Severity.WARNING
    return Diagnostic(code=code, severity=severity, message=message, fiche_id=fiche_id, spans=tuple(spans))


def _serials(found: FoundPlan, fiches: Iterable[Fiche]) -> Iterator[Diagnostic]:
    for read, fiche in zip(found.fiches, fiches, strict=True):
        for date in (read.start_date, read.end_date):
            if date is not None and date.serial:
                yield _diagnostic(
                    DiagnosticCode.DATE_INVALID,
                    f"« {date.text} » est le numéro d'un jour dans un tableur : il est lu comme une date, à vérifier.",
                    fiche.id,
                    [date.span],
                )


def _axes(axes: Iterable[AxeDraft]) -> Iterator[Diagnostic]:
    for axe in axes:
        headings = [*axe.contents, *axe.body]
        spans = [Span(start=raw.start, end=raw.end) for raw in headings]
        numbers = list(dict.fromkeys(raw.number for raw in headings if raw.number))
        if len(numbers) > 1:
            yield _diagnostic(
                DiagnosticCode.AXE_NUMBER_DIFFERS,
                f"L'axe « {axe.title} » porte plusieurs numéros ({', '.join(numbers)}) : "
                f"le numéro {axe.number} est retenu.",
                None,
                [s for raw, s in zip(headings, spans, strict=True) if raw.number],
            )
        titles = {fold(raw.title): raw.title for raw in headings if raw.title}
        if len(titles) > 1:
            printed = " ; ".join(f"« {title} »" for title in titles.values())
            yield _diagnostic(
                DiagnosticCode.AXE_TITLE_DIFFERS,
                f"Le titre de l'axe {axe.number or 'transversal'} varie : {printed}.",
                None,
                spans,
            )
    by_number: dict[tuple[str | None, str], list[AxeDraft]] = defaultdict(list)
    for axe in axes:
        if axe.number:
            by_number[axe.parent_id, axe.number].append(axe)
    for (_, number), same in by_number.items():
        if len(same) > 1 and len({axe.level for axe in same}) == 1:
            printed = " ; ".join(f"« {axe.title} »" for axe in same)
            yield _diagnostic(
                DiagnosticCode.AXE_TITLE_DIFFERS,
                f"Plusieurs axes portent le numéro {number} : {printed}.",
                None,
                [Span(start=axe.first.start, end=axe.first.end) for axe in same],
            )


def _contents(toc: Iterable[TocEntry], fiches: dict[str, Fiche], headings: dict[str, Span]) -> Iterator[Diagnostic]:
    listed: set[str] = set()
    any_entry = False
    for entry in toc:
        any_entry = True
        if entry.fiche_id is None:
            name = entry.title or f"n° {entry.number}"
            yield _diagnostic(
                DiagnosticCode.TOC_ENTRY_WITHOUT_BODY,
                f"Le sommaire annonce « {name} », que le document ne développe pas.",
                None,
                [entry.span],
            )
            continue
        listed.add(entry.fiche_id)
        fiche = fiches[entry.fiche_id]
        printed = fiche.title if fiche.title_origin is Origin.RULE else None
        if entry.title and printed and not same_title(entry.title, printed):
            yield _diagnostic(
                DiagnosticCode.TITLE_DIFFERS,
                f"Le sommaire intitule cette fiche « {entry.title} », le document « {printed} ».",
                fiche.id,
                [entry.span, headings[fiche.id]],
            )
        yield from _referents(entry, fiche)
    if any_entry:
        for fiche in fiches.values():
            if fiche.id not in listed:
                yield _diagnostic(
                    DiagnosticCode.FICHE_NOT_IN_TOC,
                    f"La fiche « {fiche.title or fiche.id} » ne figure pas au sommaire.",
                    fiche.id,
                    [headings[fiche.id]],
                )


def _referents(entry: TocEntry, fiche: Fiche) -> Iterator[Diagnostic]:
    if not entry.referents:
        return
    announced = {(r.role, r.entity_id): r for r in entry.referents}
    printed = {(r.role, r.entity_id): r for r in fiche.referents}
    only_announced = [r for key, r in announced.items() if key not in printed]
    only_printed = [r for key, r in printed.items() if key not in announced]
    if only_announced or only_printed:
        parts = []
        if only_announced:
            parts.append(f"le sommaire seul nomme {_enumerated(r.name for r in only_announced)}")
        if only_printed:
            parts.append(f"la fiche seule nomme {_enumerated(r.name for r in only_printed)}")
        yield _diagnostic(
            DiagnosticCode.REFERENTS_DIFFER,
            f"Les référents diffèrent : {' et '.join(parts)}.",
            fiche.id,
            [r.span for r in (*only_announced, *only_printed)],
        )


def _enumerated(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} et {listed[-1]}"


def _missing(plan: ResolvedPlan, fiches: dict[str, Fiche], headings: dict[str, Span]) -> Iterator[Diagnostic]:
    titles = {axe.id: axe.title for axe in plan.axes}
    for fiche in fiches.values():
        if fiche.title_origin not in (Origin.RULE, Origin.CORRECTED) and fiche.kind is FicheKind.FICHE:
            source = {
                Origin.CONTENTS: f" ; celui du sommaire est repris : « {fiche.title} »",
                Origin.INHERITED: f" ; celui de son axe est repris : « {fiche.title} »",
                None: "",
            }
            yield _diagnostic(
                DiagnosticCode.TITLE_MISSING,
                f"Cette fiche n'a pas de titre dans le document{source.get(fiche.title_origin, '')}.",
                fiche.id,
                [headings[fiche.id]],
            )
        if fiche.id in plan.axe_missing and fiche.axe_id and fiche.axe_origin is not Origin.CORRECTED:
            yield _diagnostic(
                DiagnosticCode.AXE_MISSING,
                f"Aucun titre d'axe ne précède cette fiche ; le sommaire la range sous « {titles[fiche.axe_id]} ».",
                fiche.id,
                [headings[fiche.id]],
            )


# `7`, `1.2`, `A3`, `TE-01`: what counts up stands last
_COUNTED = re.compile(r"(?P<prefix>(?:.*[^0-9])?)(?P<last>[0-9]{1,4})")


def _numbering(fiches: Iterable[Fiche], headings: dict[str, Span]) -> Iterator[Diagnostic]:
    series: dict[str, list[tuple[int, Fiche]]] = defaultdict(list)
    for fiche in fiches:
        if fiche.kind is FicheKind.FICHE and (counted := _COUNTED.fullmatch(fiche.number or "")) is not None:
            series[counted["prefix"]].append((int(counted["last"]), fiche))
    for prefix, numbered in series.items():
        counts = Counter(number for number, _ in numbered)
        axes = Counter((number, fiche.axe_id) for number, fiche in numbered)
        restarts = any(count > 1 for count in counts.values()) and all(count == 1 for count in axes.values())
        groups: dict[str | None, list[tuple[int, Fiche]]] = defaultdict(list)
        for number, fiche in numbered:
            groups[fiche.axe_id if restarts else None].append((number, fiche))
        for group in groups.values():
            yield from _series(prefix, group, headings)


def _series(prefix: str, numbered: list[tuple[int, Fiche]], headings: dict[str, Span]) -> Iterator[Diagnostic]:
    seen: dict[int, Fiche] = {}
    for number, fiche in numbered:
        if number in seen:
            yield _diagnostic(
                DiagnosticCode.NUMBER_REPEATED,
                f"Deux fiches portent le numéro {prefix}{number}.",
                fiche.id,
                [headings[seen[number].id], headings[fiche.id]],
            )
        seen.setdefault(number, fiche)
    ordered = sorted(seen)
    for before, after in pairwise(ordered):
        if after - before > 1:
            gap = f"{prefix}{before + 1}" if after - before == 2 else f"{prefix}{before + 1} à {prefix}{after - 1}"
            yield _diagnostic(
                DiagnosticCode.NUMBER_GAP,
                f"La numérotation passe de {prefix}{before} à {prefix}{after} : il manque {gap}.",
                seen[after].id,
                [headings[seen[after].id]],
            )


def _fiche(fiche: Fiche, place: int, found: FoundPlan) -> Iterator[Diagnostic]:
    read = found.fiches[place]
    settled = {section.span for section in fiche.sections if section.kind is not SectionKind.OTHER}  # by a person
    for section in read.sections:
        span = Span(start=section.raw.start, end=section.raw.end)
        if section.raw.hit is not None and section.raw.hit.known is None and span not in settled:
            yield _diagnostic(
                DiagnosticCode.UNKNOWN_LABEL,
                f"L'intitulé « {section.raw.label} » n'est pas connu : son contenu est gardé tel quel.",
                fiche.id,
                [span],
            )
    broken = [Span(start=start, end=end) for start, end in read.raw.broken]
    in_list = [Span(start=s.raw.start, end=s.raw.start + 1) for s in read.sections if s.raw.in_list]
    spans = broken or in_list
    if spans:
        yield _diagnostic(
            DiagnosticCode.MARKUP_BROKEN,
            "La mise en forme est incohérente : "
            "un intitulé se trouve dans une liste, ou une mise en gras n'est pas refermée.",
            fiche.id,
            spans,
        )
    if read.doubts:
        yield _diagnostic(
            DiagnosticCode.UNCERTAIN,
            "Un point d'interrogation ou une mention comme « à confirmer » accompagne cette information : "
            "elle reste à vérifier.",
            fiche.id,
            dict.fromkeys(read.doubts),
        )
    yield from _chronology(fiche)


def _misspelt(fiches: Iterable[Fiche], found: FoundPlan, headings: dict[str, Span]) -> Iterator[Diagnostic]:
    for fiche, read in zip(fiches, found.fiches, strict=True):
        if read.raw.misspelt:
            yield _diagnostic(
                DiagnosticCode.HEADING_MISSPELT,
                f"L'en-tête de la fiche {fiche.number} n'est pas écrit comme les autres : "
                "la fiche est lue quand même, à vérifier.",
                fiche.id,
                [headings[fiche.id]],
            )


def _chronology(fiche: Fiche) -> Iterator[Diagnostic]:
    """An entry is out of order when it ends before the one above it starts."""
    calendars = [s.span for s in fiche.sections if s.kind is SectionKind.CALENDAR]
    starts = [entry.span.start for entry in fiche.calendar]
    for calendar in calendars:
        above: str | None = None
        for entry in fiche.calendar[bisect_left(starts, calendar.start) : bisect_left(starts, calendar.end)]:
            if not entry.dates:
                continue
            last = max(value.end for date in entry.dates for value in date.values)
            if above is not None and last < above:
                yield _diagnostic(
                    DiagnosticCode.CALENDAR_NOT_CHRONOLOGICAL,
                    f"Le calendrier n'est pas dans l'ordre : "
                    f"« {entry.dates[0].text} » vient après une date plus tardive.",
                    fiche.id,
                    [entry.span],
                )
                break
            above = min(value.start for date in entry.dates for value in date.values)


def _spellings(entities: Iterable[Entity]) -> Iterator[Diagnostic]:
    for entity in entities:
        # An acronym, a region's short name (`AURA`), a surname alone are other names, not other spellings.
        spelled = [
            n
            for n in (entity.name, *entity.variants)
            if fuzz.ratio(fold(n), fold(entity.name)) >= _ONE_SPELLING
            and not (entity.kind is EntityKind.PERSON and short_name(n) is not None)
        ]
        forms = {_letters(name): name for name in spelled}
        if len(forms) > 1:
            printed = " ; ".join(f"« {name} »" for name in forms.values())
            yield _diagnostic(
                DiagnosticCode.SPELLING_VARIANTS,
                f"Le même nom est écrit de plusieurs façons : {printed}.",
                None,
                [occurrence.span for occurrence in entity.occurrences],
            )


def _letters(name: str) -> str:
    """A spelling apart from article (`Les Amis`, `Amis`), typography and the case of its first letter."""
    plain = plain_typography(name)
    article = _ARTICLE.match(plain)
    bare = plain[article.end() :] if article else plain
    return bare[:1].lower() + bare[1:]


def _uncovered(coverage: Coverage) -> Iterator[Diagnostic]:
    if coverage.unassigned:
        missed = coverage.characters - coverage.assigned
        found = "caractère du document n'a trouvé sa" if missed == 1 else "caractères du document n'ont trouvé leur"
        yield _diagnostic(
            DiagnosticCode.TEXT_UNASSIGNED,
            f"{missed} {found} place dans aucune fiche.",
            None,
            coverage.unassigned,
        )


def _languages(found: FoundPlan, fiches: Iterable[Fiche]) -> Iterator[Diagnostic]:
    """A whole document in another language gets one diagnostic, a French one gets one for each such fiche."""
    foreign = [(read.tongue, fiche) for read, fiche in zip(found.fiches, fiches, strict=True) if read.tongue]
    unread = "seul le français est lu, les noms cités dans les phrases ne sont donc pas relevés"
    if found.tongue is not None:
        yield _diagnostic(
            DiagnosticCode.LANGUAGE_OTHER,
            f"Ce document semble écrit {found.tongue.french} : {unread}.",
            None,
            [fiche.span for _, fiche in foreign],
        )
        return
    for tongue, fiche in foreign:
        yield _diagnostic(
            DiagnosticCode.LANGUAGE_OTHER,
            f"Cette fiche semble écrite {tongue.french} : {unread}.",
            fiche.id,
            [fiche.span],
        )
