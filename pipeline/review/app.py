"""The review as a web application: addresses, what each answers, and what a form does to the session.

In: a session and its secret. Out: an ASGI application behind `Guard`. A form that cannot be followed changes
nothing and is answered by its own page with a sentence; one from a page that is out of date is not followed at all.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.errors import FichesError
from pipeline.review import acts
from pipeline.review.decide import FormError
from pipeline.review.guard import App, Guard
from pipeline.review.names import find_entity
from pipeline.review.pages.fiche import fiche_page
from pipeline.review.pages.layout import Page
from pipeline.review.pages.lists import decisions_page, fiches_page
from pipeline.review.pages.names import name_page, names_page
from pipeline.review.pages.tasks import task_page, worklist_page
from pipeline.review.rows import CONTENTS, Rows
from pipeline.review.session import NotAppliedError, Session
from pipeline.review.worklist import Worklist

Query = Mapping[str, str]


class Review:
    """Answers requests for one session, one at a time."""

    def __init__(self, session: Session, token: str) -> None:
        self._session = session
        self._token = token
        self._made: tuple[int, Rows, Worklist] | None = None
        self._error = ""

    def page(self, back: str) -> Page:
        """Gather what a page is made from; what is derived from the session is made once a revision."""
        session = self._session
        if self._made is None or self._made[0] != session.revision:
            self._made = session.revision, Rows(session), Worklist(session)
        _, rows, worklist = self._made
        message, session.message = session.message, ""
        error, self._error = self._error, ""
        return Page(session, rows, worklist, self._token, message, error, back)

    async def show(self, request: Request) -> Response:
        """Answer a page."""
        path = request.url.path
        back = path + (f"?{request.url.query}" if request.url.query else "")
        made = self.page(back)
        shown = self._shown(made, path.strip("/").split("/"), dict(request.query_params))
        if shown is None:
            return HTMLResponse("Cette page n'existe pas.\n", status_code=404, media_type="text/plain")
        return HTMLResponse(shown)

    def _shown(self, made: Page, path: list[str], query: Query) -> str | None:
        match path:
            case [""]:
                return worklist_page(made)
            case ["fiches"]:
                return fiches_page(made)
            case ["decisions"]:
                return decisions_page(made)
            case ["noms"]:
                return names_page(made, query)
            case ["nom", identity]:
                try:
                    return name_page(made, find_entity(self._session, identity))
                except FormError:
                    return None
            case ["fiche", where]:
                known = {fiche.id for fiche in self._session.corrected.plan.fiches}
                if where in known or (where == CONTENTS and self._session.corrected.plan.toc):
                    return fiche_page(made, where, query)
            case ["signalement", key]:
                task = made.worklist.find(key)
                if task is None:
                    return None
                if task.diagnostic.fiche_id is not None:
                    return fiche_page(made, task.diagnostic.fiche_id, {**query, "signalement": key})
                return task_page(made, task)
        return None

    async def act(self, act: acts.Act, request: Request) -> Response:
        """Follow a form, then go back to a page."""
        session = self._session
        body = await request.body()
        try:
            pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=5000)
        except ValueError:
            return Response("Ce formulaire ne peut pas être lu.\n", 400, media_type="text/plain; charset=utf-8")
        form = acts.Form(pairs)
        if not self._knows(form.get("jeton", "")):
            return Response(
                "Ce formulaire n'est pas de cette relecture.\n", 403, media_type="text/plain; charset=utf-8"
            )
        back = own_path(form.get("retour", "/"))
        if form.get("revision") != str(session.revision):
            self._error = "La page n'était plus à jour : rien n'a été changé. Voici l'état actuel, recommencez."
            return _to(back)
        made = self.page(back)
        try:
            done = act(made, form)
        except FichesError as error:
            self._error = in_french(error)
            return _to(back)
        session.message = done.message
        return _to(done.place or back, done.anchor)

    def _knows(self, token: str) -> bool:
        return token == self._token


_SENTENCES = {
    "corrections-contradict": "Vos décisions et celles du fichier se contredisent : rien n'a été changé. Ouvrez le "
    "fichier à côté, retirez l'une des deux dans « Décisions » ou dans le fichier, puis recommencez.",
    "corrections-invalid": "Le fichier des corrections ne peut pas être lu : rien n'a été changé. Détail : {}",
    "out-not-writable": "Le fichier n'a pas pu être écrit : libérez de la place ou l'accès au dossier. Détail : {}",
}


def in_french(error: FichesError) -> str:
    """Say what went wrong on a page: sentences of the review are French already, those of other stages are not."""
    if isinstance(error, FormError | NotAppliedError):
        return str(error)
    return _SENTENCES.get(error.code, "Cela n'a pas pu être fait. Détail : {}").format(error)


def own_path(place: str) -> str:
    """Give a path of the review, whatever a form says: never another site."""
    parts = urlsplit(place)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _to(place: str, anchor: str = "") -> Response:
    path, _, query = own_path(place).partition("?")
    if anchor:  # the form that was open is done with
        kept = [(name, value) for name, value in parse_qsl(query) if name in _KEPT]
        query = urlencode(kept)
    return RedirectResponse(f"{path}{'?' + query if query else ''}{'#' + anchor if anchor else ''}", status_code=303)


_KEPT = frozenset({"genre", "q"})


def _asset(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    text = "".join(files(package).joinpath(file).read_text(encoding="utf-8") for package, file in _ASSETS[name])

    async def answer(_: Request) -> Response:
        return Response(text, media_type=kind)

    return answer


_ASSETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "review.css": (("pipeline.write.report", "report.css"), ("pipeline.review", "review.css")),
    "review.js": (("pipeline.review", "review.js"),),
}


def application(session: Session, token: str, port: int) -> App:
    """Give the application of a session."""
    review = Review(session, token)
    posts: list[Any] = [
        Route(f"/{name}", partial(review.act, act), methods=["POST"]) for name, act in acts.ACTS.items()
    ]
    gets = [
        Route("/review.css", _asset("review.css", "text/css"), methods=["GET"]),
        Route("/review.js", _asset("review.js", "text/javascript"), methods=["GET"]),
        Route("/{path:path}", review.show, methods=["GET"]),
    ]
    return Guard(Starlette(routes=[*posts, *gets]), token, port)
