"""What must hold of every reading, whatever was read.

In: what a stage was given and gave. Out: nothing, or an `AssertionError` that says what does not hold.
"""

import contextlib
import json
import math
import re
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree, html

from pipeline.check.schema import plan_errors
from pipeline.diff import diff_plans
from pipeline.errors import SourceError
from pipeline.extract.dates import find_dates
from pipeline.extract.dates.resolve import resolve_date
from pipeline.extract.money import Unit, find_amounts
from pipeline.listing import cut_list, one_body, trim
from pipeline.model import Plan
from pipeline.options import Options
from pipeline.read.document import Document
from pipeline.read.render import Rendered
from pipeline.read.text import decode
from pipeline.read.wire import answer, understand
from pipeline.run import Extraction, extract_document
from pipeline.vocabulary.folding import plain_typography
from pipeline.write.export import Format, export
from pipeline.write.extras import MissingLibraryError
from pipeline.write.load import LoadedPlan, LoadError, load_plan
from pipeline.write.report import write_report

# What the values of each model are called that stand in its span.
_PRINTED = ("text", "name", "funder")
# The schema is made of the models, that all results are read with again; it takes as long as all the rest.
_SAMPLE = 5
WITHOUT_MODEL = Options(ner="none")
_BREAK = re.compile(r"<br\s?/?>")
_BLANK = re.compile(r"\s+")
# Text files that are refused for what they begin with; a rendered document may begin so.
_REFUSED = {"not-text"}


def hold_document(document: Document, options: Options = WITHOUT_MODEL) -> None:
    """Take a document through all stages and hold the result to the contract."""
    hold_text(document.text)
    extraction = extract_document(document, options)
    hold_plan(extraction)
    assert _json(extract_document(document, options).plan) == _json(extraction.plan), "read twice, two results"
    hold_again(extraction, document, options)


def hold_text(text: str) -> None:
    """A canonical text is what text files are decoded to."""
    assert text.strip(), "a text without text"
    assert "\r" not in text, "a line end that is none"
    assert "\0" not in text, "NUL in the text"
    text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", text), "not NFC"
    assert not text.startswith("\ufeff"), "a byte-order mark in the text"


def hold_plan(extraction: Extraction) -> None:
    """The result is what the contract says, and can be read again."""
    plan, text = extraction.plan, extraction.text
    if zlib.crc32(text.encode()) % _SAMPLE == 0:
        _none(plan_errors(plan))
    assert plan.source.characters == len(text)
    assert 0 <= plan.coverage.ratio <= 1
    assert plan.coverage.characters == len(_BLANK.sub("", text))
    missed = sum(len(_BLANK.sub("", text[span.start : span.end])) for span in plan.coverage.unassigned)
    assert plan.coverage.assigned + missed == plan.coverage.characters, "characters neither assigned nor unassigned"
    _none(displaced(plan.model_dump(mode="json"), text))
    _hold_loaded(extraction)


def _hold_loaded(extraction: Extraction) -> None:
    plan, text = extraction.plan, extraction.text
    with tempfile.TemporaryDirectory(prefix="fiches-fuzz-") as folder:
        path = Path(folder) / "plan.json"
        path.write_text(_json(plan), encoding="utf-8")
        path.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
        assert loaded(path).plan == plan, "written and read, another plan"


def loaded(path: Path) -> LoadedPlan:
    """Load what this program wrote: here a refusal is a mistake."""
    try:
        return load_plan(path)
    except LoadError as error:
        raise AssertionError(f"what was written is refused: {error}") from error


def displaced(value: Any, text: str, place: str = "plan") -> Iterator[str]:
    """Say which values do not stand in their span, letter for letter: markup and furniture may stand between."""
    if isinstance(value, list):
        for each in value:
            yield from displaced(each, text, place)
    if not isinstance(value, dict):
        return
    span = value.get("span")
    if span is not None:
        printed = text[span["start"] : span["end"]]
        if not printed or printed != printed.strip():
            yield f"{place}: span of {printed[:200]!r}"
        # An axe has the span of its first heading and the title of another.
        for key in (*_PRINTED, "title") if value.get("title_origin") == "rule" else _PRINTED:
            said = value.get(key)
            alone = key in ("text", "name") and "items" not in value
            if isinstance(said, str) and not _stands(said, printed, alone=alone and not place.endswith("calendar")):
                yield f"{place}.{key}: {said[:200]!r} is not in {printed[:200]!r}"
    for key, each in value.items():
        yield from displaced(each, text, f"{place}.{key}")


def _stands(said: str, printed: str, *, alone: bool) -> bool:
    """Look for the letters of a value in its span, and with `alone` for no others."""
    wanted, found = ("".join(filter(str.isalnum, plain_typography(_BREAK.sub(" ", each)))) for each in (said, printed))
    if alone and "](" not in printed and "\n" not in printed:
        return wanted == found
    letters = iter(found)
    return all(letter in letters for letter in wanted)


