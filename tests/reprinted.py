"""How well the plans of the corpus are read from other formats: `python -m tests.reprinted [FOLDER]`.

Prints each plan that has a gold with Pandoc, LibreOffice and Chromium, into FOLDER where one is given. Markdown becomes
a web page, and that Word, OpenDocument and PDF; plain text, line by line, Word, OpenDocument and PDF. Gives F1 by
family from the text and from each format, names in running text left out, and the plans that a format costs something.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from pipeline.evaluate.report import Report
from pipeline.evaluate.score import add_up, evaluate
from pipeline.options import Options
from pipeline.run import NoFicheError, extract_file

PLANS = Path(__file__).parent / "corpus" / "plans"
FORMATS = {"md": ("html", "docx", "odt", "pdf"), "txt": ("docx", "odt", "pdf")}
MARKDOWN = "markdown-smart+hard_line_breaks+lists_without_preceding_blankline"
SHEET = """<style>body{font:10.5pt Liberation Sans;max-width:none} table{border-collapse:collapse}
td,th{border:1px solid #444;padding:3px;vertical-align:top;text-align:left}</style></head>"""
MARGIN = "20mm"
# A text with lines wider than this wraps none of them: it is set in a proportional face and wrapped at the margin.
WIDEST = 110
NOTHING: dict[str, Any] = {"title": None, "year": None} | {
    key: [] for key in ("axes", "toc", "fiches", "diagnostics", "people", "organisations", "places")
}
LEAST = 0.015  # of F1, that a plan must lose to be named


def web_page(text: str) -> str:
    """Give a plain text as a page that prints its lines, a new page at each form feed."""
    widest = max(map(len, text.split("\n")))
    face, wrap, size = ("Serif", "pre-wrap", 9.0) if widest > WIDEST else ("Mono", "pre", min(10.0, 850 / widest))
    pages = [
        "".join(f"<div>{escape(line.expandtabs(8)) or '&nbsp;'}</div>" for line in page.strip("\n").split("\n"))
        for page in text.split("\f")
    ]
    style = f"body{{white-space:{wrap};font:{size}pt/1.25 Liberation {face}}} section{{break-after:page}}"
    return (
        f"<html><head><style>{style}</style></head><body>{'</section><section>'.join(['', *pages, ''])}</body></html>"
    )


def reprint(folder: Path) -> None:
    """Print all plans."""
    shown: dict[Path, str] = {}
    typed: list[Path] = []
    for plan in plans():
        target = folder / plan.suffix[1:] / plan.stem
        target.parent.mkdir(parents=True, exist_ok=True)
        if plan.suffix == ".txt":
            shown[target] = web_page(plan.read_text("utf-8"))
            typed.append(plan)
            continue
        run("pandoc", "-s", "-f", MARKDOWN, "-M", "title=", "-o", f"{target}.html", str(plan))
        shown[target] = Path(f"{target}.html").read_text("utf-8").replace("</head>", SHEET)
        for suffix in ("docx", "odt"):
            run("pandoc", "-f", "html", "-M", "title=", "-o", f"{target}.{suffix}", f"{target}.html")
    office = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless")
    for suffix in ("docx", "odt"):
        how = ("--infilter=Text (encoded):UTF8,LF,,,,", "--convert-to", suffix, "--outdir", str(folder / "txt"))
        run(*office, *how, *map(str, typed))
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        for target, html in shown.items():
            page.set_content(html)
            margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
            page.pdf(path=f"{target}.pdf", format="A4", margin=margins)  # type: ignore[arg-type]
        browser.close()


def run(*command: str) -> None:
    """Run a program."""
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def plans() -> Iterator[Path]:
    """Give the sources whose gold has fiches."""
    for gold in sorted(PLANS.glob("*.json")):
        if json.loads(gold.read_text("utf-8"))["fiches"]:
            yield next(path for suffix in FORMATS if (path := gold.with_suffix(f".{suffix}")).exists())


def score(file: Path, gold: dict[str, Any]) -> Report:
    """Score one file."""
    try:
        plan = json.loads(extract_file(file, Options(ner="none")).plan.model_dump_json())
    except NoFicheError:
        plan = NOTHING
    report = evaluate(gold, plan)
    kept = {k: v for k, v in report.families.items() if not k.startswith("mentions") and k != "entities"}
    return Report(kept, ())


def main(folder: Path) -> None:
    """Print and measure."""
    reprint(folder)
    for kind, suffixes in FORMATS.items():
        golds = {
            plan: json.loads(plan.with_suffix(".json").read_text("utf-8"))
            for plan in plans()
            if plan.suffix == f".{kind}"
        }
        found = {f".{kind}": {plan.stem: score(plan, gold) for plan, gold in golds.items()}}
        for suffix in suffixes:
            found[suffix] = {p.stem: score(folder / kind / f"{p.stem}.{suffix}", gold) for p, gold in golds.items()}
        totals = {suffix: add_up(reports).families for suffix, reports in found.items()}
        print("\n" + f"{len(golds)} plans".ljust(14) + "".join(suffix.rjust(8) for suffix in totals))
        for family in totals[f".{kind}"]:
            print(family.ljust(14) + "".join(f"{scores[family].f1:8.3f}" for scores in totals.values()))
        for suffix in suffixes:
            for name, whole in found[f".{kind}"].items():
                now = found[suffix][name].families
                lost = [
                    f"{k} {s.f1:.2f} → {now[k].f1:.2f}" for k, s in whole.families.items() if now[k].f1 < s.f1 - LEAST
                ]
                if lost:
                    print(f"{suffix:5} {name:32} {'; '.join(lost)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as work:
            main(Path(work))
