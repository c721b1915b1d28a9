"""What is fuzzed: for each target its inputs to begin with, how they are changed, and what must hold of them.

A new reader of what others wrote is one more line in `TARGETS`: where its examples are, and a function of bytes.
"""

import hashlib
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.batch.sources import find_sources
from pipeline.corrections.file import load_file
from pipeline.options import Options
from pipeline.read import read_document
from pipeline.read.document import Document, Format
from pipeline.read.formats import read_format, reader_of
from pipeline.read.text import decode
from pipeline.run import extract_document, finish
from pipeline.write.files import plan_json
from pipeline.write.load import load_plan
from tests.corrections.plans import reading
from tests.fuzz import mutate
from tests.fuzz.oracles import (
    WITHOUT_MODEL,
    hold_corrected,
    hold_document,
    hold_line,
    hold_rendered,
    hold_written,
    loaded,
)
from tests.own_words import PLAN as OWN_WORDS

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus"
_PLANS, _MADE = ROOT / "tests" / "corpus" / "plans", ROOT / "tests" / "fixtures" / "made"
_LARGEST = 20_000  # bytes of an example: what is larger finds nothing more and takes longer


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that reads what others wrote.

    Attributes:
        read: takes an input; only a `FichesError` may come out of it.
        change: makes another input of one.
        examples: patterns of files to begin with, besides those in `corpus/NAME/`.
        largest: bytes of an input.
    """

    read: Callable[[bytes], None]
    change: mutate.Mutation
    examples: tuple[tuple[Path, str], ...] = ()
    largest: int = _LARGEST


def _text(kind: Format) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        decoded = decode(data)
        hold_document(Document("plan.txt", kind, hashlib.sha256(data).hexdigest(), decoded.encoding, decoded.text))

    return read


def _names(data: bytes) -> None:
    """As a user has it by default: names in running text, too."""
    decoded = decode(data)
    document = Document("plan.txt", "text", hashlib.sha256(data).hexdigest(), decoded.encoding, decoded.text)
    hold_document(document, Options())


def _file(kind: Format) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        rendered, encoding = read_format(data, reader_of(kind))
        hold_rendered(rendered)
        sha256 = hashlib.sha256(data).hexdigest()
        if kind == "pdf":
            hold_document(Document("p", kind, sha256, None, rendered.text, rendered.page_starts, rendered.boxes))
        else:
            hold_document(Document("p", kind, sha256, encoding, rendered.text))

    return read


def _child(data: bytes) -> None:
    """As a user has it: the reader in a process of its own, the format told by the bytes."""
    with _as_file(data, "plan.bin") as path:
        document = read_document(path)
    hold_document(document)


def _lines(data: bytes) -> None:
    for line in data.decode("utf-8", "replace").split("\n"):
        hold_line(line)


def _under(*labels: str) -> Callable[[bytes], None]:
    """Give the target that puts a text under labels of a fiche."""

    def read(data: bytes) -> None:
        held = decode(data).text
        for label in labels:
            text = f"Fiche action n° 1 : Titre\n\nPilote : Odile Crozet\n\n{label}{held}"
            hold_document(Document("plan.txt", "text", "0" * 64, None, decode(text.encode()).text))

    return read


def _results(data: bytes) -> None:
    with _as_file(data, "plan.json") as path:
        hold_written(load_plan(path))


def _exports(data: bytes) -> None:
    """Whatever a plan says, every export holds it."""
    document = Document("plan.txt", "text", "0" * 64, None, decode(data).text)
    extraction = extract_document(document, WITHOUT_MODEL)
    with _as_file("".join(plan_json(extraction.plan)).encode(), "plan.json") as path:
        path.with_suffix(".txt").write_text(extraction.text, encoding="utf-8", newline="")
        hold_written(loaded(path))


def _corrections(data: bytes) -> None:
    """What a person wrote beside a plan, and what it does to it."""
    with _as_file(data, "plan.corrections.yaml") as path:
        corrections = load_file(path)
    hold_corrected(finish(reading(), corrections))


def _vocabulary(data: bytes) -> None:
    """Whatever words a user adds, a plan that prints some of them is read by the contract."""
    with _as_file(data, "vocabulary.toml") as path:
        document = Document("plan.txt", "text", "0" * 64, None, OWN_WORDS)
        hold_document(document, replace(WITHOUT_MODEL, vocabulary=path))


def _manifest(data: bytes) -> None:
    with _as_file(data, "plans.jsonl" if data.lstrip().startswith(b"{") else "plans.csv") as path:
        find_sources([str(path)])


@contextmanager
def _as_file(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fiches-fuzz-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


_WORD = mutate.package(("word/document.xml", "word/document.xml", "word/styles.xml", "word/numbering.xml"))
_ODT = mutate.package(("content.xml", "content.xml", "styles.xml"))


def _any(data: bytes, chance: random.Random) -> bytes:
    """Change a file of any format as what it is."""
    if data.startswith(b"PK"):
        return (_WORD if b"word/" in data else _ODT)(data, chance)
    if data.startswith(b"%PDF"):
        return mutate.pdf(data, chance)
    return mutate.html(data, chance) if data.lstrip().startswith(b"<") else mutate.text(data, chance)


TARGETS: dict[str, Target] = {
    "text": Target(_text("text"), mutate.text, ((_PLANS, "*.txt"),)),
    "markdown": Target(_text("markdown"), mutate.text, ((_PLANS, "*.md"),)),
    "layouts": Target(_text("text"), mutate.text),
    "lines": Target(_lines, mutate.text, largest=2_000),
    "people": Target(_under("Pilote : ", "Référent CA :\n"), mutate.text, largest=2_000),
    "partners": Target(_under("Partenaires : ", "Partenaires :\n\n"), mutate.text, largest=2_000),
    "money": Target(_under("Financement : ", "Budget (k€) :\n"), mutate.text, largest=2_000),
    "dates": Target(_under("Actions 2022 :\n", "Calendrier :\n", "Échéance : "), mutate.text, largest=2_000),
    "names": Target(_names, mutate.text, ((_PLANS, "*.txt"),)),
    "docx": Target(_file("docx"), _WORD, ((_MADE, "eau-*.docx"),), 400_000),
    "odt": Target(_file("odt"), _ODT, (), 400_000),
    "html": Target(_file("html"), mutate.html, ((_MADE, "eau-*.html"),)),
    "pdf": Target(_file("pdf"), mutate.pdf, ((_MADE, "eau-brochure.pdf"), (_MADE, "eau-column*.pdf")), 400_000),
    "child": Target(_child, _any, ((_MADE, "eau-careful.docx"), (_MADE, "eau-bare.html")), 400_000),
    "corrections": Target(_corrections, mutate.text),
    "vocabulary": Target(_vocabulary, mutate.text),
    "results": Target(_results, mutate.tables, (), 60_000),
    "exports": Target(_exports, mutate.text, ((CORPUS / "layouts", "*"), (_PLANS, "*.txt"))),
    "manifest": Target(_manifest, mutate.text, largest=2_000),
}


def examples(name: str) -> list[bytes]:
    """Give the inputs that a target begins with."""
    own = sorted((CORPUS / name).glob("*")) + (sorted((CORPUS / "odt").glob("*")) if name == "child" else [])
    others = [path for folder, pattern in TARGETS[name].examples for path in sorted(folder.glob(pattern))]
    return [path.read_bytes() for path in (*own, *others)]
