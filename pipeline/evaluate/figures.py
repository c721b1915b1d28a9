"""Write down how plans scored, and read it again, so that a later run can tell what it gained and lost.

In: a report on several plans. Out: a TOML file with a table a plan: `[tp, fp, fn]` a family, and every error.
"""

import tomllib
from pathlib import Path
from typing import Any

from pipeline.errors import FichesError
from pipeline.evaluate.report import Error, Report, Score
from pipeline.evaluate.score import add_up
from pipeline.vocabulary.user import toml_string

_HEAD = """\
# How every plan with a gold scored when this was last committed: `make figures` writes it,
# `make eval` compares.
# A family's line says how many values are right, wrong or too many, and not found.
"""


def figures_text(report: Report) -> str:
    """Give a report on several plans as TOML."""
    lines = [_HEAD]
    for name, one in report.files.items():
        lines.append(f"[{toml_string(name)}.families]")
        lines += [f"{family} = [{each.tp}, {each.fp}, {each.fn}]" for family, each in one.families.items()]
        lines.append(f"\n[{toml_string(name)}]\nerrors = [")
        lines += [
            f"  [{', '.join(map(toml_string, (e.family, e.kind, e.fiche_id or '', e.value)))}],"
            for e in one.errors
            if e.file in (None, name)
        ]
        lines.append("]\n")
    return "\n".join(lines)


def read_figures(path: Path) -> Report:
    """Read what `figures_text` gave.

    Raises:
        FichesError: The file is missing, or holds anything else.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FichesError(
            "figures-unreadable", f"{path}: the figures cannot be read ({error}): restore the file, or write it anew"
        ) from error
    try:
        files = {name: _report(table) for name, table in tables.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FichesError("figures-wrong", f"{path}: is no file of figures ({error}): write it anew") from error
    return add_up(files)


def _report(table: dict[str, Any]) -> Report:
    families = {family: Score(*map(int, counts)) for family, counts in table["families"].items()}
    errors = [Error(family, kind, fiche_id or None, value) for family, kind, fiche_id, value in table["errors"]]
    return Report(families, tuple(errors))
