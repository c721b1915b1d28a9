"""Hostile and damaged files: a sentence, a bounded effort, nothing fetched, nothing written, no crash."""

import os
import time
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import read_document
from pipeline.read.formats import read_format, reader_of
from pipeline.read.text import decode
from tests.fixtures import hostile
from tests.fixtures.plan import INVENTED, MADE

# Four ways of damage: `make hostile` makes 500 of each; enough here to meet every branch.
COPIES = int(os.environ.get("DAMAGED_COPIES", "60"))
DAMAGED = [
    ("eau-crowded.docx", "docx"),
    ("eau-crowded.odt", "odt"),
    ("eau-site.html", "html"),
    ("eau-column.pdf", "pdf"),
    ("eau-column-tagged.pdf", "pdf"),
    ("eau-office-tagged.pdf", "pdf"),
    ("eau-tables.pdf", "pdf"),
]
EXPECTED = {
    "damaged-source",
    "scanned-source",
    "empty-source",
    "not-text",
    "damaged-text",
    "encrypted-source",
    "hostile-source",
    "source-too-large",
}
REFUSED = {
    "zip-bomb.docx": "source-too-large",
    "xml-bomb.docx": "hostile-source",
    "external-entity.docx": "hostile-source",
    "zip-bomb.odt": "source-too-large",
    "xml-bomb.odt": "hostile-source",
    "bomb.pdf": "scanned-source",
    "endless.pdf": "damaged-source",
    "scan.pdf": "scanned-source",
    "empty.pdf": "empty-source",
    "header-only.pdf": "damaged-source",
    "deep.html": "damaged-source",
    "deep-lists.html": "damaged-source",
}
READ = {
    "outside.docx": ("docx", "Texte du plan.\n"),
    "macros.odt": ("odt", "Un plan.\n"),
    "script.pdf": ("pdf", "Un plan bien long."),
    "external.html": ("html", "Un plan.\n"),
    "entities.html": ("html", "Un plan"),
    "wrong-name.docx": ("pdf", "Un plan bien long."),
    "wrong-name.pdf": ("docx", "Un plan.\n"),
    "word-in-disguise.html": ("docx", "Un plan.\n"),
    "crowded.pdf": ("pdf", "a"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.txt"
    secret.write_text("SECRET")
    return hostile.write_all(folder, secret.as_uri())


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(files: dict[str, Path], name: str) -> None:
    started = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read_document(files[name])
    assert caught.value.code == REFUSED[name]
    assert ": " in str(caught.value), "the sentence says what to do"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("name", READ)
def test_read_as_what_it_is_without_the_outside(files: dict[str, Path], name: str) -> None:
    document = read_document(files[name])
    kind, text = READ[name]
    assert document.format == kind
    assert text in document.text
    assert "SECRET" not in document.text
    assert "root:" not in document.text


@pytest.mark.parametrize(("name", "kind"), DAMAGED)
def test_damaged_copies_are_read_or_refused(name: str, kind: str) -> None:
    reader = reader_of(kind)  # type: ignore[arg-type]
    codes: set[str] = set()
    for copy in hostile.damaged((MADE / name).read_bytes(), COPIES, seed=7):
        started = time.process_time()
        try:
            rendered, _ = read_format(copy, reader)
            assert rendered.text.strip()
        except SourceError as error:
            codes.add(error.code)
        assert time.process_time() - started < 5
    assert codes <= EXPECTED


def test_damaged_texts_are_read_or_refused() -> None:
    plan = (INVENTED / "eau-2025.txt").read_text("utf-8")
    codes: set[str] = set()
    for encoding in ("utf-8", "cp1252", "utf-16"):
        for copy in hostile.damaged(plan.encode(encoding, "replace"), COPIES, seed=7):
            started = time.process_time()
            try:
                assert decode(copy).text.strip()
            except SourceError as error:
                codes.add(error.code)
            assert time.process_time() - started < 1
    assert codes <= EXPECTED


def test_no_macro_ran(files: dict[str, Path]) -> None:
    read_document(files["macros.odt"])
    assert not Path("/tmp/fiches-macro").exists()


def test_encrypted_files_ask_for_a_copy_without_password(tmp_path: Path) -> None:
    word = tmp_path / "protected.docx"
    word.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(SourceError) as caught:
        read_document(word)
    assert caught.value.code == "encrypted-source"
    for name in ("eau-protected.pdf", "eau-protected.odt"):
        with pytest.raises(SourceError) as caught:
            read_document(MADE / name)
        assert caught.value.code == "encrypted-source"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_document(tmp_path / "missing.pdf")
    assert caught.value.code == "unreadable"
