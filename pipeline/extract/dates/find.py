"""Find the dates printed in a text: points first, then the lists and ranges that they form.

A word that only looks like a date (a month that is a verb, a count, a ratio, a law's number) gives none.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.dates.atoms import MAYBE, MONTHS, ORDINALS, PARTS, POINT, SEASONS
from pipeline.extract.dates.printed import Grain, Point, PrintedDate
from pipeline.vocabulary.folding import flat

# Two-digit years: 00 to 69 are of this century.
_PIVOT = 70
_NUMBERS = re.compile(r"\d+")
_LIST = re.compile(r"[ ]?(?:,|&|et|puis|ou|/|;)[ ]?(?:du[ ]|le[ ]|les[ ]|en[ ]|de[ ])?(?:l')?")
_TO = re.compile(r"[ ](?:au|a|jusqu'au|jusqu'a|jusqu'en)[ ](?:la[ ]|l')?(?:le[ ])?|[ ]?-[ ]?")
_AND_TO = re.compile(r"[ ]et[ ](?:le[ ]|la[ ]|l')?")
_FROM = re.compile(r"(?:\b(?:du|de|des|de la|de l'|d'|entre(?: le| la| l')?)[ ]?)$")
_BOUND = re.compile(
    r"\b(?:(?P<since>depuis|a partir (?:de|du)|a compter (?:de|du)|des)"
    r"|(?P<until>d'ici(?: a| au| le)?|avant|jusqu'en|jusqu'au|jusqu'a)"
    r"|(?P<within>courant|au cours de))[ ](?:la[ ]|le[ ]|l'|l'annee[ ])?(?:fin[ ])?$"
)
# A month without day or year counts only where something says that it is one.
_MONTH_LEAD = re.compile(
    r"(?:^|\b(?:en|de|du|d'|des|depuis|courant|mois de|fin|debut|au|a|et|puis|ou|entre|jusqu'en|avant|d'ici|le|les|pour"
    r"|annee)[ ]?|[(,:;/&–-][ ]?)$"
)
_SHORT_TAIL = re.compile(r"[ ]?(?:et|,|&|au|-|:|\)|$)")
_MONTH_TAIL = re.compile(r"[ ]*(?:$|[.,:;)/&]|et\b|-|a\b|au\b|puis\b)")
_SEASON_LEAD = re.compile(r"(?:\bl'|\bau |\ben |\bcet |\bcourant |\bfin |\bdebut |d')$")
_NOT_YEAR_TAIL = re.compile(r"[.,]\d|[-/]\d|\w")
_NOT_YEAR_LEAD = re.compile(
    r"(?:n[°o]s?[ ]?|\bart(?:icle|\.)[ ]|page[ ]|\bloi[ ][^,;]{0,12}|\d[ ]|\+[ ]?|x[ ]?|€[ ]?|iso[ ]|horizon europe[ ]"
    r"|numero[ ])$"
)
_IDENTIFIER = re.compile(
    r"(?:n[°o]s?[ ]?|deliberation[ ]|art(?:icle)?s?\.?[ ]|l\.|r\.|version[ ]|fiches?[ ]|actions?[ ]|page[ ]|p\.[ ]?"
    r"|tel\.?[ :]*|\d[ ./-]|/|§[ ]?)$"
)
_PROGRAMME = re.compile(
    r"(?:por|pon|feder|fse|feader|cper|programmation|programme|periode|mandat|plan|contrat|convention|leader|interreg|pac"
    r"|saison|annee|exercice)s?[ ]?\(?$"
)
_STRONG_SHORT = re.compile(r"\b(?:le|les|du|au|jusqu'au|et|des|avant le|ateliers?)[ ]$")


def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Find every date of a text, whole lists and ranges kept together, none overlapping, in order."""
    low = flat(text)
    if MAYBE.search(low) is None:
        return ()
    points = list(_points(low))
    return tuple(_grouped(text, low, points)) if points else ()


def _points(low: str) -> Iterator[Point]:
    for match in POINT.finditer(low):
        point = _point(low, match)
        if point is not None:
            yield point


def _point(low: str, match: re.Match[str]) -> Point | None:
    start, end = match.span()
    before = low[max(0, start - 40) : start]
    kind = (
        match.lastgroup if match.lastgroup in _READERS else next(name for name in _READERS if match[name] is not None)
    )
    return _READERS[kind](match, start, end, before, low)


