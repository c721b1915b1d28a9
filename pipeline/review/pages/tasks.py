"""The diagnostics: the list to work through, and one of them with its places and what can be answered."""

from collections.abc import Sequence

from pipeline.corrections.fields import Family
from pipeline.model import Axe, Diagnostic, DiagnosticCode, Entity
from pipeline.review.names import LISTS, entities
from pipeline.review.pages.fields import field_list
from pipeline.review.pages.layout import Page, button, hidden, page
from pipeline.review.pages.text import excerpt
from pipeline.review.rows import CONTENTS, fiche_label
from pipeline.review.worklist import Task
from pipeline.write.french import word
from pipeline.write.report.html import Html, join, tag

_MOST_PLACES = 12
_REASONS = (
    "Vérifié : le document a raison",
    "Vérifié : c'est bien ainsi",
    "Confirmé par la personne responsable",
    "Erreur du document, sans conséquence",
)


def worklist_page(made: Page) -> str:
    """Give the list of diagnostics, open ones first."""
    work = made.worklist
    open_ = [_line(made, task) for task in work.tasks if task.open]
    done = [_line(made, task) for task in work.tasks if not task.open]
    first = work.open[0] if work.open else None
    content = [
        tag("p", tag("a", "Commencer", href=f"/signalement/{first.key}", class_="act main", id="commencer"))
        if first
        else tag("p", "Tous les signalements sont réglés."),
        tag("h2", f"À régler ({len(open_)})"),
        tag("ol", open_, class_="tasks") if open_ else tag("p", "Aucun."),
        tag("h2", f"Réglés ({len(done)})"),
        tag("ol", done, class_="tasks done") if done else tag("p", "Aucun pour le moment."),
    ]
    return page(made, "Signalements", "/", *content)


def _line(made: Page, task: Task) -> Html:
    one = task.diagnostic
    reason = f" Réglé : {task.settled.because}" if task.settled else "" if task.open else " Réglé par une correction."
    return tag(
        "li",
        tag("strong", word(one.severity), class_=f"severity {one.severity.value}"),
        " ",
        tag("a", one.message, href=f"/signalement/{task.key}"),
        tag("span", f" {_fiche_name(made, one)}", class_="soft") if one.fiche_id else None,
        tag("span", reason, class_="state") if reason else None,
    )


def _fiche_name(made: Page, one: Diagnostic) -> str:
    fiche = next((f for f in made.session.corrected.plan.fiches if f.id == one.fiche_id), None)
    return fiche_label(fiche) if fiche else ""


def task_page(made: Page, task: Task) -> str:
    """Give one diagnostic that belongs to no fiche: its places in the text, and what can be answered."""
    return page(made, word(task.diagnostic.code), "/", task_panel(made, task))


def task_panel(made: Page, task: Task) -> Html:
    """Give a diagnostic, its places, and the answers."""
    one = task.diagnostic
    following = made.worklist.after(task.key)
    severity = tag("strong", word(one.severity), class_=f"severity {one.severity.value}")
    head = "Signalement" if task.open else "Signalement réglé"
    return tag(
        "section",
        tag("h2", head, id="titre-signalement"),
        tag("p", severity, f" {one.message}"),
        _places(made, one),
        _answers(made, task) if task.open else _settled(made, task),
        tag("p", tag("a", "Signalement suivant →", href=f"/signalement/{following.key}", id="signalement-suivant"))
        if following
        else None,
        class_="note task",
        aria_labelledby="titre-signalement",
        id="signalement",
        tabindex="-1",
    )


def _places(made: Page, one: Diagnostic) -> Html | None:
    if not one.spans:
        return None
    text = made.session.text
    shown = [
        tag("li", excerpt(text, span), " ", _where(made, span.start))
        for span in dict.fromkeys(one.spans[:_MOST_PLACES])
    ]
    more = len(one.spans) - _MOST_PLACES
    return join([tag("ul", shown, class_="places"), tag("p", f"… et {more} autres endroits.") if more > 0 else None])


def _where(made: Page, start: int) -> Html | None:
    plan = made.session.corrected.plan
    fiche = next((f for f in plan.fiches if f.span.start <= start < f.span.end), None)
    if fiche is not None:
        return tag("a", fiche_label(fiche), href=f"/fiche/{fiche.id}")
    in_contents = any(entry.span.start <= start < entry.span.end for entry in plan.toc)
    return tag("a", "Sommaire imprimé", href=f"/fiche/{CONTENTS}") if in_contents else None


