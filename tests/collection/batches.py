"""Batches of any size in no time: one plan that was really read, printed again and again with other names and sums.

Names and numbers are replaced by others of the same length, so that every place in the text still holds.
"""

import hashlib
import itertools
import json
from pathlib import Path

from pipeline.batch.store import Row, Store, shard_name
from pipeline.options import Options
from pipeline.run import extract_valid

_FIELDS = ("Ouvrir un jardin", "Réparer les vélos", "Trier les déchets", "Former les agents", "Isoler les écoles")
_SHARD = 25
_SYLLABLES = [a + b for a in "bdfglmnprtv" for b in "aeiou"]


def _template(folder: Path, fiches: int) -> tuple[str, str]:
    parts = ["Plan d'action 2024\n"]
    for number in range(1, fiches + 1):
        what = _FIELDS[number % len(_FIELDS)]
        parts.append(
            f"Fiche action n° {number} : {what}, quartier 10000\n\nPilote : Odila Crozet\n\nObjectifs :\n\n"
            f"- {what} avec les habitants en mars 2024\n- Réunir dix familles avant le {number} juin 2025\n\n"
            f"Partenaires : Ville de Tarance, ADEME, CCAS\n\nBudget : 11000 €\n"
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plan-10000.txt"
    path.write_text("\n".join(parts), encoding="utf-8")
    found = extract_valid(path, Options(ner="none"))
    line = f'"plan":{found.plan.model_dump_json()},"text":{json.dumps(found.text, ensure_ascii=False)}'
    return line, found.plan.source.sha256


def _word(number: int, letters: int) -> str:
    name = "".join(_SYLLABLES[(number // 55**place + 7 * place) % 55] for place in range(letters // 2 + 1))
    return name[:letters].title()


def made_batch(out: Path, count: int, *, fiches: int = 12, towns: int = 300, people: int = 2000) -> None:
    """Write a batch of so many plans, in so many towns and led by so many people."""
    template, sha256 = _template(out, fiches)
    store = Store(out)
    store.shards.mkdir(parents=True)
    manifest: list[Row] = []
    numbers = iter(range(count))
    while part := list(itertools.islice(numbers, _SHARD)):
        lines = []
        for number in part:
            new = hashlib.sha256(str(number).encode()).hexdigest()
            town, first, last = _word(number % towns, 7), _word(number % 40, 5), _word(number % people, 6)
            body = template.replace(sha256, new).replace("10000", f"{10000 + number}").replace("Tarance", town)
            body = body.replace("tarance", town.lower()).replace("Odila Crozet", f"{first} {last}")
            body = body.replace("odila-crozet", f"{first}-{last}".lower()).replace("11000", f"{11000 + number}")
            row = {"key": new[:32], "state": "done", "sha256": new, "plan": f"plan-{10000 + number}", "fiches": fiches}
            lines.append((row, f'{{"key":"{new[:32]}",{body}}}\n'.encode()))
        name = shard_name([row["key"] for row, _ in lines])
        store.write_shard(name, lines)
        manifest += [{"path": f"in/{row['plan']}.txt", "metadata": {}, **row} for row in store.rows(name)]
    store.close(manifest)
