"""One mistake of a program each, with the exact counts that it must give."""

from evaluate_sample import Edit, again, drop, move, put

from pipeline.evaluate import Score

PERFECT = {
    "plan": 1, "axes": 2, "contents": 2, "fiches": 2, "status": 3, "referents": 4, "sections": 2, "items": 3,
    "dates": 2, "calendar": 1, "partners": 2, "funding": 1, "mentions": 2, "mentions-overlap": 2,
    "entities": 4, "diagnostics": 2,
}  # fmt: skip


ITEM = "fiches.0.sections.0.items"
MENTIONS = f"{ITEM}.0.items.0.mentions"

MISTAKES: list[tuple[str, Edit, dict[str, Score]]] = [
    ("plan year", put("year", 2023), {"plan": Score(0, 1, 1)}),
    ("plan title from nowhere", put("title", "Plan"), {"plan": Score(1, 1, 0)}),
    ("axe title", put("axes.0.title", "L'air"), {"axes": Score(1, 1, 1)}),
    ("axe number", put("axes.0.number", "3"), {"axes": Score(1, 1, 1)}),
    ("axe crosses", put("axes.0.transversal", True), {"axes": Score(1, 1, 1)}),
    ("axe parent", put("axes.1.parent_id", "axe-1"), {"axes": Score(1, 1, 1)}),
    ("axe level", put("axes.1.level", 2), {"axes": Score(1, 1, 1)}),
    ("axe fiches", put("axes.1.fiche_ids", ["fiche-1"]), {"axes": Score(1, 1, 1)}),
    ("contents page", put("toc.0.page", None), {"contents": Score(1, 1, 1)}),
    ("contents title, number kept", put("toc.0.title", "Zones"), {"contents": Score(1, 1, 1)}),
    ("contents number", put("toc.0.number", "7"), {"contents": Score(1, 1, 1), "referents": Score(3, 1, 1)}),
    ("fiche number", put("fiches.0.number", "01"), {"fiches": Score(1, 1, 1)}),
    ("fiche title", put("fiches.1.title", "Haie"), {"fiches": Score(1, 1, 1)}),
    ("fiche title's origin", put("fiches.1.title_origin", "rule"), {"fiches": Score(1, 1, 1)}),
    ("fiche's axe", put("fiches.1.axe_id", "axe-1"), {"fiches": Score(1, 1, 1)}),
    ("status", put("fiches.0.status.value", "done"), {"status": Score(2, 1, 1)}),
    ("status for priority", lambda p: p["fiches"][1].update(
        status=p["fiches"][1]["priority"], priority=None), {"status": Score(2, 1, 1)}),
    ("start for end", lambda p: p["fiches"][0].update(
        start_date=None, end_date=p["fiches"][0]["start_date"]), {"status": Score(2, 1, 1)}),
    ("referent's role", put("fiches.0.referents.0.role", "team"), {"referents": Score(3, 1, 1)}),
    ("referent's note", put("fiches.0.referents.1.note", None), {"referents": Score(3, 1, 1)}),
    ("referent's year", put("fiches.0.referents.1.year", None), {"referents": Score(3, 1, 1)}),
    ("referent's accent", put("fiches.0.referents.0.name", "Eve Morin"), {"referents": Score(3, 1, 1)}),
    ("referent of another fiche", move("fiches.0.referents", 0, "fiches.1.referents"),
        {"referents": Score(3, 1, 1)}),
    ("referent of another entry", move("toc.0.referents", 0, "toc.1.referents"),
        {"referents": Score(3, 1, 1)}),
    ("referent twice", again("fiches.0.referents"), {"referents": Score(4, 1, 0)}),
    ("referent not found", drop("fiches.0.referents"), {"referents": Score(3, 0, 1)}),
    ("section kind", put("fiches.0.sections.0.kind", "other"), {"sections": Score(1, 1, 1)}),
    ("section year", put("fiches.0.sections.0.year", None), {"sections": Score(1, 1, 1)}),
    ("section label takes its items along", put("fiches.0.sections.0.label", "Suite"),
        {"sections": Score(1, 1, 1), "items": Score(0, 3, 3)}),
    ("section not found", drop("fiches.0.sections"), {
        "sections": Score(1, 0, 1), "items": Score(0, 0, 3), "mentions": Score(0, 0, 2),
        "mentions-overlap": Score(0, 0, 2)}),
    ("item's text", put(f"{ITEM}.1.text", "Replanter"), {"items": Score(2, 1, 1)}),
    ("item's case", put(f"{ITEM}.1.text", "replanter."), {"items": Score(2, 1, 1)}),
    ("item's depth", put(f"{ITEM}.0.items.0.depth", 2), {"items": Score(2, 1, 1)}),
    ("item's bullet", put(f"{ITEM}.1.bullet", True), {"items": Score(2, 1, 1)}),
    ("item in another section", move(ITEM, 1, "fiches.0.sections.1.items"), {"items": Score(2, 1, 1)}),
    ("date's text", put("fiches.0.dates.0.text", "en juin"), {"dates": Score(1, 1, 1)}),
    ("date's year", put("fiches.0.dates.0.year_inferred", False), {"dates": Score(1, 1, 1)}),
    ("date's day", put("fiches.0.dates.1.values.1.end", "2024-06-29"), {"dates": Score(1, 1, 1)}),
    ("date's modifier", put("fiches.0.dates.0.values.0.modifier", "late"), {"dates": Score(1, 1, 1)}),
    ("date's second value", drop("fiches.0.dates.1.values", 1), {"dates": Score(1, 1, 1)}),
    ("date of another fiche", move("fiches.0.dates", 0, "fiches.1.dates"), {"dates": Score(1, 1, 1)}),
    ("calendar text", put("fiches.0.calendar.0.text", "curages"), {"calendar": Score(0, 1, 1)}),
    ("calendar date", drop("fiches.0.calendar.0.dates"), {"calendar": Score(0, 1, 1)}),
    ("partner's kind", put("fiches.0.partners.0.kind", "generic"), {"partners": Score(1, 1, 1)}),
    ("partner's members", put("fiches.0.partners.0.members", []), {"partners": Score(1, 1, 1)}),
    ("partner's doubt", put("fiches.0.partners.1.uncertain", False), {"partners": Score(1, 1, 1)}),
    ("partner of another fiche", move("fiches.0.partners", 0, "fiches.1.partners"),
        {"partners": Score(1, 1, 1)}),
    ("funder", put("fiches.0.funding.0.funder", None), {"funding": Score(0, 1, 1)}),
    ("instrument", put("fiches.0.funding.0.instrument", None), {"funding": Score(0, 1, 1)}),
    ("amount", put("fiches.0.funding.0.amounts.0.value", 50), {"funding": Score(0, 1, 1)}),
    ("amount's tax", put("fiches.0.funding.0.amounts.0.tax", "TTC"), {"funding": Score(0, 1, 1)}),
    ("amount twice", again("fiches.0.funding.0.amounts"), {"funding": Score(0, 1, 1)}),
    ("period", put("fiches.0.funding.0.period", None), {"funding": Score(0, 1, 1)}),
    ("funding not found", drop("fiches.0.funding"), {"funding": Score(0, 0, 1)}),
    ("mention cut short", put(f"{MENTIONS}.1.text", "Fédération de pêche"), {"mentions": Score(1, 1, 1)}),
    ("mention's label", put(f"{MENTIONS}.0.label", "person"),
        {"mentions": Score(1, 1, 1), "mentions-overlap": Score(1, 1, 1)}),
    ("mention twice", again(MENTIONS), {"mentions": Score(2, 1, 0), "mentions-overlap": Score(2, 1, 0)}),
    ("mention not found", drop(MENTIONS), {"mentions": Score(1, 0, 1), "mentions-overlap": Score(1, 0, 1)}),
    ("entity of another kind", move("people", 0, "places"), {"entities": Score(3, 1, 1)}),
    ("entity twice", again("organisations"), {"entities": Score(4, 1, 0)}),
    ("diagnostic's fiche", put("diagnostics.0.fiche_id", "fiche-2"), {"diagnostics": Score(1, 1, 1)}),
    ("diagnostic too many", again("diagnostics"), {"diagnostics": Score(2, 1, 0)}),
    ("diagnostic about the program", lambda p: p["diagnostics"].append(
        {**p["diagnostics"][0], "code": "text-unassigned"}), {}),
]  # fmt: skip
