"""What one plan costs, for docs/cluster.md: `python -m tests.collection.rate [FILE…]`.

CPU seconds of a process that has loaded the model.
"""

import sys
import tempfile
import time
from pathlib import Path

from pipeline.options import Options
from pipeline.run import extract_valid
from tests.batch.plans import plan_text
from tests.command import SEED

_TIMES = 10


def seconds(path: Path, options: Options) -> float:
    """Give the CPU seconds of reading a plan once more."""
    extract_valid(path, options)
    start = time.process_time()
    for _ in range(_TIMES):
        extract_valid(path, options)
    return (time.process_time() - start) / _TIMES


def main() -> None:
    """Print a line a file."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.txt"
        made.write_text(plan_text(3), encoding="utf-8")
        for path in [Path(name) for name in sys.argv[1:]] or [SEED, made]:
            with_model, rules = (seconds(path, Options(ner=ner)) for ner in ("ours", "none"))
            size = f"{path.stat().st_size / 1000:10.1f} KB"
            print(f"{path.name:40} {size} {with_model:8.3f} s {rules:8.3f} s by rules alone")


if __name__ == "__main__":
    main()
