"""The atoms of the grammar, each with the printed words it stands for, and the patterns built from them.

All patterns read flat text: small letters, no accents, plain apostrophes, dashes and spaces, of the same length
as what was printed.
"""

import re

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
SEASONS = {"printemps": 1, "ete": 2, "automne": 3, "hiver": 4}
ORDINALS = {
    "1er": 1, "1ere": 1, "premier": 1, "premiere": 1, "i": 1, "2e": 2, "2eme": 2, "2nd": 2, "2nde": 2, "second": 2, "seconde": 2, "deuxieme": 2,
    "3e": 3, "3eme": 3, "troisieme": 3, "4e": 4, "4eme": 4, "quatrieme": 4, "dernier": -1, "derniere": -1,
}  # fmt: skip
PARTS = {"debut": "early", "mi": "mid", "milieu": "mid", "fin": "late"}

YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d])"
MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|(?:janv|jan|fevr|fev|avr|juil|sept|oct|nov|dec)\b\.?)"
DAY = r"(?:\d{1,2}(?:er)?)"
WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?[ ,]{1,2})?"
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
AND = r"[ ]?(?:,|&|et|puis|ou|/)[ ]?"
# A day number in a list is not the end of something else: `GT 2 et 3 mai` still lists days, `2,3 mai` does not.
DAYS = rf"{DAY}(?:(?:[ ]?(?:&|,)[ ]?|[ ]et[ ](?:le[ ]|du[ ])?|[ ]ou[ ]){DAY}){{0,5}}"
DAY_SPAN = rf"{DAY}(?:[ ]?(?:-)[ ]?|[ ](?:au|a|et[ ]le)[ ]){DAY}"

POINT = re.compile(
    rf"""
      (?P<iso>(?<!\d)(?P<iy>(?:19|20)\d\d)-(?P<im>0[1-9]|1[0-2])-(?P<id>[0-2]\d|3[01])(?!\d))         # 2023-12-01
    | (?P<years>(?P<y1>{YEAR})[ ]?[-/][ ]?(?P<y2>(?:(?:19|20)\d\d|\d\d)(?![\d/.-])))                  # 2018-2021
    | (?P<numeric>(?<![\d.,/°])(?P<ndays>{DAY}(?:(?:[ ]?(?:&|,)[ ]?|[ ]et[ ](?:du[ ]|le[ ])?|[ ]?-[ ]?|[ ]au[ ]){DAY}){{0,4}})
        (?P<nsep>[./-])(?P<nm>\d{{1,2}})(?:(?P=nsep)(?P<ny>(?:19|20)\d\d|\d\d))?(?![\d/]|[.,-]\d))      # 6 & 7.12.21
    | (?P<my>(?<![\d./])(?P<mm>0?[1-9]|1[0-2])/(?P<myy>(?:19|20)\d\d)(?!\d))                           # 02/2023
    | (?P<part>\b(?P<pword>debut|mi|milieu|fin)[ -]?(?:de[ ]l'|d'|de[ ])?
        (?:(?P<pm>{MONTH})(?:[ ](?P<pmy>{YEAR}))?|annee(?:[ ](?P<pa>{YEAR}))?|(?P<py>{YEAR})))(?!\w)    # fin 2022, mi-mars
    | (?P<textual>(?<![\d.,/])(?P<wd>{WEEKDAY})(?:(?:(?P<span>{DAY_SPAN})|(?P<days>{DAYS}))[ ])?
        (?P<month>(?<!\w){MONTH})(?!\w)(?:[ ](?P<year>{YEAR}))?)                                    # 30 novembre 2021
    | (?P<quarter>\b(?:t(?P<q1>[1-4])(?:[ /-]*(?P<qy1>{YEAR}))?(?!\w)
        |(?P<q2>{ORDINAL})[ ]trimestre(?:[ ](?:de[ ])?(?:l'annee[ ])?(?P<qy2>{YEAR}))?))               # T1 2022
    | (?P<semester>\b(?:s(?P<s1>[12])[ /-]*(?P<sy1>{YEAR})(?!\w)
        |(?P<s2>{ORDINAL})[ ]semestre(?:[ ](?:de[ ])?(?:l'annee[ ])?(?P<sy2>{YEAR}))?))                # 1er semestre 2026
    | (?P<season>\b(?P<sname>printemps|ete|automne|hiver)(?:[ ](?P<sey>{YEAR})(?:[ ]?[-/][ ]?(?:(?:19|20)\d\d|\d\d)(?!\d))?)?(?!\w))
    | (?P<rentree>\brentree(?:[ ](?:scolaire[ ]|de[ ](?:septembre[ ])?)?(?P<ry>{YEAR}))?(?!\w))         # rentrée 2022
    | (?P<fortnight>\b(?P<half>premiere|1ere|seconde|deuxieme|2e|2nde)[ ]quinzaine[ ](?:de[ ]|d')(?P<fm>{MONTH})(?:[ ](?P<fy>{YEAR}))?(?!\w))
    | (?P<short>(?<![\d./-])(?P<h1>\d\d)[/-](?P<h2>\d\d)(?![\d/.-]|[ ]?(?:h|%|€)))                      # 21/27
    | (?P<bare>{YEAR}(?![ ]?(?:[%€]|(?:k|m)€|euros?\b|exemplaires|habitants?|personnes|ex\b|km|m2|m²|ha\b|kwh|mwh|tonnes?|t\b|h\b|logements?|entreprises|agents|places|eleves|emplois|participants|jeunes|arbres|foyers|heures)))
    """,
    re.VERBOSE,
)

# What may hold a date at all: most items have neither.
MAYBE = re.compile(
    r"\d|janv|fevr|mars|avril|\bmai\b|juin|juil|aout|sept|octobre|\boct\b|nov(?:embre|\b)|dec(?:embre|\b)|printemps|\bete\b|automne|hiver|rentree|trimestre|semestre|annee|quinzaine"
)
