"""The errors that a user of `fiches` can run into: each has a code and one sentence with the way out.

The sentence does not name the file; whoever knows the file puts its name in front.
"""


class FichesError(Exception):
    """Anything that stops `fiches` and that a user can act upon.

    `code` is stable and meant for programs; `str(error)` is one sentence meant for people: what is wrong,
    and what to do about it.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code

    def __reduce__(self) -> tuple[type["FichesError"], tuple[str, str]]:
        """Let the error cross a process boundary: `Exception` would rebuild it without its code."""
        return type(self), (self.code, str(self))


class SourceError(FichesError):
    """A source that cannot be read: empty, damaged, or not the kind of file that its name says."""
