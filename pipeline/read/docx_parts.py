"""What a Word document shows from other parts of its package: diagrams, whole documents taken in, charts, objects.

In: the element that stands for it. Out: the words of a diagram, the bytes of a document taken in. What is not read is
noted: charts (figures, no words of the plan), objects of other programs, documents in formats that nobody takes in.
"""

import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.blocks import Block, Paragraph, Run
from pipeline.read.package import Package, attribute, local

_CHUNKS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".docx": "docx", ".docm": "docx"}


@dataclass(slots=True)
class Parts:
    """The parts that one part points to; `unread` says of what kind those are that were left out."""

    package: Package
    targets: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, package: Package, main: str) -> "Parts":
        """Find what the main part points to, within the package."""
        folder, name = posixpath.split(main)
        relations = package.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        parts = cls(package)
        for relation in relations if relations is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
            if relation.get("TargetMode") != "External" and target in package:
                parts.targets[relation.get("Id") or ""] = target
        return parts

    def shown(self, drawing: etree._Element) -> list[Block]:
        """Give the words of the diagrams in a drawing, an entry a shape; note what else it shows.

        What stands in its text boxes is met with their paragraphs.
        """
        found: list[Block] = []
        for element in drawing.iter("{*}relIds", "{*}chart", "{*}OLEObject"):
            kind = local(element)
            if any(local(above) == "txbxContent" for above in _up_to(element, drawing)):
                continue
            data = self.targets.get(attribute(element, "dm") or "") if kind == "relIds" else None
            if data is not None:
                found.extend(_shapes(self.package.xml(data)))
            else:
                self.unread.append({"chart": "chart", "relIds": "diagram"}.get(kind, "object"))
        return found

    def chunk(self, element: etree._Element) -> tuple[str, bytes] | None:
        """Give the format and bytes of a document taken in; of none that cannot be read."""
        target = self.targets.get(attribute(element, "id") or "", "")
        kind = _CHUNKS.get(posixpath.splitext(target)[1].lower())
        if kind is None:
            self.unread.append("chunk")
            return None
        return kind, self.package.bytes_of(target)


def _up_to(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    return itertools.takewhile(lambda above: above is not top, element.iterancestors())


def _shapes(diagram: etree._Element) -> list[Block]:
    """The points of a diagram that hold words; its lines and templates hold none."""
    found: list[Block] = []
    for point in diagram.iter("{*}pt"):
        if attribute(point, "type") not in (None, "node", "asst"):
            continue
        lines = ["".join(text.text or "" for text in one.iter("{*}t")) for one in point.iter("{*}p")]
        runs = [Run(text) for line in lines if line.strip() for text in ("\n", line)][1:]
        if runs:
            found.append(Paragraph(runs, marker="-", list_id="diagram"))
    return found
