"""What all pages share: the head, the ways through the review, its progress, forms that carry the session's token."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.review.rows import Rows
from pipeline.review.session import Session
from pipeline.review.worklist import Worklist
from pipeline.write.french import plural
from pipeline.write.report.html import Html, join, tag


@dataclass(slots=True)
class Page:
    """What a page is made from: the session, what is derived from it, the secret that its forms carry."""

    session: Session
    rows: Rows
    worklist: Worklist
    token: str
    message: str = ""
    error: str = ""
    back: str = "/"

    def form(self, action: str, *children: object, **attributes: str | None) -> Html:
        """Make a form that changes something."""
        return tag(
            "form",
            hidden("jeton", self.token),
            hidden("revision", str(self.session.revision)),
            hidden("retour", self.back),
            *children,
            method="post",
            action=action,
            **attributes,
        )


def hidden(name: str, value: str) -> Html:
    """Make a field that a person does not see."""
    return tag("input", type="hidden", name_=name, value=value)


def button(label: str, **attributes: str | int | bool | None) -> Html:
    """Make a button that sends its form."""
    return tag("button", label, type="submit", **attributes)


def page(made: Page, title: str, here: str, *content: object) -> str:
    """Give a whole page.

    Args:
        made: what it is made from.
        title: what it is about.
        here: the part of the review that it belongs to.
        content: its main part.
    """
    session = made.session
    plan = session.corrected.plan.title or session.source.name
    said = []
    if made.error:
        said.append(tag("p", made.error, class_="alert", role="alert", id="erreur", tabindex="-1"))
    said.append(tag("p", made.message, role="status", id="message"))
    body = tag(
        "body",
        tag("a", "Aller au contenu", href="#contenu", class_="skip"),
        tag(
            "header",
            tag("p", plan, class_="plan"),
            _progress(made),
            _tools(made),
            class_="top",
        ),
        _navigation(here),
        tag("main", tag("h1", title), said, _notices(made), list(content), id="contenu", tabindex="-1"),
        _help(),
        tag("script", src="/review.js"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href="/review.css"),
        tag("title", f"{title} – relecture"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='fr')}\n"


def _progress(made: Page) -> Html:
    done, total = made.worklist.done, made.worklist.total
    read, fiches = len(made.rows.reviewed), len(made.session.corrected.plan.fiches)
    label = f"{plural(done, 'signalement réglé', 'signalements réglés')} sur {total}"
    return tag(
        "div",
        tag("label", label, for_="avancement"),
        tag("progress", value=done, max=max(total, 1), id="avancement"),
        tag("span", f"{plural(read, 'fiche relue', 'fiches relues')} sur {fiches}", class_="soft"),
        class_="progress",
    )


def _tools(made: Page) -> Html:
    session = made.session
    state = "Décisions à enregistrer" if session.unsaved else "Tout est enregistré"
    return tag(
        "div",
        tag("span", state, class_="state", id="etat"),
        made.form(
            "/annuler", button("Annuler", id="annuler", disabled=not session.can_undo, aria_keyshortcuts="Control+Z")
        ),
        made.form(
            "/retablir", button("Rétablir", id="retablir", disabled=not session.can_redo, aria_keyshortcuts="Control+Y")
        ),
        made.form(
            "/enregistrer", button("Enregistrer", id="enregistrer", aria_keyshortcuts="Control+S", class_="main")
        ),
        class_="tools",
    )


LINKS = (
    ("/", "Signalements"),
    ("/fiches", "Fiches"),
    ("/noms", "Noms"),
    ("/decisions", "Décisions"),
)


def _navigation(here: str) -> Html:
    items = [
        tag("li", tag("a", name, href=place, aria_current="page" if place == here else None)) for place, name in LINKS
    ]
    return tag("nav", tag("ul", items), aria_label="Relecture")


def _notices(made: Page) -> Html:
    session = made.session
    notices: list[Html] = []
    if session.other_draft is not None:
        count = plural(len(session.other_draft.entries), "décision")
        notices.append(
            tag(
                "section",
                tag("h2", "Un brouillon ne correspond plus au fichier", id="brouillon"),
                tag(
                    "p",
                    f"Une relecture précédente a laissé un brouillon ({count}), puis le fichier des corrections a "
                    "changé. Le brouillon n'est ni appliqué ni effacé.",
                ),
                made.form(
                    "/brouillon",
                    button("Reprendre le brouillon", name_="do", value="reprendre"),
                    " ",
                    button("Abandonner le brouillon", name_="do", value="abandonner"),
                ),
                class_="note",
                aria_labelledby="brouillon",
            )
        )
    if session.conflict:
        notices.append(
            tag(
                "section",
                tag("h2", "Le fichier des corrections a changé entre-temps", id="conflit"),
                tag(
                    "p",
                    f"« {session.storage.path.name} » a été modifié ailleurs depuis le début de cette relecture. Rien "
                    "n'a été écrasé, et vos décisions restent dans le brouillon.",
                ),
                made.form("/reunir", button("Relire le fichier et y ajouter mes décisions")),
                class_="note",
                aria_labelledby="conflit",
            )
        )
    return join(notices)


_KEYS = (
    ("n, p", "valeur suivante, précédente"),
    ("a", "accepter la valeur"),
    ("m", "modifier la valeur"),
    ("s", "supprimer la valeur, ou la remettre"),
    ("d", "signalement suivant"),
    ("f, g", "fiche suivante, précédente"),
    ("Ctrl+Z, Ctrl+Y", "annuler, rétablir"),
    ("Ctrl+S", "enregistrer"),
)


def _help() -> Html:
    rows = [tag("div", tag("dt", tag("kbd", keys)), tag("dd", what)) for keys, what in _KEYS]
    box = tag("input", type="checkbox", id="raccourcis", checked=True)
    return tag(
        "footer",
        tag(
            "details",
            tag("summary", "Raccourcis du clavier"),
            tag("p", box, " ", tag("label", "Utiliser les raccourcis d'une seule lettre", for_="raccourcis")),
            tag("dl", rows),
            id="aide",
        ),
    )


def chosen(name: str, label: str, options: Sequence[tuple[str, str]], value: str | None, ident: str) -> Html:
    """Make a list to choose from, with its label."""
    choices = [tag("option", shown, value=key, selected=key == value) for key, shown in options]
    return tag("p", tag("label", label, for_=ident), " ", tag("select", choices, name_=name, id=ident), class_="field")
