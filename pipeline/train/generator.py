"""Sentences of French action plans with their names marked, made from lists: as many as wanted, by seed.

In: `lists.toml` and `vocabulary.toml`. Out: samples. What matters as much as the names is what only looks like them:
line-initial verbs, notions and their acronyms, programmes, titles, events, headings in capitals.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from typing import Any

from pipeline.train.names import Names
from pipeline.train.places import VOWEL, Led, Piece, contracted, of
from pipeline.train.sample import Labelled, Sample

# Slots that hold no name; what `thingname` and `quoted` hold only looks like one.
_NAMELESS = frozenset(
    {
        *("opener", "notion", "label", "verb", "action", "object", "status", "thing", "programme", "Common", "ACRONYM"),
        *("UPPER", "date", "year", "number", "percent", "money", "month", "event", "quoted", "thingname", "end"),
    }
)
_SLOT = re.compile(r"\{(\w+?)(\d?)\}")


def lists() -> dict[str, Any]:
    """Load what the sentences are made of; comma-separated lists come as lists."""
    folder = files("pipeline.train")
    raw, known = (
        tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8")) for file in ("lists.toml", "vocabulary.toml")
    )
    split = {
        key: [entry.strip() for entry in value.split(",") if entry.strip()]
        for key, value in raw.items()
        if key != "templates"
    }
    spaced = {key: known.pop(key).split() for key in ("first_names", "concepts")}
    frozen = {key: [" ".join(name.split()) for name in names.split(";")] for key, names in known.items()}
    return {**split, **frozen, **spaced, "templates": [line for line in raw["templates"].splitlines() if "{" in line]}


def generate(count: int, seed: int) -> Iterator[Sample]:
    """Give `count` samples; the same ones for the same seed."""
    maker = _Maker(random.Random(seed))
    for _ in range(count):
        yield maker.line()


class _Maker:
    """Fills templates. One random generator drives everything, in printed order."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lists = lists()
        self.names = Names(rng, self.lists)
        self.places = self.names.places
        self.slots: dict[str, Callable[[], list[Piece]]] = {
            "person": lambda: [self.names.person()],
            "surname": lambda: [(self.names.surname(), "person")],
            "org": lambda: [self.names.organisation()[1]],
            "Org": lambda: [self.names.organisation()[1]],
            "opener": self._opener,
            "event": self._event,
            "spot": lambda: self._spot(),
            "Spot": lambda: _raised(self._spot()),
            "lorg": lambda: self._joined("le"),
            "Lorg": lambda: _raised(self._joined("le")),
            "dorg": lambda: self._joined("de"),
            "aorg": lambda: self._joined("à"),
            "fullorg": lambda: [(rng.choice(self.lists["described"]), "organisation")],
            "lmotto": self._motto,
            "acrof": lambda: [(self.names.local_acronym()[1], "organisation")],
            "acro": lambda: [(self.names.acronym(), "organisation")],
            "orgs": lambda: self._list(lambda: [self.names.organisation()[1]], rng.randint(2, 6)),
            "people": lambda: self._list(lambda: [self.names.person()], rng.randint(2, 4)),
            "places": lambda: self._list(lambda: [(self.places.commune(), "place")], rng.randint(2, 5)),
            "place": lambda: [(self.places.place(), "place")],
            "aplace": lambda: self.places.at_place(),
            "commune": lambda: [(self.places.commune(), "place")],
            "dcommune": lambda: _after_de(self.places.commune()),
            "country": lambda: [(rng.choice(self.places.countries), "place")],
            "foreign": lambda: [(self.places.foreign(), "place")],
            "quartier": self.places.quarter,
            "water": lambda: [(self.places.water()[1], "place")],
            "lwater": lambda: _behind("le", self.places.water()),
            "dwater": lambda: _behind("de", self.places.water()),
            "lmassif": lambda: _behind("le", self.places.height()),
            "dmassif": lambda: _behind("de", self.places.height()),
            "region": lambda: [(rng.choice(self.places.regions), "place")],
            "Region": lambda: [("Région " + rng.choice(self.places.regions), "place")],
            "dept": lambda: [(rng.choice(self.places.departements), "place")],
            "ddept": lambda: self.places.of_departement(),
            "dland": lambda: [
                ("du " if rng.random() < 0.5 else "de ", None),
                (rng.choice(self.lists["lands"]), "place"),
            ],
            "quoted": self._quoted,
            "thingname": self._thing_name,
            "UPPER": self._upper,
            "date": lambda: [(self._date(), None)],
            "year": lambda: [(str(rng.randint(2015, 2030)), None)],
            "number": lambda: [(str(rng.choice([2, 3, 5, 12, 20, 40, 150, 400, 1000])), None)],
            "percent": lambda: [(str(rng.randint(1, 9) * 10), None)],
            "money": lambda: [(f"{rng.randint(1, 90)} 000 €", None)],
            "end": lambda: [(rng.choice([".", "", "", ";", " ;", ",", "...", " (à confirmer)", " ?"]), None)],
            "ACRONYM": lambda: [(rng.choice(self.lists["acronym_notions"]), None)],
            "Title": lambda: [(rng.choice(["M.", "Mme", "Monsieur", "Madame", "Mme", "M."]), None)],
        }
        for slot, key in (
            ("action", "actions"), ("object", "objects"), ("verb", "verbs"), ("notion", "notions"),
            ("does", "does"), ("dopl", "dopl"), ("role", "roles"), ("thing", "things"),
            ("label", "labels"), ("status", "statuses"),
            ("month", "months"), ("programme", "programmes"), ("Common", "commons"),
        ):  # fmt: skip
            self.slots[slot] = partial(self._pick, key)

        self.nameless = [
            template
            for template in self.lists["templates"]
            if {slot[1] for slot in _SLOT.finditer(template)} <= _NAMELESS
        ]

    def line(self) -> Sample:
        """Make one line: mostly one template, at times two, as printed in plans."""
        pieces = self._fill(self.rng.choice(self.nameless if self.rng.random() < 0.18 else self.lists["templates"]))
        if self.rng.random() < 0.15:
            joint = self.rng.choice([" ", " ; ", " : ", ". ", " - ", ", "])
            pieces += [(joint, None), *self._fill(self.rng.choice(self.lists["templates"]))]
        if self.rng.random() < 0.06:
            pieces = [(text.upper(), label) for text, label in pieces]
        if self.rng.random() < 0.1:
            pieces = [(text.replace("'", "’"), label) for text, label in pieces]
        return _sample(pieces)

    def _pick(self, key: str) -> list[Piece]:
        return [(self.rng.choice(self.lists[key]), None)]

    def _fill(self, template: str) -> list[Piece]:
        pieces: list[Piece] = []
        position = 0
        for slot in _SLOT.finditer(template):
            pieces.append((template[position : slot.start()], None))
            pieces += self.slots[slot[1]]()
            position = slot.end()
        pieces.append((template[position:], None))
        return pieces

    def _joined(self, word: str) -> list[Piece]:
        article, name = self.names.organisation()
        return [(contracted(word, article), None), name]

    def _list(self, make: Callable[[], list[Piece]], count: int) -> list[Piece]:
        mark = self.rng.choice([", ", ", ", ", ", " ; ", " / ", " - ", "; ", ",", " & ", "/"])
        last = mark if mark != ", " or self.rng.random() < 0.3 else " et "
        if mark == " ; " and self.rng.random() < 0.5:
            last = " et "
        pieces: list[Piece] = []
        for number in range(count):
            if number:
                pieces.append((last if number == count - 1 else mark, None))
            pieces += make()
            if self.rng.random() < 0.07:
                note = self.rng.choice([*self.lists["roles"], "à confirmer", "volet 2", "en 2024", "ex-pilote"])
                pieces.append((f" ({note})", None))
        return pieces

    def _quoted(self) -> list[Piece]:
        opening, closing = self.rng.choice([("«", "»"), ("« ", " »"), ('"', '"'), ("“", "”"), ("« ", " »")])
        title: list[Piece] = [(self.rng.choice(self.lists["titles"]), None)]
        chance = self.rng.random()
        if chance < 0.12:
            title += [(" ", None), *self._joined("de")]
        elif chance < 0.2:
            title += [(" ", None), *self.places.at_place()]
        elif chance < 0.45:
            title = [(self.rng.choice(self.lists["notions"]).split(" ", 1)[-1].capitalize(), None)]
        return [(opening, None), *title, (closing, None)]

    def _event(self) -> list[Piece]:
        if self.rng.random() < 0.5:
            return [(self.rng.choice(self.lists["events"]), None)]
        text = self.rng.choice(self.lists["event_heads"])
        if self.rng.random() < 0.5:
            text += " " + self.rng.choice(self.lists["event_tails"])
        topic = self.rng.choice(self.lists["notions"])
        merged = f"de {topic}".replace("de les ", "des ").replace("de le ", "du ")
        return [(f"{text} {merged}", None)]

    def _spot(self) -> list[Piece]:
        commune = self.places.commune()
        return [(self.rng.choice(self.lists["spots"]) + " ", None), (commune, "place")]

    def _opener(self) -> list[Piece]:
        text = self.rng.choice(self.lists["openers"])
        if self.rng.random() < 0.6:
            text += " " + self.rng.choice(self.lists["opener_tails"])
        return [(text, None)]

    def _motto(self) -> list[Piece]:
        """A body named by a motto in quotes, which is its name without the head: `l'association « Oui au vélo »`."""
        pick = self.rng.choice
        opening, closing = pick([("«", "»"), ("« ", " »"), ('"', '"'), ("“", "”"), ('"', '"'), ("« ", " »")])
        head = pick(self.lists["motto_heads"])
        motto = f"{pick(self.lists['motto_verbs'])} {pick(self.lists['motto_objects'])}"
        chance = self.rng.random()
        if chance < 0.15:
            motto = f"{pick(self.lists['name_nouns']).capitalize()} pour tous"
        elif chance < 0.25:
            motto = f"Un {pick(self.lists['name_nouns'])}, un {pick(self.lists['name_nouns'])}"
        elif chance < 0.6:
            motto = self.names.invented()
        for apart, joined in (("à le ", "au "), ("à les ", "aux "), ("de le ", "du "), ("de les ", "des ")):
            motto = motto.replace(apart, joined)
        lead = pick(["l'", "une ", "notre "]) if head[0] in VOWEL else pick(["le ", "la ", "une "])
        return [(f"{lead}{head} {opening}", None), (motto, "organisation"), (closing, None)]

    def _thing_name(self) -> list[Piece]:
        chance = self.rng.random()
        if chance < 0.3:
            return [(self.names.acronym(), None)]
        if chance < 0.55:
            return self._quoted()
        if chance < 0.8:
            return [(self.names.invented(), None)]
        return [(self.rng.choice(self.lists["programmes"]), None)]

    def _upper(self) -> list[Piece]:
        verb, notion = self.rng.choice(self.lists["verbs"]), self.rng.choice(self.lists["notions"])
        text = f"{verb} {notion}" if self.rng.random() < 0.6 else notion.split(" ", 1)[-1]
        pieces: list[Piece] = [(text, None)]
        if self.rng.random() < 0.25:
            pieces += [(" AVEC ", None), *self._joined("le")]
        elif self.rng.random() < 0.2:
            pieces += [(" ", None), *self.places.at_place()]
        return [(part.upper(), label) for part, label in pieces]

    def _date(self) -> str:
        day, month, year = (
            self.rng.randint(1, 28),
            self.rng.choice(self.lists["months"]),
            self.rng.randint(2016, 2029),
        )
        return self.rng.choice(
            [
                f"{day} {month} {year}", f"le {day} {month}", f"{day:02}/{self.rng.randint(1, 12):02}/{year}",
                f"{month} {year}", f"en {month}", f"fin {year}", f"T{self.rng.randint(1, 4)} {year}",
                f"{day}.{self.rng.randint(1, 12):02}.{year % 100:02}", f"courant {year}", f"été {year}",
            ]
        )  # fmt: skip


def _after_de(name: str) -> list[Piece]:
    return [(of(name).removesuffix(name), None), (name, "place")]


def _behind(word: str, place: Led) -> list[Piece]:
    article, name = place
    return [(contracted(word, article), None), (name, "place")]


def _raised(pieces: list[Piece]) -> list[Piece]:
    text, label = pieces[0]
    return [(text[:1].upper() + text[1:], label), *pieces[1:]]


def _sample(pieces: list[Piece]) -> Sample:
    text = ""
    names: list[Labelled] = []
    for part, label in pieces:
        if label is not None and part:
            names.append((len(text), len(text) + len(part), label))
        text += part
    return Sample(text, tuple(names))
