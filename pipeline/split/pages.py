"""Read the page number behind an entry of a table of contents."""

import re

from pipeline.split.line import Line

# The page behind an entry of the contents: `page 12`, `(p. 12)`, `, pages 3 à 5`, ` - 12`, dot leaders, a wide gap.
_PAGE = re.compile(
    r"(?:\s*(?:\.\s?){3,}|\s*…[.…\s]*|\s*_{3,}|\s{3,}|\s*\t\s*|\s*,?\s*[(\[]?\bp(?:p\.|ages?)?\.?\s*|(?<=[^\W\d])pages?\s*"
    r"|(?<=\d)page\s*|(?<=[^\W\d])\s+[-–—]\s*|\s+[(\[])(\d{1,4})(?:\s*(?:à|-|–)\s*\d{1,4})?[)\]]?\s*\Z"
)


def page_of(line: Line, text: str) -> tuple[int | None, int]:
    """Read the page number behind an entry of the contents.

    Returns:
        the page or nothing, and where the entry's own words end in the line's passage.
    """
    end = len(line.text)
    printed = text[line.start : line.end].rstrip("*_ |")
    if not printed.rstrip(")]")[-1:].isdigit():
        return None, end
    page = _PAGE.search(printed, max(0, len(printed) - 200))
    if page is None:
        return None, end
    own = _PAGE.search(line.text, max(0, end - 200))
    return int(page[1]), (own.start() if own else end - len(page[1]))
