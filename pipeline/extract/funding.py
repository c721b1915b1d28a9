"""Read who pays, how and how much, from funding and resources sections.

In: a section's label and its items' passages. Out: one found funding a source, or a total. A provider
(`prestation de …`, `appui de …`) is paid, not paying; resources that name no funder and no money give nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.found import FoundAmount, FoundFunding
from pipeline.extract.money import PrintedAmount, Unit, find_amounts
from pipeline.listing import cut_list, is_body_shaped, one_body, trim
from pipeline.model import SectionKind, Span
from pipeline.span import Passage
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|à|au|et)\s*((?:19|20)\d\d)\b")
_LINK = re.compile(
    r"^\s*(?:avec|de la part|du|de la|de l['’]|des|de|d['’]|par|:|auprès de|l['’]|la|le|les)\s*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý][A-ZÀ-Ý0-9&-]{1,}\b")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]")
_BRACKET = re.compile(r"\(([^()]{1,400})\)?")
_LONGEST_PURPOSE = 300
_STATEMENT = re.compile(r"\s*;\s*")
_JOINT = re.compile(r"[\s),;+&]*(?:et\s+)?")
_DOUBT = re.compile(r"\?\s*\)?\s*$|\?\s*\)")


def read_funding(
    kind: SectionKind, label: str, passages: Iterable[Passage], unit: Unit | None
) -> tuple[FoundFunding, ...]:
    """Read the funding of one section.

    Args:
        kind: `funding` or `resources`; resources need money or a funder to count.
        label: the section's label, the purpose of a total.
        passages: its items.
        unit: the unit that the label gives to bare numbers.
    """
    found: list[FoundFunding] = []
    for passage in passages:
        for start, end in _statements(passage.text):
            found.extend(_read_statement(kind, label, passage, start, end, unit))
    return tuple(found)


def _statements(text: str) -> list[tuple[int, int]]:
    """Cut at semicolons outside brackets."""
    masked = _BRACKET.sub(lambda b: "(" + "x" * (len(b[0]) - 1), text)
    places: list[tuple[int, int]] = []
    start = 0
    for stop in _STATEMENT.finditer(masked):
        places.append((start, stop.start()))
        start = stop.end()
    return [(s, e) for s, e in [*places, (start, len(text))] if text[s:e].strip()]


def _read_statement(
    kind: SectionKind, label: str, passage: Passage, start: int, end: int, unit: Unit | None
) -> Iterable[FoundFunding]:
    text = passage.text
    words = text[start:end]
    low = flat(words)
    if fold_label(words) in folded_words("none") or low.strip(" .") in flat_words("none"):
        return []
    amounts = list(find_amounts(words, unit=unit))
    instrument = _instrument(low)
    if low.lstrip().startswith(flat_words("providers")) and not amounts:
        return []
    if instrument is not None and not _listed_before(words, instrument[0]):
        one = _with_instrument(passage, start, end, instrument, amounts)
        return [one] if one is not None and (one.funder or one.amounts or kind is SectionKind.FUNDING) else []
    if kind is SectionKind.RESOURCES and not amounts:
        return []
    if amounts:
        return _amounts_by_funder(label, passage, start, end, amounts)
    return _funders(passage, start, end)


def _instrument(low: str) -> tuple[int, int] | None:
    for word in flat_words("instruments"):
        match = re.search(rf"\b{re.escape(word)}s?\b", low)
        if match is not None:
            return match.span()
    return None


def _listed_before(words: str, place: int) -> bool:
    """Several names before the instrument: a list of funders in which one has an instrument."""
    return words[:place].count(",") > 0


def _with_instrument(
    passage: Passage, start: int, end: int, place: tuple[int, int], amounts: list[PrintedAmount]
) -> FoundFunding | None:
    text = passage.text
    words = text[start:end]
    funder = _funder_near(words, place, amounts)
    period = _PERIOD.search(words)
    covered = any(a.start <= period.start() < a.end for a in amounts) if period else False
    return FoundFunding(
        funder=words[funder[0] : funder[1]] if funder else None,
        funder_span=passage.span(start + funder[0], start + funder[1]) if funder else None,
        instrument=words[place[0] : place[1]].lower(),
        amounts=tuple(_amount(passage, start, a) for a in amounts),
        period=(int(period[1]), int(period[2])) if period and not covered else None,
        purpose=None,
        uncertain=_uncertain(words),
        span=_trimmed_span(passage, start, end),
    )


def _funder_near(words: str, place: tuple[int, int], amounts: list[PrintedAmount]) -> tuple[int, int] | None:
    """The name behind the instrument (`convention avec l'ANCT`), else before it (`Etat (subvention)`)."""
    limit = min([a.start for a in amounts if a.start > place[1]] + [len(words)])
    behind = words[place[1] : limit]
    link = _LINK.match(behind)
    begin = place[1] + (link.end() if link else 0)
    again = _LINK.match(words[begin:limit])
    begin += again.end() if again else 0
    stop = begin + len(re.split(r"[(:,;?]|\s-\s|\s(?:pour|sur|en|au titre|dans)\s", words[begin:limit], maxsplit=1)[0])
    name = trim(words, begin, stop)
    if name[0] < name[1] and _CAPITAL.match(words[name[0]]):
        return name
    before = re.split(r"[:,;]|\(", words[: place[0]])
    head_end = len(before[0]) if before and before[0].strip() else 0
    head = trim(words, 0, head_end)
    if (
        head[0] < head[1]
        and _CAPITAL.match(words[head[0]])
        and len(words[head[0] : head[1]].split()) <= 8
        and _is_funder(words[head[0] : head[1]])
    ):
        return head
    return None


def _is_funder(words: str) -> bool:
    """A name that may pay: a proper name, not a common word with a capital (`Un des axes`)."""
    first = words.split()[0]
    key = fold_label(first)
    return key in folded_words("body_heads") or bool(_ACRONYM.match(first)) or bool(_CAPITAL.search(words[1:]))


def _amounts_by_funder(
    label: str, passage: Passage, start: int, end: int, amounts: list[PrintedAmount]
) -> list[FoundFunding]:
    """`ADEME : 10 000 €, Région : 5 000 €`: each amount goes with the name before it; none before: a total."""
    text = passage.text
    words = text[start:end]
    groups: list[_Funded] = []
    at = 0
    for position, amount in enumerate(amounts):
        stop = amounts[position + 1].start if position + 1 < len(amounts) else len(words)
        name = _name_before(words, at, amount.start) or _name_behind(words, amount.end, stop)
        if name is None and groups and amount.start - at < 40:
            groups[-1].amounts.append(amount)
            groups[-1].end = amount.end
        else:
            begin = min(name[0], amount.start) if name else amount.start
            end_of_group = max(name[1], amount.end) if name else amount.end
            groups.append(_Funded(name, [amount], begin, end_of_group, _uncertain(words[begin:stop])))
        at = amount.end
    return [
        FoundFunding(
            funder=words[group.name[0] : group.name[1]] if group.name else None,
            funder_span=passage.span(start + group.name[0], start + group.name[1]) if group.name else None,
            instrument=None,
            amounts=tuple(_amount(passage, start, amount) for amount in group.amounts),
            period=None,
            purpose=None if group.name else _purpose(label, words, group.amounts[0].start),
            uncertain=group.uncertain,
            span=passage.span(start + group.begin, start + group.end),
        )
        for group in groups
    ]


@dataclass(slots=True)
class _Funded:
    """A name, if any, and the amounts that go with it, by their place in the statement."""

    name: tuple[int, int] | None
    amounts: list[PrintedAmount]
    begin: int
    end: int
    uncertain: bool


def _purpose(label: str, words: str, at: int) -> str | None:
    before = re.split(r"[;,]", words[max(0, at - _LONGEST_PURPOSE) : at])[-1].strip(" :–-")
    return before if before and _CAPITAL.match(before[:1]) is not None and len(before.split()) <= 6 else (label or None)


def _name_before(words: str, start: int, stop: int) -> tuple[int, int] | None:
    """The name between the last amount and this one: `CAF (5 000 €) et Ville (3 000 €)`, `ADEME : 10 000 €`."""
    lead = _JOINT.match(words, start, stop)
    begin = lead.end() if lead is not None else start
    comma = max(words.rfind(",", begin, stop), words.rfind(";", begin, stop))
    name = trim(words, max(begin, comma + 1), start + len(words[start:stop].rstrip(" :–-=(")))
    printed = words[name[0] : name[1]]
    if name[0] >= name[1] or not _CAPITAL.match(printed) or len(printed.split()) > 8:
        return None
    return name if _is_funder(printed) and not _is_total(printed) else None


def _name_behind(words: str, start: int, stop: int) -> tuple[int, int] | None:
    """`10 000 € (Région Bretagne)`, `5 000 € de l'ADEME`, `10 000 € : Région`, `5 000 € ADEME`."""
    chunk = words[start:stop]
    lead = re.match(
        r"\s*(?:\(|:|-|–|de la part d(?:e|u)|financés? par|par|de l['’]|de la|de|du|des|d['’])\s*"
        r"(?:l['’]|la |le |les )?",
        chunk,
    )
    begin = start + (lead.end() if lead is not None else len(chunk) - len(chunk.lstrip()))
    stop_at = begin + len(re.split(r"[(),;:+]|\s(?:pour|sur|en|et)\s", words[begin:stop], maxsplit=1)[0])
    name = trim(words, begin, stop_at)
    printed = words[name[0] : name[1]]
    if name[0] >= name[1] or not _CAPITAL.match(printed) or not _is_funder(printed):
        return None
    # Right behind the amount only an acronym or a body's head word is surely a name: not `5 000 € Achat de …`.
    return name if lead is not None or is_body_shaped(printed) or _ACRONYM.match(printed) else None


def _is_total(words: str) -> bool:
    return fold_label(words.split()[0]) in {
        "total",
        "budget",
        "cout",
        "montant",
        "investissement",
        "fonctionnement",
        "depense",
        "recette",
        "estimation",
        "enveloppe",
        "soit",
        "environ",
    }


def _funders(passage: Passage, start: int, end: int) -> list[FoundFunding]:
    """A list of names: each is a funder; a bracket behind it says what for."""
    text = passage.text
    found: list[FoundFunding] = []
    for listed in cut_list(text[start:end], one_body):
        begin, stop = listed.start + start, listed.end + start
        words = text[begin:stop]
        if words.endswith("?"):
            begin, stop = trim(text, begin, begin + len(words.rstrip(" ?")))
        name = text[begin:stop]
        if not name or not _is_listed_funder(name):
            continue
        inside = text[listed.bracket[0] + start : listed.bracket[1] + start].strip() if listed.bracket[1] else ""
        period = _PERIOD.search(inside)
        doubt = _uncertain(inside) or words.endswith("?") or text[stop : stop + 2].strip() == "?"
        purpose = (
            inside
            if inside and not period and not (doubt and flat(inside).strip(" ?") in (*flat_words("uncertain"), ""))
            else None
        )
        closing = listed.bracket[1] + start + 1 if listed.bracket[1] else stop
        found.append(
            FoundFunding(
                name, passage.span(begin, stop), None, (), (int(period[1]), int(period[2])) if period else None,
                purpose, doubt, passage.span(begin, min(closing, len(text))),
            )
        )  # fmt: skip
    return found


def _is_listed_funder(name: str) -> bool:
    """Any proper name in a list of funders; `moyens propres`, `à définir` are none."""
    if (
        flat(name) in flat_words("uncertain")
        or fold_label(name) in folded_words("none")
        or not any(c.isalpha() for c in name)
    ):
        return False
    key = fold_label(name.split()[0])
    return (
        (name[0].isupper() and len(name.split()) <= 14)
        or key in folded_words("body_heads")
        or bool(_ACRONYM.search(name))
    )


def _amount(passage: Passage, shift: int, amount: PrintedAmount) -> FoundAmount:
    start, end = shift + amount.start, shift + amount.end
    return FoundAmount(amount, passage.text[start:end], passage.span(start, end))


def _uncertain(words: str) -> bool:
    low = flat(words)
    return bool(_DOUBT.search(words)) or any(word in low for word in flat_words("uncertain"))


def _trimmed_span(passage: Passage, start: int, end: int) -> Span:
    text = passage.text
    while end > start and text[end - 1] in " .;,":
        end -= 1
    return passage.span(start, end)
