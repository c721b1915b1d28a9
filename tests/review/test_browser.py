"""The review as a person meets it: diagnostics worked through, values corrected, names merged, all found again."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import SEED, complaints, fiches
from tests.corrections.plans import PLAN
from tests.review.conftest import Start

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
expect.set_options(timeout=15_000)  # a busy machine
Opened = Any

SELECT = """([words, number]) => {
  const panel = document.getElementById("texte");
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  let node;
  while ((node = walker.nextNode())) {
    const at = node.data.indexOf(words);
    if (at >= 0 && number-- === 0) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + words.length);
      const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
      return true;
    }
  }
  return false;
}"""


def select(page: Any, words: str, number: int = 0) -> None:
    page.locator("html[data-ready]").wait_for()
    assert page.evaluate(SELECT, [words, number])
    expect(page.locator("#passage")).to_have_value(words)


def says(page: Any, words: str) -> None:
    """The page that answers has come, and says so."""
    expect(page.locator("#message")).to_contain_text(words)


def value(page: Any, name: str) -> Any:
    return page.locator("li.value", has=page.get_by_role("link", name=name, exact=True)).first


def modify(row: Any) -> None:
    """Open the form of a value; it has come whole, its first field in focus."""
    row.get_by_role("link", name="Modifier").click()
    row.page.locator("html[data-ready] [id^='m-']:focus").wait_for()


def extracted(source: Path, out: Path) -> dict[str, Any]:
    run = fiches("extract", source, "--out", out, "--ner", "none")
    assert complaints(run) == []
    assert fiches("validate", out / f"{source.stem}.json").returncode == 0
    plan: dict[str, Any] = json.loads((out / f"{source.stem}.json").read_text(encoding="utf-8"))
    return plan


def corrections_found(plan: dict[str, Any], text: str, left: int) -> None:
    """Every decision of `test_a_review_from_end_to_end` is in the plan, at its place in the text."""
    fiche = {one["id"]: one for one in plan["fiches"]}
    referent = fiche["fiche-3"]["referents"][1]
    assert (referent["name"], referent["year"], referent["origin"]) == ("Nicole Miquel Belaud", 2022, "corrected")
    assert text[referent["span"]["start"] : referent["span"]["end"]] == "Nicole Miquel-Belaud"
    partner = next(one for one in fiche["fiche-3"]["partners"] if one["origin"] == "corrected")
    assert partner["name"] == "Petites Rivières"
    assert text[partner["span"]["start"] : partner["span"]["end"]] == "Petites Rivières"
    bodies = {one["id"]: one for one in plan["organisations"]}
    assert partner["entity_id"] in bodies
    assert "coop-des-communs" not in bodies
    assert "Coop des Communs" in bodies["fabrique-des-transitions"]["variants"]
    assert next(axe for axe in plan["axes"] if axe["id"] == "axe-5")["number"] == "4"
    codes = [one["code"] for one in plan["diagnostics"]]
    assert "correction-not-applied" not in codes
    assert "axe-number-differs" not in codes
    # Five are answered; the contents still write her name as the body did: one more, rightly.
    assert len(codes) == left
    assert any("Nicole Miquel Belaud" in one["message"] for one in plan["diagnostics"])


def test_a_review_from_end_to_end(start: Start, opened: Opened, tmp_path: Path) -> None:
    running = start()
    before = extracted(running.source, tmp_path / "before")
    total = len(before["diagnostics"])
    page = opened(running)
    assert page.locator("#avancement").get_attribute("value") == "0"
    rank = [one.inner_text() for one in page.locator(".severity").all()]
    assert rank == sorted(rank, key=["Erreur", "À vérifier", "Information"].index)

    # Five diagnostics, one after the other.
    page.get_by_role("link", name="Commencer").click()
    done = 0
    while done < 4:
        if "plusieurs numéros" in page.locator("#signalement").inner_text():
            page.get_by_role("link", name="Signalement suivant").click()
            continue
        page.get_by_label("Réglé, parce que").fill(f"Vérifié, raison {done}")
        page.get_by_role("button", name="Régler", exact=True).click()
        page.locator(f"#avancement[value='{done + 1}']").wait_for()
        says(page, "Le signalement est réglé.")
        done += 1
    page.get_by_role("link", name="Signalements").click()
    page.get_by_role("link", name="porte plusieurs numéros").click()
    page.get_by_label("Numéro").fill("4")
    page.get_by_role("button", name="Corriger l'axe et régler").click()
    expect(page.locator("#avancement[value='5']")).to_have_count(1)

    # A referent.
    page.get_by_role("link", name="Fiches", exact=True).click()
    page.get_by_role("link", name="Fiche n° 3").click()
    modify(value(page, "Nicole Miquel-Belaud"))
    page.get_by_label("Nom", exact=True).fill("Nicole Miquel Belaud")
    page.get_by_label("Année").fill("2022")
    page.get_by_role("button", name="Modifier", exact=True).click()
    says(page, "« Nicole Miquel-Belaud » est modifié.")
    expect(value(page, "Nicole Miquel Belaud")).to_contain_text("modifiée")

    # A partner, by selecting it in the text.
    select(page, "Petites Rivières")
    page.get_by_label("Comme").select_option("partner")
    page.get_by_role("button", name="Ajouter…").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    says(page, "« Petites Rivières » est ajouté.")
    expect(page.locator("li.added")).to_be_focused()

    # Two organisations.
    page.get_by_role("link", name="Noms", exact=True).click()
    page.get_by_role("checkbox", name="Fabrique des Transitions").check()
    page.get_by_role("checkbox", name="Coop des Communs", exact=True).check()
    page.get_by_label("Sous le nom").fill("Fabrique des Transitions")
    page.get_by_role("button", name="Réunir").click()
    says(page, "sont réunis")

    # Saved, extracted again.
    assert "à enregistrer" in page.locator("#etat").inner_text()
    page.locator("html[data-ready]").wait_for()
    page.keyboard.press("Control+s")
    page.locator("#etat", has_text="Tout est enregistré").wait_for()
    assert not running.draft.exists()
    assert "Traceback" not in running.end()
    text = running.source.read_text(encoding="utf-8")
    corrections_found(extracted(running.source, tmp_path / "out"), text, total - 4)

    # Ten lines at the top of the source.
    shifted = "Une ligne de plus, que personne ne lit.\n" * 10 + text
    running.source.write_text(shifted, encoding="utf-8", newline="")
    plan = extracted(running.source, tmp_path / "shifted")
    corrections_found({**plan, "diagnostics": _without_the_lines(plan)}, shifted, total - 4)
    assert running.corrections.read_text(encoding="utf-8").startswith("# Corrections de plan.txt")


def _without_the_lines(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines on top are text that belongs to nothing, which a diagnostic says."""
    return [one for one in plan["diagnostics"] if one["code"] != "text-unassigned"]


