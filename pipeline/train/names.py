"""Names for the generator: persons, organisations and places, invented or of national rank."""

import random
import re
from typing import Any

from pipeline.extract.names import concepts, gazetteer, load
from pipeline.model import EntityKind

Piece = tuple[str, str | None]

_VOWEL = "aàâeéèêëiîïoôuûhyœAÀÂEÉÈÊËIÎÏOÔUÛHYŒ"
_FEMININE = re.compile(
    r"(?i)(?:agence|association|banque|caisse|chambre|commission|communauté|confédération|coopérative|coop|cour|direction|fabrique|"
    r"fédération|fondation|ligue|maison|manufacture|mission|mutuelle|police|régie|société|union|ville|commune|mairie|métropole|"
    r"eurométropole|préfecture|sous-préfecture|académie|université|école|chaire|région|haute|croix|banque|dreal|drac|dreets|ddt|"
    r"ddets|cci|cma|caf|cpam|msa|mdph|safer|carsat|lpo|ademe|afpa|sncf|ratp|cnil|cnsa|bge|cc|ca|dg)\b"
)
_PLURAL = re.compile(r"(?i)(?:les|francas|restos|voies|territoires|villes|nations|jeunes|petits|médecins|"
                     r"chambres|départements|intercommunalités)\b")  # fmt: skip


