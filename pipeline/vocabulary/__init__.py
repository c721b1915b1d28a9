"""The words of plans, read from the TOML files beside this one.

`shipped()` gives the vocabulary that comes with the package, loaded once; it is a value that stages are given,
so that another one can take its place.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.model import Role, SectionKind
from pipeline.vocabulary.folding import fold, fold_label

HERE = Path(__file__).parent

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# `(€ HT)`, `(2022)`, `n°1`, `1.1`, `1/2/3` behind a label say which, not what.
_BRACKETS = re.compile(r"\([^()]*\)(?!\w)")
# A gender or number mark in brackets is part of the word, not an aside: `Élu(e)s`, `Partenaire(s)`.
_MARK = re.compile(r"\((?=(?:e|s|es|ne|le|fe|ve|trice|rice|euse|ice)\))")
_NUMBER = re.compile(r"(?:(?<=\s)n\s*[°ºo]\s*|(?<=\s)|^)\d+(?:[.,/]\d+)*(?=\s|$)", re.IGNORECASE)
# `À faire en 2025`, `Prévu pour 2026`; `Nos partenaires`, `Le budget`
_BEFORE_YEAR = re.compile(
    r"(?<=\w) (?:(?:a )?partir de|en|pour|sur|au titre de|d'ici|de|courant|pour l'annee|annee|l'annee)$"
)
_DETERMINER = re.compile(r"^(?:(?:nos|notre|les?|la|leurs?|vos|votre|ses|son|sa|ces|quel|quelle) |l')(?=\w)")
# `Principaux enjeux`, `Autres financements`
_EPITHET = re.compile(r"^(?:principale?|autre|differente?) (?=\w)")
_OPTIONAL = re.compile(r"\(([^()]*)\)")
# One slip of the pen is forgiven where the label or what is printed has so many letters: `Objetif`, not `Doyen`.
_FORGIVING_LENGTH = 8
# The longest of `leads`, in words: `point d'attention`.
_LONGEST_LEAD = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label announces: a section of some kind, or referents in some role."""

    kind: SectionKind | None = None
    year_kind: SectionKind | None = None
    alone_kind: SectionKind | None = None
    role: Role | None = None
    bodies: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A label that the vocabulary knows, with the year that it names."""

    key: str
    meaning: Meaning
    year: int | None

    @property
    def kind(self) -> SectionKind | None:
        """The section's kind; some labels mean another thing with a year (`Actions 2022`)."""
        return (self.meaning.year_kind if self.year else None) or self.meaning.kind

    def alone(self) -> "KnownLabel":
        """Give what the label means in a plan that says nothing of what was done: `Ce que nous allons faire`."""
        kind = self.meaning.alone_kind
        return self if kind is None or self.year else replace(self, meaning=replace(self.meaning, kind=kind))


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that a user's vocabulary declares."""

    name: str
    acronym: str | None = None
    variants: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """Give every way of printing it, its name first."""
        return tuple(filter(None, (self.name, self.acronym, *self.variants)))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Labels and heading words, folded; a qualifier begins with the space before it.

    `leads` are first words that tell what a longer label means: `Coût par habitant`; `leads_beside` do so, and first,
    where another label tells who leads.

    `digest` is the SHA-256, in hexadecimal, of all the files that it was read from: two vocabularies with the
    same one read every plan alike.
    """

    labels: Mapping[str, Meaning]
    qualifiers: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]]
    openers: frozenset[str]
    longest_label: int
    digest: str = ""
    bodies: tuple[Body, ...] = ()
    leads: Mapping[str, Meaning] = field(default_factory=dict)
    leads_beside: Mapping[str, Meaning] = field(default_factory=dict)
    _memory: dict[str, KnownLabel | None] = field(default_factory=dict, repr=False)

    def with_labels(self, labels: Mapping[str, Meaning]) -> "Vocabulary":
        """Give a vocabulary that has further labels, folded, of one word each."""
        return replace(
            self, labels={**self.labels, **labels}, openers=self.openers | labels.keys(), digest="", _memory={}
        )

    def label(self, printed: str) -> KnownLabel | None:
        """Say what a printed label means, or nothing when the vocabulary does not know it.

        Args:
            printed: the label without markup and colon, e.g. `Élu·e référent·e` or `Actions 2022`.
        """
        if printed not in self._memory:
            if len(self._memory) > 50_000:
                self._memory.clear()
            self._memory[printed] = self._look_up(printed)
        return self._memory[printed]

    def exact_label(self, printed: str) -> KnownLabel | None:
        """The same without forgiveness: the words themselves stand in the vocabulary, years and numbers apart."""
        known = self.label(printed)
        return known if known and fold_label(_NUMBER.sub(" ", _YEAR.sub(" ", printed))).startswith(known.key) else None

    def led_label(self, printed: str, *, beside: bool) -> KnownLabel | None:
        """Say what the first words of a label mean that stands in no list: `Coût par habitant`, `Indicateurs chiffrés`.

        Args:
            printed: what the document prints as a label; a sentence may begin with the same words.
            beside: whether the document prints who leads under another label.
        """
        leads = {**self.leads, **self.leads_beside} if beside else self.leads
        years = _YEAR.findall(printed)
        words = fold_label(_NUMBER.sub(" ", _YEAR.sub(" ", _without_brackets(printed)))).split()
        for count in range(min(len(words), _LONGEST_LEAD), 0, -1):
            lead = " ".join(words[:count])
            if lead in leads:
                return KnownLabel(lead, leads[lead], int(years[-1]) if years else None)
        return None

    def _look_up(self, printed: str) -> KnownLabel | None:
        years = _YEAR.findall(printed)
        bare = _without_brackets(printed)
        key = fold_label(_NUMBER.sub(" ", _YEAR.sub(" ", bare)).replace(" / ", " et "))
        if years and key not in self.labels:
            key = _BEFORE_YEAR.sub("", key)
        key = key if key in self.labels else _DETERMINER.sub("", key)
        found = self._known(key) or self._all_parts_known(key) or self._misspelt(key)
        if found is None and (epithet := _EPITHET.match(key)):
            found = self._known(key[epithet.end() :])
            found = found if found and self.labels[found].role is None else None  # `Autre pilote`: which role?
        return KnownLabel(found, self.labels[found], int(years[-1]) if years else None) if found else None

    def _known(self, key: str) -> str | None:
        """Find the key itself, or without the words that only qualify it."""
        while key not in self.labels:
            if not key.endswith(self.qualifiers):
                return None
            key = next(key[: -len(ending)] for ending in self.qualifiers if key.endswith(ending))
        return key

    def _all_parts_known(self, key: str) -> str | None:
        """`Partenaires et financeurs`, `Contexte / diagnostic`: the first part decides."""
        parts = [part for part in re.split(r" et | & | ou ", key) if part]
        known = [self._known(part) for part in parts]
        return known[0] if len(parts) in (2, 3) and all(known) else None

    def _misspelt(self, key: str) -> str | None:
        """`Objetifs`, `Finacement prévisionnel`, `Budget prévisionel`: a slip in the label, or in what qualifies it."""
        head, _, last = key.rpartition(" ")
        if head and (last in _fields_of_work() or last in _no_slips()):
            return None  # `Service mobilités`, no slip of `service mobilisé`; `Actions provisionnelles`
        found = self._one_slip_away(key)
        if found is None and head and len(last) >= _FORGIVING_LENGTH - 1:
            if f" {last}" in self.qualifiers:
                return self._one_slip_away(head)
            return self._known(head) if _near(last, self._by_shape_of_qualifier) else None
        return found

    def _one_slip_away(self, key: str) -> str | None:
        return _near(key, self._by_shape) if len(key) <= self.longest_label + 1 else None

    @cached_property
    def _by_shape(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The labels that a slip may lead to, by first letter and length."""
        return _by_shape(self.labels)

    @cached_property
    def _by_shape_of_qualifier(self) -> Mapping[tuple[str, int], Sequence[str]]:
        return _by_shape(ending.strip() for ending in self.qualifiers)


