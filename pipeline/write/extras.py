"""Libraries that only some exports need: installed by extras, missed with a sentence that says how to get them."""

import importlib
import sys
from types import ModuleType

from pipeline.errors import FichesError


class MissingLibraryError(FichesError):
    """An export needs a library that is not installed."""


def install_command(extra: str) -> str:
    """Give the command that installs an extra where this program runs, whatever `pip` is elsewhere."""
    return f"{sys.executable} -m pip install 'fiches[{extra}]'"


def library(module: str, extra: str) -> ModuleType:
    """Import a library that an extra of `fiches` brings.

    Raises:
        MissingLibraryError: when it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingLibraryError(
            "missing-library",
            f"needs {module.partition('.')[0]}, which is not installed; run: {install_command(extra)}",
        ) from error
