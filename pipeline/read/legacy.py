"""Which single-byte encoding a French text was written in.

Bytes that are not UTF-8 in, the Python name of an encoding that decodes them out. Every candidate is scored
on each non-ASCII character with its two neighbours: `’` between letters or `à` between spaces is French,
`Õ` between letters or `ˆ` is not. A general detector is no help here: `charset-normalizer` 3.5 reads whole
French sentences in cp1252 as the Central European cp1250.
"""

import re
from collections import Counter

# In order of preference: the first of several equally good ones is taken.
LEGACY_ENCODINGS = ("cp1252", "mac_roman", "iso8859-15", "cp850", "cp858")

_LOW = "a-zàâäçèéêëîïôöùûüœæÿ"
_UP = "A-ZÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒÆŸ"
_GAP = f"[^{_LOW}{_UP}]"  # what stands between words, seen from the word
_LETTER = f"[{_LOW}{_UP}]"

# Left neighbour, character, right neighbour: how well they suit French. The first that matches counts.
_RULES: tuple[tuple[str, float], ...] = (
    # été, région, santé
    (f".é[{_LOW}]|[{_LOW}]é.", 4),
    # Né le
    (f"[{_UP}]é{_GAP}", 2),
    # très, fête, côté, maître, coût
    (f"{_LETTER}[èêôîû][{_LOW}]", 4),
    # tâche; never behind a vowel: Noël in cp850 is "Noâl" in mac_roman
    (f"[^\\W\\daeiou_]â[{_LOW}]", 4),
    # être, âge, ôter, île
    (f"{_GAP}[êâôî][{_LOW}]", 1.5),
    # de 3 à 5
    (f"{_GAP}à{_GAP}", 4),
    # déjà, voilà
    (f"[jl]à{_GAP}", 2),
    # français, reçu, ça
    (f"{_LETTER}ç[aouâ]", 4),
    (f"{_GAP}ç[aà]", 1.5),
    # où
    (f"[oO]ù{_GAP}", 4),
    # Noël, naïf, Saül
    (f"{_LETTER}[ëï][{_LOW}]", 3),
    (f"{_LETTER}[äöü][{_LOW}]", 0.5),
    # cœur, œil, œstrogène, fœtal
    (".œ[uits]", 4),
    # État, SANTÉ, ÉTÉ
    (f"{_GAP}É{_LETTER}|[{_UP}]É[^{_LOW}]", 3),
    # À noter, VOILÀ, OÙ
    (f"{_GAP}À{_GAP}", 3),
    (f"[{_UP}][ÀÙ]{_GAP}", 2),
    # FÊTE, FRANÇAIS, CÔTÉ
    (f"[{_UP}][ÀÂÇÈÊËÎÏÔÛ][{_UP}]", 3),
    # Être, Île, Âge, Ève, Ça, Œuvre
    (f"{_GAP}[ÊÎÂÔ]{_LETTER}", 2),
    (f"{_GAP}È{_LETTER}", 0.5),
    (f"{_GAP}Ç[aoAO]", 1.5),
    (".Œ[uU]", 3),
    # l’été, d’« espaces »
    (f"{_LETTER}’(?:{_LETTER}|[«“])", 4),
    (f"{_LETTER}’.", 0.5),
    (f"{_GAP}[‘’].", 0.5),
    # « ainsi », “ainsi”, «ainsi»
    (f"{_GAP}«(?:{_LETTER}|[\\s\\d])", 2),
    (f"{_GAP}“(?:{_LETTER}|[\\s\\d])", 1.5),
    (f"(?:{_LETTER}|[\\s\\d.!?…)])[»”]{_GAP}", 2),
    # 2021 – 2023, 2021–2023
    (r"[\s\d][–—][\s\d]", 3),
    # ateliers…, […], une suite …
    (f"[{_LOW}]…{_GAP}", 2.5),
    (r"[(\[]…[)\]]", 2),
    (r"\s…[\s)\]]", 1),
    (f"[{_UP}\\d)]…{_GAP}", 0.5),
    # bullets: the one of Word's Symbol font is a middle dot
    (r"\s[•▪].", 3),
    (r"\s·\s", 3),
    # référent·e
    (f"[{_LOW}]·[{_LOW}]", 3),
    # 10 000 €, 10 k€, (€ HT)
    (r"[\s\dkKMd(/]€[^\w]|\s€\d", 3),
    # n°1, 20 °C
    (r"[nNd\d\s]°.", 3),
    # 10 000, « ainsi », ici :
    (r".\xa0[:;!?»€%\d–-]|[«\d°:–-]\xa0.", 3),
    (r"\w\xa0\w", 0),
    # 20 m², 3 ½ journées
    (r"[m\d][²³].", 2),
    (r"[\s\d]½[\s,.)]", 2),
    (f"[{_LOW}]\xad[{_LOW}]", 1),
    ("[\\s\\w][§©®×µ±™][\\s\\d.,)]", 0),
    # São, Peña, Dvořák: foreign names happen
    (f"{_LETTER}[áãåíñóõøúßšž][{_LOW}]", -0.5),
    # controls and line drawing
    ("(?s:.)[\x80-\x9f─-▟](?s:.)", -6),
)
_IMPLAUSIBLE = -3.0

_COMPILED = tuple((re.compile(pattern, re.DOTALL), weight) for pattern, weight in _RULES)
_HIGH = re.compile(rb"[\x80-\xff]")


def best_legacy_encoding(data: bytes) -> str:
    """Name the encoding of `LEGACY_ENCODINGS` in which `data` reads best as French.

    Ties go to cp1252, which every byte of the printed French repertoire has in common with iso8859-15 but
    for `€`, `œ` and `Œ`.
    """
    padded = b"\n" + data + b"\n"
    around = Counter(padded[match.start() - 1 : match.end() + 1] for match in _HIGH.finditer(padded))
    best, best_score = "iso8859-15", float("-inf")  # decodes any byte
    for encoding in LEGACY_ENCODINGS:
        try:
            score = sum(count * _plausibility(bytes_.decode(encoding)) for bytes_, count in around.items())
        except UnicodeDecodeError:  # cp1252 has five bytes without a character
            continue
        if score > best_score:
            best, best_score = encoding, score
    return best


def _plausibility(neighbourhood: str) -> float:
    for pattern, weight in _COMPILED:
        if pattern.fullmatch(neighbourhood):
            return weight
    return _IMPLAUSIBLE
