"""The command line, a module a group of commands: the only place that prints."""

import typer

from pipeline.cli import batch, collection, corrections, extract, figures, labels, measure, publish, review

app = typer.Typer(
    help="Turn French action plans made of fiches into validated JSON in which every value knows where it was read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(extract.extract)
app.command()(batch.batch)
app.command()(labels.labels)
app.command()(collection.merge)
app.command(cls=collection.SearchCommand)(collection.search)
app.command()(review.review)
app.add_typer(corrections.app, name="corrections")
app.command()(measure.validate)
app.command()(publish.export)
app.command()(publish.report)
app.command()(publish.diff)
app.command(name="eval")(measure.evaluate_command)
app.command()(figures.figures)
app.command()(measure.schema)


def main() -> None:
    """Run the command line."""
    app()
