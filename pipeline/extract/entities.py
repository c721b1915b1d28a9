"""Who and what a text names where no label announces it: persons, organisations, places.

In: cleaned texts, the names that the plan declares elsewhere, and optionally a trained model. Out: for each
text its entities, in order, none overlapping. Three readers look at each text and one judge decides: names
known to the vocabulary or declared by the plan, rules for names built in a known way, the model.
Names are given strictly: without leading article, with their generic head (`association Pain Levé`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.names import concepts, gazetteer, rules
from pipeline.model import EntityKind, Origin

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import SpanRuler
    from spacy.tokens import Doc

KnownName = tuple[str, str, str]

_BLOCKED = "blocked"
# Same length on both sides: offsets stay those of the text as it came.
_PLAIN = str.maketrans("’ʼ‘\u00a0\u202f\u2009‑‐", "'''   --")
# No name holds so long a run without space; cutting it into tokens would take quadratic time.
_ENDLESS = re.compile(r"\S{200,}")
# Characters read at once: far more than a paragraph has; a reading may take time beyond proportion.
_LONGEST_READING = 10_000
_ARTICLES = ("le ", "la ", "les ", "l'", "un ", "une ", "du ", "des ", "de ", "d'")
# Who is believed when two readers see different names of the same length.
_TRUST = {Origin.DECLARED: 3, Origin.GAZETTEER: 2, Origin.RULE: 1, Origin.NER: 0}


@dataclass(frozen=True, slots=True)
class PrintedEntity:
    """A name in a text: `text[start:end]` is what was printed, half-open, in code points of that text."""

    start: int
    end: int
    text: str
    label: EntityKind
    origin: Origin


def read_entities(
    texts: Iterable[str], known: Iterable[tuple[str, str]] = (), model: str | None = None
) -> Iterator[tuple[PrintedEntity, ...]]:
    """Read the names in each text.

    Args:
        texts: cleaned texts, one item each: no markup, white space folded.
        known: names that the plan declares, with their label (`person`, `organisation`, `place`). Names of
            several words match whatever the capitals, acronyms and single words only as declared.
        model: reserved for a trained pipeline; None and `none` read with lists and rules alone.

    Yields:
        The entities of each text in turn, sorted, none overlapping.

    Raises:
        ValueError: a label of `known` is none of the three.
    """
    del model
    nlp, gazetteers = _pipeline()
    rulers = (*gazetteers, *_declared(nlp, known))
    for text in texts:
        yield tuple(
            PrintedEntity(at + name.start, at + name.end, name.text, name.label, name.origin)
            for at, stretch in _stretches(text)
            for name in _read(stretch, nlp, rulers)
        )


def _read(text: str, nlp: "Language", rulers: Iterable["SpanRuler"]) -> Iterator[PrintedEntity]:
    doc = nlp.make_doc(_plain(text))
    for ruler in rulers:
        ruler(doc)
    for name in _judge(*_candidates(doc)):
        yield PrintedEntity(name.start, name.end, text[name.start : name.end], name.label, name.origin)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text that is too long for one reading behind a sentence, else between words, else anywhere."""
    start = 0
    while len(text) - start > _LONGEST_READING:
        stop = start + _LONGEST_READING
        cut = text.rfind(". ", start, stop) + 1
        cut = cut if cut > start else text.rfind(" ", start + 1, stop)
        cut = cut if cut > start else stop
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _plain(text: str) -> str:
    return _ENDLESS.sub(lambda run: " " * len(run[0]), text.translate(_PLAIN))


def _candidates(doc: "Doc") -> tuple[list[PrintedEntity], list[tuple[int, int]]]:
    """Give every name that a list or a rule sees, and the stretches that hold none."""
    text = doc.text
    found: list[PrintedEntity] = []
    blocked: list[tuple[int, int]] = []
    for spans in doc.spans.values():
        for span in spans:
            if span.id_ == _BLOCKED:
                blocked.append((span.start_char, span.end_char))
            elif any(character.isupper() for character in span.text):
                label, origin = EntityKind(span.label_), Origin(span.id_)
                found.append(_strict(text, span.start_char, span.end_char, label, origin))
    for rule in rules():
        found += [_strict(text, start, end, rule.label, Origin.RULE) for start, end in rule.find(text)]
    return found, blocked


def _judge(found: list[PrintedEntity], blocked: list[tuple[int, int]]) -> list[PrintedEntity]:
    """Keep the longest names, none overlapping; names that only look so (`France 2030`, `ESS`) go."""
    acronyms, _ = concepts()
    free = [
        name
        for name in found
        if (name.origin is Origin.DECLARED or name.text not in acronyms)
        and not any(start <= name.start and name.end <= end for start, end in blocked)
    ]
    free.sort(key=lambda name: (name.start, -name.end, -_TRUST[name.origin]))
    kept: list[PrintedEntity] = []
    for name in free:
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
            continue
        last = kept[-1]
        if name.end <= last.end:
            continue
        if name.label is last.label:
            # `Fondation Crédit` by rule, `Crédit coopératif` by list: one name.
            text = last.text + name.text[last.end - name.start :]
            kept[-1] = PrintedEntity(last.start, name.end, text, last.label, last.origin)
        elif name.end - name.start > last.end - last.start:
            kept[-1] = name
    return kept


def _strict(text: str, start: int, end: int, label: EntityKind, origin: Origin) -> PrintedEntity:
    """Leave the leading article out, unless the name as declared begins with it."""
    lowered = text[start:end].lower()
    if origin is not Origin.DECLARED:
        for article in _ARTICLES:
            if lowered.startswith(article) and text[start].islower():
                start += len(article)
                break
    return PrintedEntity(start, end, text[start:end], label, origin)


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