def test_by_keyboard_alone(start: Start, opened: Opened) -> None:
    page = opened(start(PLAN))
    page.goto(page.url + "fiche/fiche-1")

    def press(key: str) -> None:
        page.locator("html[data-ready]").wait_for()
        page.keyboard.press(key)

    press("n")
    press("n")
    expect(page.locator("li.value[data-value^='referent-']").first).to_be_focused()
    assert page.locator(".text .on").inner_text() == "Odile Crozet"
    press("a")
    expect(page.locator("li.accepted")).to_have_count(1)
    press("n")
    press("m")
    expect(page.locator("#m-name")).to_be_focused()
    press("End")
    page.keyboard.type("le")
    press("Enter")
    expect(page.locator("li.changed")).to_have_count(1)
    press("n")
    press("s")
    expect(page.locator("li.deleted")).to_have_count(1)
    press("s")
    expect(page.locator("li.deleted")).to_have_count(0)
    press("Control+z")
    expect(page.locator("li.deleted")).to_have_count(1)
    press("Control+z")
    expect(page.locator("li.deleted")).to_have_count(0)
    press("Control+y")
    expect(page.locator("li.deleted")).to_have_count(1)
    press("f")
    page.wait_for_url("**/fiche/fiche-2")
    press("g")
    page.wait_for_url("**/fiche/fiche-1")
    press("Control+s")
    page.locator("#etat", has_text="Tout est enregistré").wait_for()
    page.get_by_text("Raccourcis du clavier").click()
    page.get_by_label("Utiliser les raccourcis").uncheck()
    press("f")
    page.reload()
    assert page.url.endswith("/fiche/fiche-1#message")


