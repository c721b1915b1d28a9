"""What a decision does to a plan: the value, its mark, and everything that names it."""

import pytest

from pipeline.corrections.digest import digest
from pipeline.model import Origin
from tests.corrections.plans import PLAN, add, at, change, corrected, delete, fiche, lost, quoted, yaml_of


def test_without_corrections_nothing_changes() -> None:
    assert corrected("") == corrected("version: 1\n")
    assert all(one.origin is not Origin.CORRECTED for one in fiche(corrected(""), "fiche-1").referents)


def test_a_referent_gets_another_name_role_and_year() -> None:
    plan = corrected(yaml_of(change("referent", "Bruno Tavel", "{name: Bruno Tavelle, role: lead, year: 2031}")))
    one = fiche(plan, "fiche-1").referents[1]
    assert (one.name, one.role.value, one.year, one.origin) == ("Bruno Tavelle", "lead", 2031, Origin.CORRECTED)
    assert PLAN[one.span.start : one.span.end] == "Bruno Tavel"
    assert one.entity_id == "bruno-tavelle"
    people = {entity.id: entity for entity in plan.people}
    assert [o.role for o in people["bruno-tavelle"].occurrences] == ["lead"]
    assert [o.as_ for o in people["bruno-tavel"].occurrences] == ["partner"]
    assert lost(plan) == []


def test_a_role_alone_leaves_the_name() -> None:
    plan = corrected(yaml_of(change("referent", "Nadia Ferrand", "{role: contributor}")))
    one = fiche(plan, "fiche-1").referents[2]
    assert (one.role, one.entity_id) == ("contributor", "nadia-ferrand")
    held = next(entity for entity in plan.people if entity.id == "nadia-ferrand").occurrences
    assert [o.role for o in held] == ["contributor", "team"]


def test_a_person_becomes_a_body() -> None:
    plan = corrected(yaml_of(change("referent", "Nadia Ferrand", "{kind: organisation}")))
    assert fiche(plan, "fiche-1").referents[2].entity_id in {entity.id for entity in plan.organisations}


def test_a_partner_goes_with_its_members() -> None:
    plan = corrected(yaml_of(delete("partner", "association Terres Vives", 1)))
    assert [one.name for one in fiche(plan, "fiche-1").partners] == ["Ville de Tarance", "Cose"]
    assert "association-terres-vives" not in {entity.id for entity in plan.organisations}
    assert [o.as_ for e in plan.people if e.id == "bruno-tavel" for o in e.occurrences] == ["referent"]


def test_a_partner_is_only_described_after_all() -> None:
    plan = corrected(yaml_of(change("partner", "Cose", "{kind: generic, uncertain: true}")))
    one = fiche(plan, "fiche-1").partners[2]
    assert (one.entity_id, one.uncertain, one.origin) == (None, True, Origin.CORRECTED)
    assert [o.fiche_id for e in plan.organisations if e.id == "cose" for o in e.occurrences] == ["fiche-2"]


def test_a_partner_is_added_where_it_stands() -> None:
    plan = corrected(yaml_of(add("partner", "les usagers", "{note: à inviter}")))
    one = fiche(plan, "fiche-2").partners[0]
    assert (one.name, one.note, one.origin) == ("usagers", "à inviter", Origin.CORRECTED)
    assert PLAN[one.span.start : one.span.end] == "les usagers"
    assert one.entity_id == "usagers"


def test_a_name_that_is_known_is_the_same_entity() -> None:
    plan = corrected(yaml_of(add("partner", "une station", "{name: la Ville de TARANCE}")))
    assert fiche(plan, "fiche-2").partners[0].entity_id == "ville-de-tarance"
    town = next(entity for entity in plan.organisations if entity.id == "ville-de-tarance")
    assert len(town.occurrences) == 3


