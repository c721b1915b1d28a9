"""The two public corpora as samples of our three labels, parted by document.

In: a folder with `winer-fr.tar.gz` (public repository YoannDupont/WiNER-fr, annotations CC BY 4.0, texts CC BY 2.5) and
`popcorn-train.json`, `popcorn-test.json` (public repository Todaime/popcorn-dataset, MIT). Out: samples, one a line of
text. Refused with a `FileNotFoundError`: a folder without them.
"""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pipeline.train.sample import Labelled, Sample, lines, outermost

Part = Literal["train", "dev", "test"]

_WINER = {"Person": "person", "Organization": "organisation", "Location": "place"}
_POPCORN = {
    "PLACE": "place",
    "CIVILIAN": "person",
    "MILITARY": "person",
    "TERRORIST_OR_CRIMINAL": "person",
    "NON_GOVERNMENTAL_ORGANISATION": "organisation",
    "NON_MILITARY_GOVERNMENT_ORGANISATION": "organisation",
    "MILITARY_ORGANISATION": "organisation",
    "INTERGOVERNMENTAL_ORGANISATION": "organisation",
}
# Words that begin a mention which only stands at the start of a sentence: `Ils`, `Une mère`, `Cette
# entreprise`.
_NO_NAME_WORDS = """
le la les l' je mère père victime président directeur il ils elle elles celui celle ceux celles celui-ci
celle-ci ceux-ci celles-ci cette cet ce ces son sa ses leur leurs un une des certains certaines plusieurs
tous toutes on nous vous qui lui eux aucun chaque deux trois quatre cinq monsieur madame mme m. détenue
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_ARTICLE = re.compile(r"(?:(?:le|la|les) |l['’])?")


def winer(folder: Path, *parts: Part) -> list[Sample]:
    """Read parts of WiNER-fr, document by document: every tenth tests, the one before it chooses, the others train."""
    samples: list[Sample] = []
    with tarfile.open(folder / "winer-fr.tar.gz") as archive:
        members = {member.name: member for member in archive.getmembers() if member.isfile()}
        documents = sorted(name[:-4] for name in members if name.endswith(".ann"))
        for number, name in enumerate(documents):
            if _tenth(number) not in parts:
                continue
            text, notes = (_read(archive, members[name + suffix]).replace("\r\n", "\n") for suffix in (".txt", ".ann"))
            noted = set(_brat(notes, text))
            names = outermost(noted)
            samples += lines(Sample(text, tuple(names), (), tuple(sorted(noted.difference(names)))))
    return samples


def popcorn(folder: Path, *parts: Part) -> list[Sample]:
    """Read parts of POPCORN, document by document: its own test file tests, every tenth training document chooses."""
    samples: list[Sample] = []
    for file, held in (("popcorn-train.json", {"train", "dev"}), ("popcorn-test.json", {"test"})):
        if held.isdisjoint(parts):
            continue
        documents = json.loads((folder / file).read_text(encoding="utf-8"))
        for number, name in enumerate(sorted(documents)):
            part = "test" if "test" in held else "dev" if number % 10 == 9 else "train"
            if part in parts:
                samples += lines(_report(documents[name]))
    return samples


def _tenth(number: int) -> Part:
    return {9: "test", 8: "dev"}.get(number % 10, "train")  # type: ignore[return-value]


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file = archive.extractfile(member)
    if file is None:
        raise FileNotFoundError(member.name)
    return file.read().decode("utf-8")


def _brat(notes: str, text: str) -> Iterator[Labelled]:
    for note in notes.splitlines():
        fields = note.split("\t")
        if len(fields) < 3 or not fields[0].startswith("T"):
            continue
        kind, *offsets = fields[1].replace(";", " ").split()
        label = _WINER.get(kind)
        if label is not None:
            start, end = int(offsets[0]), int(offsets[-1])
            # `l'Irak`, a few times: our names have no leading article.
            start += len(_ARTICLE.match(text[start:end])[0])  # type: ignore[index]
            if "\n" not in text[start:end]:
                yield start, end, label


def _report(document: dict[str, Any]) -> Sample:
    text: str = document["text"]
    names: list[Labelled] = []
    unsure: list[tuple[int, int]] = []
    for entity in document["entities"]:
        label = _POPCORN.get(entity["type"])
        if label is None:
            continue
        for mention in entity["mentions"]:
            start, end = mention["start"], mention["end"]
            printed = text[start:end]
            words = printed.split()
            if not words:
                continue
            if not printed[0].isupper():
                if any(word[0].isupper() for word in words):
                    unsure.append((start, end))
            elif words[0].lower() not in _NO_NAME or any(word[0].isupper() for word in words[1:]):
                names.append((start, end, label))
    return Sample(text, tuple(outermost(names)), tuple(unsure))
