"""Long files: the time of a page does not grow with their number, the memory hardly; what is measured is the child."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.read import read_document
from pipeline.read.shelf import Shelf, batched
from tests.fixtures.hostile import pdf

ROOT = Path(__file__).parents[2]
_MEASURED = """
import resource, sys
from pathlib import Path
from pipeline.read import read_document
pages = read_document(Path(sys.argv[1])).pages
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(pages, used.ru_utime + used.ru_stime, used.ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10))
"""


def long_pdf(pages: int, *, tagged: bool) -> bytes:
    """A PDF of pages of forty lines each, every page another."""
    objects = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    first = len(objects) + 1
    paragraphs = 3 * pages + 4  # behind the pages: parent tree, root, document, then a paragraph a line
    for number in range(pages):
        lines = [f"(Page {number}, ligne {line} : planter des haies avec les habitants)" for line in range(40)]
        content = "BT /F 9 Tf 50 790 Td 18 TL " + " ".join(
            f"/P <</MCID {n}>> BDC T* {line} Tj EMC" if tagged else f"T* {line} Tj" for n, line in enumerate(lines)
        )
        stream = f"{content} ET".encode()
        page = first + 2 * number
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/StructParents %d"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (page + 1, number),
            b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        ]
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(pages))
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    if tagged:
        parents = len(objects) + 1
        root, document, paragraphs = parents + 1, parents + 2, parents + 3
        lists = " ".join(
            f"{number} [{' '.join(f'{paragraphs + 40 * number + n} 0 R' for n in range(40))}]"
            for number in range(pages)
        )
        every = " ".join(f"{paragraphs + n} 0 R" for n in range(40 * pages))
        objects += [
            f"<</Nums[{lists}]>>".encode(),
            f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R>>".encode(),
            f"<</Type/StructElem/S/Document/P {root} 0 R/K[{every}]>>".encode(),
        ]
        objects += [
            f"<</Type/StructElem/S/P/P {document} 0 R/Pg {first + 2 * number} 0 R/K {n}>>".encode()
            for number in range(pages)
            for n in range(40)
        ]
        objects[0] = f"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R>>".encode()
    return pdf(objects)


def measured(path: Path) -> tuple[int, float, int]:
    """Pages, seconds of processor time, megabytes of memory: of the process that reads."""
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(path)], capture_output=True, check=True, cwd=ROOT)
    pages, seconds, megabytes = done.stdout.split()
    return int(pages), float(seconds), int(megabytes)


@pytest.mark.parametrize("tagged", [False, True])
def test_time_is_linear_and_memory_small(tmp_path: Path, *, tagged: bool) -> None:
    found = {}
    for pages in (50, 400):
        path = tmp_path / f"{pages}.pdf"
        path.write_bytes(long_pdf(pages, tagged=tagged))
        found[pages] = measured(path)
        assert found[pages][0] == pages
    (_, short, little), (_, long, much) = found[50], found[400]
    assert long < 8 * short * 1.5
    assert much - little < 60  # 2,000 pages: 200 MB


def test_tags_are_read_from_few_pages_and_not_from_very_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.read import pdf as reader

    data = long_pdf(6, tagged=True)
    blocks, _ = reader.read_pdf(data)
    assert len(list(blocks)) > 220  # a paragraph a tag, but for the lines that are at the edge of each page
    monkeypatch.setattr(reader, "_MOST_LOOKED_AT", 100)
    blocks, pages = reader.read_pdf(data)
    assert pages == 6
    assert len(list(blocks)) < 200


def test_progress_of_a_long_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long_pdf(70, tagged=False))
    told: list[tuple[int, int]] = []
    read_document(path, lambda done, total: told.append((done, total)))
    assert told == [(20, 70), (40, 70), (60, 70), (70, 70)]


def test_a_shelf_gives_back_what_was_laid_on_it() -> None:
    shelf: Shelf[list[str]] = Shelf()
    for some in batched((str(n) for n in range(7)), 3):
        shelf.lay(some)
    assert list(shelf) == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    assert (len(shelf), shelf[1]) == (3, ["3", "4", "5"])
    assert list(shelf.drain()) == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
