"""How fast, how much memory, and beside others: `make bench`, or `python -m tests.bench [--json] [--copies N]`.

A benchmark prints and never fails. Times are the processor's, of one core: those of the wall are the machine's, and
stand beside. Each figure is measured in a process of its own, without the cycle collector, as the command line runs.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.options import Options
from tests import bench_readers
from tests.bench_names import lines as names_lines
from tests.bench_names import memory, readers
from tests.bench_rivals import READERS, gold_days, missing, score, texts_of
from tests.enlarged import ROOT, SEED, enlarged

STAGES = ("read", "split", "extract", "resolve", "check")
Row = dict[str, Any]


def cold(ner: str) -> Row:
    """Run the command on the seed, Python's own start included: the medians of five runs after one."""
    waited, worked = [], []
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "pipeline.cli", "extract", str(SEED), "--out", out, "--ner", ner, "--quiet"]
        for _ in range(6):
            start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, cwd=ROOT, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            waited.append(time.perf_counter() - start)
            worked.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"waited": statistics.median(waited[1:]), "worked": statistics.median(worked[1:])}


def stages(path: Path) -> Row:
    """Time each rule stage on a file, the best of three."""
    from pipeline.check.coverage import measure_coverage
    from pipeline.check.diagnostics import diagnose
    from pipeline.extract.plan import extract_values
    from pipeline.read import read_document
    from pipeline.resolve.plan import resolve
    from pipeline.split import split
    from pipeline.vocabulary import shipped

    vocabulary = shipped()
    best: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        best[stage] = min(best.get(stage, float("inf")), time.process_time() - start)
        return result

    for _ in range(3):
        document = timed("read", lambda: read_document(path))
        text = document.text
        outline = timed("split", lambda text=text: split(text, vocabulary))
        found = timed("extract", lambda outline=outline: extract_values(outline))
        resolved = timed("resolve", lambda outline=outline, found=found, text=text: resolve(outline, found, text))
        timed(
            "check",
            lambda text=text, outline=outline, found=found, resolved=resolved: diagnose(
                found, resolved, measure_coverage(text, outline.assigned)
            ),
        )
    megabytes = path.stat().st_size / 1e6
    return {"megabytes": megabytes, "fiches": len(resolved.fiches), "seconds": {stage: best[stage] for stage in STAGES}}


def whole(path: Path) -> Row:
    """Take a file all the way, rules alone: time to validate and to write, and the most memory ever held."""
    from pipeline.check.schema import plan_errors
    from pipeline.run import extract_file
    from pipeline.write.files import write_plan

    extraction = extract_file(path, Options(ner="none"))
    start = time.process_time()
    errors = list(plan_errors(extraction.plan))
    validated = time.process_time()
    with tempfile.TemporaryDirectory() as out:
        written, _ = write_plan(extraction.plan, extraction.text, path.stem, Path(out))
        wrote = time.process_time()
        size = written.stat().st_size
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "megabytes": path.stat().st_size / 1e6,
        "json_megabytes": size / 1e6,
        "errors": len(errors),
        "validate_seconds": validated - start,
        "write_seconds": wrote - validated,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6,
    }


def rivals(name: str) -> Row:
    """Let one reader of dates read the seed's items."""
    from pipeline import extract

    plan = extract(SEED, Options(ner="none"))
    return score(name, texts_of(plan), gold_days())


def apart(measure: str, argument: str) -> Row:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "tests.bench", "--measure", measure, argument]
    return dict(json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout))


