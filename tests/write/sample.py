"""Small valid plans by hand, and large ones by number: what the tests of the exports, the report and the diff read.

The text grows piece by piece and every value takes the span it was given, as in a real extraction. Names are invented.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.model import (
    Axe,
    CalendarEntry,
    DateMention,
    Diagnostic,
    Entity,
    Fiche,
    Funding,
    Item,
    Mention,
    Occurrence,
    Partner,
    Plan,
    Referent,
    Section,
    Span,
    TocEntry,
)
from pipeline.write.load import LoadedPlan

PEOPLE = ("Odile Marchebois", "Thibaut Kerouédan", "Aminata Sorel", "Gaspard d'Ivry", "Lucie Vandamme-Roux")
BODIES = ("Fédération Horizon", "CAPE", "Banque du Littoral", "Atelier du Vent", "Ville de Montclair")
PLACE = "Montclair"
THEMES = ("Mobilité douce", "Sobriété énergétique", "Alimentation locale", "Réemploi des matériaux", "Zones humides")

# Printed, year inferred, values (start, end, precision, modifier, EDTF): every precision, and two values in one date.
DATES: tuple[tuple[str, bool, tuple[tuple[str, str, str, str | None, str], ...]], ...] = (
    ("12 mars 2031", False, (("2031-03-12", "2031-03-12", "day", None, "2031-03-12"),)),
    ("avril 2031", False, (("2031-04-01", "2031-04-30", "month", None, "2031-04"),)),
    ("T3 2031", False, (("2031-07-01", "2031-09-30", "quarter", None, "2031-35"),)),
    ("automne 2031", False, (("2031-09-21", "2031-12-20", "season", None, "2031-23"),)),
    ("1er semestre 2031", False, (("2031-01-01", "2031-06-30", "semester", None, "2031-40"),)),
    ("fin 2031", False, (("2031-10-01", "2031-12-31", "part", "late", "2031-10/2031-12"),)),
    ("du 2 au 4 juin", True, (("2031-06-02", "2031-06-04", "range", None, "2031-06-02/2031-06-04"),)),
    (
        "6 & 7.12.31",
        False,
        (
            ("2031-12-06", "2031-12-06", "day", None, "2031-12-06"),
            ("2031-12-07", "2031-12-07", "day", None, "2031-12-07"),
        ),
    ),
    ("2031", False, (("2031-01-01", "2031-12-31", "year", None, "2031"),)),
)


def entity_id(name: str) -> str:
    return name.lower().replace("é", "e").replace(" ", "-").replace("'", "-")


class Writer:
    """The text of a plan while it is written, and where its names stand."""

    def __init__(self, *, pages: bool = False) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pages = pages
        self.fiche_id: str | None = None
        self.named: dict[str, list[Occurrence]] = {}

    def say(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        boxes = ((72.0, 90.5, 520.25, 104.0),) if self.pages else ()
        return Span(start=start, end=self.length, page=start // 3000 + 1 if self.pages else None, boxes=boxes)

    def name(self, text: str, as_: str, role: str | None = None) -> Span:
        span = self.say(text)
        occurrence = Occurrence.model_validate({"fiche_id": self.fiche_id, "as": as_, "role": role, "span": span})
        self.named.setdefault(text, []).append(occurrence)
        return span

    def since(self, start: int) -> Span:
        return Span(start=start, end=self.length, page=start // 3000 + 1 if self.pages else None)

    def date(self, number: int) -> DateMention:
        text, inferred, values = DATES[number % len(DATES)]
        keys = ("start", "end", "precision", "modifier", "edtf")
        return DateMention.model_validate(
            {
                "text": text,
                "span": self.say(text),
                "year_inferred": inferred,
                "values": [dict(zip(keys, value, strict=True)) for value in values],
                "origin": "rule",
            }
        )

    def section(self, kind: str, label: str, items: Iterable[Item] = (), year: int | None = None) -> Section:
        start = self.length
        self.say(f"{label} :\n")
        done = tuple(items)
        return Section(kind=kind, label=label, year=year, items=done, span=self.since(start))

    def plain(self, *texts: str, bullet: bool = True, depth: int = 0) -> Iterator[Item]:
        for text in texts:
            self.say("- " if bullet else "")
            span = self.say(text)
            self.say("\n")
            yield Item(text=text, depth=depth, bullet=bullet, dates=(), mentions=(), items=(), span=span)

    def dated(self, number: int, words: str, nested: bool = False) -> Iterator[Item]:
        start = self.length
        date = self.date(number)
        self.say(f" : {words} à ")
        place = self.name(PLACE, "mention")
        span = self.since(start)
        self.say("\n")
        inner = tuple(self.plain("préparer la salle", "inviter les habitants", depth=1)) if nested else ()
        mention = Mention(label="place", text=PLACE, entity_id=entity_id(PLACE), origin="ner", span=place)
        text = f"{date.text} : {words} à {PLACE}"
        yield Item(text=text, depth=0, bullet=True, dates=(date,), mentions=(mention,), items=inner, span=span)

    def referent(self, name: str, role: str, label: str, note: str | None = None) -> Referent:
        self.say(f"{label} : ")
        span = self.name(name, "referent", role)
        self.say(f" ({note})\n" if note else "\n")
        return Referent(
            role=role,
            label=label,
            name=name,
            kind="person" if name in PEOPLE else "organisation",
            entity_id=entity_id(name),
            note=note,
            year=None,
            origin="rule" if self.fiche_id else "contents",
            span=span,
        )

    def partners(self, number: int) -> Iterator[Partner]:
        name = BODIES[(number + 1) % 5]
        named = self.name(name, "partner")
        self.say(" (Odile Marchebois, Gaspard d'Ivry), ")
        shared: dict[str, Any] = {"origin": "rule"}
        yield Partner(
            name=name,
            kind="named",
            entity_id=entity_id(name),
            members=("Odile Marchebois", "Gaspard d'Ivry"),
            note=None,
            uncertain=False,
            span=named,
            **shared,
        )
        generic = self.say("des chercheurs")
        self.say("\n")
        yield Partner(
            name="des chercheurs",
            kind="generic",
            entity_id=None,
            members=(),
            note="à confirmer",
            uncertain=True,
            span=generic,
            **shared,
        )

    def amount(self, text: str, number: float, **given: Any) -> dict[str, Any]:
        known = {"max": None, "tax": None, "year": None, "per": None, **given}
        span = self.say(text)
        self.say(" ; ")
        return {"value": number, "currency": "EUR", "text": text, "origin": "rule", "span": span, **known}

    def funding(self, number: int) -> Iterator[Funding]:
        name = BODIES[(number + 2) % 5]
        yield Funding.model_validate(
            {
                "funder": name,
                "entity_id": entity_id(name),
                "span": self.name(name, "funder"),
                "instrument": "convention pluriannuelle",
                "amounts": [
                    self.amount("12 500,50 € HT", 12500.5, tax="HT", year=2031),
                    self.amount("3 000 à 15 000 € par projet", 3000, max=15000, per="par projet"),
                ],
                "period": {"start": 2031, "end": 2033},
                "purpose": "étude",
                "uncertain": number % 2 == 0,
                "origin": "rule",
            }
        )
        self.say("\nBudget prévisionnel : ")
        total = self.amount("60 000 €", 60000)
        self.say("\n")
        yield Funding.model_validate(
            {
                "funder": None,
                "entity_id": None,
                "instrument": None,
                "amounts": [total],
                "period": None,
                "purpose": "Budget prévisionnel",
                "uncertain": False,
                "origin": "rule",
                "span": total["span"],
            }
        )

    def fiche(self, number: int, axe_id: str | None, title: str, size: int) -> Fiche:
        self.fiche_id = f"fiche-{number}"
        start = self.length
        self.say(f"Fiche action n°{number} {title}\n")
        referents = (
            self.referent(PEOPLE[number % 5], "board", "Élue référente"),
            self.referent(PEOPLE[(number + 2) % 5], "team", "Référent technique", "volet rural"),
            self.referent(BODIES[number % 5], "lead", "Structure pilote"),
        )
        self.say("Statut : ")
        status = {"value": "in_progress", "text": "En cours", "origin": "rule", "span": self.say("En cours")}
        self.say("\nPriorité : ")
        priority = {"value": "high", "text": "Élevé", "origin": "rule", "span": self.say("Élevé")}
        self.say("\nDate de début : ")
        begin = self.date(0)
        self.say("\n")
        work = [self.dated(number + n, "atelier public", nested=n == 0) for n in range(2 * size)]
        meetings = [self.dated(number + n + 3, "comité de pilotage") for n in range(2 * size)]
        sections = [
            self.section("objectives", "Objectifs", self.plain("Réduire l'empreinte", bullet=False)),
            self.section("achievements", "Réalisations 2030", self.plain("Diagnostic partagé"), 2030),
            self.section("planned_actions", "Actions 2031", chain.from_iterable(work), 2031),
            self.section("calendar", "Calendrier", chain.from_iterable(meetings)),
            self.section("partners", "Partenaires"),
        ]
        partners = tuple(self.partners(number))
        sections.append(self.section("funding", "Financement"))
        funding = tuple(self.funding(number))
        planned, calendar = sections[2].items, sections[3].items
        return Fiche(
            id=self.fiche_id,
            kind="fiche",
            number=str(number),
            axe_id=axe_id,
            axe_origin="rule" if axe_id else None,
            title=title,
            title_origin="rule",
            status=status,
            priority=priority,
            start_date=begin,
            end_date=None,
            referents=referents,
            sections=tuple(sections),
            dates=(begin, *(date for item in (*planned, *calendar) for date in item.dates)),
            calendar=tuple(
                CalendarEntry(dates=item.dates, text=f"comité de pilotage à {PLACE}", origin="rule", span=item.span)
                for item in calendar
            ),
            partners=partners,
            funding=funding,
            span=self.since(start),
        )

    def entities(self, kind: str, names: Iterable[str]) -> tuple[Entity, ...]:
        found = [
            Entity(
                id=entity_id(name),
                name=name,
                variants=("=SOMME(A1)", "Cape") if name == "CAPE" else (),
                kind=kind,
                acronym="CAPE" if name == "CAPE" else None,
                ids={"insee": "99001"} if kind == "place" else {},
                occurrences=tuple(self.named.get(name, ())),
            )
            for name in names
        ]
        return tuple(sorted(found, key=lambda entity: entity.id))


def sample_plan(
    fiches: int = 3,
    *,
    name: str = "plan-montclair",
    title: str | None = "Plan climat de Montclair",
    size: int = 1,
    pages: bool = False,
    titles: dict[int, str] | None = None,
) -> LoadedPlan:
    """Make a plan of some fiches under two axes and a sub-axe, the third under none."""
    writer = Writer(pages=pages)
    writer.say(f"{title or ''}\n\n")
    start = writer.length
    listed = writer.referent(PEOPLE[1], "board", "Élue référente")
    entry: dict[str, Any] = {"kind": "fiche", "number": "1", "title": None, "page": 2, "axe_id": "axe-1"}
    toc = TocEntry(**entry, referents=(listed,), fiche_id="fiche-1" if fiches else None, span=writer.since(start))
    heads = (("axe-1", 1, None, "1", "SE DÉPLACER"), ("axe-1-1", 2, "axe-1", "1.1", "À VÉLO"))
    heads = (*heads, ("axe-transversal", 1, None, None, "TRANSVERSAL"))
    spans = [writer.say(f"AXE {number or ''} {words}\n") for *_, number, words in heads]
    bodies = []
    for number in range(1, fiches + 1):
        axe_id = heads[number % 3][0] if number != 3 else None
        own = (titles or {}).get(number, f"{THEMES[number % 5]} {number}")
        bodies.append(writer.fiche(number, axe_id, own, size))
    text = "".join(writer.parts)
    axes = tuple(
        Axe(
            id=head[0],
            level=head[1],
            parent_id=head[2],
            number=head[3],
            title=head[4],
            transversal=head[3] is None,
            fiche_ids=tuple(fiche.id for fiche in bodies if fiche.axe_id == head[0]),
            span=span,
        )
        for head, span in zip(heads, spans, strict=True)
    )
    differ = {"code": "referents-differ", "severity": "warning", "message": "Le sommaire nomme une autre personne."}
    untitled = {"code": "title-missing", "severity": "info", "message": "Le plan n'a pas de titre."}
    first = bodies[0] if bodies else None
    plan = Plan(
        schema_version="1.1.0",
        id=name,
        title=title,
        year=2031,
        source={
            "file": f"{name}.txt",
            "format": "pdf" if pages else "text",
            "sha256": "0" * 64,
            "encoding": "utf-8",
            "characters": len(text),
            "pages": len(text) // 3000 + 1 if pages else None,
            "ocr_pages": [1] if pages else [],
        },
        axes=axes,
        toc=(toc,),
        fiches=tuple(bodies),
        people=writer.entities("person", PEOPLE),
        organisations=writer.entities("organisation", BODIES),
        places=writer.entities("place", (PLACE,)),
        diagnostics=(
            Diagnostic(
                **differ,
                fiche_id=first and first.id,
                spans=(listed.span, first.referents[0].span) if first else (listed.span,),
            ),
            Diagnostic(**untitled, fiche_id=None, spans=()),
        ),
        coverage={
            "characters": len(text),
            "assigned": len(text) - 2,
            "ratio": 0.99,
            "unassigned": (Span(start=0, end=2),),
        },
    )
    return LoadedPlan(plan, text, Path(f"{name}.json"))