def _full_year(printed: str | None) -> int | None:
    if not printed:
        return None
    year = int(printed)
    return year if year > 99 else year + (2000 if year < _PIVOT else 1900)


def _month(printed: str) -> int:
    return MONTHS[printed.rstrip(".")]


def _iso(match: re.Match[str], start: int, end: int, _before: str, _low: str) -> Point | None:
    return Point(start, end, Grain.DAY, int(match["iy"]), int(match["im"]), (int(match["id"]),))


def _years(match: re.Match[str], start: int, end: int, before: str, _low: str) -> Point | None:
    first, last = int(match["y1"]), int(match["y2"])
    last = last if last > 99 else first - first % 100 + last
    if _IDENTIFIER.search(before) or last < first or last - first > 60:
        return None
    return Point(start, end, Grain.YEARS, first, last_year=last)


def _numeric(match: re.Match[str], start: int, end: int, before: str, low: str) -> Point | None:
    days = tuple(int(n) for n in _NUMBERS.findall(match["ndays"]))
    month, year = int(match["nm"]), _full_year(match["ny"])
    if _IDENTIFIER.search(before):
        return None
    if year is None:
        padded = len(match["nm"]) == 2 and match["nsep"] == "/" and all(1 <= d <= 31 for d in days) and 1 <= month <= 12
        if not padded or not (len(_NUMBERS.findall(match["ndays"])[-1]) == 2 or _STRONG_SHORT.search(before)):
            return _short_years(match, start, end, before)
        if not (_STRONG_SHORT.search(before) or _SHORT_TAIL.match(low, end)):
            return None
    if match["nsep"] == "-" and year is None:
        return None
    if year is not None and match["nsep"] != "/" and len(match["nm"]) < 2 and len(match["ny"] or "") < 4:
        return None  # `1.2.10`: a version or a numbering
    return Point(start, end, Grain.DAY, year, month, days, day_range=bool(re.search(r"-| au ", match["ndays"])))


def _short_years(match: re.Match[str], start: int, end: int, before: str) -> Point | None:
    """`POR 21/27`: two short years behind a word that has a period."""
    numbers = [int(n) for n in _NUMBERS.findall(match[0])]
    if len(numbers) != 2 or not _PROGRAMME.search(before) or not numbers[0] < numbers[1]:
        return None
    return Point(start, end, Grain.YEARS, 2000 + numbers[0], last_year=2000 + numbers[1])


def _month_year(match: re.Match[str], start: int, end: int, before: str, _low: str) -> Point | None:
    return None if _IDENTIFIER.search(before) else Point(start, end, Grain.MONTH, int(match["myy"]), int(match["mm"]))


def _part(match: re.Match[str], start: int, end: int, _before: str, _low: str) -> Point | None:
    year = _full_year(match["pmy"] or match["pa"] or match["py"])
    number = _month(match["pm"]) if match["pm"] else 0
    return Point(start, end, Grain.PART, year, number, part=PARTS[match["pword"]])


def _textual(match: re.Match[str], start: int, end: int, before: str, low: str) -> Point | None:
    year, month = _full_year(match["year"]), _month(match["month"])
    days = match["span"] or match["days"]
    if days:
        numbers = tuple(int(n) for n in _NUMBERS.findall(days))
        return Point(
            start, end, Grain.DAY, year, month, numbers, day_range=match["span"] is not None and " et " not in days
        )
    if year is None and not (
        _MONTH_LEAD.search(before)
        and (
            _MONTH_TAIL.match(low, end)
            or re.search(r"\b(?:en|depuis|des|courant|mois de|fin|debut|d'ici|avant) ?$", before)
        )
    ):
        return None
    return Point(match.start("month"), end, Grain.MONTH, year, month)


def _quarter(match: re.Match[str], start: int, end: int, _before: str, _low: str) -> Point | None:
    number = int(match["q1"]) if match["q1"] else ORDINALS[match["q2"]]
    year = _full_year(match["qy1"] or match["qy2"])
    if number > 4:
        return None
    return Point(start, end, Grain.QUARTER, year, 4 if number == -1 else number)


