"""A bar for files that take long, on a terminal and nowhere else."""

import contextlib
from collections.abc import Callable, Iterator

Told = Callable[[int, int], None]


@contextlib.contextmanager
def page_bar(name: str, *, quiet: bool) -> Iterator[Told | None]:
    """Show how many pages of a file are read; the bar appears when it is first told of any.

    Args:
        name: what stands in front of it.
        quiet: True to show nothing.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    label = TextColumn("{task.description}")
    with contextlib.ExitStack() as shown:
        bar: Progress | None = None

        def tell(done: int, total: int) -> None:
            nonlocal bar
            if bar is None:
                columns = (label, BarColumn(), MofNCompleteColumn(), TextColumn("pages"), TimeElapsedColumn())
                bar = shown.enter_context(Progress(*columns, console=console, transient=True))
                bar.add_task(escape(name), total=total)
            bar.update(bar.task_ids[0], completed=done, total=total)
            if done == total:
                # What remains has no pages to count.
                bar.update(bar.task_ids[0], description=f"{escape(name)}: extracting")

        yield tell
