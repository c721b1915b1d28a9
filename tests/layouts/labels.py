"""Print the labels of sections otherwise."""

import re
import unicodedata
from collections.abc import Callable

from tests.layouts.pieces import LABEL


def _relabelled(text: str, printed: Callable[[str, str, str], str], odd: Callable[[str], str]) -> str:
    """Print each label anew.

    Args:
        printed: gives a label from its words, its colon (`" :"` or nothing) and the text behind it.
        odd: gives the label that stands in a list.
    """

    def one(label: re.Match[str]) -> str:
        if label["lead"]:
            return odd(label[0])
        return printed(label["words"], label["colon"] or "", label["rest"] or "")

    return LABEL.sub(one, text)


def _behind(label: str, rest: str) -> str:
    return f"{label} {rest}" if rest else label


def _below(label: str, rest: str) -> str:
    return f"{label}\n\n{rest}" if rest else label


def bold_labels(text: str) -> str:
    """`**Objectifs :**`."""
    return _relabelled(text, lambda w, c, r: _behind(f"**{w}{c}**", r), lambda odd: odd.replace("- ", "- **"))


def bold_labels_colon_outside(text: str) -> str:
    """`**Objectifs** :`."""
    return _relabelled(text, lambda w, c, r: _behind(f"**{w}**{c}", r), lambda odd: odd)


def capital_labels(text: str) -> str:
    """`RÉFÉRENT ÉQUIPE :`."""
    return _relabelled(text, lambda w, c, r: _behind(w.upper() + c, r), str.upper)


def bare_capital_labels(text: str) -> str:
    """`REFERENT EQUIPE :`, as old keyboards print capitals."""

    def bare(words: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", words.upper()) if not unicodedata.combining(c))

    return _relabelled(text, lambda w, c, r: _behind(bare(w) + c, r), bare)


def heading_labels(text: str) -> str:
    """`### Objectifs`, its text below; the label inside a list stays as it is."""
    return _relabelled(text, lambda w, _, r: _below(f"### {w}", r) + ("\n" if r else ""), lambda odd: odd)


def bold_alone_labels(text: str) -> str:
    """`**Objectifs**`, its text below."""
    return _relabelled(text, lambda w, _, r: _below(f"**{w}**", r) + ("\n" if r else ""), lambda odd: odd)


def labels_alone_without_colon(text: str) -> str:
    """`Objectifs`, its text below."""
    return _relabelled(text, lambda w, _, r: _below(w, r) + ("\n" if r else ""), lambda odd: odd.replace(" :", ""))


def labels_without_colon(text: str) -> str:
    """`Objectifs` alone on its line, `Partenaires ESS France` in front of its text."""
    return _relabelled(text, lambda w, _, r: _behind(w, r), lambda odd: odd.replace(" :", ""))


def tight_colons(text: str) -> str:
    """`Objectifs:`."""
    return _relabelled(text, lambda w, c, r: _behind(w + c.strip(), r), lambda odd: odd.replace(" :", ":"))
