"""All that `make fuzz` ever found, as small as it still went wrong."""

import pytest

from tests.fuzz.engine import wrong_with
from tests.fuzz.targets import TARGETS

# Target, input, what went wrong.
FOUND: list[tuple[str, bytes, str]] = [
    ("text", "\ufeff\ufeffFiche action n° 1 : Titre".encode(), "a second byte-order mark stayed in the text"),
    ("partners", b"Ville de Tarance ., ADEME", "the blank before a full stop stayed in a name"),
    ("partners", b"l' ADEME", "the blank behind an article stayed in a name"),
    ("partners", b"<br\t>>#br", "a line break with a tab inside was text"),
    ("money", "| Référent: X".encode(), "the blank before a label on the same line stayed in the section above"),
    (
        "corrections",
        b"version: 1\ncorrections:\n- change: status\n  at: {exact: en cours}\n  to: {value: }\n",
        "a status was changed to nothing",
    ),
    (
        "corrections",
        b"version: 1\ncorrections:\n- settle: uncertain\n  fiche: fiche-99\n  because: vu\n",
        "a diagnostic named a fiche that is not there",
    ),
]


@pytest.mark.parametrize(("name", "data", "what"), FOUND, ids=[what for _, _, what in FOUND])
def test_what_was_found_stays_right(name: str, data: bytes, what: str) -> None:
    assert wrong_with(TARGETS[name], data) is None, what
