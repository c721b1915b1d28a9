"""Small plans for the tests and the benchmark of batches, each another one, and the readers that some of them break."""

import time
from pathlib import Path

from pipeline.batch import supervisor
from pipeline.batch.keys import fingerprint
from pipeline.batch.shard import Reading
from pipeline.batch.supervisor import Limits
from pipeline.options import Options

_FIELDS = ("Ouvrir un jardin", "Réparer les vélos", "Trier les déchets", "Former les agents", "Isoler les écoles")
RULES = Options(ner="none")

# Words that a reader of the tests stumbles over, and how.
POISON = {"SEGFAULT": "died", "ENDLESS": "time", "ENORMOUS": "memory", "DEFECT": "defect"}
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from tests.batch.poison import main; main()"


def plan_text(number: int, fiches: int = 12) -> str:
    """Give the text of a plan that no other number gives."""
    parts = [f"Plan d'action {2020 + number % 7}\n"]
    for index in range(1, fiches + 1):
        what = _FIELDS[(number + index) % len(_FIELDS)]
        parts.append(
            f"Fiche action n° {index} : {what}, quartier {number}\n\n"
            f"Pilote : Odile Crozet\n\nObjectifs :\n\n- {what} avec les habitants en mars 2024\n"
            f"- Réunir dix familles avant le {index} juin 2025\n\n"
            f"Partenaires : Ville de Tarance, association Terres Vives\n\nBudget : {1000 + number} €\n"
        )
    return "\n".join(parts)


def write_plans(folder: Path, count: int, fiches: int = 12) -> list[Path]:
    """Write so many plans and give their paths in name order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"plan-{number:05}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(plan_text(number, fiches), encoding="utf-8")
    return paths


def reading(seconds: int = 60, megabytes: int = 2000, options: Options = RULES) -> Reading:
    """Give what the tests read with."""
    return Reading(fingerprint(options), options, Limits(seconds, megabytes))


def use_poisonable_readers() -> None:
    """Have workers of this process read with `tests.batch.poison` instead."""
    supervisor._BOOT = _BOOT


def results(out: Path) -> dict[str, bytes]:
    """Give all that a batch wrote and anybody reads, by its name."""
    files = [*out.glob("*.jsonl"), *(out / "shards").iterdir()]
    return {path.name: path.read_bytes() for path in files}


def wait_until(true: object, seconds: float = 60) -> None:
    """Wait for something to come true, looking at it again and again."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)