def _settled(made: Page, task: Task) -> Html:
    said = f"Réglé : {task.settled.because}" if task.settled else "Réglé par une correction."
    reopen = (
        made.form("/rouvrir", hidden("signalement", task.key), button("Rouvrir", id="rouvrir"))
        if task.settled
        else None
    )
    return join([tag("p", said, class_="state"), reopen])


def _answers(made: Page, task: Task) -> Html:
    """Give what helps to answer this kind of diagnostic, then the reason that settles it."""
    one = task.diagnostic
    help_: list[Html] = []
    if one.code in (DiagnosticCode.AXE_NUMBER_DIFFERS, DiagnosticCode.AXE_TITLE_DIFFERS):
        help_ = [_axe_form(made, axe, task) for axe in _axes_at(made, one)]
    elif one.code is DiagnosticCode.SPELLING_VARIANTS:
        help_ = [_spellings(made, entity, task) for entity in _entities_at(made, one)]
    elif one.code is DiagnosticCode.UNCERTAIN and one.fiche_id:
        confirm = button("C'est confirmé : plus rien d'incertain ici", id="confirmer")
        help_ = [made.form("/confirmer", hidden("signalement", task.key), tag("p", confirm))]
    elif one.code is DiagnosticCode.REFERENTS_DIFFER:
        help_ = [tag("p", "Corrigez le référent dans la fiche ou dans le sommaire, puis dites ce qui est juste.")]
    elif one.code in (DiagnosticCode.TITLE_DIFFERS, DiagnosticCode.TITLE_MISSING, DiagnosticCode.AXE_MISSING):
        help_ = [tag("p", tag("a", "Modifier le titre ou l'axe de la fiche", href=_edit_fiche(one)))]
    datalist = tag("datalist", [tag("option", value=reason) for reason in _REASONS], id="motifs")
    return join(
        [
            help_,
            made.form(
                "/regler",
                hidden("signalement", task.key),
                tag(
                    "p",
                    tag("label", "Réglé, parce que", for_="motif"),
                    " ",
                    tag(
                        "input",
                        type="text",
                        name_="motif",
                        id="motif",
                        list="motifs",
                        required=True,
                        autocomplete="off",
                    ),
                    class_="field",
                ),
                datalist,
                tag("p", button("Régler", id="regler", class_="main")),
                class_="edit",
            ),
        ]
    )


def _edit_fiche(one: Diagnostic) -> str:
    return f"/fiche/{one.fiche_id}?modifier=fiche#v-fiche"


def _axes_at(made: Page, one: Diagnostic) -> Sequence[Axe]:
    starts = {span.start for span in one.spans}
    return [axe for axe in made.session.corrected.plan.axes if axe.span.start in starts]


def _axe_form(made: Page, axe: Axe, task: Task) -> Html:
    values = {"number": axe.number, "title": axe.title}
    return made.form(
        "/axe",
        hidden("axe", axe.id),
        hidden("signalement", task.key),
        tag(
            "fieldset",
            tag("legend", f"Axe « {axe.title or axe.id} »"),
            field_list(Family.AXE, values, axe.id),
            tag("p", button("Corriger l'axe et régler", class_="main")),
        ),
        class_="edit",
    )


def _entities_at(made: Page, one: Diagnostic) -> list[Entity]:
    spans = set(one.spans)
    found = (entity for kind in LISTS for entity in entities(made.session, kind))
    return [entity for entity in found if spans and spans <= {o.span for o in entity.occurrences}][:3]


def _spellings(made: Page, entity: Entity, task: Task) -> Html:
    names = [entity.name, *entity.variants]
    radios = [
        tag(
            "p",
            tag("input", type="radio", name_="nom", value=name, id=f"g-{place}", checked=place == 0),
            " ",
            tag("label", name, for_=f"g-{place}"),
        )
        for place, name in enumerate(names)
    ]
    return made.form(
        "/graphie",
        hidden("signalement", task.key),
        hidden("entite", entity.id),
        tag(
            "fieldset",
            tag("legend", "La bonne graphie"),
            radios,
            tag(
                "p",
                button("Retenir cette graphie et régler", class_="main"),
                " ",
                tag("a", "Ce n'est pas le même : séparer", href=f"/nom/{entity.id}"),
            ),
        ),
        class_="edit",
    )