def test_a_referent_is_added() -> None:
    plan = corrected(yaml_of(add("referent", "les usagers", "{role: team, name: Ada Lund}")))
    one = fiche(plan, "fiche-2").referents[-1]
    assert (one.name, one.kind, one.label, one.role) == ("Ada Lund", "person", "Référent équipe", "team")


def test_money_is_added_and_read() -> None:
    text = PLAN.replace("une station", "une station de 12 000 € HT")
    anchor = quoted(at(text, "12 000 € HT"))
    plan = corrected(yaml_of(f"- add: funding\n  fiche: fiche-2\n  at: {anchor}\n  value: {{funder: Cose}}\n"), text)
    one = fiche(plan, "fiche-2").funding[0]
    assert (one.funder, one.entity_id, one.amounts[0].value, one.amounts[0].tax) == ("Cose", "cose", 12000, "HT")
    assert text[one.amounts[0].span.start : one.amounts[0].span.end] == "12 000 € HT"


def test_money_changes_hands() -> None:
    plan = corrected(yaml_of(change("funding", "Fondation Beaulieu", "{funder: Fondation Beau, uncertain: false}")))
    one = fiche(plan, "fiche-1").funding[0]
    assert (one.funder, one.entity_id, one.uncertain) == ("Fondation Beau", "fondation-beau", False)
    assert "fondation-beaulieu" not in {entity.id for entity in plan.organisations}
    gone = corrected(yaml_of(delete("funding", "Fondation Beaulieu")))
    assert fiche(gone, "fiche-1").funding == ()
    assert "fondation-beaulieu" not in {entity.id for entity in gone.organisations}


def test_a_sum_is_added_to_its_funding() -> None:
    entry = add("amount", "annuelle", "{value: 5000, year: 2031}", fiche_id="fiche-1")
    one = fiche(corrected(yaml_of(entry)), "fiche-1").funding[0].amounts[0]
    assert (one.value, one.currency, one.year, one.text, one.origin) == (5000, "EUR", 2031, "annuelle", "corrected")
    assert "ne peut porter" in lost(corrected(yaml_of(add("amount", "les usagers", "{value: 1}"))))[0]


@pytest.mark.parametrize(
    ("to", "edtf"),
    [
        ("{reads: fin 2032}", "2032-10~/2032-12~"),
        ("{reads: 4 juin 2032}", "2032-06-04"),
        ("{start: 2032-06-04}", "2032-06-04"),
        ("{start: 2032-06-01, end: 2032-06-30, precision: month}", "2032-06"),
        ("{start: 2032-06-01, end: 2032-07-30}", "2032-06-01/2032-07-30"),
    ],
)
def test_a_date_changes_wherever_it_stands(to: str, edtf: str) -> None:
    one = fiche(corrected(yaml_of(change("date", "juin 2031", to))), "fiche-1")
    calendar = next(entry for entry in one.calendar if "fête" in entry.text)
    items = [item for section in one.sections for item in section.items]
    for date in (calendar.dates[0], one.dates[-1], *(d for item in items for d in item.dates if d.text == "juin 2031")):
        assert (date.values[0].edtf, date.text, date.origin) == (edtf, "juin 2031", Origin.CORRECTED)


def test_a_date_goes_and_another_comes() -> None:
    plan = corrected(yaml_of(delete("date", "mars 2031", 1), add("date", "les usagers", "{reads: mai 2031}")))
    assert [date.text for date in fiche(plan, "fiche-1").dates] == ["mars 2031", "juin 2031"]
    assert fiche(plan, "fiche-1").calendar[0].dates == ()
    assert [date.text for date in fiche(plan, "fiche-2").dates] == ["4 mai", "les usagers", "septembre"]
    item = fiche(plan, "fiche-2").sections[1].items[1]
    assert [date.text for date in item.dates] == ["les usagers", "septembre"]
    assert "comme une date" in lost(corrected(yaml_of(add("date", "les usagers"))))[0]


