"""Print a plan in another layout: pure functions from text to text that change how it looks and nothing it says.

In: the text of the plan in `source/` (or one that an earlier layout of `FAMILIES` changed). Out: the same plan as
another author, word processor or export would have printed it. What tells labels, headings and bullets here is
how that text prints them, not the program under test.
"""

from collections.abc import Callable

from tests.layouts import characters, contents, headings, labels, lines, order, pages

Layout = Callable[[str], str]

# The order in which layouts of different families can be laid on one another.
FAMILIES: dict[str, tuple[Layout, ...]] = {
    "fiches": (order.fiches_reversed, order.fiches_shuffled),
    "sections": (order.sections_reversed, order.sections_shuffled),
    "contents": (
        contents.without_contents, contents.dotted_leaders, contents.spaced_leaders, contents.right_aligned_pages,
        contents.tabbed_pages, contents.titled_contents, contents.contents_without_pages,
    ),
    "pages": (
        pages.running_feet, pages.running_feet_inside, pages.bare_page_numbers, pages.pages_of_total, pages.form_feeds,
        pages.running_heads,
    ),
    "headings": (
        headings.capital_headings, headings.marked_headings, headings.dotted_headings, headings.lever_headings,
        headings.two_line_headings,
    ),
    "labels": (
        labels.bold_labels, labels.bold_labels_colon_outside, labels.capital_labels, labels.bare_capital_labels,
        labels.heading_labels, labels.bold_alone_labels, labels.labels_alone_without_colon, labels.labels_without_colon,
        labels.tight_colons,
    ),
    "bullets": (
        lines.round_bullets, lines.star_bullets, lines.dash_bullets, lines.two_signs, lines.two_signs_at_one_margin,
        lines.deep_indents,
    ),
    "lines": (
        lines.wrapped_at_80, lines.wrapped_at_80_hanging, lines.wrapped_at_100, lines.wrapped_at_100_hanging,
        lines.trailing_blanks, lines.blank_lines_gone,
    ),
    "characters": (
        characters.curly_apostrophes, characters.no_break_spaces, characters.decomposed, characters.carriage_returns,
    ),
}  # fmt: skip
BY_NAME = {layout.__name__: layout for family in FAMILIES.values() for layout in family}
