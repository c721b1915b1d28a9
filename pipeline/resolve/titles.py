"""Say whether the contents and the body give a fiche the same title.

Articles, case, punctuation, plural and the expansion of an acronym alone make no difference.
"""

import re

from pipeline.resolve.acronyms import is_acronym_of
from pipeline.vocabulary.folding import fold, fold_label
from pipeline.vocabulary.titles import title_words


def same_title(one: str, other: str) -> bool:
    """Compare two titles in meaning: `PTCE` and `Pôles territoriaux … - PTCE` are the same."""
    if fold(one) == fold(other):
        return True
    if title_words(one) == title_words(other):
        return True
    return _expands(one, other) or _expands(other, one)


def _expands(short: str, long: str) -> bool:
    """`PTCE` against `Pôles Territoriaux … - PTCE`, with or without the acronym behind."""
    acronyms = set(re.findall(r"\b[A-ZÀ-Ý][A-ZÀ-Ý0-9&]{1,}\b", short))
    rest = title_words(short) - {fold_label(acronym) for acronym in acronyms}
    if not acronyms or not rest <= title_words(long):
        return False
    parts = [part for part in re.split(r"\s+[-–—:(]\s*|[()]", long) if part.strip()]
    return all(
        acronym in long or any(is_acronym_of(acronym, part.strip()) for part in parts) for acronym in acronyms
    ) and any(is_acronym_of(acronym, part.strip()) for acronym in acronyms for part in parts if part.strip() != acronym)