def test_a_field_being_filled_keeps_the_focus(start: Start, opened: Opened) -> None:
    """A page that comes whole late began by taking it: "2022" was typed behind the name, not into the year."""
    page = opened(start())
    page.get_by_role("link", name="Fiches", exact=True).click()
    page.get_by_role("link", name="Fiche n° 3").click()
    modify(value(page, "Nicole Miquel-Belaud"))
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    page.get_by_label("Année").focus()
    page.evaluate("dispatchEvent(new Event('load'))")
    expect(page.get_by_label("Année")).to_be_focused()


def test_every_kind_of_value_can_be_added(start: Start, opened: Opened) -> None:
    page = opened(start(PLAN))
    cases = [
        ("referent", "usagers", {}),
        ("partner", "station", {"Précision": "à inviter", "À confirmer": "oui"}),
        ("funding", "une station", {"Financeur": "Région"}),
        ("amount", "station", {"Valeur": "1500", "Année": "2031"}),
        ("date", "usagers", {"Se lit comme": "mai 2031"}),
        ("calendar", "Former les usagers", {}),
        ("mention", "usagers", {"Genre": "organisation"}),
        ("priority", "usagers", {"Priorité": "high"}),
        ("start_date", "4 mai", {}),
        ("end_date", "usagers", {"ou : du": "2031-09-30"}),
    ]
    page.goto(page.url + "fiche/fiche-2")
    for family, words, fields in cases:
        if family in ("funding", "calendar", "start_date"):  # part of it is another value already
            page.get_by_label("Passage").fill(words)
        else:
            select(page, words)
        page.get_by_label("Comme").select_option(family)
        page.get_by_role("button", name="Ajouter…").click()
        for label, given in fields.items():
            box = page.locator("fieldset").get_by_label(label, exact=True)
            if box.evaluate("(one) => one.tagName") == "SELECT":
                box.select_option(given)
            else:
                box.fill(given)
        page.get_by_role("button", name="Ajouter", exact=True).click()
        expect(page.locator(f"li.added[data-value^='{family}-']")).to_have_count(1)
    page.goto(page.url.split("/fiche")[0] + "/decisions")
    assert page.locator(".decisions > li").count() == len(cases)
    for left in range(len(cases), 0, -1):
        expect(page.locator(".decisions > li")).to_have_count(left)
        page.get_by_role("button", name="Retirer").first.click()
    expect(page.get_by_text("Aucune décision.")).to_be_visible()


def test_values_of_every_kind_change(start: Start, opened: Opened) -> None:
    page = opened(start(PLAN))
    base = page.url
    cases = [
        ("fiche-1", "fiche", "Titre", "Un jardin"),
        ("fiche-1", "partner", "Précision", "du lac"),
        ("fiche-1", "funding", "Dispositif", "subvention"),
        ("fiche-1", "calendar", "Quand (se lit comme)", "avril 2031"),
        ("fiche-1", "date", "Se lit comme", "avril 2032"),
        ("fiche-1", "section", "Année", "2032"),
        ("fiche-2", "status", "Statut", "done"),
    ]
    for where, family, label, given in cases:
        page.goto(f"{base}fiche/{where}")
        row = page.locator(f"li.value[data-value^='{family}']").first
        modify(row)
        box = page.locator("fieldset").get_by_label(label, exact=True)
        if box.evaluate("(one) => one.tagName") == "SELECT":
            box.select_option(given)
        else:
            box.fill(given)
        page.get_by_role("button", name="Modifier", exact=True).click()
        page.locator(f"li.changed[data-value^='{family}']").first.wait_for()


def test_a_section_of_another_kind_gives_its_partners(start: Start, opened: Opened, tmp_path: Path) -> None:
    told = "Ceux du chemin :\n\n- Les Trois Cyprès\n- Coopérative du Marais\n\nCalendrier\n"
    running = start(PLAN.replace("Calendrier\n", told, 1))
    page = opened(running)
    base = f"{running.base}/fiche/fiche-1"

    def set_kind(kind: str) -> None:
        page.goto(base)
        row = page.locator("li.value[data-value^='section-']").filter(has_text="Ceux du chemin")
        modify(row)
        page.locator("fieldset").get_by_label("Rubrique", exact=True).select_option(kind)
        page.get_by_role("button", name="Modifier", exact=True).click()

    mill = page.locator("li.value[data-value^='partner-']").filter(has_text="Coopérative du Marais")
    page.goto(base)
    expect(mill).to_have_count(0)
    set_kind("partners")
    says(page, "« Ceux du chemin » est modifié.")
    expect(mill).to_have_count(1)
    # What was read so is a value as any other: it is changed, and that too goes when the section is another again.
    modify(mill)
    page.locator("fieldset").get_by_label("Précision", exact=True).fill("à inviter")
    page.get_by_role("button", name="Modifier", exact=True).click()
    expect(page.locator("li.changed[data-value^='partner-']")).to_contain_text("à inviter")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("li.changed[data-value^='partner-']")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#etat")).to_have_text("Tout est enregistré")
    plan = extracted(running.source, tmp_path / "after")
    named = {one["name"]: one["origin"] for one in plan["fiches"][0]["partners"]}
    assert named["Coopérative du Marais"] == "rule"
    set_kind("other")
    expect(mill).to_have_count(0)
    page.goto(f"{running.base}/decisions")
    expect(page.get_by_text("Aucune décision.")).to_be_visible()