def test_dates_follow_the_year_of_their_section() -> None:
    plan = corrected(yaml_of(change("section", "Actions 2031", "{year: 2033, kind: actions}", fiche_id="fiche-2")))
    assert [date.values[0].edtf for date in fiche(plan, "fiche-2").dates] == ["2033-05-04", "2033-09"]
    assert fiche(plan, "fiche-2").sections[1].kind == "actions"


def test_limits_calendar_status_priority_mention() -> None:
    plan = corrected(
        yaml_of(
            add("start_date", "4 mai"),
            add("end_date", "les usagers", "{reads: fin 2031}"),
            add("priority", "une station", "{value: high}"),
            change("status", "en cours", "{value: done}", fiche_id="fiche-2"),
            add("calendar", "Former les usagers en septembre"),
            add("mention", "une station", "{label: place, name: Gare de Tarance}"),
        )
    )
    one = fiche(plan, "fiche-2")
    assert one.start_date is not None
    assert one.end_date is not None
    assert one.start_date.values[0].start == "2031-05-04"
    assert one.end_date in one.dates
    assert one.priority is not None
    assert (one.priority.value, one.priority.text) == ("high", "une station")
    assert one.status is not None
    assert (one.status.value, one.status.origin) == ("done", "corrected")
    assert [date.text for date in one.calendar[0].dates] == ["les usagers", "septembre"]
    assert [entity.id for entity in plan.places] == ["gare-de-tarance"]
    assert lost(plan) == []
    assert lost(corrected(yaml_of(add("mention", "Louer des vélos", "{label: place}"))))


def test_titles_axes_and_the_plan() -> None:
    plan = corrected(
        yaml_of(
            "- change: fiche\n  fiche: fiche-2\n  to: {title: Prêter des vélos, axe: axe-1}\n",
            "- change: axe\n  axe: axe-2\n  to: {number: B, title: Bouger}\n",
            "- change: plan\n  to: {year: 2032, title: Le plan}\n",
        )
    )
    one = fiche(plan, "fiche-2")
    assert (one.title, one.title_origin, one.axe_id, one.axe_origin) == (
        "Prêter des vélos", "corrected", "axe-1", "corrected",
    )  # fmt: skip
    assert [axe.fiche_ids for axe in plan.axes] == [("fiche-1", "fiche-2"), ()]
    assert (plan.axes[1].number, plan.axes[1].title, plan.year, plan.title) == ("B", "Bouger", 2032, "Le plan")
    assert {one.code.value for one in plan.diagnostics} == {"uncertain"}


def test_merge_rename_and_split() -> None:
    cose = quoted(at(PLAN, "Cose", 1))
    plan = corrected(
        yaml_of(
            "- merge: organisation\n  names: [Terre Vive, association Terres Vives]\n  into: Terres Vives\n",
            f"- split: organisation\n  name: Cose\n  occurrences: [{cose}]\n  into: Coopérative Cose\n",
            "- rename: organisation\n  name: Vélos du Lac\n  to: {name: Les Vélos du Lac, acronym: LVL}\n",
        )
    )
    bodies = {entity.id: entity for entity in plan.organisations}
    assert bodies["terres-vives"].variants == ("Terre Vive", "association Terres Vives")
    assert [o.fiche_id for o in bodies["terres-vives"].occurrences] == ["fiche-1", "fiche-2"]
    assert {one.entity_id for f in plan.fiches for one in f.partners} == {
        "ville-de-tarance", "terres-vives", "cose", "cooperative-cose", "les-velos-du-lac",
    }  # fmt: skip
    assert bodies["les-velos-du-lac"].acronym == "LVL"
    assert lost(plan) == []


def test_a_merge_has_the_id_of_its_name() -> None:
    for names in ("[Cose, Terre Vive]", "[Terre Vive, Cose]"):
        plan = corrected(yaml_of(f"- merge: organisation\n  names: {names}\n  into: Cose\n"))
        cose = next(entity for entity in plan.organisations if entity.id == "cose")
        assert (cose.name, cose.variants) == ("Cose", ("Terre Vive",))
        assert "terre-vive" not in {entity.id for entity in plan.organisations}