def bench(copies: int) -> Row:
    """Measure everything."""
    result: Row = {"cold": {ner: cold(ner) for ner in ("ours", "none")}}
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("short", max(1, copies // 10)), ("long", copies)):
            path = Path(folder) / f"{name}.txt"
            path.write_text(enlarged(count), encoding="utf-8")
            result[name] = apart("stages", str(path)) | {"copies": count}
        result["whole"] = apart("whole", str(path))
    result["dates"] = [apart("rivals", name) for name in READERS if name not in missing()]
    result["missing"] = missing()
    result["names"] = apart("names", "all")["rows"]
    held = {model: apart("memory", model)["peak_megabytes"] for model in ("ours", "none")}
    result["model_megabytes"] = held["ours"] - held["none"]
    result["readers"] = [apart("readers", f"{name}:{file}") for name, file in bench_readers.cases()]
    result["long_files"] = bench_readers.long_files()
    result["targets"] = targets(result)
    return result


def targets(result: Row) -> list[Row]:
    """Hold the figures against what the project promises."""
    speed = {name: result[name]["megabytes"] / sum(result[name]["seconds"].values()) for name in ("short", "long")}
    memory = result["whole"]["peak_megabytes"] / result["whole"]["megabytes"]
    plan = [row for row in result["names"] if row["texts"] == "the published plan" and row["reader"] == "rules + ours"]
    rows = [
        ("names, a core", plan[0]["words_a_second"], "words/s", "at least", 15_000.0),
        ("memory of the model", result["model_megabytes"], "MB", "at most", 150.0),
        ("cold start, with names", result["cold"]["ours"]["worked"], "s", "at most", 2.5),
        ("cold start, rules alone", result["cold"]["none"]["worked"], "s", "at most", 1.0),
        ("all rule stages", speed["long"], "MB/s", "at least", 1.0),
        ("time a MB, long over short", speed["short"] / speed["long"], "times", "at most", 1.1),
        ("peak memory over text", memory, "times", "at most", 60.0),
        *bench_readers.targets(result["long_files"], result["readers"]),
    ]
    return [
        {"what": what, "value": value, "unit": unit, "bound": f"{sense} {bound:g}",
         "met": value <= bound if sense == "at most" else value >= bound}
        for what, value, unit, sense, bound in rows
    ]  # fmt: skip


def table(result: Row) -> str:
    """Give the figures as aligned lines, the targets last."""
    lines: list[tuple[str, str, str]] = []
    for ner, each in result["cold"].items():
        lines.append((f"cold start, --ner {ner}", f"{each['worked']:.2f} s", f"{each['waited']:.2f} s by the wall"))
    for name in ("short", "long"):
        row = result[name]
        lines.append((f"seed × {row['copies']}", f"{row['megabytes']:.2f} MB", f"{row['fiches']} fiches"))
        for stage in STAGES:
            seconds = row["seconds"][stage]
            lines.append((f"  {stage}", f"{row['megabytes'] / seconds:.2f} MB/s", f"{seconds:.3f} s"))
        total = sum(row["seconds"].values())
        lines.append(("  all rule stages", f"{row['megabytes'] / total:.2f} MB/s", f"{total:.3f} s"))
    row = result["whole"]
    lines.append(("validate the JSON", f"{row['validate_seconds']:.2f} s", f"{row['json_megabytes']:.1f} MB of JSON"))
    lines.append(("write the JSON", f"{row['write_seconds']:.2f} s", f"{row['errors']} errors"))
    lines.append(("peak memory", f"{row['peak_megabytes']:.0f} MB", f"for {row['megabytes']:.2f} MB of text"))
    for each in result["dates"]:
        f1 = f"F1 {each['f1']:.2f}, first days alone {each['f1_first_days']:.2f}"
        lines.append((f"dates of the seed: {each['name']}", f"{each['megabytes_a_second']:.3f} MB/s", f1))
    lines.extend(
        (f"dates of the seed: {name}", "-", "not installed: make bench installs it") for name in result["missing"]
    )
    lines.extend(names_lines(result["names"]))
    lines.append(("memory of the model", f"{result['model_megabytes']:.0f} MB", "above that of the rules"))
    for each in result["readers"]:
        kept = f"{each['megabytes']:.0f} MB, fields kept {each['fields']:.3f}"
        lines.append((f"{each['file']}: {each['name']}", f"{each['seconds']:.2f} s", kept))
    for each in result["long_files"]:
        what = f"PDF of {each['pages']} pages, {'tagged' if each['tagged'] else 'untagged'}"
        lines.append((what, f"{each['seconds']:.2f} s", f"{each['megabytes']} MB"))
    for each in result["targets"]:
        verdict = "met" if each["met"] else "NOT MET"
        lines.append((f"target: {each['what']}", f"{each['value']:.2f} {each['unit']}", f"{each['bound']}: {verdict}"))
    first, second = (max(len(line[column]) for line in lines) for column in (0, 1))
    return "\n".join(f"{a:<{first}}  {b:>{second}}  {c}" for a, b, c in lines)


def main() -> None:
    """Run the benchmark, or one measure of it for the process that asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed and memory.")
    parser.add_argument("--json", action="store_true", help="print the figures for machines")
    parser.add_argument("--copies", type=int, default=200, help="how often the long text repeats the seed")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "OF"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        gc.disable()
        what, of = arguments.measure
        measures: dict[str, Callable[[str], Row]] = {
            "stages": lambda path: stages(Path(path)),
            "whole": lambda path: whole(Path(path)),
            "rivals": rivals,
            "memory": memory,
            "names": lambda _: readers(),
            "readers": lambda case: bench_readers.measure(*case.split(":")),
        }
        print(json.dumps(measures[what](of)))
        return
    result = bench(arguments.copies)
    print(json.dumps(result, indent=2) if arguments.json else table(result))


if __name__ == "__main__":
    main()
