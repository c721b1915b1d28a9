"""`python -m tests.fuzz`: every target for its share of the time, each in a process of its own.

python -m tests.fuzz --seconds 300              all targets; exit code 1 when something was found
python -m tests.fuzz --seconds 60 docx pdf      these
python -m tests.fuzz docx --input FILE          read this one, say what is wrong with it
python -m tests.fuzz text --input FILE --smaller    and write FILE.small, where the same is wrong
"""

import argparse
import importlib.util
import pkgutil
import subprocess
import sys
import time
import traceback
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "fuzz"
# Neither reads what others wrote, and training needs packages of its own.
_LEFT_OUT = ("pipeline.train", "pipeline.cli")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Read inputs that nobody wrote.")
    parser.add_argument("targets", nargs="*", help="all by default")
    parser.add_argument("--seconds", type=int, default=300, help="of the clock, for all targets together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", choices=("coverage", "chance"), default=_best_engine())
    parser.add_argument("--input", type=Path, help="read this one alone")
    parser.add_argument("--smaller", action="store_true", help="make the input smaller")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.alone:
        return _fuzz(chosen)
    from tests.fuzz.targets import TARGETS

    if unknown := set(chosen.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    return _reproduce(chosen) if chosen.input else _all(chosen, chosen.targets or list(TARGETS))


def _best_engine() -> str:
    return "coverage" if importlib.util.find_spec("atheris") else "chance"


def _all(chosen: Any, names: list[str]) -> int:
    from tests.fuzz.engine import kind_of, wrong_with
    from tests.fuzz.targets import TARGETS

    found: list[Path] = []
    broken: list[str] = []
    end = time.monotonic() + chosen.seconds
    for index, name in enumerate(names):
        share = max(int((end - time.monotonic()) / (len(names) - index)), 1)
        command = [sys.executable, "-m", "tests.fuzz", name, "--alone", "--engine", chosen.engine]
        command += ["--seconds", str(share), "--seed", str(chosen.seed)]
        log = CACHE / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            code = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output, check=False).returncode
        folder = CACHE / "findings"
        current = folder / f"{name}.current"
        if current.exists():
            current.rename(folder / f"{name}-died")
            (folder / f"{name}-died.txt").write_text(f"the process ended with code {code}; see {log}\n", "utf-8")
        elif code:
            broken.append(f"{name}: the process ended with code {code}; see {log.relative_to(ROOT)}")
        lines = log.read_text("utf-8", "replace").splitlines()
        print(f"{name}: {share} s, {next((line for line in reversed(lines) if line.startswith(('#', 'read'))), code)}")
        for path in sorted(folder.glob(f"{name}-*")):
            if path.suffix == ".txt":
                continue
            if not path.name.endswith("-died"):  # what only the slower, watched process found too slow is no finding
                error = wrong_with(TARGETS[name], path.read_bytes())
                if error is None:
                    path.unlink()
                    path.with_name(path.name + ".txt").unlink()
                    continue
                print(f"  {path.name}: {kind_of(error)}: {str(error)[:200]}")
            found.append(path)
    for path in found:
        print(f"found: {path.relative_to(ROOT)}")
    print(*broken, sep="\n", end="\n" if broken else "")
    return 1 if found or broken else 0


def _fuzz(chosen: Any) -> int:
    """Be the process of one target."""
    guided = chosen.engine == "coverage"
    if guided:
        import atheris

        watched: Any = atheris.instrument_imports(include=["pipeline"])
    else:
        watched = nullcontext()
    with watched:
        import pipeline

        for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
            if not module.name.startswith(_LEFT_OUT) and not module.name.endswith("__main__"):
                with suppress(ImportError):  # an extra that is not installed
                    importlib.import_module(module.name)
    from tests.fuzz.engine import Findings, by_chance, by_coverage
    from tests.fuzz.targets import TARGETS, examples

    (name,) = chosen.targets
    findings = Findings(CACHE / "findings", name)
    if not guided:
        print("read", by_chance(TARGETS[name], examples(name), findings, chosen.seed, chosen.seconds))
        return 0
    folder = CACHE / "inputs" / name
    folder.mkdir(parents=True, exist_ok=True)
    for index, data in enumerate(examples(name)):
        (folder / f"example-{index}").write_bytes(data[: TARGETS[name].largest])
    by_coverage(TARGETS[name], folder, findings, chosen.seed, chosen.seconds)
    return 0


def _reproduce(chosen: Any) -> int:
    from tests.fuzz.engine import smaller, wrong_with
    from tests.fuzz.targets import TARGETS

    (name,) = chosen.targets
    data = chosen.input.read_bytes()
    error = wrong_with(TARGETS[name], data)
    if error is None:
        print("nothing is wrong")
        return 0
    if chosen.smaller:
        data = smaller(TARGETS[name], data, time.monotonic() + chosen.seconds)
        path = chosen.input.with_name(chosen.input.name + ".small")
        path.write_bytes(data)
        print(f"{path}: {data[:2000]!r}")
    traceback.print_exception(error, file=sys.stdout)
    return 1


if __name__ == "__main__":
    sys.exit(main())
