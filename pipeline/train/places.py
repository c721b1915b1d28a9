"""Places for the generator: real cities and lands of national rank, and towns, waters, heights and quarters made of
the parts that such names are made of in each region."""

import random
from typing import Any

Piece = tuple[str, str | None]
Led = tuple[str, str]

VOWEL = "aàâeéèêëiîïoôuûhyœAÀÂEÉÈÊËIÎÏOÔUÛHYŒ"


class Places:
    """Makes places with one random generator; `lists` is what `generator.lists` gives."""

    def __init__(self, rng: random.Random, lists: dict[str, Any]) -> None:
        self.rng = rng
        self.lists = lists
        self.regions, self.departements, self.cities, self.countries, self.old_lands = (
            lists[kind] for kind in ("regions", "departements", "cities", "countries", "old_lands")
        )

    def commune(self) -> str:
        """Give a commune: a real city, or an invented village."""
        chance = self.rng.random()
        if chance < 0.25:
            return str(self.rng.choice(self.cities))
        base = self._of_parts(self.rng.choice(["commune", "commune", "north", "south", "east", "west"]))
        if chance < 0.37:
            base = self.rng.choice(self.lists["saints"])
            if self.rng.random() < 0.5:
                base = f"{self.rng.choice(['Saint', 'Saint', 'Sainte'])}-{self.rng.choice(self.lists['saint_names'])}"
        elif chance < 0.45:
            base = self.rng.choice(["La ", "Les ", "Le "]) + base if base[0] not in VOWEL else "L'" + base
        elif chance < 0.5:
            base = self.rng.choice(self.lists["hamlets"])
        if self.rng.random() < 0.2:
            base += "-" + self.rng.choice(self.lists["commune_ends"])
        elif self.rng.random() < 0.03:
            base += " " + self.rng.choice(["Bourg", "Centre", "Nord", "Sud", "Ville"])
        return str(base)

    def _of_parts(self, kind: str) -> str:
        return str(self.rng.choice(self.lists[f"{kind}_heads"]) + self.rng.choice(self.lists[f"{kind}_tails"]))

    def foreign(self) -> str:
        """Give a town abroad, mostly invented."""
        if self.rng.random() < 0.15:
            return str(self.rng.choice(self.lists["foreign_towns"]))
        return self._of_parts(self.rng.choice(["german", "latin", "english", "african"]))

    def place(self) -> str:
        """Give any place: commune, région, département, country, land."""
        pools = [self.regions, self.departements, self.countries, self.old_lands, self.lists["lands"]]
        return self.commune() if self.rng.random() < 0.55 else str(self.rng.choice(self.rng.choice(pools)))

    def word(self) -> str:
        """Give a place that stands in the name of a body."""
        pools = [self.regions, self.cities, self.departements, self.lists["lands"]]
        if self.rng.random() < 0.3:
            return self.commune()
        return str(self.rng.choice(self.rng.choice(pools)))

    def water(self) -> Led:
        """Give a river with its article."""
        feminine = self.rng.random() < 0.6
        tails = self.lists["river_tails_f" if feminine else "river_tails_m"]
        name = str(self.rng.choice(self.lists["river_heads"]) + self.rng.choice(tails))
        return led(name, feminine)

    def height(self) -> Led:
        """Give a massif, plateau or forest land with its article."""
        chance = self.rng.random()
        if chance < 0.25:
            return "les ", f"Monts {of(self._of_parts('commune'))}"
        if chance < 0.5:
            return "les ", self._of_parts("massif") + "s"
        if chance < 0.6:
            return "le ", str(self.rng.choice(self.lists["lands_m"]))
        return led(self._of_parts("massif"), self.rng.random() < 0.4)

    def quarter(self) -> list[Piece]:
        """Give a quarter of a town, with the words between `quartier` and its name."""
        chance = self.rng.random()
        name = str(self.rng.choice(self.lists["quarters"]))
        if chance < 0.2:
            return [(self.commune(), "place")]
        if chance < 0.5:
            return [("des ", None), (name + "s", "place")]
        if chance < 0.6:
            return [("du ", None), (f"{self.rng.choice(['Grand', 'Petit', 'Vieux', 'Haut', 'Bas'])} {name}", "place")]
        if chance < 0.8:
            return [("Les ", None), (name + "s", "place")] if chance < 0.7 else [(f"La {name}", "place")]
        return [("", None), (f"{name}-{self.rng.choice(['Blanc', 'Rouge', 'Nord', 'Sud', 'Haut', 'Neuf'])}", "place")]

    def at_place(self) -> list[Piece]:
        """Give a place with the words that lead to it."""
        chance = self.rng.random()
        pick = self.rng.choice
        if chance < 0.45:
            lead = pick(["à ", "à ", "à ", "sur ", "près de ", "autour de ", "vers "])
            return [(lead, None), (self.commune(), "place")]
        if chance < 0.58:
            return [(pick(["en ", "en région ", "dans la région ", "en "]), None), (pick(self.regions), "place")]
        if chance < 0.66:
            return [(pick(["en ", "dans le ", "dans la "]), None), (pick(self.departements), "place")]
        if chance < 0.71:
            return [("dans la ", None), ("Région " + pick(self.regions), "place")]
        if chance < 0.78:
            return [(pick(["en ", "au ", "avec la ", "hors de "]), None), (pick(self.countries), "place")]
        if chance < 0.83:
            return [("à l'échelle du ", None), (pick(self.lists["lands"]), "place")]
        if chance < 0.9:
            lead = pick(["dans la commune de ", "dans la ville de ", "dans le quartier de ", "dans le canton de "])
            return [(lead, None), (self.commune(), "place")]
        if chance < 0.95:
            article, name = self.height() if chance < 0.925 else self.water()
            return [(pick(["dans ", "sur ", "le long de "]) + article, None), (name, "place")]
        return [("en ", None), (pick(self.old_lands), "place")]

    def of_departement(self) -> list[Piece]:
        """Give a département behind `de`."""
        name = self.rng.choice(self.departements)
        return [("de l'" if name[0] in VOWEL else self.rng.choice(["du ", "de la "]), None), (name, "place")]


def of(name: str) -> str:
    """Put `de` or `d'` before a name."""
    return ("d'" if name[0] in VOWEL else "de ") + name


def led(name: str, feminine: bool) -> Led:
    """Give a name with its article before it."""
    return ("l'" if name[0] in VOWEL else "la " if feminine else "le "), name


def contracted(word: str, article: str) -> str:
    """Join `le`, `de` or `à` with an article: `du `, `aux `, `de l'`."""
    if word == "le":
        return article
    merged = {("de", "le "): "du ", ("de", "les "): "des ", ("à", "le "): "au ", ("à", "les "): "aux "}
    return merged.get((word, article), f"{word} {article}")
