"""The patterns of the date grammar: one piece of a date, and what may stand between two pieces.

`PIECE` is one alternation. Its first branch is what looks like a date and is none (telephones, references,
times); it wins over every other, so that nothing inside it is ever read. Its last eats the other numbers
whole. The name of the outer group that matched says which branch it was.
"""

import re
from typing import Final

from pipeline.extract.dates.atoms import (
    DAY,
    END,
    MODIFIER,
    MONTH,
    MONTHS,
    NO_DIGIT,
    OF,
    OLD_YEAR,
    ORDINAL,
    SEASON,
    SEASONS,
    START,
    VOCABULARY,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    YEAR_2,
    one_of,
)

_NUMBERED = VOCABULARY["numbered"]
_ACTS = VOCABULARY["acts"]
_STREETS = VOCABULARY["streets"]["words"]
_REFERENCE = rf"{one_of(_NUMBERED['references'])}s?\.?"
_PART = rf"{one_of(_NUMBERED['parts'])}[sx]?\.?"
_ACT = rf"{one_of(_ACTS['words'])}s?[.)]?"
_STREET = rf"{one_of(_STREETS)}\.?"

# What holds a list or a range together: `9 et 10`, `5&6`, `mars, puis juin`, `mai jusqu'à l'automne`.
_AND = r"(?: ?(?:&|\+|,) ?(?:et |puis |ou )?| (?:et/ou|et|ou|puis) )"
_TO = r"(?:,? (?:jusqu'au|jusqu'a|jusqu'en|au|a) )"
_ARTICLE = r"(?:de la |de l'|du mois de |du mois d'|a la |a l'|les |des |du |de |d'|le |la |l'|au |aux |en )"
_DASH = r"(?: ?(?:-{1,2}>?|→|>) ?)"
_LINK = rf"(?:{_AND}|{_TO}|{_DASH}| ?/ ?){_ARTICLE}?"
LINK: Final = re.compile(
    rf"(?P<dash>{_DASH})|(?P<slash> ?/ ?)|(?P<to>{_TO})(?:la |l'|le |mois de |mois d')?"
    rf"|{_AND}(?P<article>{_ARTICLE})?"
)

# `mars 2022`, `mars de l'année 2022`, `janv-22`, `T1/2022`, `juin '22`
_BEFORE_YEAR = r"(?: de l'an(?:nee)? | de cette annee | de | d'|[ /-])?"
_MONTH_AHEAD = rf"[ -]?{MONTH}"
_NO_LONGER_DATE = rf"(?![0-9a-z_]|[./,][0-9]|{_MONTH_AHEAD})"


def _rows(*patterns: str) -> str:
    return "|".join(patterns)


_SKIP = _rows(
    r"(?:https?://|www\.)[^ ]*",  # https://example.org/2023/05
    r"n(?:°|os?\b|umeros?\b)\.? ?[a-z]{0,3}-?[0-9][0-9a-z./_-]*",  # n° 3, n°2022-45
    rf"{_REFERENCE} ?[0-9][0-9.-]*",  # page 12, article 2023
    rf"{_PART} ?(?!(?:[0-9]{{2}}\.){{2}}[0-9]{{2}})[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,4}}[a-z]?"
    rf"(?![0-9a-z]|[./][0-9]|{_MONTH_AHEAD})",  # GT 1, Fiche 1.2; not the 10 of `GT 10 novembre`
    rf"{_ACT} (?!(?:19|20)[0-9]{{2}}[-/](?:19|20)[0-9]{{2}}{NO_DIGIT})"
    rf"[0-9]{{2,4}}[-/][0-9]{{1,5}}{NO_DIGIT}(?![-/][0-9]{{2}})",  # loi 2014-856; not `marché 2022-2024`
    rf"loi (?:de |du )?{one_of(_ACTS['law_years'])}{NO_DIGIT}",  # association loi 1901
    rf"{_STREET} (?:du|des) {DAY} {MONTH}(?: {YEAR})?",  # rue du 8 mai 1945
    # 02 98 12 34 56, +33 2 98 12 34 56; one separator throughout, `01.02.2022 10:30` is none
    rf"(?:0|33 ?(?:\(0\) ?)?)[1-9](?P<phone_gap>[ .-]?)[0-9]{{2}}(?:(?P=phone_gap)[0-9]{{2}}){{3}}{NO_DIGIT}",
    rf"[0-9]{{1,3}}(?: [0-9]{{3}}{NO_DIGIT}){{1,5}}(?:,[0-9]{{1,2}})?",  # 10 000, 162 724,13
    rf"[0-9]{{1,2}}(?: ?h ?|:)[0-9]{{2}}{END}",  # 14h30, 10:30
    rf"[0-9]{{1,2}} ?h{END}",  # 9h
)