def test_what_cannot_be_done_is_said_and_changes_nothing(start: Start, opened: Opened) -> None:
    running = start(PLAN)
    page = opened(running)
    page.goto(page.url + "fiche/fiche-1")
    modify(page.locator("li.value[data-value^='date-']").first)
    page.get_by_label("Se lit comme").fill("un jour peut-être")
    page.get_by_role("button", name="Modifier", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("comme une date")
    page.goto(f"{running.base}/fiche/fiche-1")
    page.get_by_label("Passage").fill("Tavel")
    page.get_by_role("button", name="Ajouter…").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("une seule fois")
    expect(page.locator("#etat")).to_have_text("Tout est enregistré")
    # A page that is out of date, in another window.
    other = page.context.new_page()
    other.goto(f"{running.base}/fiche/fiche-2")
    page.goto(f"{running.base}/fiche/fiche-1")
    page.get_by_role("button", name="Accepter").first.click()
    expect(page.locator("li.accepted")).to_have_count(1)
    other.get_by_role("button", name="Supprimer").first.click()
    expect(other.get_by_role("alert")).to_contain_text("plus à jour")
    assert other.locator("li.deleted").count() == 0
    other.close()


def test_what_was_uncertain_is_confirmed_and_undone_as_one(start: Start, opened: Opened) -> None:
    page = opened(start(PLAN))
    page.get_by_role("link", name="point d'interrogation").click()
    page.get_by_role("button", name="C'est confirmé").click()
    says(page, "C'est confirmé.")
    base = page.url.split("/sig")[0].rstrip("/")
    page.goto(f"{base}/fiche/fiche-1")
    row = page.locator("li.value[data-value^='funding-']")
    assert "à confirmer" not in row.inner_text()
    page.get_by_role("button", name="Annuler").click()
    expect(row).to_contain_text("à confirmer")
    expect(page.locator("#etat")).to_have_text("Tout est enregistré")


def test_names_are_renamed_split_and_merged_again(start: Start, opened: Opened) -> None:
    page = opened(start(PLAN))
    base = page.url
    page.goto(f"{base}noms")
    page.get_by_role("link", name="Ouvrir Cose").click()
    page.get_by_label("Nom", exact=True).fill("Coopérative Cose")
    page.get_by_label("Sigle").fill("CC")
    page.get_by_role("button", name="Corriger le nom").click()
    says(page, "Coopérative Cose")
    page.get_by_role("link", name="Ouvrir Ville de Tarance").click()
    page.locator(".places input").last.check()
    page.get_by_label("Nom de l'autre").fill("Tarance Habitat")
    page.get_by_role("button", name="Séparer").click()
    page.get_by_label("Chercher un nom").fill("TARANCE")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator(".names li")).to_have_count(2)
    page.goto(f"{base}noms")
    for name in ("Terre Vive", "association Terres Vives"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_label("Sous le nom").fill("Terres Vives")
    page.get_by_role("button", name="Réunir").click()
    page.get_by_role("checkbox", name="Terres Vives", exact=True).check()
    page.get_by_role("checkbox", name="Vélos du Lac", exact=True).check()
    page.get_by_role("button", name="Réunir").click()
    says(page, "« Terres Vives » et « Vélos du Lac » sont réunis.")
    page.goto(f"{base}decisions")
    assert page.locator(".decisions > li").count() == 3


def test_the_seed_is_left_alone() -> None:
    assert not SEED.with_name("rtes-2022.corrections.yaml").exists()
