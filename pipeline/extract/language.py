"""The tokens of French plans: a spaCy language of ours, without the exception table of `spacy.lang.fr`.

Importing `spacy.lang.fr` takes seconds, nearly all of them for a table of words that are one token in spite of their
hyphen or apostrophe. Two rules make it needless: a hyphen between letters never splits, an apostrophe splits only
behind an elided word at the start of a token. Wherever an entity may begin or end, the tokens are those of the official
language.

This is the one module that imports spaCy, and it is itself imported only when a text is to be read for names.
"""

import configparser
import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.attrs import PREFIX  # type: ignore[import-not-found]
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
    UNITS,
)
from spacy.language import BaseDefaults, Language
from spacy.pipeline import SpanRuler, TrainablePipe
from spacy.util import registry
from thinc.api import NumpyOps

from pipeline.extract.line_context import line_context
from pipeline.extract.models import ModelError, missing
from pipeline.extract.printed import LABELS

CODE = "fr_plan"
OURS = Path(__file__).parents[1] / "models" / "fr_plan"

_DAMAGED = "the model {} is damaged or no spaCy pipeline; install it again or choose another one with --ner"

_APOSTROPHE = "'’"
_HYPHEN = "-‐‑"
_ELIDED = "(?i:quelqu|lorsqu|puisqu|quoiqu|jusqu|qu|[cdjlmnst])"
# `C.R.E.S.S.` keeps its dots, `l'Ademe.` and `la DREAL.` give theirs away.
_FINAL_DOT = [
    rf"(?<=[0-9{ALPHA_LOWER}%²\-\+(?:{CONCAT_QUOTES})])\.",
    rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.",
]
# `sont-ils`, `celui-ci`: no name ends so.
_CLITIC = [rf"(?<=[{ALPHA_LOWER}])[{_HYPHEN}](?:ce|elles?|en|ils?|je|là|moi|nous|on|t|toi|tu|vous|y)"]
# `ex-CGET`, `hors-QPV`: the name begins behind the hyphen.
_LOWER_PREFIX = (
    rf"(?<=\b(?:ex|co)[{_HYPHEN}])(?=[{ALPHA_UPPER}])|"
    rf"(?<=\b(?:pro|non)[{_HYPHEN}])(?=[{ALPHA_UPPER}])|"
    rf"(?<=\b(?:anti|post|hors)[{_HYPHEN}])(?=[{ALPHA_UPPER}])"
)
# `IGAS-IGF` is two bodies; `Auvergne-Rhône-Alpes` and `Jean-Luc` are one name each.
_BETWEEN_ACRONYMS = "|".join(
    rf"(?<=\b[{ALPHA_UPPER}]{{{length}}})-(?=[{ALPHA_UPPER}]{{2,6}}\b)" for length in range(2, 7)
)
_ABBREVIATIONS = """
M. MM. Mr. Mme. Mlle. Dr. Pr. St. Ste. n° N° d° av. apr. cf. Cf. etc. janv. févr. avr. juill. sept. oct. nov.
déc. pp. No. Vol. art. dép. tél. env. ex. min. max. rendez-vous Rendez-vous
"""


@cache
def word_kinds() -> dict[str, str]:
    """Give what single words with a capital often are: first names, cities, countries, lands, bodies, concepts, towns.

    `words.toml` is a choice, `towns.txt` a list that nobody read: a word of both is what the first says.
    """
    lists = tomllib.loads(OURS.with_name("words.toml").read_text(encoding="utf-8"))
    towns = OURS.with_name("towns.txt").read_text(encoding="utf-8").split()
    kinds = dict.fromkeys(towns, "towns") | {word: kind for kind, words in lists.items() for word in words.split()}
    return {word.upper(): kind for word, kind in kinds.items() if len(word) > 3} | kinds


def _beginning(word: str) -> str:
    """Give what a word often is, or else how it begins: what our model sees as its prefix."""
    return word_kinds().get(word) or word[:3]