def test_a_diagnostic_is_settled() -> None:
    entry = (
        f"- settle: uncertain\n  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Fondation Beaulieu'))}\n  because: signée\n"
    )
    assert [one.code for one in corrected("").diagnostics] == ["uncertain"]
    assert corrected(yaml_of(entry)).diagnostics == ()
    wrong = entry.replace("uncertain", "title-missing")
    assert "n'existe plus" in lost(corrected(yaml_of(wrong)))[0]


def test_a_label_that_a_person_explains_is_known() -> None:
    text = PLAN.replace("Calendrier\n", "Ceux du chemin :\n\n- Cose\n\nCalendrier\n")
    entry = "- change: section\n  fiche: fiche-1\n  at: {exact: 'Ceux du chemin :'}\n  to: {kind: partners}\n"

    def codes(entries: str) -> list[str]:
        return [one.code.value for one in corrected(entries, text).diagnostics]

    assert codes("") == ["unknown-label", "uncertain"]
    assert codes(yaml_of(entry)) == ["uncertain"]


ADVANCING = PLAN.replace(
    "Calendrier\n",
    "Ceux du chemin :\n\n- Cose\n- Amis du Lac (le bureau)\n- Vélos du Lac ?\n\nCalendrier\n",
)


def _of_kind(label: str, kind: str, more: str = "", text: str = ADVANCING) -> str:
    place = quoted(at(text, label))
    return f"- change: section\n  fiche: fiche-1\n  at: {place}\n  to: {{kind: {kind}{more}}}\n"


def test_the_partners_of_a_section_come_with_its_kind() -> None:
    plan = corrected(yaml_of(_of_kind("Ceux du chemin :", "partners")), ADVANCING)
    told = ["Cose", "Amis du Lac", "Vélos du Lac"]
    own = [one for one in fiche(plan, "fiche-1").partners if one.name in told][:3]
    # Nobody has looked at their names: they are read by the program, under a section that a person explained.
    assert [(one.name, one.note, one.uncertain, one.origin) for one in own] == [
        ("Cose", None, False, Origin.RULE),
        ("Amis du Lac", "le bureau", False, Origin.RULE),
        ("Vélos du Lac", None, True, Origin.RULE),
    ]
    assert [ADVANCING[one.span.start : one.span.end] for one in own] == ["Cose", "Amis du Lac", "Vélos du Lac"]
    bodies = {entity.id: entity for entity in plan.organisations}
    assert own[1].entity_id in bodies
    lake = bodies[own[2].entity_id or ""].occurrences
    assert [(one.fiche_id, one.as_) for one in lake] == [("fiche-1", "partner"), ("fiche-2", "partner")]
    doubts = [one for one in plan.diagnostics if one.code.value == "uncertain"]
    assert any(span.start == own[2].span.start for one in doubts for span in one.spans)
    assert lost(plan) == []


def test_the_partners_of_a_section_go_with_its_kind() -> None:
    plan = corrected(yaml_of(_of_kind("Partenaires :", "other", text=PLAN)))
    assert fiche(plan, "fiche-1").partners == ()
    assert fiche(plan, "fiche-1").sections[-1].kind == "other"
    assert len(fiche(plan, "fiche-2").partners) == 4
    assert "association-terres-vives" not in {entity.id for entity in plan.organisations}
    assert [o.as_ for e in plan.people if e.id == "bruno-tavel" for o in e.occurrences] == ["referent"]
    assert lost(plan) == []


