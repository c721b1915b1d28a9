"""`fiches labels`: the labels a document uses, what each means, and the unknown ones ready to paste."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import MISUSED, Debug, Vocabulary, sentences, shown
from pipeline.errors import SourceError

if TYPE_CHECKING:
    from pipeline.used_labels import UsedLabel


@dataclass(slots=True)
class _Use:
    """How a document uses one label."""

    label: str
    meaning: str
    known: bool
    line: int
    times: int = 1


def labels(
    source: Annotated[Path, typer.Argument(help="A plan.", readable=False)],
    vocabulary: Vocabulary = None,
    debug: Debug = False,
) -> None:
    """List the labels of a plan and what each means; the unknown ones stand ready for a vocabulary of your own.

    What is printed is a TOML file that --vocabulary takes: known labels are comments in it.
    """
    from pipeline.model import SectionKind
    from pipeline.used_labels import labels_of
    from pipeline.vocabulary.user import toml_string

    with sentences(debug=debug, code=MISUSED):
        try:
            found = labels_of(source, vocabulary)
        except SourceError as error:
            raise SourceError(error.code, f"{source}: {error}") from error
        uses = _uses(found)
        known = [use for use in uses if use.known]
        unknown = [use for use in uses if not use.known]
        print(f"# Labels of {shown(source.name)}: {len(known)} known, {len(unknown)} unknown.")
        if known:
            print("#\n# What the known ones mean, and how often they stand there:")
        width = max((len(use.label) for use in known), default=0)
        for use in known:
            print(f"#   {shown(use.label):<{width}}  {use.meaning:<22}  {use.times:>4}")
        if unknown:
            kinds = " ".join(kind.value for kind in SectionKind)
            print("#\n# The unknown ones. Give each the kind of its section, or in its place the role of who it names:")
            print(f"#   kind   {kinds}")
            print("#   role   board team lead contributor   (with bodies = true where it names structures)")
        for use in unknown:
            times = "once" if use.times == 1 else f"{use.times} times"
            print(f"\n# {times}, first in line {use.line}")
            print(f'[[label]]\nkind = "other"\nforms = [{toml_string(use.label)}]')


def _uses(found: "list[UsedLabel]") -> list[_Use]:
    """Count alike what is printed alike, whatever its capitals and accents, in order of first use."""
    from pipeline.vocabulary.folding import fold_label

    uses: dict[tuple[str, str], _Use] = {}
    for each in found:
        meaning = _meaning(each)
        key = fold_label(each.printed), meaning
        if key in uses:
            uses[key].times += 1
        else:
            uses[key] = _Use(each.printed, meaning, each.meaning is not None, each.line)
    return list(uses.values())


def _meaning(label: "UsedLabel") -> str:
    meaning = label.meaning
    if meaning is None:
        return "unknown"
    if meaning.role is not None:
        return f"role {meaning.role.value}" + (", bodies" if meaning.bodies else "")
    return label.kind.value + (f", {meaning.field}" if meaning.field else "")
