"""The atoms of the grammar, each with the printed words it stands for, and the patterns built from them.

All patterns read flat text: small letters, no accents, plain apostrophes, dashes and spaces, of the same length
as what was printed.
"""

import re

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
SEASONS = {"printemps": 1, "ete": 2, "automne": 3, "hiver": 4}
ORDINALS = {
    "1er": 1, "1ere": 1, "premier": 1, "premiere": 1, "2e": 2, "2eme": 2, "2nd": 2, "2nde": 2, "second": 2,
    "seconde": 2, "deuxieme": 2, "3e": 3, "3eme": 3, "troisieme": 3, "4e": 4, "4eme": 4, "quatrieme": 4,
    "dernier": -1, "derniere": -1,
}  # fmt: skip
PARTS = {"debut": "early", "mi": "mid", "milieu": "mid", "fin": "late"}

YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d])"
MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|(?:janv|jan|fevr|fev|avr|juil|sept|oct|nov|dec)\b\.?)"
)
DAY = r"(?:\d{1,2}(?:er)?)"
WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?[ ,]{1,2})?"
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
# A day number in a list is not the end of something else: `GT 2 et 3 mai` still lists days, `2,3 mai` does not.
DAYS = rf"{DAY}(?:(?:[ ]?(?:&|,)[ ]?|[ ]et[ ](?:le[ ]|du[ ])?|[ ]ou[ ]){DAY}){{0,5}}"
DAY_SPAN = rf"{DAY}(?:[ ]?(?:-)[ ]?|[ ](?:au|a|et[ ]le)[ ]){DAY}"

# Where a point may begin: looked at first, so that the other characters of a text cost next to nothing.
_BEGINS = (
    r"(?<!\w)(?=\d|jan|fev|mar|avr|mai|jui|aou|sep|oct|nov|dec|lun|mer|jeu|ven|sam|dim|t[1-4]|s[12]|pre|sec|deu|tro|qua"
    r"|der|pri|ete|aut|hiv|ren|deb|mi|fin)"
)
# A number of these is a count, not a year: `2000 habitants`.
_COUNTED = (
    r"[%€]|(?:k|m)€|euros?\b|exemplaires|habitants?|personnes|ex\b|km|m2|m²|ha\b|kwh|mwh|tonnes?|t\b|h\b|logements?"
    r"|entreprises|agents|places|eleves|emplois|participants|jeunes|arbres|foyers|heures"
)
_NUMERIC_DAYS = rf"{DAY}(?:(?:[ ]?(?:&|,)[ ]?|[ ]et[ ](?:du[ ]|le[ ])?|[ ]?-[ ]?|[ ]au[ ]){DAY}){{0,4}}"
_NEXT_YEAR = r"(?:[ ]?[-/][ ]?(?:(?:19|20)\d\d|\d\d)(?!\d))?"
_OF_YEAR = r"(?:[ ](?:de[ ])?(?:l'annee[ ])?"

POINT = re.compile(
    rf"""{_BEGINS}(?:
      (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>0[1-9]|1[0-2])-(?P<id>[0-2]\d|3[01])(?!\d))       # 2023-12-01
    | (?P<years>(?P<y1>{YEAR})[ ]?[-/][ ]?(?P<y2>(?:(?:19|20)\d\d|\d\d)(?!\d|[/.-]\d)))       # 2018-2021
    | (?P<numeric>(?<![.,/°])(?P<ndays>{_NUMERIC_DAYS})                                        # 6 & 7.12.21
        (?P<nsep>[./-])(?P<nm>\d{{1,2}})(?:(?P=nsep)(?P<ny>(?:19|20)\d\d|\d\d))?(?![\d/]|[.,-]\d))
    | (?P<my>(?<![./])(?P<mm>0?[1-9]|1[0-2])/(?P<myy>(?:19|20)\d\d)(?!\d))                    # 02/2023
    | (?P<part>(?P<pword>debut|mi|milieu|fin)[ -]?(?:de[ ]l'|d'|de[ ])?                        # fin 2022, mi-mars
        (?:(?P<pm>{MONTH})(?:[ ](?P<pmy>{YEAR}))?|annee(?:[ ](?P<pa>{YEAR}))?|(?P<py>{YEAR}))(?!\w))
    | (?P<textual>(?<![.,/]){WEEKDAY}(?:(?:(?P<span>{DAY_SPAN})|(?P<days>{DAYS}))[ ])?         # 30 novembre 2021
        (?P<month>{MONTH})(?!\w)(?:[ ](?P<year>{YEAR}))?)
    | (?P<quarter>t(?P<q1>[1-4])(?:[ /-]*(?P<qy1>{YEAR}))?(?!\w)                               # T1 2022
        |(?P<q2>{ORDINAL})[ ]trimestre{_OF_YEAR}(?P<qy2>{YEAR}))?)
    | (?P<semester>s(?P<s1>[12])[ /-]*(?P<sy1>{YEAR})(?!\w)                                    # 1er semestre 2026
        |(?P<s2>{ORDINAL})[ ]semestre{_OF_YEAR}(?P<sy2>{YEAR}))?)
    | (?P<season>(?P<sname>printemps|ete|automne|hiver)(?:[ ](?P<sey>{YEAR}){_NEXT_YEAR})?(?!\w))
    | (?P<rentree>rentree(?:[ ](?:scolaire[ ]|de[ ](?:septembre[ ])?)?(?P<ry>{YEAR}))?(?!\w))   # rentrée 2022
    | (?P<fortnight>(?P<half>premiere|1ere|seconde|deuxieme|2e|2nde)[ ]quinzaine[ ](?:de[ ]|d')
        (?P<fm>{MONTH})(?:[ ](?P<fy>{YEAR}))?(?!\w))
    | (?P<short>(?<![./-])(?P<h1>\d\d)[/-](?P<h2>\d\d)(?!\d|[/.-]\d|[ ]?(?:h|%|€)))           # 21/27
    | (?P<bare>{YEAR}(?![ ]?(?:{_COUNTED})))
    )""",
    re.VERBOSE,
)

# What may hold a date at all: most items have neither.
MAYBE = re.compile(
    r"\d|janv|fevr|mars|avril|\bmai\b|juin|juil|aout|sept|octobre|\boct\b|nov(?:embre|\b)|dec(?:embre|\b)"
    r"|printemps|\bete\b|automne|hiver|rentree|trimestre|semestre|annee|quinzaine"
)
