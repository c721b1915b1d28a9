"""Read and write `NAME.corrections.yaml`, the file beside a source that holds what people decided about it.

In: its text. Out: entries, each with its line. Refused with one sentence that names the line: what is no YAML, an
entry that says nothing or two things, an unknown key, a value outside its set. Scalars are strings until the models
read them, so that `name: NO` is a name. An entry that nobody touched is written back as it came, comments above it
included.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.corrections.entries import ACTIONS, Entry, Located, Split, action
from pipeline.corrections.fields import first_sentence
from pipeline.errors import FichesError

SUFFIX = ".corrections.yaml"
VERSION = "1"
LARGEST = 16 * 2**20
_INDENT = 2
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = ("version", "based_on", "corrections")


class CorrectionsError(FichesError):
    """A corrections file that cannot be applied."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people decided about one source.

    Attributes:
        entries: the decisions, in the order of the file.
        name: the file's name, for messages.
        head: the comment above them.
        based_on: in a draft, what identifies the file that it was begun from.
    """

    entries: tuple[Entry, ...] = ()
    name: str = ""
    head: str = ""
    based_on: str = ""


NO_CORRECTIONS = Corrections()


class _Loaded(_Loader):  # type: ignore[misc]  # chosen at run time: the C one where it was built
    """YAML without types: only `null` is told from a string."""


_Loaded.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] == "tag:yaml.org,2002:null"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def corrections_path(source: Path) -> Path:
    """Give the place of a source's corrections: beside it, `plan.corrections.yaml` for `plan.docx`."""
    return source.with_name(source.stem + SUFFIX)


def read_corrections(source: Path) -> Corrections:
    """Read the corrections beside a source; none where there is no such file.

    Raises:
        CorrectionsError: when the file is there and cannot be read, or holds something else.
    """
    return load_file(corrections_path(source))


