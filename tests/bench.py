"""Measure speed, memory and dates beside other libraries: `make bench`. It prints; nothing here passes or fails.

Every stage runs in this process on one core; cold starts and peak memory are those of fresh processes. Machines are
noisy: look at ratios within one run.
"""

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.enlarged import GOLD, ROOT, SEED, enlarged

PEAK = """
import resource, sys
from pipeline.cli import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
Row = tuple[str, float, str, float | None]


def cpu(task: Callable[[], Any]) -> tuple[float, Any]:
    """Give the processor seconds that a task took, and its result."""
    start = time.process_time()
    result = task()
    return time.process_time() - start, result


def cold_start(ner: str) -> float:
    """Give the median processor seconds of `fiches extract` on the seed in a fresh process, of five after one."""
    seconds = []
    with tempfile.TemporaryDirectory() as out:
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-m", "pipeline.cli", "extract", str(SEED), "--out", out, "--ner", ner, "-q"]
            subprocess.run(command, cwd=ROOT, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds[1:])


def stages(text: str) -> tuple[dict[str, float], float]:
    """Give the processor seconds of each rule stage on a text, and their sum."""
    from pipeline.check.coverage import measure_coverage
    from pipeline.check.diagnostics import diagnose
    from pipeline.extract.plan import extract_values
    from pipeline.resolve.plan import resolve
    from pipeline.run import collector_paused
    from pipeline.split import split
    from pipeline.vocabulary import shipped

    took: dict[str, float] = {}
    with collector_paused():
        took["split"], outline = cpu(lambda: split(text, shipped()))
        took["extract"], found = cpu(lambda: extract_values(outline))
        took["resolve"], resolved = cpu(lambda: resolve(outline, found))
        took["check"], _ = cpu(lambda: diagnose(found, resolved, measure_coverage(text, outline.assigned)))
    return took, sum(took.values())


def peak_memory(text: str) -> float:
    """Give the peak memory of a fresh process that extracts a text and writes the result, in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "long.txt"
        source.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", PEAK, "extract", str(source), "--out", folder, "--ner", "none", "-q"]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        return float(done.stdout.split()[-1]) * 1024


def item_texts() -> list[str]:
    """The seed's items, as the gold gives them."""

    def walk(items: list[dict[str, Any]]) -> Iterator[str]:
        for item in items:
            yield item["text"]
            yield from walk(item["items"])

    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    return [text for fiche in gold["fiches"] for section in fiche["sections"] for text in walk(section["items"])]


def dates_beside() -> Iterator[tuple[str, float, float]]:
    """Give each date reader's speed in MB/s and its F1 over first days, on the seed's items with the plan's year."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    wanted = Counter(v["start"] for f in gold["fiches"] for date in f["dates"] for v in date["values"])
    texts = item_texts()
    size = sum(map(len, texts)) / 1e6
    for name, reader in readers():
        seconds, found = cpu(lambda reader=reader: Counter(day for text in texts for day in reader(text)))
        right = sum((wanted & found).values())
        yield name, size / seconds, 2 * right / (sum(wanted.values()) + sum(found.values()))


def readers() -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    """The date readers that are installed."""
    from pipeline.extract.dates import find_dates, resolve_date

    find_dates("2022")
    yield "fiches", lambda text: [v.start for d in find_dates(text) for v in resolve_date(d, 2022).values]
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed: not compared")
    else:
        yield (
            "dateparser",
            lambda text: [day.date().isoformat() for _, day in search_dates(text, languages=["fr"]) or []],
        )
    try:
        import edsnlp
    except ImportError:
        print("edsnlp is not installed: not compared")
    else:
        nlp = edsnlp.blank("eds")
        nlp.add_pipe("eds.dates")

        def eds(text: str) -> list[str]:
            found = []
            for span in nlp(text).spans["dates"]:
                date = span._.date
                year, month, day = (getattr(date, part, None) for part in ("year", "month", "day"))
                if year or month:
                    found.append(f"{year or 2022:04}-{month or 1:02}-{day or 1:02}")
            return found

        yield "eds.dates", eds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list instead of a table")
    parser.add_argument("--copies", type=int, default=200, help="how often the seed stands in the long plan")
    asked = parser.parse_args()
    rows: list[Row] = [
        ("cold start, seed, names by the model", cold_start("ours"), "s CPU", 3.0),
        ("cold start, seed, --ner none", cold_start("none"), "s CPU", 1.0),
    ]
    short, long = enlarged(max(1, asked.copies // 10)), enlarged(asked.copies)
    stages(short)
    _, short_sum = stages(short)
    took, long_sum = stages(long)
    rows += [(f"{name}, {len(long) / 1e6:.1f} MB", len(long) / 1e6 / took[name], "MB/s", None) for name in took]
    rows.append((f"all rule stages, {len(long) / 1e6:.1f} MB", len(long) / 1e6 / long_sum, "MB/s", 1.0))
    growth = (long_sum / len(long)) / (short_sum / len(short))
    rows.append((f"time per MB, {len(long) / 1e6:.1f} against {len(short) / 1e6:.1f} MB", growth, "times", 1.0))
    rows.append(("peak memory over the text's size", peak_memory(long) / len(long.encode()), "times", 60.0))
    for name, speed, score in dates_beside():
        rows.append((f"dates of the seed's items, {name}", speed, "MB/s", None))
        rows.append((f"dates of the seed's items, {name}", score, "F1", None))
    if asked.json:
        print(json.dumps([dict(zip(("what", "value", "unit", "target"), row, strict=True)) for row in rows], indent=2))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for what, value, unit, target in rows:
        print(f"{what:<52} {value:>9.3f} {unit:<6}" + (f" target {target:g}" if target is not None else ""))


if __name__ == "__main__":
    main()
