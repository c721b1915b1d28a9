"""What cannot be applied is reported, and what contradicts itself refused."""

import pytest

from pipeline.corrections import CorrectionsError
from pipeline.model import DiagnosticCode, Severity
from tests.corrections.plans import PLAN, add, at, change, corrected, delete, fiche, quoted, yaml_of


@pytest.mark.parametrize(
    ("entry", "said", "severity"),
    [
        (delete("partner", "Cose").replace('"Cose"', '"Kose"'), "ne se trouve plus", "warning"),
        (delete("partner", "Cose").replace('"Cose"', '"Kose"'), "ligne 3 de plan.corrections.yaml", "warning"),
        ("- delete: partner\n  fiche: fiche-1\n  at: {exact: Tavel}\n", "plusieurs endroits", "warning"),
        (delete("amount", "Cose"), "n'est plus lue", "warning"),
        (change("partner", "Cose", "{name: Cose}"), "déjà ainsi", "info"),
        (add("partner", "Cose", "{name: Cose}", 1), "déjà ainsi", "info"),
        (change("date", "juin 2031", "{reads: un jour}"), "comme une date", "warning"),
        (add("partner", "AXE 2", "{}"), "ne peut porter", "warning"),
        ("- change: fiche\n  fiche: fiche-9\n  to: {title: X}\n", "fiche n'existe plus", "warning"),
        ("- change: axe\n  axe: axe-9\n  to: {title: X}\n", "axe n'existe pas", "warning"),
        ("- change: fiche\n  fiche: fiche-1\n  to: {axe: axe-9}\n", "axe n'existe pas", "warning"),
        ("- change: plan\n  to: {year: 2031}\n", "déjà ainsi", "info"),
        ("- merge: organisation\n  names: [Cose, Rien]\n", "ne figure plus", "warning"),
        ("- merge: organisation\n  names: [Cose, la Cose]\n", "déjà ainsi", "info"),
        ("- rename: organisation\n  name: Rien\n  to: {name: X}\n", "ne figure plus", "warning"),
        ("- rename: organisation\n  name: Cose\n  to: {name: Cose}\n", "déjà ainsi", "info"),
        ("- split: organisation\n  name: Cose\n  occurrences: [{exact: Tavel}]\n  into: X\n", "plusieurs", "warning"),
    ],
)
def test_what_does_not_apply_is_reported(entry: str, said: str, severity: str) -> None:
    plan = corrected(yaml_of(entry))
    found = [one for one in plan.diagnostics if one.code is DiagnosticCode.CORRECTION_NOT_APPLIED]
    assert len(found) == 1
    assert said in found[0].message
    assert found[0].severity is Severity(severity)


PARTNER = f"  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Cose'))}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"- change: partner\n{PARTNER}  to: {{name: A}}\n", f"- change: partner\n{PARTNER}  to: {{name: B}}\n"),
        (f"- change: partner\n{PARTNER}  to: {{name: A}}\n", f"- delete: partner\n{PARTNER}"),
        (f"- accept: partner\n{PARTNER}", f"- delete: partner\n{PARTNER}"),
        (
            f"- change: partner\n{PARTNER}  to: {{name: A}}\n",
            '- delete: partner\n  at: {exact: Cose, suffix: "\\n\\nAXE 2"}\n',
        ),
        (add("partner", "une station", "{name: A}"), add("partner", "une station", "{name: B}")),
        ("- merge: organisation\n  names: [Cose, Terre Vive]\n", "- merge: organisation\n  names: [X, Cose]\n"),
        (
            "- merge: organisation\n  names: [Cose, Terre Vive]\n",
            "- split: organisation\n  name: Cose\n  occurrences: [{exact: Cose}]\n  into: Terre Vive\n",
        ),
        (
            "- rename: organisation\n  name: Cose\n  to: {name: A}\n",
            "- rename: organisation\n  name: la Cose\n  to: {name: B}\n",
        ),
        (
            "- settle: uncertain\n  at: {exact: Fondation Beaulieu}\n  because: oui\n",
            "- settle: uncertain\n  at: {exact: Fondation Beaulieu}\n  because: non\n",
        ),
        ("- change: plan\n  to: {year: 2031}\n", "- change: plan\n  to: {year: 2032}\n"),
    ],
)
def test_contradictions_are_refused_with_both_lines(one: str, other: str) -> None:
    with pytest.raises(CorrectionsError) as error:
        corrected(yaml_of(one, other))
    second = 3 + one.count("\n")
    assert "line 3 (" in str(error.value)
    assert f"line {second} (" in str(error.value)


def test_agreeing_entries_are_no_contradiction() -> None:
    plan = corrected(
        yaml_of(change("partner", "Cose", "{note: du lac}"), change("partner", "Cose", "{uncertain: true}"))
    )
    one = fiche(plan, "fiche-1").partners[2]
    assert (one.note, one.uncertain) == ("du lac", True)
