"""Compare titles by what they say: articles, case, punctuation and plurals make no difference."""

from pipeline.vocabulary.folding import fold_label

_SMALL = {
    "le", "la", "les", "l", "de", "du", "des", "d", "un", "une", "et", "a", "au", "aux", "en", "dans", "sur", "pour",
}  # fmt: skip


def title_words(title: str) -> frozenset[str]:
    """Give the words of a title that say something."""
    return frozenset(word for word in fold_label(title).replace("'", " ").split() if word not in _SMALL)


def alike(one: str, other: str) -> float:
    """Give the part of the words that two folded titles share, of the shorter one."""
    a, b = set(one.split()), set(other.split())
    return len(a & b) / max(1, min(len(a), len(b)))
