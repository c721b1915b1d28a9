"""What a user may choose for an extraction; what is left alone keeps the shipped default."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How plans are read.

    Attributes:
        ner: how names in running text are read: `ours`, an installed spaCy pipeline, the path of one, several
            joined by `+`, or `none` to leave them out.
        vocabulary: a TOML file that adds labels, headings and bodies to the shipped ones; without it, the
            `vocabulary.toml` beside a source is taken where there is one.
        places: the INSEE's CSV of communes (Code officiel géographique), for their codes; none are given without it.
        ocr: whether pages that are pictures are read with Tesseract; a scan is refused without it.
    """

    ner: str = "ours"
    vocabulary: Path | None = None
    places: Path | None = None
    ocr: bool = False


SHIPPED = Options()
