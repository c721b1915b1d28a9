"""Open the zip packages of Word and OpenDocument and parse their XML, whatever is in them.

In: a file's bytes. Out: parts as element trees. Refused with a `SourceError`: a damaged or encrypted archive,
a part or package that unpacks to more than the limits, XML that is damaged or declares a document type (no
office program writes one; entity bombs and external entities need one). Nothing outside the bytes is opened:
relationships that point elsewhere are never followed.
"""

import io
import zipfile
import zlib

from lxml import etree

from pipeline.errors import SourceError

# The largest real plans have a few MB of XML; ten times that still parses in bounded memory.
MOST_PART_BYTES = 48 * 2**20
MOST_MEMBERS = 20_000
# Trees deeper than any program writes would exhaust the stack of recursive readers.
MOST_DEPTH = 200


class Package:
    """The parts of one zip package."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open `data`; `what` is what the file should be, for the sentence when it is not."""
        self._what = what
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        if len(members) > MOST_MEMBERS:
            raise SourceError(
                "source-too-large",
                f"the archive holds {len(members)} members, which no {what} does: check where it comes from",
            )
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def bytes_of(self, name: str) -> bytes:
        """Give the unpacked bytes of a part, never more than the limit.

        Raises:
            SourceError: `damaged-source`, `encrypted-source` or `source-too-large`.
        """
        member = self._members.get(name)
        if member is None:
            raise self._damaged()
        if member.flag_bits & 1:
            raise encrypted()
        try:
            with self._archive.open(member) as stream:
                data = stream.read(MOST_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        except RuntimeError as error:  # zipfile says "password required" so
            raise encrypted() from error
        if len(data) > MOST_PART_BYTES:
            size = MOST_PART_BYTES // 2**20
            sentence = f"a part of the file unpacks to more than {size} MB, which no plan has: check its origin"
            raise SourceError("source-too-large", sentence)
        return data

    def xml(self, name: str) -> etree._Element:
        """Give the root element of an XML part."""
        return parse_xml(self.bytes_of(name), self._what)

    def optional_xml(self, name: str) -> etree._Element | None:
        """Give the root element of a part that may be missing; a damaged one is refused all the same."""
        return self.xml(name) if name in self else None

    def _damaged(self) -> SourceError:
        return damaged(self._what)


def parse_xml(data: bytes, what: str) -> etree._Element:
    """Parse XML that may be hostile.

    Raises:
        SourceError: `damaged-source` or `hostile-source`.
    """
    if b"<!DOCTYPE" in data[:4096] or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
        raise _declares_type()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(what) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_type()
    return root


def _declares_type() -> SourceError:
    return SourceError(
        "hostile-source",
        "the file declares an XML document type, which no office program writes: check where it comes from",
    )


def damaged(what: str) -> SourceError:
    """The error for a file that is cut short or has wrong bytes in it."""
    return SourceError(
        "damaged-source", f"the {what} is damaged: open it in the program that made it and save it again"
    )


def encrypted() -> SourceError:
    """The error for a file that needs a password."""
    return SourceError(
        "encrypted-source", "the file is protected by a password: save a copy without password and read that"
    )


def local(element: etree._Element) -> str:
    """Give an element's name without namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Give an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Give the first descendant along a path of names, or nothing."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element