def test_money_and_calendar_follow_the_kind_of_their_section() -> None:
    money = fiche(corrected(yaml_of(_of_kind("Financement :", "partners", text=PLAN))), "fiche-1")
    assert money.funding == ()
    assert "Fondation Beaulieu" in [one.name for one in money.partners]
    gone = corrected(yaml_of(_of_kind("Financement :", "other", text=PLAN)))
    assert [one.code.value for one in gone.diagnostics] == []  # nothing there is money that needs a word
    dated = corrected(yaml_of(_of_kind("Calendrier", "actions", text=PLAN)))
    assert fiche(dated, "fiche-1").calendar == ()
    assert [one.text for one in fiche(dated, "fiche-1").dates] == ["mars 2031", "mars 2031", "juin 2031"]
    planned = fiche(corrected(yaml_of(_of_kind("Objectifs :", "calendar", text=PLAN))), "fiche-1")
    assert [one.dates[0].text for one in planned.calendar if one.dates] == ["mars 2031", "mars 2031", "juin 2031"]


def test_status_and_its_section() -> None:
    place = quoted(at(PLAN, "Statut :"))
    gone = corrected(yaml_of(f"- change: section\n  fiche: fiche-2\n  at: {place}\n  to: {{kind: other}}\n"))
    assert fiche(gone, "fiche-2").status is None
    text = PLAN.replace("Statut :", "Où l'on en est :")
    assert fiche(corrected("", text), "fiche-2").status is None
    place = quoted(at(text, "Où l'on en est :"))
    told = corrected(yaml_of(f"- change: section\n  fiche: fiche-2\n  at: {place}\n  to: {{kind: status}}\n"), text)
    status = fiche(told, "fiche-2").status
    assert status is not None
    assert (status.value, status.origin) == ("in_progress", "rule")


def test_what_a_section_gives_is_corrected_too_in_whatever_order() -> None:
    at_lake = quoted(at(ADVANCING, "Vélos du Lac"))
    entries = (
        f"- change: partner\n  fiche: fiche-1\n  at: {at_lake}\n  to: {{uncertain: false}}\n",
        f"- delete: partner\n  fiche: fiche-1\n  at: {quoted(at(ADVANCING, 'Amis du Lac'))}\n",
        _of_kind("Ceux du chemin :", "partners", ", year: 2032"),
    )
    for order in (entries, entries[::-1]):
        plan = corrected(yaml_of(*order), ADVANCING)
        assert lost(plan) == []
        own = {one.name: one for one in fiche(plan, "fiche-1").partners}
        assert not own["Vélos du Lac"].uncertain
        assert "Amis du Lac" not in own
        section = next(one for one in fiche(plan, "fiche-1").sections if one.label == "Ceux du chemin")
        assert (section.kind, section.year) == ("partners", 2032)
    # Without the section they find nothing, and say so.
    assert len(lost(corrected(yaml_of(*entries[:2]), ADVANCING))) == 2


def test_a_kind_that_is_read_already_is_said() -> None:
    assert "déjà ainsi" in lost(corrected(yaml_of(_of_kind("Partenaires :", "partners", text=PLAN))))[0]


def test_a_fiche_stays_accepted_whatever_its_sections_become() -> None:
    read = digest(fiche(corrected(""), "fiche-1"))
    whole = f"- accept: fiche\n  fiche: fiche-1\n  digest: {read}\n"
    assert lost(corrected(yaml_of(whole, _of_kind("Partenaires :", "other", text=PLAN)))) == []


def test_what_is_accepted_is_watched() -> None:
    accept = f"- accept: partner\n  at: {quoted(at(PLAN, 'Cose'))}\n  value: {{name: Cose, kind: named}}\n"
    assert corrected(yaml_of(accept)) == corrected("")
    assert "se lit autrement" in lost(corrected(yaml_of(accept.replace("name: Cose", "name: Coze"))))[0]
    whole = "- accept: fiche\n  fiche: fiche-2\n  digest: 0123\n"
    assert "se lit autrement" in lost(corrected(yaml_of(whole)))[0]
    assert lost(corrected(yaml_of("- accept: fiche\n  fiche: fiche-2\n"))) == []
