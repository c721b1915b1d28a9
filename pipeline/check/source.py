"""Diagnostics of the source itself: pages that a program recognised, what it shows that is not in its text.

In: what the reader says of them. Out: warnings, in French.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import Diagnostic, DiagnosticCode, Severity, Span

_UNREAD = {
    "chart": ("un graphique", "graphiques"),
    "diagram": ("un schéma", "schémas"),
    "object": ("un objet incorporé", "objets incorporés"),
    "chunk": ("un document inséré", "documents insérés"),
}


def recognised_pages(pages: Mapping[int, tuple[int, int]]) -> Iterator[Diagnostic]:
    """One for each page that is a picture, at its text."""
    for page, (start, end) in sorted(pages.items()):
        yield Diagnostic(
            code=DiagnosticCode.READ_BY_OCR,
            severity=Severity.WARNING,
            message=f"La page {page} est une image : son texte a été reconnu par un programme et peut comporter des "
            "erreurs.",
            fiche_id=None,
            spans=(Span(start=start, end=end),),
        )


def unread_parts(kinds: Iterable[str]) -> Iterator[Diagnostic]:
    """One for each kind; nothing of them is in the text, so that none has a place."""
    for kind, count in Counter(kinds).items():
        one, several = _UNREAD[kind]
        shown = (
            f"{one} dont le contenu n'est pas lu" if count == 1 else f"{count} {several} dont le contenu n'est pas lu"
        )
        yield Diagnostic(
            code=DiagnosticCode.PART_NOT_READ,
            severity=Severity.WARNING,
            message=f"Le document contient {shown} : vérifiez que rien du plan n'y manque.",
            fiche_id=None,
            spans=(),
        )
