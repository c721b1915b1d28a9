"""The diagnostics as a list to work through: the most severe first, those that were answered behind.

In: the session. Out: tasks with a key that stays theirs from one decision to the next.
"""

from dataclasses import dataclass

from pipeline.corrections.entries import Settle
from pipeline.corrections.report import answers
from pipeline.model import Diagnostic, DiagnosticCode, Severity
from pipeline.review.session import Session

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Task:
    """One diagnostic: open, or answered with a reason or by a correction."""

    key: str
    diagnostic: Diagnostic
    open: bool
    settled: Settle | None


class Worklist:
    """The diagnostics of a session at one revision."""

    def __init__(self, session: Session) -> None:
        now = {_name(one): one for one in session.diagnostics}
        targets = [target for target in session.corrected.targets if isinstance(target.entry, Settle)]
        tasks: list[Task] = []
        for diagnostic in session.diagnostics:
            tasks.append(Task(_name(diagnostic), diagnostic, open=True, settled=None))
        for diagnostic in session.original_diagnostics:
            name = _name(diagnostic)
            if name not in now:
                by = next(
                    (t.entry for t in targets if isinstance(t.entry, Settle) and answers(t.entry, t, diagnostic)), None
                )
                tasks.append(Task(name, diagnostic, open=False, settled=by))
        order = {id(task): place for place, task in enumerate(tasks)}
        self.tasks = sorted(tasks, key=lambda task: (not task.open, _RANK[task.diagnostic.severity], order[id(task)]))
        self._by_key = {task.key: task for task in self.tasks}
        self.open = [task for task in self.tasks if task.open]
        self.total = len(self.tasks)
        self.done = self.total - len(self.open)

    def find(self, key: str) -> Task | None:
        """Give a task by its key."""
        return self._by_key.get(key)

    def after(self, key: str) -> Task | None:
        """Give the open task behind another one, the first one behind the last."""
        keys = [task.key for task in self.tasks]
        place = keys.index(key) + 1 if key in keys else 0
        following = [*self.tasks[place:], *self.tasks[:place]]
        return next((task for task in following if task.open and task.key != key), None)

    def of(self, fiche_id: str) -> list[Task]:
        """Give the tasks of a fiche."""
        return [task for task in self.tasks if task.diagnostic.fiche_id == fiche_id]


def _name(diagnostic: Diagnostic) -> str:
    """Name a diagnostic by what it is about: its message may say something else once a name is corrected."""
    start = diagnostic.spans[0].start if diagnostic.spans else 0
    own = f"-{diagnostic.message[:200].encode().hex()[-24:]}" if diagnostic.code in _SEVERAL else ""
    return f"{diagnostic.code.value}-{diagnostic.fiche_id or 'plan'}-{start}{own}"


# Several of these may begin at one place.
_SEVERAL = frozenset({DiagnosticCode.CORRECTION_NOT_APPLIED, DiagnosticCode.AXE_TITLE_DIFFERS})
