"""What a user may choose for an extraction; what is left alone keeps the shipped default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How plans are read.

    Attributes:
        ner: how names in running text are read: `ours`, an installed spaCy pipeline, the path of one, several
            joined by `+`, or `none` to leave them out.
        ocr: whether pages that are pictures are read with Tesseract; a scan is refused without it.
    """

    ner: str = "ours"
    ocr: bool = False


SHIPPED = Options()
