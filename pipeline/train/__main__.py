"""`python -m pipeline.train --corpora FOLDER`: train the entity model by a recipe, one thread, from a fixed seed.

The two corpora are no part of the project: WiNER-fr comes from github.com/YoannDupont/WiNER-fr (packed as
`winer-fr.tar.gz`), POPCORN from github.com/Todaime/popcorn-dataset (`data/manual_corpus`, as `popcorn-train.json` and
`popcorn-test.json`).
"""

import argparse
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

from pipeline.train.augment import begun, renamed
from pipeline.train.corpora import Part, popcorn, winer
from pipeline.train.generator import generate
from pipeline.train.run import train
from pipeline.train.sample import Sample

RECIPES = Path(__file__).with_name("recipes.toml")
SEED = 20


def samples(recipe: dict[str, Any], corpora: Path) -> list[Sample]:
    """Gather what a recipe trains on."""
    generated = list(generate(recipe["generated"], seed=1))
    if not recipe["corpora"]:
        return generated
    parts: tuple[Part, ...] = ("train", "dev") if recipe.get("whole") else ("train",)
    # Their order is part of the recipe: another one gives other weights.
    news = [sample for part in parts for sample in winer(corpora, part)]
    reports = popcorn(corpora, *parts)
    real = news + reports
    # POPCORN has a tenth of the names of WiNER: its reports count eight times.
    gathered = real + 7 * reports + generated
    if recipe["begun"]:
        gathered += begun(real, share=0.4, seed=5)
    if recipe["renamed"]:
        gathered += renamed(real, [*real, *generated], share=0.6, seed=3)
        gathered += renamed(reports, real, share=0.8, seed=4)
        gathered += renamed(reports, [*reports, *generated], share=0.8, seed=6)
    return gathered


def main(arguments: list[str] | None = None) -> int:
    """Train; give 2 where the corpora are not there."""
    recipes = tomllib.loads(RECIPES.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m pipeline.train", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the three corpus files")
    parser.add_argument("--recipe", choices=sorted(recipes), default="shipped")
    parser.add_argument(
        "--work", type=Path, default=Path("build/train"), help="where binary corpora and checkpoints go"
    )
    parser.add_argument("--out", type=Path, help="folder that the finished model is copied to")
    parser.add_argument("--steps", type=int, help="fewer steps than the recipe says, to try something")
    chosen = parser.parse_args(arguments)
    missing = [
        name
        for name in ("winer-fr.tar.gz", "popcorn-train.json", "popcorn-test.json")
        if not (chosen.corpora / name).is_file()
    ]
    if missing:
        sys.stderr.write(f"Missing in {chosen.corpora}: {', '.join(missing)}.\n{__doc__}")
        return 2
    recipe = recipes[chosen.recipe]
    dev = winer(chosen.corpora, "dev") + popcorn(chosen.corpora, "dev") + list(generate(500, seed=2))
    steps = chosen.steps or recipe["steps"]
    overrides = {
        "training.max_steps": steps,
        "training.eval_frequency": max(1, min(600, steps)),
        "training.dropout": recipe["dropout"],
        **recipe.get("config", {}),
    }
    train(samples(recipe, chosen.corpora), dev, chosen.work, SEED, overrides, recipe.get("network"))
    if chosen.out is not None:
        shutil.rmtree(chosen.out, ignore_errors=True)
        shutil.copytree(chosen.work / "model", chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