_NUMERIC = _rows(
    # 2023-12-01
    r"(?P<iso>(?P<iso_year>(?:1[5-9]|20)[0-9]{2})(?P<iso_gap>[/.-])(?P<iso_month>[0-9]{2})"
    rf"(?P=iso_gap)(?P<iso_day>[0-9]{{2}}){NO_DIGIT}(?!(?P=iso_gap)[0-9]))",
    # 03.02.22, lundi 28/03/2024; not the 9-10-11 of `9-10-11 juin`
    rf"(?P<dmy>(?:{WEEKDAY})?(?P<dmy_day>[0-9]{{1,2}})(?:er)?(?P<dmy_gap>[.-]| ?/ ?)"
    rf"(?P<dmy_month>[0-9]{{1,2}})(?P=dmy_gap)(?P<dmy_year>[0-9]{{4}}|[0-9]{{2}})"
    rf"(?![0-9a-z_]|(?P=dmy_gap)[0-9]|{_MONTH_AHEAD}))",
    # 02/2023, 02.2023, fin 12/2024
    rf"(?P<my>(?:(?P<my_part>{MODIFIER})[ -])?(?P<my_month>0?[1-9]|1[0-2])"
    rf"(?:(?<=[0-9]{{2}})[.-]| ?/ ?)(?P<my_year>{YEAR})(?![./][0-9]))",
    # 2023-02, 2021/27
    r"(?P<ym>(?P<ym_year>(?:19|20)[0-9]{2})[/-](?P<ym_second>[0-9]{2})(?![0-9a-z_]|[/-][0-9a-z]|[.,][0-9]))",
    # 16/02, 21/27: what it is, the context says
    rf"(?P<pair>(?:{WEEKDAY})?(?P<pair_left>[0-9]{{1,2}})(?P<pair_gap>[./-])(?P<pair_right>[0-9]{{2}})"
    rf"(?!(?P=pair_gap)[0-9]){_NO_LONGER_DATE})",
)


def _year(name: str, after: str = "", century: str = "19|20", second: str = "") -> str:
    return rf"(?:{_BEFORE_YEAR}(?P<{name}>(?:{century})[0-9]{{2}}{END}|{YEAR_2}{second}){after})?"


_MODIFIED = _rows(
    rf"(?P<part_index>{ORDINAL}) (?P<part_unit>quinzaine|semaine) (?:du mois )?(?:de |d')?(?={MONTH})",
    rf"(?P<modifier>{MODIFIER})[ -]{OF}?(?:mois (?:de |d'))?",
)
_NAMED = _rows(
    rf"(?P<month>{MONTH})",
    r"(?P<short_unit>[tqs])(?P<short_index>[1-4])(?![0-9a-z])",  # T1, S2
    r"(?P<front_index>[1-4])(?P<front_unit>[ts])(?![a-z])",  # 1T2022
    rf"(?P<long_index>{ORDINAL}) (?:et dernier )?(?P<long_unit>(?:trim|sem)estres?|(?:trim|sem)\.?)"
    r"(?![a-z]| scolaire| de chaque)",
    rf"(?P<back_unit>trimestre|semestre) (?P<back_index>[1-4]){END}",  # trimestre 2
    rf"(?P<season>{SEASON})(?![a-z])",
    rf"(?P<return>rentree)(?: scolaire| universitaire)?(?: de septembre)?(?![a-z]| de {MONTH}| d')",
    r"(?(modifier)(?P<whole_year>annee)(?: civile)?"
    r"(?! (?:scolaire|universitaire|prochaine|derniere)|[a-z])|(?!))",  # fin d'année
)
# `hiver 26/27`
_WINTER_YEAR = r"(?(season)[0-9]{2}(?=[/-][0-9]{2}(?![0-9/-]))|(?!))"
_SECOND_YEAR = r"(?:[/-](?:20)?[0-9]{2}(?![0-9]))?"
_WINTER = rf"(?(season){_SECOND_YEAR}|(?(return){_SECOND_YEAR}))"  # hiver 2023-2024, rentrée 2022/23

