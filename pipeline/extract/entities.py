"""Who and what a text names where no label announces it: persons, organisations, places.

In: cleaned texts, the names that the plan declares elsewhere, and optionally trained models. Out: for each text its
entities, in order, none overlapping. Three readers look at each text and a judge decides: names known to the vocabulary
or declared by the plan, rules for names built in a known way, the models. Names are given strictly: without leading
article, with their generic head (`association Pain Levé`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.judge import judge, strict
from pipeline.extract.models import models
from pipeline.extract.names import concepts, gazetteer, rules
from pipeline.extract.printed import LABELS, PrintedEntity
from pipeline.model import EntityKind, Origin

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import SpanRuler
    from spacy.tokens import Doc

__all__ = ["PrintedEntity", "read_entities"]

KnownName = tuple[str, str, str]

_BLOCKED = "blocked"
# Same length on both sides: offsets stay those of the text as it came.
_PLAIN = str.maketrans("’ʼ‘\u00a0\u202f\u2009‑‐", "'''   --")
# No name holds so long a run without space; cutting it into tokens would take quadratic time.
_ENDLESS = re.compile(r"\S{200,}")
# A piece of text that is read at once, in characters: far above any item of a plan.
_LONGEST = 10_000
# `villes de France`, `banque alimentaire`: in small letters a list's name is no name.
_COMMON_NOUN = re.compile(r"[^A-ZÀ-ÖØ-ÞŒ]+|[^A-ZÀ-ÖØ-ÞŒ]+ (?:France|Europe)")


def read_entities(
    texts: Iterable[str], known: Iterable[tuple[str, str]] = (), model: str | None = None
) -> Iterator[tuple[PrintedEntity, ...]]:
    """Read the names in each text of one plan.

    Args:
        texts: cleaned texts, one item each: no markup, white space folded.
        known: names that the plan declares, with their label (`person`, `organisation`, `place`). Names of
            several words match whatever the capitals, acronyms and single words only as declared.
        model: `ours`, an installed spaCy pipeline, a folder, or several joined by `+`; None and `none` read with lists
            and rules alone.

    Yields:
        The entities of each text in turn, sorted, none overlapping.

    Raises:
        ValueError: a label of `known` is none of the three.
        pipeline.extract.models.ModelError: a model cannot be loaded; its message is for the user.
    """
    originals = list(texts)
    pieces = [_pieces(plain(text)) for text in originals]
    cleaned = [piece for cut in pieces for piece in cut]
    nlp, gazetteers = _pipeline()
    rulers = (*gazetteers, *_declared(nlp, known))
    guesses = _guesses(cleaned, model)
    found: list[list[PrintedEntity]] = []
    blocked: list[list[tuple[int, int]]] = []
    for text, guessed in zip(cleaned, guesses, strict=True):
        doc = nlp.make_doc(text)
        for ruler in rulers:
            ruler(doc)
        names, closed = _candidates(doc)
        found.append(names + guessed)
        blocked.append(closed)
    judged = judge(cleaned, found, blocked, _named(model))
    for original, cut in zip(originals, pieces, strict=True):
        start = 0
        entities: list[PrintedEntity] = []
        for piece, names in zip(cut, islice(judged, len(cut)), strict=True):
            entities += [_placed(original, start, name) for name in names]
            start += len(piece)
        yield tuple(entities)


def _placed(original: str, offset: int, name: PrintedEntity) -> PrintedEntity:
    start, end = offset + name.start, offset + name.end
    return PrintedEntity(start, end, original[start:end], name.label, name.origin)


def _pieces(text: str) -> list[str]:
    """Cut a text between words into pieces that are read in little time; most texts are one."""
    pieces: list[str] = []
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        end = max(text.rfind(mark, start, limit) for mark in (". ", ", ", "; ")) + 2
        if end < limit - _LONGEST // 10:
            end = text.rfind(" ", start, limit) + 1 or limit
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def plain(text: str) -> str:
    """Give `text` as it is read: same length, one apostrophe, space and hyphen, no endless runs."""
    return _ENDLESS.sub(lambda run: " " * len(run[0]), text.translate(_PLAIN))


def _named(model: str | None) -> bool:
    return model is not None and model != "none"


def _guesses(texts: list[str], model: str | None) -> list[list[PrintedEntity]]:
    """Give what each model sees in each text."""
    guesses: list[list[PrintedEntity]] = [[] for _ in texts]
    if model is None or not _named(model):
        return guesses
    from pipeline.extract import language

    for name in models(model):
        for guessed, text, names in zip(guesses, texts, language.read(language.load(name), texts), strict=True):
            guessed += [
                strict(text, start, end, LABELS[label], Origin.NER) for start, end, label in names if label in LABELS
            ]
    return guesses


def _candidates(doc: "Doc") -> tuple[list[PrintedEntity], list[tuple[int, int]]]:
    """Give every name that a list or a rule sees, and the stretches that hold none."""
    text = doc.text
    found: list[PrintedEntity] = []
    blocked: list[tuple[int, int]] = []
    for spans in doc.spans.values():
        for span in spans:
            if span.id_ == _BLOCKED:
                blocked.append((span.start_char, span.end_char))
            elif not _COMMON_NOUN.fullmatch(span.text):
                label, origin = EntityKind(span.label_), Origin(span.id_)
                found.append(strict(text, span.start_char, span.end_char, label, origin))
    for rule in rules():
        found += [strict(text, start, end, rule.label, Origin.RULE) for start, end in rule.find(text)]
    return found, blocked


def _names(names: Iterable[tuple[str, EntityKind, str]]) -> tuple[list[KnownName], list[KnownName]]:
    """Part the names that match in their own capitals from those that match in any."""
    exact: list[KnownName] = []
    words: list[KnownName] = []
    for text, label, origin in names:
        (exact if " " not in text or text.isupper() else words).append((text, label.value, origin))
    return exact, words


@cache
def _pipeline() -> tuple["Language", tuple["SpanRuler", ...]]:
    # spaCy takes most of a second to import: only when a text is to be read.
    from pipeline.extract import language

    nlp = language.blank()
    exact, words = _names((name.text, name.label, Origin.GAZETTEER.value) for name in gazetteer())
    exact += [(name, "concept", _BLOCKED) for name in concepts()[1]]
    return nlp, language.rulers(nlp, exact, words)


def _declared(nlp: "Language", known: Iterable[tuple[str, str]]) -> tuple["SpanRuler", ...]:
    from pipeline.extract import language

    names = sorted({(name.translate(_PLAIN).strip(), EntityKind(label)) for name, label in known})
    exact, words = _names((name, label, Origin.DECLARED.value) for name, label in names if name)
    return language.rulers(nlp, exact, words) if exact or words else ()