def _by_shape(known: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for words in known:
        if len(words) >= _FORGIVING_LENGTH - 1:
            shapes[words[0], len(words)].append(words)
    return shapes


def _near(key: str, shapes: Mapping[tuple[str, int], Sequence[str]]) -> str | None:
    lengths = (
        length for length in (len(key) - 1, len(key), len(key) + 1) if max(length, len(key)) >= _FORGIVING_LENGTH
    )
    near = (known for length in lengths for known in shapes.get((key[:1], length), ()))
    return next((known for known in near if DamerauLevenshtein.distance(key, known, score_cutoff=1) <= 1), None)


def _without_brackets(printed: str) -> str:
    """Drop asides in brackets, keep gender and number marks: `Élu(e)s`, `Budget (€ HT)`."""
    return _BRACKETS.sub(lambda aside: aside[0] if _MARK.match(aside[0]) else " ", printed)


def _spelled_out(form: str) -> Iterable[str]:
    """Give every form that optional pieces allow: `élu(e)` gives `élu` and `élue`."""
    pieces = _OPTIONAL.split(form)
    choices = [(piece,) if index % 2 == 0 else ("", piece) for index, piece in enumerate(pieces)]
    return ("".join(choice) for choice in product(*choices))


def _longest_first(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(forms), key=lambda form: (-len(form), form)))