class FrenchPlanDefaults(BaseDefaults):
    """Tokenizer rules: which marks part tokens, which few abbreviations keep their dot; and how a word begins."""

    lex_attr_getters = {**BaseDefaults.lex_attr_getters, PREFIX: _beginning}  # noqa: RUF012
    tokenizer_exceptions = {abbreviation: [{"ORTH": abbreviation}] for abbreviation in _ABBREVIATIONS.split()}  # noqa: RUF012
    prefixes = [  # noqa: RUF012
        *["§", "%", "=", "—", "–", r"\|", r"\+(?![0-9])", r"-(?![0-9])", "[nN]°"],
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        *LIST_CURRENCY,
        *LIST_ICONS,
        rf"{_ELIDED}[{_APOSTROPHE}](?=[{ALPHA}])",
        rf"M\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",  # `M.Durand`
    ]
    suffixes = [  # noqa: RUF012
        *["—", "–", r"\|", "-"],
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        *LIST_ICONS,
        r"(?<=[0-9])[+%]",
        rf"(?<=[0-9])(?:{CURRENCY})",
        rf"(?<=[0-9])(?:{UNITS})",
        *_FINAL_DOT,
        *_CLITIC,
    ]
    infixes = [  # noqa: RUF012
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+\-\*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA})])[,;](?=[{ALPHA}(])",
        rf"(?<=[{ALPHA}0-9)])[:<>=/|–—](?=[{ALPHA}(])",
        r"[()«»“”\"]",
        rf"(?<=[^{ALPHA}{_HYPHEN}{_APOSTROPHE}][cdjlmnstCDJLMNST][{_APOSTROPHE}])(?=[{ALPHA}])",
        _LOWER_PREFIX,
        _BETWEEN_ACRONYMS,
    ]
    token_match = re.compile(r"(?:[^\W\d_]\.){2,}$").match


@registry.languages(CODE)
class FrenchPlan(Language):  # type: ignore[no-untyped-call]
    """French as plans print it. Its pipelines carry the code `fr_plan`."""

    lang = CODE
    Defaults = FrenchPlanDefaults


registry.architectures.register("fiches.LineContext.v1", func=line_context)


def blank() -> Language:
    """Give an empty pipeline of our own language."""
    return spacy.blank(CODE)


class Products(NumpyOps):  # type: ignore[misc]
    """Products of matrices by NumPy's own library: several times as fast, on one core, as the one of thinc."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Multiply two matrices, each turned over first where asked."""
        return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@cache
def load(name: str) -> Language:
    """Load a trained pipeline once.

    Args:
        name: `ours` for the one shipped with the package, the name of an installed spaCy pipeline, or a folder.

    Raises:
        ModelError: it is not there, is damaged, was made for another spaCy, or reads no names.
    """
    folder = OURS if name == "ours" else Path(name)
    try:
        with warnings.catch_warnings():
            # A pipeline of another spaCy version loads with no more than a warning, and reads nonsense.
            warnings.filterwarnings("error", message=r".*\[W095\]")
            warnings.filterwarnings("ignore", message=r".*\[W094\]")  # `>=3.0.0`: this version is not another one
            pipeline = spacy.load(folder if folder.is_dir() else name)
    except UserWarning as warning:
        raise ModelError(
            "model-version",
            f"the model {name} was made for another version of spaCy than {version('spacy')}; "
            "install the one made for it or choose another model with --ner",
        ) from warning
    except OSError as error:
        if folder.is_dir():
            raise ModelError("model-damaged", _DAMAGED.format(name)) from error
        raise missing(name) from error
    except (ValueError, KeyError, TypeError, AttributeError, ImportError, configparser.Error, re.error) as error:
        raise ModelError("model-damaged", _DAMAGED.format(name)) from error
    for _, component in pipeline.pipeline:
        for node in component.model.walk() if isinstance(component, TrainablePipe) else ():
            node.ops = Products()
    if "ner" not in pipeline.pipe_names:
        raise ModelError(
            "model-without-ner", f"the model {name} reads no names; choose one that has a component « ner »"
        )
    labels = pipeline.pipe_labels["ner"]
    if not LABELS.keys() & labels:
        raise ModelError(
            "model-foreign",
            f"the model {name} knows no persons, organisations or places, only {', '.join(sorted(labels))}; "
            "choose another one with --ner",
        )
    return pipeline


def read(pipeline: Language, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Give the bounds and label of every name that a trained pipeline sees in each text."""
    needed = {"tok2vec", "transformer", "ner"}
    others = [name for name in pipeline.pipe_names if name not in needed]
    for doc in pipeline.pipe(texts, disable=others):
        yield [(span.start_char, span.end_char, span.label_) for span in doc.ents]


def rulers(
    nlp: Language, exact: Iterable[tuple[str, str, str]], words: Iterable[tuple[str, str, str]]
) -> tuple[SpanRuler, ...]:
    """Make components that write every known name into the spans of a text, overlapping ones included.

    Args:
        nlp: the pipeline whose tokens they read.
        exact: names that match in their own capitals only, as (name, label, id).
        words: names that match in any capitals.
    """
    made = []
    for attribute, names in (("ORTH", exact), ("LOWER", words)):
        patterns: list[dict[str, str | list[dict[str, Any]]]] = [
            {"label": label, "pattern": name, "id": mark} for name, label, mark in names
        ]
        if patterns:
            # The rulers of a plan's own names stand beside those of the vocabulary: one key each.
            key = f"{patterns[0]['id']} {attribute}"
            ruler = SpanRuler(nlp, key, spans_key=key, phrase_matcher_attr=attribute)
            ruler.add_patterns(patterns)
            made.append(ruler)
    return tuple(made)
