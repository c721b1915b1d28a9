"""What each form of the review does: one function an address, from a page and a form to a sentence and where to go.

Raises `FichesError` with a French sentence where a form cannot be followed; nothing has changed then.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.learn.reviewed import Reviewed
from pipeline.learn.words import confirmed_words, extend_file
from pipeline.model import Span
from pipeline.review import decide, names
from pipeline.review.decide import FormError
from pipeline.review.pages.layout import Page
from pipeline.review.worklist import Task
from pipeline.vocabulary.user import BESIDE
from pipeline.write.french import plural


class Form(dict[str, str]):
    """The fields of a form; `all` gives those of one name, ticked boxes."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)
        super().__init__(self._pairs)

    def all(self, name: str) -> list[str]:
        """Give every value of a name."""
        return [value for key, value in self._pairs if key == name]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: a sentence, where to go (back, when empty), at which part of the page."""

    message: str
    place: str = ""
    anchor: str = ""


Act = Callable[[Page, Form], Done]


def _value(page: Page, form: Form) -> Done:
    message, key = decide.decide_value(page.session, page.rows, form.get("ou", ""), form)
    return Done(message, anchor=f"v-{key}")


def _add(page: Page, form: Form) -> Done:
    where = form.get("ou", "")
    message, key = decide.add_value(page.session, where, form)
    return Done(message, f"/fiche/{where}", f"v-{key}")


def _task(page: Page, form: Form) -> Task:
    task = page.worklist.find(form.get("signalement", ""))
    if task is None:
        raise FormError("Ce signalement n'existe plus.")
    return task


def _next(page: Page, task: Task, message: str) -> Done:
    following = page.worklist.after(task.key)
    if following is None:
        return Done(f"{message} C'était le dernier.", "/")
    return Done(message, f"/signalement/{following.key}", "signalement")


def _settle(page: Page, form: Form) -> Done:
    task = _task(page, form)
    return _next(page, task, decide.settle(page.session, task.diagnostic, form))


def _reopen(page: Page, form: Form) -> Done:
    task = _task(page, form)
    session = page.session
    session.decide([one for one in session.entries if one is not task.settled])
    return Done("Le signalement est de nouveau à régler.", anchor="signalement")


def _axe(page: Page, form: Form) -> Done:
    task = _task(page, form)
    with page.session.together():
        message = decide.change_axe(page.session, form.get("axe", ""), form)
        decide.settle(page.session, task.diagnostic, {"motif": "L'axe est corrigé ou confirmé"})
    return _next(page, task, f"{message} Le signalement est réglé.")


def _spelling(page: Page, form: Form) -> Done:
    task, name = _task(page, form), form.get("nom", "")
    entity = names.find_entity(page.session, form.get("entite", ""))
    if name not in (entity.name, *entity.variants):
        raise FormError("Cette graphie n'est pas de ce nom.")
    with page.session.together():
        if name != entity.name:
            names.rename(page.session, entity.id, name, entity.acronym or "")
        decide.settle(page.session, task.diagnostic, {"motif": f"La bonne graphie est « {name} »"})
    return _next(page, task, f"« {name} » est retenu.")


def _confirm(page: Page, form: Form) -> Done:
    """`convention ANCT ?` is signed: what stands there is not uncertain any more."""
    task = _task(page, form)
    where = task.diagnostic.fiche_id or ""
    doubted = [row for row in page.rows.of(where) if row.fields.get("uncertain") and _shares(row.span, task)]
    with page.session.together():
        for row in doubted:
            sure = {"valeur": row.key, "do": "modifier", "f-uncertain": "non"}
            decide.decide_value(page.session, page.rows, where, sure)
        decide.settle(page.session, task.diagnostic, {"motif": form.get("motif", "").strip() or "Confirmé"})
    return _next(page, task, "C'est confirmé.")


def _shares(span: Span, task: Task) -> bool:
    return any(one.start < span.end and span.start < one.end for one in task.diagnostic.spans)


def _reviewed(page: Page, form: Form) -> Done:
    done = form.get("do") == "oui"
    return Done(decide.review_fiche(page.session, form.get("fiche", ""), done=done), anchor="titre-valeurs")


def _merge(page: Page, form: Form) -> Done:
    return Done(names.merge_names(page.session, form.all("entite"), form.get("dans", "")), anchor="message")


def _rename(page: Page, form: Form) -> Done:
    identity = form.get("entite", "")
    kind = names.find_entity(page.session, identity).kind
    message = names.rename(page.session, identity, form.get("nom", ""), form.get("sigle", ""))
    return Done(message, f"/noms?genre={kind.value}", "message")


def _split(page: Page, form: Form) -> Done:
    identity = form.get("entite", "")
    kind = names.find_entity(page.session, identity).kind
    message = names.split_name(page.session, identity, form.all("place"), form.get("autre", ""))
    return Done(message, f"/noms?genre={kind.value}", "message")


def _withdraw(page: Page, form: Form) -> Done:
    number, entries = form.get("numero", ""), page.session.entries
    if not number.isdecimal() or len(number) > 6 or int(number) >= len(entries):
        raise FormError("Cette décision n'existe plus.")
    page.session.decide([one for place, one in enumerate(entries) if place != int(number)])
    return Done("La décision est retirée.", anchor="message")


def _undo(page: Page, _: Form) -> Done:
    return Done("Annulé." if page.session.undo() else "Il n'y a rien à annuler.", anchor="message")


def _redo(page: Page, _: Form) -> Done:
    return Done("Rétabli." if page.session.redo() else "Il n'y a rien à rétablir.", anchor="message")


def _save(page: Page, _: Form) -> Done:
    if not page.session.save():
        return Done("", anchor="conflit")
    return Done(f"Enregistré dans « {page.session.storage.path.name} ».", anchor="message")


def _words(page: Page, _: Form) -> Done:
    session = page.session
    path = session.source.with_name(BESIDE)
    plan = Reviewed(session.source, session.reading, session.corrected, session.diagnostics)
    count = extend_file(path, confirmed_words([plan]))
    added = plural(count, "entrée nouvelle", "entrées nouvelles")
    return Done(f"« {path.name} » : {added}." if count else f"« {path.name} » contient déjà tout.", anchor="message")


def _rebase(page: Page, _: Form) -> Done:
    page.session.rebase()
    return Done("Vos décisions sont ajoutées à celles du fichier : relisez, puis enregistrez.", "/decisions", "message")


def _draft(page: Page, form: Form) -> Done:
    use = form.get("do") == "reprendre"
    page.session.take_draft(use=use)
    return Done("Le brouillon est repris." if use else "Le brouillon est abandonné.", anchor="message")


ACTS: Mapping[str, Act] = {
    "valeur": _value,
    "ajout": _add,
    "regler": _settle,
    "rouvrir": _reopen,
    "axe": _axe,
    "graphie": _spelling,
    "confirmer": _confirm,
    "relue": _reviewed,
    "fusion": _merge,
    "nommer": _rename,
    "separer": _split,
    "retirer": _withdraw,
    "annuler": _undo,
    "retablir": _redo,
    "enregistrer": _save,
    "vocabulaire": _words,
    "reunir": _rebase,
    "brouillon": _draft,
}
