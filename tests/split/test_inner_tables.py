"""Tables under a label are what it announces; tables of labels and values stay a fiche's own."""

from pipeline import Options
from pipeline.read import Document
from pipeline.run import extract_document

HEAD = "# Fiche action n° 1 : Rénover\n\n**Pilote :** Ana Bo\n\n**Objectifs :** rénover\n\n"


def labels(body: str) -> list[tuple[str, int]]:
    document = Document("plan.md", "markdown", "0" * 64, "utf-8", HEAD + body)
    fiche = extract_document(document, Options(ner="none")).plan.fiches[0]
    return [(section.label, len(section.items)) for section in fiche.sections][1:]


def test_a_table_below_a_label_is_its_items() -> None:
    table = (
        "| Financeur | Montant | Année |\n|---|---|---|\n| ADEME | 10 € | 2025 |\n| Autofinancement | 5 € | 2025 |\n"
    )
    assert labels(f"**Plan de financement :**\n\n{table}") == [("Plan de financement", 3)]
    assert labels(table) == [("Financeur", 3)]
    pairs = "| Partenaire | Rôle |\n|---|---|\n| ADEME | appui |\n| CAUE | conseil |\n"
    assert labels(f"**Partenaires :**\n\n{pairs}") == [("Partenaires", 3)]


def test_a_table_of_labels_stays_one() -> None:
    table = "| Budget | 10 € |\n|---|---|\n| Partenaires | ADEME |\n| Calendrier | 2025 |\n"
    assert labels(f"**Description :**\n\n{table}") == [
        ("Description", 0),
        ("Budget", 1),
        ("Partenaires", 1),
        ("Calendrier", 1),
    ]


def test_a_first_row_that_is_no_head_is_kept() -> None:
    """Word's tables have no head, and their first row stands where Markdown has one."""
    sums = "| Région | 10 € |\n|---|---|\n| Fonds propres | 5 € |\n"
    assert labels(f"**Budget :**\n\n{sums}") == [("Budget", 1), ("Fonds propres", 1)]
    years = "| 2031 | Étude |\n|---|---|\n| 2032 | Travaux |\n"
    assert labels(f"**Calendrier :**\n\n{years}") == [("Calendrier", 2)]
    head = "| Rubrique | Contenu |\n|---|---|\n| Partenaires | ADEME |\n| Calendrier | 2025 |\n"
    assert labels(head) == [("Partenaires", 1), ("Calendrier", 1)]


def test_a_payer_printed_as_a_label_stays_under_its_budget() -> None:
    """A table of payers below a row `Budget` that spans it comes so from Word."""
    assert labels("**Budget**\n\n**Région** : 12 000 €\n\n**Ville** : 3 000 €\n") == [("Budget", 2)]
    assert labels("**Calendrier**\n\nPuis\n\n**Région** : 12 000 €\n")[1:] == [("Région", 1)]


def test_labels_apart_on_one_line_have_a_value_each() -> None:
    """A tab, or a wide gap, parts them: so they come from Word."""
    for gap in ("\t", " \t", "     "):
        line = f"Échéance :{gap}2031{gap}Partenaires : Commune de Brenin{gap}Budget : 10 €\n"
        assert labels(line) == [("Échéance", 1), ("Partenaires", 1), ("Budget", 1)]
    assert labels("Échéance : 2031  Partenaires : Commune de Brenin\n") == [("Échéance", 1)]
    assert labels("Contexte : il faut agir     selon eux : demain\n") == [("Contexte", 1)]
