"""What layouts look for in the printed plan: its labels, and the contents and fiches that it is cut into."""

import re

LABEL = re.compile(
    r"^(?P<lead>- )?(?P<words>(?:Référent (?:CA|équipe)|Autres contributeurs|Contexte|Objectifs|Actions|Réalisations"
    r"|Calendrier|Moyens humains et financiers|Moyens|Financement|Partenaires|Point d'attention"
    r"|Rôle de la commission)(?: \d{4})?)(?:(?P<colon> :)(?:\*\*)?(?: (?P<rest>\S.*))?)?$",
    re.MULTILINE,
)
_PIECE = re.compile(r"^(?:(?:AXE .+\n\n)?Fiche-action n°|COMMISSION TRANSVERSALE)", re.MULTILINE)


def cut(text: str) -> tuple[str, list[str]]:
    """Cut into the contents and the fiches, each with the axe heading above it."""
    starts = [piece.start() for piece in _PIECE.finditer(text)]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return text[: starts[0]], [piece.rstrip("\n") + "\n\n" for piece in pieces]
