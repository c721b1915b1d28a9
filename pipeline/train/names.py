"""Names for the generator: persons and organisations, invented or of national rank."""

import random
import re
from collections.abc import Callable
from typing import Any

from pipeline.train.places import VOWEL, Led, Piece, Places, contracted, led, of

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
        self.acronyms: list[str] = lists["acronyms"]
        self.bodies: list[str] = lists["bodies"]
        self.places = Places(rng, lists)
        # No invented acronym may be one of these.
        self.taken = {*lists["concepts"], *lists["withheld"]}
        # How often each way of naming a body is taken, of a hundred.
        self.kinds: list[tuple[Callable[[], Led], int]] = [
            *((self._of(self.acronyms), 12), (self._of(self.bodies), 7), (self._invented_acronym, 7)),
            *((self.local_acronym, 6), (self._proper, 14), (self._headed, 14), (self._described, 4)),
            *((self._composed, 10), (self._of_territory, 8), (self._behind_commune, 3), (self._of_land, 5)),
            *((self._of_departement, 3), (self._sports, 1), (self._numbered, 1), (self._of_region, 2)),
            *((self._body_of_region, 1), (self._region, 1), (self._ministry, 2), (self._of(["État", "Etat"]), 1)),
            *((self._of(lists["firms"], articles=False), 3), (self._coined, 8)),
        ]

    def person(self) -> Piece:
        """Give a person in one of the printed forms."""
        first, last = self._first(), self.surname()
        chance = self.rng.random()
        if chance < 0.22:
            last = last.upper()
        elif chance < 0.28:
            first = "-".join(part[0] + "." for part in first.split("-"))
            if chance > 0.26:
                first, last = (first, last.upper()) if chance > 0.27 else (last, first)
        elif chance < 0.29 and "-" not in first:
            first = first[:2] + "."
        elif chance < 0.32:
            first, last = first.upper(), last.upper()
        elif chance < 0.35:
            return last, "person"
        elif chance < 0.39:
            first, last = (last.upper(), first) if chance < 0.37 else (last, first)
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
        first = str(self.rng.choice(self.lists["first_names"]))
        if self.rng.random() < 0.08:
            first = self.rng.choice(self.lists["surname_heads"]) + self.rng.choice(self.lists["first_tails"])
        if self.rng.random() < 0.1:
            head = self.rng.choice(["Jean", "Marie", "Anne", "Pierre", "Rose", "Paul", "Louis"])
            first = f"{head}-{first}"
        return first

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
            if name not in self.taken:
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
            lambda: f"Les {noun.capitalize()}s {pick(['de', 'du'])} {self.places.word()}",
            lambda: f"{pick(['Le', 'La'])} {noun.capitalize()} {self._case(adjective)}",
            lambda: f"{pick(['Le', 'La', 'Un'])} {noun.capitalize()}",
            lambda: f"{noun.capitalize()}s et {self._case(other)}s",
            lambda: f"{noun.capitalize()} & {other.capitalize()}",
            lambda: f"{noun.capitalize()} d'{self._case('avenir')}",
            lambda: f"{pick(self.lists['name_verbs'])} {self._case(pick(self.lists['name_adverbs']))}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes']).capitalize()}",
            lambda: f"{pick(self.lists['name_prefixes'])}{pick(self.lists['name_suffixes'])} {self.places.word()}",
            lambda: f"{noun.capitalize()} en {self._case(other)}",
            lambda: f"{noun.capitalize()} {self.places.word()}",
            lambda: f"{noun.capitalize()}s du {self.places.word()}",
            lambda: f"L'{pick(self.lists['name_elided'])} {self._case(adjective)}",
            lambda: f"{self.surname()} {pick(['& Fils', 'Conseil', 'et Associés', 'SAS', 'Paysage', 'Frères'])}",
            lambda: f"Atelier {self.surname()}",
            lambda: f"{self.places.word()} {noun.capitalize()}",
            lambda: f"{noun.capitalize()}{other.capitalize()}",
            lambda: f"{noun.capitalize()} {adjective} {of(self.places.commune())}",
            lambda: f"{noun.capitalize()} {pick(['du', 'des', 'de la'])} {pick(self.lists['quarters'])}",
            lambda: f"{noun.capitalize()} à {other}",
            lambda: f"{noun.capitalize()}s {pick(['du', 'de la', 'des', 'en', 'dans la'])} {self._case(other)}",
            lambda: f"{noun.capitalize()} {pick(['du', 'de la', 'en'])} {self._case(other)}",
            lambda: f"{noun.capitalize()} {self.rng.randint(2, 95):02}",
            lambda: f"{noun.capitalize()} sans {self._case(other)}",
            lambda: f"{noun.capitalize()} - Les {self._case(other)}s {pick(['d', 'd'])}'or",
        ]
        return str(pick(forms)())

    def _case(self, word: str) -> str:
        return word[:1].upper() + word[1:] if self.rng.random() < 0.45 else word

    def organisation(self) -> tuple[str, Piece]:
        """Give an organisation and the article that leads to it (`le`, `la`, `l'`, `les`, or nothing)."""
        makers, weights = zip(*self.kinds, strict=True)
        (make,) = self.rng.choices(makers, weights)
        article, name = make()
        return article, (name, "organisation")

    def _proper(self) -> Led:
        name = self.invented()
        return self.rng.choice(["", "", "", "les " if name.startswith("Les ") else ""]), name

    def _coined(self) -> Led:
        """A name of syllables that mean nothing, at times with a territory: `Vasilo`, `Nerimap Bretagne`."""
        pick = self.rng.choice
        syllables = [pick("bcdfglmnprstv") + pick("aeiouaeo") for _ in range(self.rng.choice([2, 2, 3]))]
        name = (
            pick(["", "", "a", "é", "o"]) + "".join(syllables) + pick(["", "l", "n", "r", "s", "t", "x"])
        ).capitalize()
        if self.rng.random() < 0.35:
            name += " " + pick([pick(self.places.regions), pick(self.places.departements), pick(self.lists["lands"])])
        return "", name

    def _invented_acronym(self) -> Led:
        name = self.acronym()
        return ("l'" if name[0] in "AEIOU" and self.rng.random() < 0.5 else self.rng.choice(["le ", "la "])), name

    def local_acronym(self) -> Led:
        """Give an acronym with its territory: `SYDOM du Jura`, `MOTRA de la Souline`, `CCAS de Crozes`."""
        name = self.acronym() if self.rng.random() < 0.6 else self.rng.choice(self.acronyms)
        (link, _), (departement, _) = self.places.of_departement()
        article, water = self.places.water()
        land = self.rng.choice(self.lists["lands"])
        tail = self.rng.choice([
            of(self.places.commune()), of(self.places.commune()), link + departement, contracted("de", article) + water,
            of(land), f"du {land}", departement, land, self.rng.choice(self.places.regions),
            f"{departement}{self.rng.choice('- ')}{self.rng.choice(self.places.departements)}",
        ])  # fmt: skip
        return self._article(name), f"{name} {tail}"

    def _headed(self) -> Led:
        feminine = self.rng.random() < 0.5
        head = self.rng.choice(self.lists["heads_f" if feminine else "heads_m"])
        chance = self.rng.random()
        own = self.invented() if chance < 0.65 else self.acronym() if chance < 0.85 else of(self.places.commune())
        head = head.capitalize() if head.islower() and self.rng.random() < 0.25 else head
        return led(f"{head} {own}", feminine)

    def _described(self) -> Led:
        name = str(self.rng.choice(self.lists["described"]))
        if self.rng.random() < 0.3:
            name += " " + of(self.places.word())
        return self._article(name), name

    def _composed(self) -> Led:
        """`Union régionale des éleveurs de Crozes`: head, scope, topic and place, each at times left out."""
        feminine = self.rng.random() < 0.5
        name = self.rng.choice(self.lists["body_heads_f" if feminine else "body_heads_m"])
        scoped = self.rng.random() < 0.6
        if scoped:
            name += " " + self.rng.choice(self.lists["body_scopes_f" if feminine else "body_scopes_m"])
        if self.rng.random() < 0.85 or not scoped:
            name += " " + self.rng.choice(self.lists["body_topics"])
        if self.rng.random() < 0.35:
            (link, _), (departement, _) = self.places.of_departement()
            land = self.rng.choice([*self.lists["lands"], *self.places.regions])
            name += " " + self.rng.choice([of(self.places.word()), of(self.places.commune()), land, link + departement])
        if self.rng.random() < 0.12:
            name = name[0].lower() + name[1:]
        return led(name, feminine)

    def _of_territory(self) -> Led:
        commonest = ["Ville de", "Commune de", "Communauté de communes de"]
        heads = self.rng.choice([self.lists["territory_heads"], commonest])
        name = self._with_de(self.rng.choice(heads), self.places.commune())
        return self._article(name), name

    def _behind_commune(self) -> Led:
        return "", f"{self.places.commune()} {self.rng.choice(self.lists['commune_bodies'])}"

    def _of_land(self) -> Led:
        land = self.rng.choice(self.lists["lands"])
        if self.rng.random() < 0.4:
            article, name = self.rng.choice([self.places.height, self.places.water])()
            land = contracted("de", article) + name
            head = self.rng.choice(self.lists["land_heads"]).removesuffix(" du")
        else:
            head = self.rng.choice(self.lists["land_heads"])
        return self._article(head), f"{head} {land}"

    def _of_departement(self) -> Led:
        (link, _), (name, _) = self.places.of_departement()
        head = self.rng.choice(self.lists["departement_heads"])
        return self._article(head), f"{head.removesuffix(' de')} {link}{name}"

    def _of_region(self) -> Led:
        name = f"{self.rng.choice(self.lists['region_heads'])} {self.rng.choice(self.places.regions)}"
        return self._article(name), name

    def _body_of_region(self) -> Led:
        name = self.rng.choice(self.bodies)
        return self._article(name), f"{name} {self.rng.choice(self.places.regions)}"

    def _region(self) -> Led:
        return "la ", f"Région {self.rng.choice(self.places.regions)}"

    def _sports(self) -> Led:
        name = self._with_de(self.rng.choice(self.lists["sports"]) + " de", self.places.commune())
        return self._article(name), name

    def _numbered(self) -> Led:
        name = f"{self.rng.choice(self.lists['numbered'])} {self.rng.randint(1, 95):02}"
        return self._article(name), name

    def _ministry(self) -> Led:
        return "le ", f"{self.rng.choice(['ministère', 'Ministère'])} {self.rng.choice(self.lists['ministries'])}"

    def _of(self, names: list[str], articles: bool = True) -> Callable[[], Led]:
        def make() -> Led:
            name = self.rng.choice(names)
            return self._article(name) if articles else "", name

        return make

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
        if name[0] in VOWEL:
            return "l'"
        return "la " if _FEMININE.match(name) else "le "

    def _with_de(self, head: str, name: str) -> str:
        if not head.endswith(" de"):
            return f"{head} {name}"
        return f"{head[:-3]} {of(name)}"
