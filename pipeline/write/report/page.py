"""The whole report: one page that asks nothing of any network, and runs no script but its own."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from pipeline.write.load import LoadedPlan
from pipeline.write.report.charts import partner_network, people_matrix, timeline
from pipeline.write.report.fiches import contents, diagnostics, fiches_by_axe, summary
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.source import source_panel
from pipeline.write.report.totals import completeness, funding_totals
from pipeline.write.report.values import Values, gather

NO_TEXT = (
    "Le texte du plan n'a pas été trouvé à côté du fichier JSON : le rapport n'a pas de panneau de texte, "
    "et les valeurs n'y renvoient pas. Placez le fichier .txt de l'extraction à côté du .json, puis recommencez."
)
PARTS = (
    ("fiches", "Fiches"),
    ("frise", "Frise"),
    ("personnes", "Personnes"),
    ("partenaires", "Partenaires"),
    ("completude", "Complétude"),
    ("financements", "Financements"),
    ("signalements", "Signalements"),
)


def report_page(plans: Sequence[LoadedPlan], extra: Sequence[tuple[str, str, Html]] = ()) -> str:
    """Give the page.

    Args:
        plans: the plans, each with or without its text.
        extra: more sections for the top of the page: anchor, title, content.
    """
    single = len(plans) == 1
    title = plans[0].plan.title or plans[0].plan.id if single else f"{len(plans)} plans d'action"
    bodies = [_plan(loaded, f"p{number}-", 2 if single else 3) for number, loaded in enumerate(plans, 1)]
    more = [
        tag("section", tag("h2", name, id=anchor), content, aria_labelledby=anchor) for anchor, name, content in extra
    ]
    links = [(anchor, name) for anchor, name, _ in extra]
    if single:
        links += [(f"p1-{anchor}", name) for anchor, name in PARTS]
    else:
        links += [(f"p{number}-plan", one.plan.title or one.plan.id) for number, one in enumerate(plans, 1)]
    body = tag(
        "body",
        tag("a", "Aller au contenu", href="#contenu", class_="skip"),
        tag("header", tag("h1", title), [tag("p", _facts(one), class_="soft") for one in plans] if single else None),
        _navigation(links),
        tag("main", more, bodies, id="contenu", tabindex="-1"),
        tag("footer", tag("p", "Rapport produit par fiches à partir des valeurs extraites du plan.", class_="soft")),
        tag("script", Html(_data("report.js"))),
    )
    return f"<!DOCTYPE html>\n{tag('html', _head(title), body, lang='fr')}\n"


def _head(title: str) -> Html:
    policy = (
        f"default-src 'none'; script-src '{_digest('report.js')}'; style-src '{_digest('report.css')}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{title} – rapport"),
        tag("style", Html(_data("report.css"))),
    )


def _navigation(links: Sequence[tuple[str, str]]) -> Html:
    items = [tag("li", tag("a", name, href=f"#{anchor}")) for anchor, name in links]
    box = tag("input", type="search", id="search", autocomplete="off", aria_describedby="found")
    found = tag("span", id="found", role="status")
    search = tag(
        "div", tag("label", "Filtrer les fiches", for_="search"), box, " ", found, class_="search", role="search"
    )
    return tag("nav", tag("ul", items), search, aria_label="Rapport")


def _plan(loaded: LoadedPlan, prefix: str, level: int) -> Html:
    plan, text = loaded.plan, loaded.text
    values = gather(plan, prefix, linked=text is not None)
    heading = f"h{level}"

    def part(anchor: str, title: str, content: object) -> Html:
        return tag("section", tag(heading, title, id=f"{prefix}{anchor}"), content, aria_labelledby=f"{prefix}{anchor}")

    fiches = [fiches_by_axe(plan, values, level + 1), _contents(loaded, values)]
    panel = source_panel(plan, text, values, heading) if text is not None else tag("p", NO_TEXT, class_="note")
    # Signalements come before the text is written: what they show decides what the text can link back to.
    listed = diagnostics(plan, values)
    contents_of = (
        timeline(plan, values),
        people_matrix(plan),
        partner_network(plan),
        completeness(plan, values),
        funding_totals(plan),
        listed,
    )
    sections = [part(anchor, title, content) for (anchor, title), content in zip(PARTS[1:], contents_of, strict=True)]
    pair = tag("div", tag("div", part(*PARTS[0], fiches)), panel, class_="pair two" if text is not None else "pair")
    head = (
        [tag("h2", plan.title or plan.id, id=f"{prefix}plan"), tag("p", _facts(loaded), class_="soft")]
        if level == 3
        else None
    )
    return join([head, pair, sections])


def _contents(loaded: LoadedPlan, values: Values) -> Html | None:
    if not loaded.plan.toc:
        return None
    return tag("details", tag("summary", "Sommaire imprimé"), contents(loaded.plan, values))


def _facts(loaded: LoadedPlan) -> str:
    plan = loaded.plan
    year = f"Année {plan.year}. " if plan.year else ""
    return f"{year}Source : {plan.source.file}. {summary(plan)}."


def _data(name: str) -> str:
    return files("pipeline.write.report").joinpath(name).read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(_data(name).encode("utf-8")).digest()).decode("ascii")