_TEXTUAL = _rows(
    # 1er janv. 2023, lundi 28 mars
    rf"(?P<dated>(?:{WEEKDAY})?(?P<dated_day>premier|{DAY})[ /-](?P<dated_month>{MONTH})"
    rf"{_year('dated_year', century='1[5-9]|20')})",
    # the 1er of `1er et 2e trimestres 2022`
    rf"(?P<rank>(?P<rank_index>{ORDINAL})(?={_LINK}{ORDINAL} (?:trim|sem)))",
    # the 6 of `6 & 7.12.21`, the first day of `du 1er au 3 juin`
    rf"(?P<number>(?:{WEEKDAY})?(?P<number_day>{DAY})(?={_LINK}(?:{WEEKDAY})?[0-9]))",
    # années 2010
    rf"(?P<decade>annees (?P<decade_years>(?:19|20)[0-9]0|[2-9]0){END}(?!{_LINK}[0-9]))",
    # fin 2022, mi-2023, fin de l'année 2022; not the label `Date de fin 2022`
    rf"(?P<part_of_year>(?<!date de )(?P<part_of_year_part>{MODIFIER})[ -](?:{OF}(?:annee )?|annee )?"
    rf"(?P<part_of_year_year>{YEAR}))",
    # 2022-T1
    rf"(?P<turned>(?P<turned_year>(?:19|20)[0-9]{{2}})[ /-]"
    rf"(?P<turned_unit>[tqs])(?P<turned_index>[1-4]){END})",
    # septembre, fin mars 2023, T1 2022, dernier trimestre, hiver 2023-2024, fin d'année
    rf"(?P<period>(?:{_MODIFIED})?(?:{_NAMED})"
    rf"{_year('period_year', _WINTER, second='|' + _WINTER_YEAR)})",
    # 2022; not the start of 2014-856, 2022/3, 2022,5
    rf"(?P<year>{YEAR}|{OLD_YEAR})(?![/-][0-9]{{1,3}}{END}|[/-](?!(?:19|20)[0-9]{{2}}{END})[0-9]{{4}}|[.,][0-9]{{1,2}}{END})",
)

# Numbers are eaten whole, so that no date is read inside one: 1.2.1, 35000, 2014-856.
_NUMBER = "[0-9][0-9.,:/-]*"

# A piece begins with a digit or one of these words; those that only lead to a number, with the number.
_NAMES = one_of({*MONTHS, *SEASONS, *WEEKDAYS, "rentree", "trimestre", "trim", "semestre", "sem", "annee"})
_LEADS = one_of({*_NUMBERED["references"], *_NUMBERED["parts"], *_ACTS["words"], *_STREETS})
_CANDIDATE = _rows(
    "[0-9]",
    rf"{_NAMES}s?(?![a-z])",
    rf"{MODIFIER}[ -]",
    rf"{ORDINAL} ",
    "[tqs][1-4]",
    rf"{_LEADS}[sx]?[.)]? ?(?:de |du |des )?(?=[0-9])",
    r"n(?:°|o|umero)s?\.? ?(?=[a-z]{0,3}-?[0-9])",
    r"https?:|www\.",
)

# Where a piece may begin: a fast look that spares the piece's own from most words.
CANDIDATE: Final = re.compile(f"{START}(?:{_CANDIDATE})")
PIECE: Final = re.compile(rf"(?P<skip>{_SKIP})|{_NUMERIC}|{_TEXTUAL}|{_NUMBER}")
