"""The published plan, from its text to every export: whole, quick, small."""

import json
import time
from pathlib import Path

import pytest

from pipeline.diff import diff_plans
from pipeline.run import extract_to
from pipeline.write.csv_package import write_package
from pipeline.write.export import Format, export
from pipeline.write.load import LoadedPlan, load_plan
from pipeline.write.report import write_report
from tests.write.rebuild import rebuild
from tests.write.test_csv_package import read_package

SOURCE = Path(__file__).resolve().parents[2] / "source" / "rtes-2022.txt"
LIBRARIES = {"xlsx": "xlsxwriter", "tet": "xlsxwriter", "parquet": "pyarrow", "duckdb": "duckdb"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedPlan:
    folder = tmp_path_factory.mktemp("out")
    extract_to(SOURCE, folder)
    return load_plan(folder / f"{SOURCE.stem}.json")


def test_the_data_package_holds_all_of_it(loaded: LoadedPlan, tmp_path: Path) -> None:
    write_package([loaded], tmp_path)
    assert rebuild(read_package(tmp_path)) == [loaded.plan]


def test_all_exports_together_are_quick(loaded: LoadedPlan, tmp_path: Path) -> None:
    for name, module in LIBRARIES.items():
        pytest.importorskip(module, reason=f"{name} needs it")
    start = time.process_time()
    for name in Format:
        export(name, [loaded], tmp_path / name)
    assert time.process_time() - start < 3


def test_the_report_is_small_and_shows_every_fiche(loaded: LoadedPlan, tmp_path: Path) -> None:
    write_report([loaded], tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_000_000
    assert page.count('<article class="fiche"') == len(loaded.plan.fiches)


def test_nothing_changed_from_itself_to_itself(loaded: LoadedPlan) -> None:
    diff = diff_plans(loaded.plan, loaded.plan)
    assert [(pair.old, pair.score) for pair in diff.kept] == [(pair.new, 1.0) for pair in diff.kept]
    assert len(diff.kept) == len(loaded.plan.fiches)
    assert diff.added == diff.dropped == diff.split == diff.merged == ()
    json.dumps(diff.as_json())