class Names:
    """Makes names with one random generator; `lists` is what `generator.lists` gives."""

    def __init__(self, rng: random.Random, lists: dict[str, Any]) -> None:
        self.rng = rng
        self.lists = lists
        withheld = set(lists["withheld"])
        bodies = [name for name in gazetteer() if name.label is EntityKind.ORGANISATION]
        kept = [name for name in bodies if name.text not in withheld and name.canonical not in withheld]
        self.acronyms = [name.text for name in kept if " " not in name.text]
        self.bodies = [name.text for name in kept if " " in name.text]
        places = load("places.toml")
        self.regions = [
            spelling for name, entry in places["regions"].items() for spelling in (name, *entry.get("variants", []))
        ]
        self.departements = list(places["departements"])
        self.cities = [name.strip() for name in places["lists"]["cities"].split(",")]
        self.countries = [name.strip() for name in places["lists"]["countries"].split(",")]
        self.old_lands = [name.strip() for name in places["lists"]["lands"].split(",")]
        self.first_names = load("first_names.toml")["names"].split()
        self.concepts = concepts()[0]

    def person(self) -> Piece:
        """Give a person in one of the printed forms."""
        first, last = self._first(), self.surname()
        chance = self.rng.random()
        if chance < 0.22:
            last = last.upper()
        elif chance < 0.27:
            first = first[0] + "."
        elif chance < 0.30:
            first, last = first.upper(), last.upper()
        elif chance < 0.33:
            return last, "person"
        elif chance < 0.36:
            first, last = last.upper(), first
        return f"{first} {last}", "person"

    def surname(self) -> str:
        """Give a surname: listed, double, or invented."""
        chance = self.rng.random()
        if chance < 0.3:
            heads, tails = self.lists["surname_heads"], self.lists["surname_tails"]
            name = self.rng.choice(heads) + self.rng.choice(tails)
        else:
            name = str(self.rng.choice(self.lists["surnames"]))
        if chance > 0.92:
            name += "-" + self.rng.choice(self.lists["surnames"])
        return str(name)

    def _first(self) -> str:
        first = str(self.rng.choice(self.first_names))
        if self.rng.random() < 0.1:
            head = self.rng.choice(["Jean", "Marie", "Anne", "Pierre", "Rose", "Paul", "Louis"])
            first = f"{head}-{first}"
        return first

    def commune(self) -> str:
        """Give a commune: a real city, or an invented village."""
        chance = self.rng.random()
        if chance < 0.35:
            return str(self.rng.choice(self.cities))
        base = self.rng.choice(self.lists["commune_heads"]) + self.rng.choice(self.lists["commune_tails"])
        if chance < 0.5:
            base = self.rng.choice(self.lists["saints"])
        elif chance < 0.55:
            base = self.rng.choice(["La ", "Les ", "L'"]) + base
            base = base.replace("L'", "L'Hay") if base[2] not in _VOWEL and base.startswith("L'") else base
        if self.rng.random() < 0.25:
            base += "-" + self.rng.choice(self.lists["commune_ends"])
        return str(base)

    def place(self) -> str:
        """Give any place: commune, région, département, country, land."""
        pools = [self.regions, self.departements, self.countries, self.old_lands, self.lists["lands"]]
        return self.commune() if self.rng.random() < 0.55 else str(self.rng.choice(self.rng.choice(pools)))

    def at_place(self) -> list[Piece]:
        """Give a place with the words that lead to it."""
        chance = self.rng.random()
        if chance < 0.45:
            return [
                (self.rng.choice(["à ", "à ", "sur ", "de ", "autour de ", "entre "]), None),
                (self.commune(), "place"),
            ]
        if chance < 0.62:
            return [
                (self.rng.choice(["en ", "en région ", "dans la région ", "en "]), None),
                (self.rng.choice(self.regions), "place"),
            ]
        if chance < 0.7:
            return [
                (self.rng.choice(["en ", "dans le ", "dans la "]), None),
                (self.rng.choice(self.departements), "place"),
            ]
        if chance < 0.76:
            return [("dans la ", None), ("Région " + self.rng.choice(self.regions), "place")]
        if chance < 0.84:
            return [
                (self.rng.choice(["en ", "au ", "avec la ", "hors de "]), None),
                (self.rng.choice(self.countries), "place"),
            ]
        if chance < 0.9:
            return [("à l'échelle du ", None), (self.rng.choice(self.lists["lands"]), "place")]
        if chance < 0.95:
            return [
                (self.rng.choice(["dans la commune de ", "dans la ville de ", "dans le quartier de "]), None),
                (self.commune(), "place"),
            ]
        return [("en ", None), (self.rng.choice(self.old_lands), "place")]

    def of_departement(self) -> list[Piece]:
        """Give a département behind `de`."""
        name = self.rng.choice(self.departements)
        return [("de l'" if name[0] in _VOWEL else self.rng.choice(["du ", "de la "]), None), (name, "place")]

    def acronym(self) -> str:
        """Give an invented acronym that is no known notion."""
        while True:
            length = self.rng.choice([3, 3, 4, 4, 4, 5, 5, 6, 7])
            name = "".join(
                self.rng.choice("AEIOU" if number % 2 and self.rng.random() < 0.7 else "ABCDFGLMNPRSTV")
                for number in range(length)
            )
            if length > 3 and self.rng.random() < 0.12:
                name = name.capitalize()
            if name not in self.concepts and name not in self.lists["withheld"]:
                return name

    def invented(self) -> str:
        """Give the own name of an association, firm or project."""
        pick = self.rng.choice
        noun, other, adjective = (
            pick(self.lists["name_nouns"]),
            pick(self.lists["name_nouns"]),
            pick(self.lists["name_adjectives"]),
        )
        forms = [
            lambda: f"Les {noun.capitalize()}s {self._case(adjective)}s",
            lambda: f"Les {noun.capitalize()}s {pick(['de', 'du'])} {self._place_word()}",
            lambda: f"{pick(['Le', 'La'])} {noun.capitalize()} {self._case(adjective)}",
            lambda: f"{pick(['Le', 'La', 'Un'])} {noun.capitalize()}",
            lambda: f"{noun.capitalize()}s et {self._case(other)}s",
            lambda: f"{noun.capitalize()} & {other.capitalize()}",
            lambda: f"{noun.capitalize()} d'{self._case('avenir')}",
            lambda: f"{pick(self.lists['name_verbs'])} {self._case(pick(self.lists['name_adverbs']))}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes']).capitalize()}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])} {self._place_word()}",
            lambda: f"{noun.capitalize()} en {self._case(other)}",
            lambda: f"{noun.capitalize()} {self._place_word()}",
            lambda: f"{noun.capitalize()}s du {self._place_word()}",
            lambda: f"L'{pick(self.lists['name_elided'])} {self._case(adjective)}",
            lambda: f"{self.surname()} {pick(['& Fils', 'Conseil', 'et Associés', 'SAS', 'Paysage', 'Frères'])}",
            lambda: f"Atelier {self.surname()}",
            lambda: f"{self._place_word()} {noun.capitalize()}",
            lambda: f"{noun.capitalize()}{other.capitalize()}",
            lambda: f"{noun.capitalize()} {self.rng.randint(2, 95):02}",
            lambda: f"{noun.capitalize()} sans {self._case(other)}",
            lambda: f"{noun.capitalize()} - Les {self._case(other)}s {pick(['d', 'd'])}'or",
        ]
        return str(pick(forms)())

    def _case(self, word: str) -> str:
        return word[:1].upper() + word[1:] if self.rng.random() < 0.45 else word

    def _place_word(self) -> str:
        pools = [self.regions, self.cities, self.departements, self.lists["lands"]]
        return str(self.rng.choice(self.rng.choice(pools)))

    def organisation(self) -> tuple[str, Piece]:
        """Give an organisation and the article that leads to it (`le`, `la`, `l'`, `les`, or nothing)."""
        chance = self.rng.random()
        pick = self.rng.choice
        article = ""
        if chance < 0.16:
            name = pick(self.acronyms)
        elif chance < 0.26:
            name = pick(self.bodies)
        elif chance < 0.36:
            name = self.acronym()
            article = pick(["le ", "la ", "l'"]) if name[0] in "AEIOU" else pick(["le ", "la "])
            if article == "l'" and name[0] not in "AEIOU":
                article = "la "
        elif chance < 0.50:
            name = self.invented()
            return pick(["", "", "", "les " if name.startswith("Les ") else ""]), (name, "organisation")
        elif chance < 0.64:
            feminine = self.rng.random() < 0.5
            head = pick(self.lists["heads_f" if feminine else "heads_m"])
            own = self.invented() if self.rng.random() < 0.75 else self.acronym()
            head = head.capitalize() if head.islower() and self.rng.random() < 0.25 else head
            article = "l'" if head[0] in _VOWEL else ("la " if feminine else "le ")
            return article, (f"{head} {own}", "organisation")
        elif chance < 0.70:
            name = pick(self.lists["described"])
            if self.rng.random() < 0.3:
                name += " " + self._of(self._place_word())
        elif chance < 0.77:
            name = self._with_de(pick(self.lists["territory_heads"]), self.commune())
        elif chance < 0.80:
            name = f"{self.commune()} {pick(self.lists['commune_bodies'])}"
            return "", (name, "organisation")
        elif chance < 0.85:
            name = f"{pick(self.lists['land_heads'])} {pick(self.lists['lands'])}"
        elif chance < 0.89:
            name = self._of_departement(pick(self.lists["departement_heads"]))
        elif chance < 0.905:
            name = self._with_de(pick(self.lists["sports"]) + " de", self.commune())
        elif chance < 0.915:
            name = f"{pick(self.lists['numbered'])} {self.rng.randint(1, 95):02}"
        elif chance < 0.94:
            name = f"{pick(self.lists['region_heads'])} {pick(self.regions)}"
        elif chance < 0.96:
            name = f"{pick(['ministère', 'Ministère'])} {pick(self.lists['ministries'])}"
        elif chance < 0.965:
            name = pick(["État", "Etat"])
        else:
            name = pick(self.lists["firms"])
            return "", (name, "organisation")
        return article or self._article(name), (name, "organisation")

    def _article(self, name: str) -> str:
        if name.split()[0] in (
            "Bpifrance",
            "France",
            "Emmaüs",
            "Action",
            "Soliha",
            "Enedis",
        ) or name.startswith(("Le ", "La ")):
            return ""
        if _PLURAL.match(name):
            return "les "
        if name[0] in _VOWEL:
            return "l'"
        return "la " if _FEMININE.match(name) else "le "

    def _of(self, name: str) -> str:
        return ("d'" if name[0] in _VOWEL else "de ") + name

    def _with_de(self, head: str, name: str) -> str:
        if not head.endswith(" de"):
            return f"{head} {name}"
        return f"{head[:-3]} {self._of(name)}"

    def _of_departement(self, head: str) -> str:
        (link, _), (name, _) = self.of_departement()
        return f"{head[:-3]} {link}{name}"

    @staticmethod
    def contracted(word: str, article: str) -> str:
        """Join `le`, `de` or `à` with an article: `du `, `aux `, `de l'`."""
        if word == "le":
            return article
        merged = {("de", "le "): "du ", ("de", "les "): "des ", ("à", "le "): "au ", ("à", "les "): "aux "}
        return merged.get((word, article), f"{word} {article}")