def _none(problems: Iterable[str]) -> None:
    first = next(iter(problems), None)
    assert first is None, first


def hold_again(extraction: Extraction, document: Document, options: Options) -> None:
    """The canonical text read as a Markdown file gives the same plan, places on pages apart."""
    try:
        decoded = decode(document.text.encode("utf-8"))
    except SourceError as error:
        if error.code in _REFUSED:
            return
        raise AssertionError("the canonical text is refused") from error
    assert decoded.text == document.text, "the canonical text is read as another"
    if document.boxes is None and document.page_starts is None:
        return  # it was read twice already
    again = extract_document(Document(document.name, "markdown", document.sha256, None, decoded.text), options)
    assert _placeless(again.plan) == _placeless(extraction.plan), "the canonical text gives another plan"


def hold_written(plan: LoadedPlan) -> None:
    """An export of a plan that was loaded is made, and is what its name says; which one, the plan decides."""
    kind = list(Format)[zlib.crc32(_json(plan.plan).encode()) % len(Format)]
    with tempfile.TemporaryDirectory(prefix="fiches-fuzz-") as name:
        folder = Path(name)
        with contextlib.suppress(MissingLibraryError):
            written = export(kind, [plan], folder)
            if kind in (Format.XLSX, Format.TET):
                with zipfile.ZipFile(written) as book:
                    for member in book.namelist():
                        etree.fromstring(book.read(member))
            elif kind in (Format.JSONL, Format.JSONLD):
                for part in written.read_bytes().split(b"\n") if kind is Format.JSONL else [written.read_bytes()]:
                    json.loads(part or b"null")
        report = folder / "report.html"
        write_report([plan, plan], report, diff_plans(plan.plan, plan.plan))
        page = html.fromstring(report.read_bytes())
        assert len(page.xpath("//script")) == 1, "a script in the report that is not its own"


def hold_rendered(rendered: Rendered) -> None:
    """Pages and printed strips fit the text, and cross to another process unharmed."""
    starts = list(rendered.page_starts)
    assert starts == sorted(starts), "pages out of order"
    assert all(0 <= start <= len(rendered.text) for start in starts), "a page outside the text"
    boxes = rendered.boxes
    assert list(boxes.starts) == sorted(boxes.starts), "strips out of order"
    assert all(1 <= page <= len(starts) for page in boxes.pages), "a strip on no page"
    ends = [*boxes.firsts, len(boxes.edges)][1:]
    for start, first, end in zip(boxes.starts, boxes.firsts, ends, strict=True):
        assert 0 <= start <= start + end - first - 1 <= len(rendered.text), "a strip outside the text"
    assert all(map(math.isfinite, (*boxes.tops, *boxes.bottoms, *boxes.edges))), "a strip that is no place"
    assert understand(b"".join(answer(rendered, "utf-8"))) == (rendered, "utf-8"), "another text behind the wire"


def hold_line(line: str) -> None:
    """Dates, amounts and list members of a line stand where they say, in order."""
    for found in (find_dates(line), find_amounts(line), find_amounts(line, unit=Unit("EUR", 1000))):
        _hold_order(line, [(each.start, each.end, each.text) for each in found])
    for printed in find_dates(line):
        for year in (None, 2022):
            resolved = resolve_date(printed, year)
            for value in resolved.values:
                assert date.fromisoformat(value.start) <= date.fromisoformat(value.end), value
    for amount in (*find_amounts(line), *find_amounts(line, unit=Unit("EUR"))):
        assert math.isfinite(amount.value), amount
        assert amount.max is None or amount.max >= amount.value, amount
    listed = cut_list(line, one_body)
    _hold_order(line, [(each.start, each.end, line[each.start : each.end]) for each in listed])
    start, end = trim(line, 0, len(line))
    assert 0 <= start <= end <= len(line)


def _hold_order(line: str, found: list[tuple[int, int, str]]) -> None:
    at = 0
    for start, end, printed in found:
        assert at <= start < end <= len(line), (at, start, end)
        assert line[start:end] == printed
        at = end


def _json(plan: Plan) -> str:
    return plan.model_dump_json()


def _placeless(plan: Plan) -> Any:
    told = plan.model_dump(mode="json")
    told.pop("source")
    for each in _spans(told):
        each.update(page=None, boxes=[])
    return told


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "boxes" in value:
            yield value
        for each in value.values():
            yield from _spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from _spans(each)


def hold_corrected(extraction: Extraction) -> None:
    """A corrected plan is a plan as the contract has it, whose values may be a person's words."""
    _none(plan_errors(extraction.plan))
    _hold_loaded(extraction)