def read_toml(name: str) -> dict[str, Any]:
    """Read one of the vocabulary's own files."""
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def meaning_of(entry: Mapping[str, Any]) -> Meaning:
    """Read what an entry of `labels.toml` says that its forms announce."""
    return Meaning(
        kind=SectionKind(entry["kind"]) if entry.get("kind") else None,
        year_kind=SectionKind(entry["year_kind"]) if entry.get("year_kind") else None,
        alone_kind=SectionKind(entry["alone_kind"]) if entry.get("alone_kind") else None,
        role=Role(entry["role"]) if entry.get("role") else None,
        bodies=bool(entry.get("bodies", False)),
        field=entry.get("field"),
    )


def build(
    entries: Iterable[Mapping[str, Any]],
    qualifiers: Iterable[str],
    headings: Mapping[str, Iterable[str]],
    digest: str,
    bodies: Iterable[Body] = (),
    in_charge: Iterable[str] = (),
    body_words: Iterable[str] = (),
    asked: Iterable[str] = (),
) -> Vocabulary:
    """Put a vocabulary together.

    Args:
        entries: labels, as `labels.toml` has them; of two that hold the same form, the first counts.
        qualifiers: words behind a label that do not change what it means.
        headings: words that open headings, by what they open.
        digest: what tells this vocabulary from any other.
        bodies: organisations that a user declares.
        in_charge: words for who is in charge, which the words `beside` of an entry go with.
        body_words: words for bodies, which the words `of_bodies` of an entry go behind.
        asked: questions of who is in charge, which the words `where` of an entry go behind.
    """
    labels: dict[str, Meaning] = {}
    leads: dict[str, Meaning] = {}
    beside: dict[str, Meaning] = {}
    composed: dict[str, Meaning] = {}
    persons, structures = tuple(in_charge), tuple(body_words)
    asking = (*persons, *asked)
    for entry in entries:
        meaning = meaning_of(entry)
        pairs = [(person, word) for person in persons for word in entry.get("beside", ())]
        compounds = (f"{one} {other}" for pair in pairs for one, other in (pair, pair[::-1]))
        seated = (f"{one} {other}" for one, other in product(asking, entry.get("where", ())))
        for form in (*entry["forms"], *compounds, *seated):
            for spelled in _spelled_out(form):
                labels.setdefault(fold_label(spelled), meaning)
        for body, word in product(structures, entry.get("of_bodies", ())):
            for spelled in _spelled_out(f"{body} {word}"):
                composed.setdefault(fold_label(spelled), meaning)
        spoken = {fold_label(lead): meaning for verbs in entry.get("spoken", ()) for lead in _spoken(*verbs.split("/"))}
        labels = spoken | labels
        leads |= spoken
        for found, key in ((leads, "leads"), (beside, "leads_beside")):
            found |= {fold_label(spelled): meaning for lead in entry.get(key, ()) for spelled in _spelled_out(lead)}
    labels = composed | labels
    return Vocabulary(
        labels=labels,
        leads=leads,
        leads_beside=beside,
        qualifiers=_longest_first(f" {fold_label(s)}" for q in qualifiers for s in _spelled_out(q)),
        headings={kind: _longest_first(map(fold, words)) for kind, words in headings.items()},
        openers=frozenset(key.split()[0].rstrip("s") for key in labels),
        longest_label=max(map(len, labels)),
        digest=digest,
        bodies=tuple(bodies),
    )


def _spoken(ours: str, ones: str) -> tuple[str, ...]:
    """`voulons`, `veut`: what opens `Ce que nous voulons obtenir`, `Ce qu'on veut`."""
    return f"ce que nous {ours}", f"ce que l'on {ones}", f"ce qu'on {ones}", f"que {ours}-nous"


@cache
def _fields_of_work() -> frozenset[str]:
    return frozenset(map(fold_label, read_toml("names.toml")["fields_of_work"]))


@cache
def _no_slips() -> frozenset[str]:
    return frozenset(map(fold_label, read_toml("names.toml")["no_slips"]))


@cache
def shipped() -> Vocabulary:
    """Give the vocabulary that comes with the package."""
    table = read_toml("labels.toml")
    headings = read_toml("headings.toml")
    return build(
        table["label"],
        table["qualifiers"],
        headings,
        _shipped_digest(),
        in_charge=table["in_charge"],
        body_words=table["bodies"],
        asked=table["asked"],
    )


def _shipped_digest() -> str:
    """Give the hash of all word lists of the package, whichever module reads them."""
    content = hashlib.sha256()
    for path in sorted(HERE.glob("*.toml"), key=lambda path: path.name):
        content.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()