def load_file(path: Path) -> Corrections:
    """Read a corrections file; none where there is no such file."""
    try:
        if path.is_symlink():
            raise CorrectionsError("corrections-unreadable", f"has corrections {path.name} that are a link; use a file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise CorrectionsError("corrections-unreadable", f"has corrections {path.name} above {LARGEST >> 20} MB")
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return NO_CORRECTIONS
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return NO_CORRECTIONS  # no file can be called so
        if error.errno == errno.EACCES and not os.access(path.parent, os.X_OK):
            return NO_CORRECTIONS  # nobody knows whether it is there: the source is refused for the same reason
        raise CorrectionsError(
            "corrections-unreadable",
            f"has corrections {path.name} that cannot be read ({error.strerror}); check your access to them",
        ) from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(
            "corrections-unreadable", f"has corrections {path.name} that are not UTF-8; save them as UTF-8"
        ) from error
    return parse_corrections(text, path.name)


def parse_corrections(text: str, name: str) -> Corrections:
    """Read the text of a corrections file.

    Raises:
        CorrectionsError: with the file's name and the line.
    """
    try:
        _refuse_aliases(text, name)
        root = yaml.compose(text, Loader=_Loaded)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = max(len(text.splitlines()), 1)  # what is left open is missed behind the last line
        raise _wrong(
            name, min(mark.line + 1, last) if mark else 1, f"is no YAML: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _wrong(name, 1, f"is no YAML: {str(error).splitlines()[0]}") from error
    if root is None:
        return Corrections(name=name)
    top = _mapping(root, name)
    for key, (line, _) in top.items():
        if key not in _KEYS:
            raise _wrong(name, line, f"has the key `{key}`; only {' and '.join(_KEYS)} stand at the left margin")
    line, version = top.get("version", (1, None))
    if version is None or version.value != VERSION:
        raise _wrong(name, line, f"must say `version: {VERSION}`")
    _, listed = top.get("corrections", (1, None))
    base = str(top["based_on"][1].value) if "based_on" in top else ""
    if listed is None or listed.tag.endswith(":null"):
        return Corrections(name=name, based_on=base)
    if not isinstance(listed, yaml.SequenceNode):
        raise _wrong(name, listed.start_mark.line + 1, "must hold a list under `corrections`")
    lines = text.splitlines(keepends=True)
    entries = []
    block = not listed.flow_style
    at = listed.start_mark.line
    while block and at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    head = "".join(line for line in lines[:at] if line.lstrip().startswith("#"))
    for node in listed.value:
        end = _last_line(node) + 1
        if node is listed.value[-1] and all(_is_comment(line) for line in lines[end:]):
            end = len(lines)
        entries.append(_entry(node, name, _raw(lines[at:end], lines[node.start_mark.line]) if block else ""))
        at = end
    return Corrections(tuple(entries), name, head, base)


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _raw(lines: Sequence[str], first: str) -> str:
    """Give an entry as the file has it, indented by two; nothing where it is indented otherwise."""
    dash = len(first) - len(first.lstrip(" "))
    if not first.lstrip(" ").startswith("- ") or dash not in (0, _INDENT):
        return ""
    shift = " " * (_INDENT - dash)
    return "".join(shift + line if line.strip() else line for line in lines)


def _refuse_aliases(text: str, name: str) -> None:
    for event in yaml.parse(text, Loader=_Loaded):
        if isinstance(event, yaml.AliasEvent):
            raise _wrong(
                name, event.start_mark.line + 1 if event.start_mark else 1, "uses an alias (`*`); write the value out"
            )


def _wrong(name: str, line: int, what: str) -> CorrectionsError:
    return CorrectionsError("corrections-invalid", f"has corrections that cannot be read: {name}, line {line}: {what}")


def _mapping(node: yaml.Node, name: str) -> dict[str, tuple[int, yaml.Node]]:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(name, line, "must be keys and values here")
    found: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(name, line, "has a key that is no word")
        if key.value in found:
            raise _wrong(name, line, f"has the key `{key.value}` twice")
        found[key.value] = (line, value)
    return found


def _plain(node: yaml.Node, name: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value, name) for key, (_, value) in _mapping(node, name).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, name) for value in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _last_line(node: yaml.Node) -> int:
    """Give the last line that holds something of a node: the end of a block mapping is marked where the next begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.line)
    # A block scalar or an empty value ends at the start of the next line.
    return end - 1 if node.end_mark.column == 0 and end > node.start_mark.line else end


def _entry(node: yaml.Node, name: str, raw: str) -> Entry:
    line = node.start_mark.line + 1
    keys = _mapping(node, name)
    actions = [key for key in keys if key in ACTIONS]
    if len(actions) != 1:
        known = ", ".join(ACTIONS)
        what = f"says both {' and '.join(actions)}" if actions else "does not say what to do"
        raise _wrong(name, line, f"{what}; an entry has one of {known}")
    try:
        return ACTIONS[actions[0]].model_validate({**_plain(node, name), "line": line, "raw": raw})
    except ValidationError as error:
        path = error.errors(include_url=False, include_input=False)[0]["loc"]
        where = keys[str(path[0])][0] if path and path[0] in keys else line
        raise _wrong(name, where, first_sentence(error)) from error


def dump_corrections(entries: Iterable[Entry], source: str, head: str = "", based_on: str = "") -> str:
    """Give the text of a corrections file: a comment, then one block a decision, in the order of the text."""
    ordered = [entry for _, entry in sorted(_placed(entries), key=lambda pair: pair[0])]
    title = head or f"# Corrections de {_one_line(source)}, une par décision (voir docs/revue.md).\n"
    base = f"based_on: {based_on}\n" if based_on else ""
    parts = [title, f"version: {VERSION}\n{base}corrections:"]
    if not ordered:
        return "".join(parts) + " []\n"
    blocks = [entry.raw or block(entry) for entry in ordered]
    return "".join(parts) + "\n" + "".join(one if one.endswith("\n") else one + "\n" for one in blocks)


def _placed(entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
    """Give entries with their offset; one that quotes no offset stays behind the one before it."""
    last = -1
    for entry in entries:
        at = entry.occurrences[0] if isinstance(entry, Split) else entry.at if isinstance(entry, Located) else None
        place = -1 if at is None else last if at.start is None else at.start
        last = max(last, place)
        yield place, entry


def block(entry: Entry) -> str:
    """Give an entry as the file has it, a comment above."""
    key = action(entry)
    data = _written(entry)
    ordered: dict[str, Any] = {name: data.pop(name) for name in (key, "fiche", "axe", "name") if name in data}
    reason = data.pop("because", None)
    ordered |= data
    if reason is not None:
        ordered["because"] = reason
    text = yaml.dump([ordered], Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=110)
    return f"  # {_comment(entry)}\n" + "".join(f"  {line}\n" for line in text.splitlines())


def _written(entry: BaseModel) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_unset=True, exclude={"line", "raw"})


_SAID = {
    "accept": "valeur acceptée",
    "change": "valeur modifiée",
    "delete": "valeur supprimée",
    "add": "valeur ajoutée",
    "rename": "nom corrigé",
    "merge": "noms réunis",
    "split": "noms séparés",
    "settle": "signalement réglé",
}


def _comment(entry: Entry) -> str:
    """Say in a line what an entry decides."""
    fiche = entry.fiche if isinstance(entry, Located) else None
    quoted = entry.at.exact if isinstance(entry, Located) and entry.at else getattr(entry, "name", None)
    parts = [_SAID[action(entry)], fiche, f"« {_one_line(quoted)[:60]} »" if quoted else None]
    return ", ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
