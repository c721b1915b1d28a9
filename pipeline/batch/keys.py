"""The key of a document: what was read and by what. The same key, the same result: it need not be read again."""

import hashlib
import json
import os
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline import __version__
from pipeline.corrections import corrections_path
from pipeline.model import SCHEMA_VERSION
from pipeline.options import Options
from pipeline.vocabulary.user import BESIDE, load_vocabulary

_PACKAGE = Path(__file__).parents[1]
_MODEL = _PACKAGE / "models" / "fr_plan"
_SHORT = 32  # hexadecimal digits: 128 bits, far from any collision among millions


def fingerprint(options: Options) -> str:
    """Give what identifies the reader: its version, the contract's, its words, its models, the user's choices.

    Raises:
        OSError: when a file that an option names cannot be read.
    """
    models = [_folder(name) for name in options.ner.split("+") if name != "none"]
    said = {
        "version": __version__,
        "schema": SCHEMA_VERSION,
        "options": {name: _said(value) for name, value in asdict(options).items()},
        "vocabulary": load_vocabulary(options.vocabulary).digest,
        "code": _code(),
        "models": [_digest(path) for path in models if path is not None],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def document_key(path: Path, sha256: str, reader: str) -> str:
    """Give the key of a document: its name, from which the plan's id comes, its bytes, and what stands beside it.

    Args:
        path: the file.
        sha256: that of its bytes.
        reader: what `fingerprint` gives.

    Raises:
        OSError: when its corrections or the vocabulary of its folder cannot be read.
    """
    beside = [hash_of(each) for each in (corrections_path(path), path.parent / BESIDE) if each.is_file()]
    name = os.fsencode(path.name).hex()
    return hashlib.sha256(json.dumps([name, sha256, reader, *beside]).encode()).hexdigest()[:_SHORT]


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _code() -> str:
    """Hash the package's modules: a version number says nothing of what changed since."""
    files = sorted(_PACKAGE.rglob("*.py"))
    return hashlib.sha256(
        "\n".join(f"{file.relative_to(_PACKAGE)} {hash_of(file)}" for file in files).encode()
    ).hexdigest()


def _said(value: object) -> str:
    """Tell an option's value; of a file it is the content that counts, wherever it lies."""
    return _digest(value) if isinstance(value, Path) else str(value)


def _folder(model: str) -> Path | None:
    if model == "ours":
        return _MODEL
    if Path(model).is_dir():
        return Path(model)
    spec = find_spec(model) if model.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _digest(path: Path) -> str:
    """Hash a file, or all data files of a folder with their names."""
    if path.is_file():
        return hash_of(path)
    files = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"})
    listed = [f"{file.relative_to(path).as_posix()} {hash_of(file)}" for file in files]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()
