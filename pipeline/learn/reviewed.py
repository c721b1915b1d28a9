"""A source with what people decided about it, read once for all that learns from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections import Corrected, corrections_path, read_corrections
from pipeline.corrections.entries import Accept
from pipeline.corrections.fields import Family
from pipeline.corrections.targets import Target
from pipeline.errors import FichesError
from pipeline.model import Diagnostic, Fiche
from pipeline.options import Options
from pipeline.read import SUFFIXES
from pipeline.run import Reading, checked, read_file


class LearnError(FichesError):
    """Something that cannot be learnt from."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan, its corrections applied, its open diagnostics."""

    source: Path
    reading: Reading
    corrected: Corrected
    diagnostics: tuple[Diagnostic, ...]

    def applied(self) -> list[Target]:
        """Give what each decision that was applied is about."""
        lost = {id(self.corrected.entries[number]) for number in self.corrected.lost}
        return [target for target in self.corrected.targets if id(target.entry) not in lost]

    def accepted_fiches(self) -> list[Fiche]:
        """Give the fiches that a person accepted as a whole, and that still read so."""
        ids = {
            target.fiche_id
            for target in self.applied()
            if isinstance(target.entry, Accept) and target.entry.accept is Family.FICHE
        }
        return [fiche for fiche in self.corrected.plan.fiches if fiche.id in ids]


def read_reviewed(source: Path, options: Options) -> Reviewed:
    """Read a source and its corrections.

    Raises:
        FichesError: when it has none, or either cannot be read; the sentence names the source.
    """
    try:
        corrections = read_corrections(source)
        if not corrections.entries:
            raise LearnError("no-corrections", "has no corrections beside it; make some with `fiches review`")
        reading = read_file(source, options)
        corrected, diagnostics = checked(reading, corrections)
    except FichesError as error:
        raise LearnError(error.code, f"{source}: {error}") from error
    return Reviewed(source, reading, corrected, diagnostics)


def with_corrections(paths: Iterable[Path]) -> list[Path]:
    """Give the files named, and those of the folders named that have corrections beside them, in name order.

    Raises:
        LearnError: when there are none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        plans = (one for one in path.iterdir() if one.suffix.lower() in SUFFIXES and one.name[0] != ".")
        found |= dict.fromkeys(sorted(one for one in plans if corrections_path(one).is_file()))
    if not found:
        raise LearnError("no-corrections", "no plan there has corrections beside it; make some with `fiches review`")
    return list(found)
