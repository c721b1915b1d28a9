"""How public bodies are headed."""

import pytest

from pipeline.vocabulary.heads import headed_name, standing_alone, words_of


@pytest.mark.parametrize(
    ("name", "form", "own"),
    [
        ("Communauté de communes du Val", "communautedecommunes", "val"),
        ("CC du Val", "communautedecommunes", "val"),
        ("Val Agglomération", "communautedagglomeration", "val"),
        ("Métropole de Rouvres", "metropole", "rouvres"),
        ("CD 32", "departement", "Gers"),
        ("CD 2", "departement", "Aisne"),
        ("Conseil départemental de La Réunion", "departement", "La Réunion"),
        ("Région Sud", "region", "Provence-Alpes-Côte d'Azur"),
        ("Région Poitou-Charentes", "region", "Poitou-Charentes"),
        ("Ville de Saint-Ormin", "commune", "saintormin"),
        ("Mairie du Mans", "commune", "mans"),
        ("PNR du Haut-Morval", "parcnaturelregional", "hautmorval"),
        ("Réseau des moulins", "reseau", "moulins"),
    ],
)
def test_a_body_is_parted_into_head_and_name(name: str, form: str, own: str) -> None:
    found = headed_name(words_of(name))
    assert found is not None
    assert (found[0].form, found[1]) == (form, own)


@pytest.mark.parametrize(
    "name",
    ["CC", "Métropole", "Région", "Région normande", "CA Bretagne", "CD 132", "CD audio", "Villes de France", "Ville"],
)
def test_what_only_looks_like_a_head_is_none(name: str) -> None:
    assert headed_name(words_of(name)) is None


def test_a_head_may_stand_alone() -> None:
    assert {"metropole", "communautedecommunes", "cc", "reseau", "conseilregional"} <= standing_alone()
    assert "ademe" not in standing_alone()
