"""Read all values of an outline: this module brings each extractor the text that concerns it.

In: the outline, the vocabulary and, unless names are not wanted, a reader of named entities. Out: a found plan.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.extract.calendar import read_calendar
from pipeline.extract.dates import find_dates
from pipeline.extract.fields import read_field_date, read_serial, read_status
from pipeline.extract.found import (
    FoundDate,
    FoundEntry,
    FoundFiche,
    FoundFunding,
    FoundItem,
    FoundName,
    FoundPartner,
    FoundPlan,
    FoundSection,
    FoundStatus,
)
from pipeline.extract.funding import read_funding
from pipeline.extract.kinds import with_settled_kinds
from pipeline.extract.money import unit_of_label
from pipeline.extract.partners import read_partners
from pipeline.extract.people import read_referents
from pipeline.extract.totals import of_year
from pipeline.model import Origin, PartnerKind, SectionKind, Span
from pipeline.span import Passage
from pipeline.split.body import section_kind
from pipeline.split.outline import Outline, RawFiche, RawItem, RawReferents
from pipeline.vocabulary import Body
from pipeline.vocabulary.folding import flat
from pipeline.vocabulary.tongues import ENOUGH, Tongue, foreign, french_words, words_in

_TO_CONFIRM = re.compile(r"a confirmer")
_WORK = {SectionKind.ACTIONS, SectionKind.PLANNED_ACTIONS, SectionKind.ACHIEVEMENTS, SectionKind.CALENDAR}
# Characters: some hundred words, of which thirty are small ones.
_BEGINNING = 600
# A name in a language whose verbs nobody knows here has no more words than this.
_LONGEST_NAME = 7
_ONLY_DATE = re.compile(r"\s*[:\-–—.]?\s*")


def extract_values(outline: Outline, bodies: Iterable[Body] = ()) -> FoundPlan:
    """Read every value of a plan but the names in running text, which `with_names` adds.

    Args:
        outline: the plan's skeleton.
        bodies: organisations that a user declares.
    """
    counted = [_counted(raw) for raw in outline.fiches]
    tongue = foreign(sum(counted, Counter()))
    fiches = tuple(
        _in_tongue(_read_fiche(raw), foreign(counts) or (tongue if french_words(counts) < ENOUGH else None))
        for raw, counts in zip(outline.fiches, counted, strict=True)
    )
    entries = tuple((entry, read_referents(entry.referents)) for entry in outline.entries)
    plan = FoundPlan(fiches, entries, _plan_year(fiches, outline.title), tongue)
    return with_settled_kinds(plan, (name for body in bodies for name in body.spellings()))


def read_again(plan: FoundPlan, kinds: Mapping[int, SectionKind], title: str | None) -> FoundPlan:
    """Read the values of sections again, as those of the kinds that a person gives them.

    Args:
        plan: what was read, with its names.
        kinds: the kinds, by where the sections start.
        title: the document's own title.
    """
    fiches = tuple(
        _of_kinds(fiche, kinds) if any(section.raw.start in kinds for section in fiche.sections) else fiche
        for fiche in plan.fiches
    )
    return replace(plan, fiches=fiches, year=_plan_year(fiches, title))


def _of_kinds(fiche: FoundFiche, kinds: Mapping[int, SectionKind]) -> FoundFiche:
    """Who is in charge, and whom running text names, stays as the whole plan settled it."""
    again = _in_tongue(_read_fiche(fiche.raw, kinds), fiche.tongue)
    sections = tuple(replace(section, kind=kinds.get(section.raw.start, section.kind)) for section in fiche.sections)
    return replace(again, referents=fiche.referents, sections=sections)


def _in_tongue(fiche: FoundFiche, tongue: Tongue | None) -> FoundFiche:
    """Mark a fiche that is not French: a sentence in its list of partners is a description and no name."""
    if tongue is None:
        return fiche
    partners = tuple(
        replace(partner, kind=PartnerKind.GENERIC) if len(partner.name.split()) > _LONGEST_NAME else partner
        for partner in fiche.partners
    )
    return replace(fiche, partners=partners, tongue=tongue)


def _counted(raw: RawFiche) -> Counter[str]:
    """Count the small words of a fiche; a beginning that has many of French tells enough."""
    text = "\n".join(passage.text for section in raw.sections for passage in _passages(section.items))
    beginning = words_in(text[:_BEGINNING])
    return beginning if french_words(beginning) >= 2 * ENOUGH else words_in(text)


_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
# `Agenda 2030`, `à l'horizon 2035`: how far a programme looks, not what the plan is for
_HORIZON = re.compile(
    r"\b(?:agenda|horizon|cap|ambitions?|objectifs?|vision|france|europe|d['’]ici(?: à)?) (?:19|20)\d\d\b",
    re.IGNORECASE,
)


def _plan_year(fiches: Iterable[FoundFiche], title: str | None) -> int | None:
    """The latest year that a section of planned work names, else the only one in the document's title.

    `Contrat de ville « Engagements Quartiers 2030 »`, `Agenda 2030`: the name of a programme tells nothing.
    """
    planned = [s.year for f in fiches for s in f.sections if s.kind is SectionKind.PLANNED_ACTIONS and s.year]
    if planned:
        return max(planned)
    printed = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", _HORIZON.sub("", _QUOTED.sub("", title or "")))
    return int(printed[0]) if len(printed) == 1 else None


def _read_fiche(raw: RawFiche, kinds: Mapping[int, SectionKind] = MappingProxyType({})) -> FoundFiche:
    """Read a fiche; `kinds` are those that a person gives to sections, by where they start."""
    sections: list[FoundSection] = []
    calendar: list[FoundEntry] = []
    partners: list[FoundPartner] = []
    funding: list[FoundFunding] = []
    doubts: list[Span] = []
    status: FoundStatus | None = None
    priority: FoundStatus | None = None
    start_date: FoundDate | None = None
    end_date: FoundDate | None = None
    for section in raw.sections:
        given = kinds.get(section.start)
        kind = given or section_kind(section.hit)
        known = section.hit.known if section.hit else None
        field = known.meaning.field if known else None
        if given is not None and given is not section_kind(section.hit):
            field = "status" if given is SectionKind.STATUS else None
        year = known.year if known else None
        dated = field in ("start_date", "end_date")
        items = tuple(_read_item(item, year, dated=dated) for item in section.items)
        sections.append(FoundSection(section, kind, year, items))
        passages = tuple(_passages(section.items))
        if kind is SectionKind.CALENDAR and field is None:
            calendar.extend(read_calendar(items))
        elif kind is SectionKind.PARTNERS:
            found, asked = read_partners(passages)
            partners.extend(found)
            doubts.extend(asked)
        elif kind in (SectionKind.FUNDING, SectionKind.RESOURCES):
            known = section.hit.known if section.hit is not None else None
            year = known.year if known is not None and kind is SectionKind.FUNDING else None
            unit = unit_of_label(section.label)
            funding.extend(of_year(each, year) for each in read_funding(kind, section.label, passages, unit))
        elif field == "status":
            status = status or read_status(passages, field)
        elif field == "priority":
            priority = priority or read_status(passages, field)
        if field == "start_date":
            start_date = start_date or read_field_date(items)
        elif field == "end_date":
            end_date = end_date or read_field_date(items)
        doubts.extend(_doubts(kind, passages))
    doubts.extend(partner.span for partner in partners if partner.uncertain)
    doubts.extend(each.span for each in funding if each.uncertain)
    return FoundFiche(
        raw=raw,
        referents=read_referents(raw.referents),
        referent_dates=tuple(_referent_dates(raw.referents)),
        sections=tuple(sections),
        calendar=tuple(calendar),
        partners=tuple(partners),
        funding=tuple(funding),
        status=status,
        priority=priority,
        start_date=start_date,
        end_date=end_date,
        doubts=tuple(doubts),
    )


def _read_item(item: RawItem, year: int | None, *, dated: bool = False) -> FoundItem:
    dates = _dates(item.passage, year)
    if dated and not dates and (serial := read_serial(item.passage)) is not None:
        dates = (serial,)
    below = year
    if len(dates) == 1 and item.items and _ONLY_DATE.fullmatch(item.passage.text[dates[0].printed.end :]):
        # `2023 :` above its own bullets: their months are of that year
        printed = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", dates[0].text)
        below = int(printed[-1]) if printed else year
    return FoundItem(item, dates, (), tuple(_read_item(inner, below) for inner in item.items))


def _dates(passage: Passage, year: int | None) -> tuple[FoundDate, ...]:
    return tuple(
        FoundDate(printed, passage.text[printed.start : printed.end], passage.span(printed.start, printed.end), year)
        for printed in find_dates(passage.text)
    )


def _referent_dates(lines: Iterable[RawReferents]) -> Iterator[FoundDate]:
    for line in lines:
        for passage in line.names:
            yield from _dates(passage, None)


def _passages(items: Iterable[RawItem]) -> Iterator[Passage]:
    for item in items:
        yield item.passage
        yield from _passages(item.items)


def _doubts(kind: SectionKind, passages: Iterable[Passage]) -> Iterator[Span]:
    """Actions printed with « à confirmer »; a question in an action may be its subject, and says nothing."""
    if kind in _WORK:
        for passage in passages:
            if "confirmer" in passage.text and (doubt := _TO_CONFIRM.search(flat(passage.text))):
                yield passage.span(*doubt.span())


def with_names(plan: FoundPlan, names: Iterator[tuple[FoundName, ...]]) -> FoundPlan:
    """Give each item its named entities, in the order of `item_passages`.

    What the model saw in a language that it never learnt is left out.
    """

    def item(found: FoundItem, *, french: bool) -> FoundItem:
        own = tuple(name for name in next(names) if french or name.origin is not Origin.NER)
        return replace(found, names=own, items=tuple(item(inner, french=french) for inner in found.items))

    fiches = tuple(
        replace(
            fiche,
            sections=tuple(
                replace(s, items=tuple(item(i, french=fiche.tongue is None) for i in s.items)) for s in fiche.sections
            ),
        )
        for fiche in plan.fiches
    )
    return replace(plan, fiches=fiches)


def item_passages(plan: FoundPlan) -> Iterator[tuple[Passage, SectionKind]]:
    """Every item's passage and its section's kind, in printed order."""
    for fiche in plan.fiches:
        for section in fiche.sections:
            for passage in _passages(section.raw.items):
                yield passage, section.kind
