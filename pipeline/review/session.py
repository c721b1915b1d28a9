"""One review while it lasts: the decisions, what was undone, the plan as they make it.

In: a source, read once. Out: after each decision the corrected plan and its diagnostics, and a draft on the disk.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.corrections import Corrected, Corrections
from pipeline.corrections.entries import Entry
from pipeline.corrections.file import block
from pipeline.corrections.report import REASONS
from pipeline.corrections.targets import Why
from pipeline.errors import FichesError
from pipeline.model import Diagnostic
from pipeline.options import SHIPPED, Options
from pipeline.review.storage import ReviewError, Storage
from pipeline.run import Reading, checked, read_file

Checked = tuple[Corrected, tuple[Diagnostic, ...]]


class NotAppliedError(FichesError):
    """A decision that would do nothing; its sentence is French, for the page."""

    def __init__(self, why: Why) -> None:
        super().__init__("not-applied", f"Rien n'a été changé : {REASONS[why]}.")


class Session:
    """The state of a review.

    Attributes:
        revision: a number that grows with every decision: a page that was made before is stale.
        message: what to tell once, on the next page.
        notice: what stands on every page until it is answered: a draft that does not fit the file.
    """

    def __init__(self, source: Path, storage: Storage, options: Options = SHIPPED) -> None:
        self.source = source
        self.storage = storage
        self.reading: Reading = read_file(source, options)
        if not self.reading.resolved.fiches:
            raise ReviewError("no-fiche", f"{source}: holds no fiche to review")
        self.text = self.reading.document.text
        self.revision = 0
        self.message = ""
        self.other_draft: Corrections | None = None
        self.conflict = False
        self._undone: list[tuple[Entry, ...]] = []
        self._done: list[tuple[Entry, ...]] = []
        self._version = storage.version()
        given = storage.read()
        self._head = given.head
        self._saved = given.entries
        self.entries: tuple[Entry, ...] = given.entries
        self.original_diagnostics = checked(self.reading, Corrections())[1]
        self.corrected, self.diagnostics = self._checked(given.entries)
        draft = storage.read_draft()
        if draft is not None and draft.based_on == self._version:
            self._go(draft.entries)
            self.message = "Un brouillon non enregistré a été repris."
        elif draft is not None:
            self.other_draft = draft

    @property
    def unsaved(self) -> bool:
        """Whether something is not in the file yet."""
        return self.entries != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a decision to redo."""
        return bool(self._undone)

    def decide(self, entries: Sequence[Entry]) -> None:
        """Take decisions in the place of those so far, and keep a draft.

        Raises:
            CorrectionsError: when they contradict each other; nothing changes.
            NotAppliedError: when a new one does nothing; nothing changes.
        """
        written = tuple(one if one.raw else one.model_copy(update={"raw": block(one)}) for one in entries)
        before = self.entries
        known = set(map(id, before))
        made = self._checked(written)
        for number, why in made[0].lost.items():
            if id(written[number]) not in known:
                raise NotAppliedError(why)
        self._go(written, made)
        self._done.append(before)
        self._undone.clear()
        self._keep()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let several decisions be undone as one; where one of them fails, none is taken."""
        before, done, undone = self.entries, list(self._done), list(self._undone)
        try:
            yield
        except FichesError:
            self._go(before)
            self._done, self._undone = done, undone
            self._keep()
            raise
        self._done = [*done, before]

    def undo(self) -> bool:
        """Take the last decision back."""
        if not self._done:
            return False
        self._undone.append(self.entries)
        self._go(self._done.pop())
        self._keep()
        return True

    def redo(self) -> bool:
        """Decide again what was taken back."""
        if not self._undone:
            return False
        self._done.append(self.entries)
        self._go(self._undone.pop())
        self._keep()
        return True

    def save(self) -> bool:
        """Write the corrections file; `False` where somebody else changed it since."""
        try:
            self._version = self.storage.save(self.entries, self._head, self._version)
        except ReviewError as error:
            if error.code != "corrections-changed":
                raise
            self.conflict = True
            self.revision += 1
            return False
        self._saved = self.entries
        self.revision += 1
        return True

    def rebase(self) -> None:
        """After somebody else changed the file: their decisions, and those of this review that they do not have.

        Raises:
            CorrectionsError: when the two contradict each other; nothing changes.
        """
        version, theirs = self.storage.version(), self.storage.read()
        withdrawn = [one for one in self._saved if one not in self.entries]
        mine = [one for one in self.entries if one not in self._saved and one not in theirs.entries]
        entries = (*(one for one in theirs.entries if one not in withdrawn), *mine)
        before = self.entries
        self._go(entries)
        self._done.append(before)
        self._version, self._saved, self._head = version, theirs.entries, theirs.head
        self.conflict = False
        self._keep()

    def take_draft(self, *, use: bool) -> None:
        """Go on with a draft that an earlier review of another version of the file left, or give it up."""
        draft, self.other_draft = self.other_draft, None
        if draft is not None and use:
            self._done.append(self.entries)
            self._go((*self.entries, *(one for one in draft.entries if one not in self.entries)))
            self._keep()
        elif draft is not None:
            self.storage.drop_draft()
            self.revision += 1

    def _go(self, entries: tuple[Entry, ...], made: Checked | None = None) -> None:
        self.corrected, self.diagnostics = made or self._checked(entries)
        self.entries = entries
        self.revision += 1

    def _checked(self, entries: tuple[Entry, ...]) -> Checked:
        return checked(self.reading, Corrections(entries, self.storage.path.name))

    def _keep(self) -> None:
        if self.unsaved:
            self.storage.keep(self.entries, self._head, self._version)
        elif self.other_draft is None:
            self.storage.drop_draft()
