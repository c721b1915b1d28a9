"""Find the headings of a plan: fiches, what gathers them, commissions and working groups.

In: logical lines, their labels. Out: candidate headings of every family; the family that explains the document
best (numbered alike, followed by labels) is the one of its fiches.
"""

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.model import FicheKind
from pipeline.split.atoms import MARK, NUMBER, SEPARATOR, letter_is_number, words
from pipeline.split.bare import read_bare
from pipeline.split.cards import CardFields
from pipeline.split.forms import HeadingForms
from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.labels import labels_within
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import flat, fold

# `Axe : 1 - Soutenir les aidants`, as a field of the fiche
_CODE = r"(?:\d{1,2}|[ivx]{1,4}|[a-z])\s*[-–—.)]"
# `Levier A – …`, `Projet phare n°4`: any words that number something, the capital of the first checked beside
_ANY = re.compile(
    rf"(?P<word>[a-z][a-z'\-]{{1,20}}(?:[ \-][a-z'\-]{{2,20}}){{0,2}}?)(?:\s*{MARK}\s*|\s+|-(?=\d)|(?=\d))"
    rf"(?P<number>{NUMBER}){SEPARATOR}(?P<title>.*)"
)
_LEADING_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-Z])(?:\.\d{1,2})*\s?[.)/:–-]*\s+(?=\w)")
_LONGEST_HEADING = 320
# Where the word, the number and the first words of a title stand.
_OPENING = 90
# What stands before the word as other qualities do behind it: `Grand projet`, `Nouvelle action`.
_EPITHETS = ("grand", "grande", "petit", "petite", "nouveau", "nouvel", "nouvelle", "autre", "ancien", "ancienne")
_NUMBERS_SOMETHING = re.compile(r"\d|\b[A-Z]\b|\b[IVX]+\b")


def _without_number(printed: str) -> str:
    """`5. Glossaire`, `VI – Annexes`: the title itself; most lines begin with a word."""
    if not (printed[0].isdigit() or printed[1:2] in (".", ")", " ", "/") or printed[0] in "IVX"):
        return printed
    return _LEADING_NUMBER.sub("", printed)


