"""Which models of names a user asks for: looked at before any text is read, and without spaCy.

In: what `--ner` says. Out: the names of models. Refused, each with a sentence: what names no model, and a path where
none can be.
"""

import os
import sys

from pipeline.errors import FichesError

OURS = "ours"
NONE = "none"

_JOINED = "write ours, none, the name or folder of a spaCy pipeline, or several joined by +"


class ModelError(FichesError):
    """A model that cannot serve."""


def models(ner: str) -> tuple[str, ...]:
    """Give the models that a choice names, each once; none for `none`.

    Args:
        ner: `ours`, an installed spaCy pipeline, the path of one, several joined by `+`, or `none`.

    Raises:
        ModelError: the choice names no model, or a path where there is none.
    """
    if ner == NONE:
        return ()
    names = tuple(dict.fromkeys(ner.split("+")))
    if not all(name.strip() for name in names):
        raise ModelError("model-choice", f"--ner '{ner}': a name is missing; {_JOINED}")
    if NONE in names:
        raise ModelError("model-choice", f"--ner {ner}: « none » leaves names out and goes with no model; {_JOINED}")
    for name in names:
        if name != OURS:
            _look(name)
    return names


def missing(name: str) -> ModelError:
    """Say of a model that it is not installed, and what installs it."""
    return ModelError(
        "model-missing",
        f"the model {name} is not installed; install it ({sys.executable} -m spacy download {name}) "
        "or choose --ner ours or --ner none",
    )


def _look(name: str) -> None:
    """Refuse a path where there is no pipeline; whether one is whole shows when it is loaded."""
    if os.path.isdir(name):  # noqa: PTH112 - says no where the method raises: a name too long
        if not os.path.exists(os.path.join(name, "config.cfg")):  # noqa: PTH110, PTH118
            raise ModelError(
                "model-damaged",
                f"the model {name} is damaged or no spaCy pipeline: its folder has no config.cfg; "
                "name the folder that holds it with --ner",
            )
    elif not name.isidentifier():  # no package can be called so
        raise ModelError("model-missing", f"there is no model {name}, for it is no folder; {_JOINED}")