def _semester(match: re.Match[str], start: int, end: int, _before: str, _low: str) -> Point | None:
    number = int(match["s1"]) if match["s1"] else ORDINALS[match["s2"]]
    return Point(start, end, Grain.SEMESTER, _full_year(match["sy1"] or match["sy2"]), 2 if number in (-1, 2) else 1)


def _season(match: re.Match[str], start: int, end: int, before: str, _low: str) -> Point | None:
    year = _full_year(match["sey"])
    if year is None and not _SEASON_LEAD.search(before) and not (start == 0 and match["sname"] != "ete"):
        return None
    return Point(start, end, Grain.SEASON, year, SEASONS[match["sname"]])


def _rentree(match: re.Match[str], start: int, end: int, before: str, _low: str) -> Point | None:
    year = _full_year(match["ry"])
    if year is None and not re.search(r"(?:a la|des la|pour la|&|et) $", before):
        return None
    return Point(start, end, Grain.MONTH, year, 9)


def _fortnight(match: re.Match[str], start: int, end: int, _before: str, _low: str) -> Point | None:
    part = "early" if match["half"] in {"premiere", "1ere"} else "late"
    return Point(start, end, Grain.PART, _full_year(match["fy"]), _month(match["fm"]), part=part, days=(15,))


def _short(match: re.Match[str], start: int, end: int, before: str, _low: str) -> Point | None:
    return _short_years(match, start, end, before)


def _bare(match: re.Match[str], start: int, end: int, before: str, low: str) -> Point | None:
    if _NOT_YEAR_LEAD.search(before) or _NOT_YEAR_TAIL.match(low, end) or before.endswith(("-", "/", "°")):
        return None
    return Point(start, end, Grain.YEAR, int(match[0]))


_READERS = {
    "iso": _iso,
    "years": _years,
    "numeric": _numeric,
    "my": _month_year,
    "part": _part,
    "textual": _textual,
    "quarter": _quarter,
    "semester": _semester,
    "season": _season,
    "rentree": _rentree,
    "fortnight": _fortnight,
    "short": _short,
    "bare": _bare,
}


def _grouped(text: str, low: str, points: list[Point]) -> Iterable[PrintedDate]:
    """Join points into lists (`16/02 et du 04/05/22`) and ranges (`de mai à juin 2023`), with the words before."""
    index = 0
    while index < len(points):
        group = [points[index]]
        is_range = False
        before = low[max(0, group[0].start - 20) : group[0].start]
        lead = _FROM.search(before)
        index += 1
        while index < len(points):
            between = low[group[-1].end : points[index].start]
            if len(between) > 16:
                break
            opens = lead is not None and lead[0].startswith(("entre",)) and _AND_TO.fullmatch(between)
            if len(group) == 1 and (opens or _range_between(group[0], points[index], between, lead is not None)):
                is_range = True
            elif is_range or not _LIST.fullmatch(between) or not _belongs(group[-1], points[index]):
                break
            group.append(points[index])
            index += 1
            if is_range:
                break
        yield _printed(text, low, group, is_range, lead)


def _range_between(first: Point, second: Point, between: str, led: bool) -> bool:
    if not _TO.fullmatch(between):
        return False
    if between.strip() == "-":
        return first.grain is second.grain and (first.year is None or second.year is not None)
    return led or first.grain is second.grain


def _belongs(first: Point, second: Point) -> bool:
    """A listed date without year is completed by the one behind; two complete dates are two."""
    if first.year is not None:
        return False
    return (first.grain, second.grain) != (Grain.MONTH, Grain.DAY) and second.grain not in (Grain.YEAR, Grain.YEARS)


def _printed(text: str, low: str, group: list[Point], is_range: bool, lead: re.Match[str] | None) -> PrintedDate:
    start, end = group[0].start, group[-1].end
    before = low[max(0, start - 28) : start]
    offset = start - len(before)
    bound = ""
    first = group[0]
    if is_range and lead is not None:
        start = max(0, start - 20) + lead.start() if start >= 20 else lead.start()
    elif first.day_range and (word := re.search(r"\b(?:du|entre le) $", before)):
        start = offset + word.start()
    elif word := _BOUND.search(before):
        start = offset + word.start()
        bound = "since" if word["since"] else "until" if word["until"] else ""
    return PrintedDate(start, end, text[start:end], tuple(group), is_range, bound)