class HeadingGrammar:
    """The patterns of headings, built from the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        fiche, transversal = words(vocabulary, "fiche"), words(vocabulary, "transversal")
        axe, title = words(vocabulary, "axe"), words(vocabulary, "title")
        self.forms = HeadingForms(vocabulary)
        self.cards = CardFields(vocabulary)
        self._fiche = re.compile(
            rf"(?P<word>{fiche})(?:(?:\s*{MARK}\s*|\s+|(?=\d))(?P<number>{NUMBER})|\s*{MARK}\s*(?P<year>(?:19|20)\d\d)(?!\d))"
            rf"{SEPARATOR}(?P<title>.*)"
        )
        self._axe = re.compile(
            rf"(?P<word>{axe})"
            rf"(?:\s+(?P<transversal>{transversal})\b|\s*{MARK}\s*|\s*:\s+(?={_CODE})|\s+|(?=\d))"
            rf"(?:(?P<number>{NUMBER}))?{SEPARATOR}(?P<title>.*)"
        )
        self._named = {
            FicheKind(kind): re.compile(rf"(?P<word>{words(vocabulary, kind)})(?:\s*[:\-]\s*|\s+)(?P<title>\S.*)")
            for kind in ("commission", "working_group", "other")
        }
        # `Fiche action Précarité alimentaire` beside `Fiche action n°4`
        self._named[FicheKind.FICHE] = re.compile(
            rf"(?P<word>{words(vocabulary, 'fiche', opening='fiche')})(?:\s*[:\-]\s*|\s+)(?P<title>(?!{MARK})\S.*)"
        )
        self._openers = tuple(
            sorted(
                {
                    fold(word).split()[0]
                    for kind in ("fiche", "axe", "commission", "working_group", "other")
                    for word in vocabulary.headings[kind]
                }
            )
        )
        self._begins = frozenset(word[:2] for word in self._openers)
        self._axe_words = tuple(f"{word} " for word in vocabulary.headings["axe"])
        contents = words(vocabulary, "contents")
        self._contents_begin, self._guide_begins, self._back_begins = (
            frozenset(form for word in vocabulary.headings[kind] for form in (word[:3].lower(), flat(word[:3])))
            for kind in ("contents", "guide", "back")
        )
        self._contents = re.compile(
            rf"(?:{contents})|(?:sommaires?|tables? des matieres)(?: (?:du|de|des|d'|-|:|\()[^.?!]*)"
        )
        self._counted = frozenset(vocabulary.headings["counted"])
        self._alone = frozenset(word for word in vocabulary.headings["fiche"] if word.startswith("fiche"))
        self._plan, self._no_plan = (
            re.compile(rf"\b(?:{'|'.join(re.escape(word) + 's?' for word in vocabulary.headings[kind])})\b")
            for kind in ("plan", "no_plan")
        )
        self._document, self._beside = (
            re.compile(rf"(?:\w+'?\s+){{0,2}}?(?:\w')?(?:{words(vocabulary, kind)})\b")
            for kind in ("document", "beside_title")
        )
        self._remark = re.compile(rf"(?:{words(vocabulary, 'beside_title')})\b")
        self._names = tuple(
            sorted({fold(word).split()[0] for kind in ("fiche", "title") for word in vocabulary.headings[kind]})
        )
        back = words(vocabulary, "back")
        self._back = re.compile(
            rf"(?:{back})(?: (?:des?|et) (?:{words(vocabulary, 'listed')}))?(?:\s?\(?s\)?)?$"
            rf"|annexes?(?:\s(?:n\s?°\s?)?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}}))?\s*[:.\-]\s*\S"
        )
        self._title_words = frozenset(vocabulary.headings["title"])
        self._guide = re.compile(rf"(?:{words(vocabulary, 'guide')})(?:\s[^.:;]*)?\s?[?:]?$")
        # `Projet phare : Titre`, `Projet (pilote) : Titre`, `Grand projet : Titre`, beside `Projet : Titre` or alone
        # `Action prioritaire`, `Projet phare de la commune`
        quality = r"[a-z][a-z'\-]{2,20}(?: (?:de|du|des)(?: la)? [a-z'\-]{3,20})?"
        behind = rf"(?P<word>(?:{fiche})(?<!s)) (?:{quality}|\({quality}\))"
        self._qualified = re.compile(
            rf"(?:{behind}|(?:{'|'.join(_EPITHETS)}) (?P<noun>(?:{fiche})(?<!s)))\s*[:\-|]\s+(?P<title>\S.*)"
        )
        self._qualities = (*self._openers, *_EPITHETS)
        self._titled = re.compile(
            rf"(?P<word>{title})(?:\s*[:|]\s*|\s+-\s+)(?P<title>\S.*)|(?P<fiche>{fiche})\s*[:\-|]\s+(?P<name>\S.*)"
        )

    def is_back_title(self, line: Line) -> bool:
        """Say whether the line is the title of what stands behind the fiches: `Annexes`, `Tableau récapitulatif`."""
        if len(line.text) >= 90 or (line.bullet and not (line.bullet[0].isdigit() and line.blank_before)):
            return False
        bare = _without_number(line.text)
        return bare[:3].lower() in self._back_begins and self._back.match(flat(bare).rstrip(" :")) is not None

    def is_title_word(self, printed: str) -> bool:
        """Say whether a heading prints the word for a title in place of one: `Action n°… : intitulé de l'action`."""
        return fold(printed) in self._title_words

    def is_guide_title(self, line: Line) -> bool:
        """Say whether the line is the title of what explains the fiches: `Mode d'emploi`, `Comment lire une fiche`."""
        alone = line.heading or line.all_bold or line.blank_before
        if not alone or len(line.text) >= 80 or line.table:
            return False
        bare = _without_number(line.text)
        return bare[:3].lower() in self._guide_begins and self._guide.match(flat(bare)) is not None

    def names_plan(self, printed: str) -> bool:
        """Say whether words that plans call themselves stand in a line."""
        return self._plan.search(fold(printed)) is not None

    def titles_document(self, printed: str) -> bool:
        """Say whether one of the first lines is the title: `PROGRAMME LOCAL DE …`, no body, no date."""
        folded = fold(printed)
        return self._document.match(folded) is not None and self._beside.match(folded) is None

    def remarks_on_document(self, printed: str) -> bool:
        """Say whether a line opens as what stands beside a title does: `signé par l'État`, `version de travail`."""
        return self._remark.match(fold(printed)) is not None

    def names_no_plan(self, printed: str) -> bool:
        """Say whether words that other documents call themselves stand in a line."""
        return self._no_plan.search(fold(printed)) is not None

    def opens_heading(self, printed: str) -> bool:
        """Say whether a printed line, markup included, looks like a heading of a fiche, an axe or a commission."""
        flattened = flat(printed[:80])
        bare = flattened.lstrip("#*_ |")
        shift = len(flattened) - len(bare)
        if not bare.startswith(self._openers):
            return self.forms.opens(bare, printed[shift:80])
        fiche, axe = self._fiche.match(bare), self._axe.match(bare)
        if axe is not None and axe["transversal"]:
            return True
        if fiche is not None and fiche["year"]:
            return True
        for match in (fiche, axe):
            if match is not None and match["number"]:
                number = printed[shift + match.start("number") : shift + match.end("number")]
                if number[0].isdigit() or letter_is_number(bare, match, number):
                    return True
        ink = printed.strip("#*_ |")
        return ink.upper() == ink and (axe is not None or any(pattern.match(bare) for pattern in self._named.values()))

    def may_open(self, line: Line) -> bool:
        """Say whether the line starts with a word that opens headings: most lines do not, and cost no more."""
        begin = line.text[:2].lower()
        if line.cell_part or (begin.isascii() and begin not in self._begins):
            return False
        return flat(line.text[:24]).startswith(self._openers)

    def is_contents_title(self, line: Line) -> bool:
        """Say whether the line is the title of a table of contents."""
        if len(line.text) >= 60 or line.text[:3].lower() not in self._contents_begin:
            return False
        return self._contents.fullmatch(flat(line.text).strip(" :.")) is not None

    def fiche(self, index: int, line: Line, text: str) -> Heading | None:
        """Read the line as the heading of a numbered fiche, by a word or by its number alone."""
        if len(line.text) > _LONGEST_HEADING:
            return None
        match = self._fiche.match(flat(line.text)) if self.may_open(line) else None
        if match is None:
            return read_bare(index, line, text)
        numbered = "number" if match["number"] else "year"  # `Fiche n°2022` of a long plan
        number = line.text[match.start(numbered) : match.end(numbered)]
        if not number[0].isdigit() and not letter_is_number(line.text, match, number):
            return None
        page, end = page_of(line, text)
        start = min(match.start("title"), end)
        if not match["separator"] and line.text[start:end][:1].islower() and not (line.heading or line.all_bold):
            return None  # `Action 3 du plan : …` speaks of a fiche
        title = (start, end) if start < end else (0, 0)
        word = fold(match["word"]).rstrip("s")
        return Heading(index, FicheKind.FICHE, "fiche" if word.startswith("fiche") else word, number, title, page,
                       line.heading, end)  # fmt: skip

    def candidate(self, index: int, line: Line, text: str) -> Heading | None:
        """Read the line as the heading of something numbered or named that may be a fiche.

        Words of fiches come first, then words of what gathers them, then any word that is followed by a number.
        """
        if line.cell_part or (line.cells and sum(start < end for start, end in line.cells) > 2):
            return None
        found = self._read(index, line, text)
        if found is not None and found.title[0] < line.label_cell < found.title[1]:
            # `| Chantier n°1 : Vivre | Ana Bo |`: the second cell is no title
            return replace(found, title=(found.title[0], line.label_cell))
        return found

    def _read(self, index: int, line: Line, text: str) -> Heading | None:
        if (form := self.forms.read(index, line, text)) is not None:
            return form
        found = self.fiche(index, line, text)
        if found is not None and found.word:
            # `Objectif opérationnel 1.1`: a word of fiches that a word for what gathers them begins
            return replace(found, source=Source.AXE) if found.word.startswith(self._axe_words) else found
        if (
            found is None
            and (above := self.axe(index, line, text)) is not None
            and above.number
            and above.word not in self._counted
        ):
            if (within := self.forms.behind_axe(line, text, self._axe.match)) is not None:
                return replace(within, line=index)
            return Heading(index, FicheKind.FICHE, above.word, above.number, above.title, above.page, line.heading,
                           page_of(line, text)[1], Source.AXE)  # fmt: skip
        other = self._any_word(index, line, text)
        if found is None and other is not None and other.word.startswith(self._axe_words):
            return replace(other, source=Source.AXE)
        return found or other or self._without_number(index, line, text)

    def numbered_title(self, index: int, line: Line, text: str) -> Heading | None:
        """Read a title with its number in front, as cells of tables print it: `1.2 Titre`, `Action 3 : Titre`."""
        found = self.fiche(index, line, text)
        return found or read_bare(index, line, text, marked=True) or self._any_word(index, line, text)

    def _any_word(self, index: int, line: Line, text: str) -> Heading | None:
        """`Chantier 3 – Titre`, `Levier A : Titre`: a word outside the vocabulary."""
        if (line.bullet and not line.heading) or not line.text[:1].isupper() or len(line.text) > _LONGEST_HEADING:
            return None
        if _NUMBERS_SOMETHING.search(line.text, 0, _OPENING) is None:
            return None
        match = _ANY.match(flat(line.text[:_OPENING]))
        if match is None:
            return None
        if len(match["word"]) < 3 and not line.text[:2].isupper():
            return None  # `FA 3`, not `Le 3 mai`
        number = line.text[match.start("number") : match.end("number")]
        if not number[0].isdigit() and not letter_is_number(line.text, match, number):
            return None
        page, end = page_of(line, text)
        start = min(match.start("title"), end)
        title = line.text[start:end]
        if title and not (title[0].isupper() or title[0] in '«"'):
            return None
        # `AM3 Planter`, `ACT-3 Planter`: a code
        code = len(match["word"]) < 5 and match.end("word") > match.start("number") - 2 and line.text[:2].isupper()
        marked = line.heading or line.all_bold or line.capitals or page is not None or code
        if not match["separator"] and title and not marked:
            return None
        word, place = fold(match["word"]).rstrip("s"), (start, end) if title else (0, 0)
        source = Source.COUNTED if word in self._counted else Source.ANY
        return Heading(index, FicheKind.FICHE, word, number, place, page, line.heading, end, source)

    def _without_number(self, index: int, line: Line, text: str) -> Heading | None:
        """`Fiche projet : Titre`, `Intitulé de l'action : Titre`, `FICHE ACTION` above its title."""
        if (line.bullet and not line.heading) or not line.text[:1].isupper() or len(line.text) > _LONGEST_HEADING:
            return None
        if len(line.text) < 20 and fold(line.text).rstrip("s") in self._alone:
            return Heading(
                index, FicheKind.FICHE, "fiche", None, (0, 0), None, line.heading, len(line.text), Source.ALONE
            )
        opening = flat(line.text[:_OPENING])
        match = self._titled.match(opening) if opening.startswith(self._names) else None
        if match is None:
            return self._with_quality(index, line, text, opening)
        page, end = page_of(line, text)
        part = "title" if match["word"] else "name"
        if match.start(part) >= end or not line.text[match.start(part)].isupper():
            return None
        word = fold(match["word"] or match["fiche"]).rstrip("s")
        return Heading(index, FicheKind.FICHE, "fiche" if word.startswith("fiche") else word, None,
                       (match.start(part), end), page, line.heading, end, Source.ALONE)  # fmt: skip

    def _with_quality(self, index: int, line: Line, text: str, opening: str) -> Heading | None:
        match = self._qualified.match(opening) if opening.startswith(self._qualities) else None
        if match is None or not line.text[match.start("title")].isupper():
            return None
        page, end = page_of(line, text)
        title = (match.start("title"), end)
        printed = fold(opening[: match.start("title")]).rstrip(" :-|")
        word = printed if match["word"] else f"{match['noun']} {printed}"
        return Heading(index, FicheKind.FICHE, word, None, title, page, line.heading, end,
                       Source.QUALIFIED) if title[0] < end else None  # fmt: skip

    def named(self, index: int, line: Line, text: str, *, plain: bool = False) -> Heading | None:
        """Read the line as the heading of a commission, a group or a fiche without number: a word and a name, often
        with referents behind.

        `plain`: a line that is nothing else needs no mark of a heading.
        """
        if line.bullet or len(line.text) > _LONGEST_HEADING or not line.text[:1].isupper():
            return None
        if not self.may_open(line):
            return None
        folded = flat(line.text)
        for kind, pattern in self._named.items():
            match = pattern.match(folded)
            if match is None:
                continue
            inner = next(iter(labels_within(line.text, self._vocabulary, match.start("title"))), None)
            page, end = page_of(line, text)
            inline = inner.start if inner is not None and inner.is_referent else len(line.text)
            stop = min(end, len(line.text[:inline].rstrip(" -–—:.")))
            ink = line.text[: match.start("title")]
            marked = line.heading or line.all_bold or ink.upper() == ink or ":" in ink or page is not None
            marked = marked or (plain and stop == len(line.text))
            if not marked or match.start("title") >= stop or ". " in line.text[:stop]:
                return None
            if kind is FicheKind.FICHE and not line.text[match.start("title")].isupper():
                return None
            return Heading(
                index,
                kind,
                "fiche" if kind is FicheKind.FICHE else fold(match["word"]),
                None,
                (match.start("title"), stop),
                page,
                line.heading,
                inline,
            )
        return None

    def axe(self, index: int, line: Line, text: str) -> AxeHeading | None:
        """Read the line as the heading of an axe; its title may stand on the next line."""
        if (line.bullet and not line.heading) or len(line.text) > _LONGEST_HEADING:
            return None
        if not self.may_open(line):
            return None
        folded = flat(line.text)
        match = self._axe.match(folded)
        if match is None:
            return None
        number: str | None = None
        title_start = match.start("title")
        if match["number"]:
            number = line.text[match.start("number") : match.end("number")]
            letter = not number[0].isdigit()
            if letter and not (
                number.isupper() and (match["separator"] or match.end("number") == len(folded) or len(number) > 1)
            ):
                number, title_start = None, match.start("number")
        ink = line.text[: match.end("word")]
        capital = ink.upper() == ink
        if number is None and not match["transversal"] and not (match["separator"] or capital or line.heading):
            return None
        if not line.text[:1].isupper():
            return None
        page, end = page_of(line, text)
        title = (title_start, end) if title_start < end else (0, 0)
        word = fold(match["word"]).rstrip("s")
        return AxeHeading(index, word, number, title, bool(match["transversal"]), line.heading, page)


@lru_cache(maxsize=8)
def grammar_of(vocabulary: Vocabulary) -> HeadingGrammar:
    """Give the patterns of a vocabulary, built once."""
    return HeadingGrammar(vocabulary)
