"""What is put in while changing an input: numbers and words at which a reader may go wrong."""

# Numbers at which a program that trusts them goes wrong.
NUMBERS = (
    "0", "1", "2", "-1", "9", "10", "63", "64", "200", "255", "256", "1000", "65535", "65536", "2147483647",
    "2147483648", "-2147483648", "4294967296", "18446744073709551616", "99999999999999999999", "1e9", "1e400", "0.5",
    "-0.0001", "NaN", "inf", "", " ", "³", "٣", "1_0", "0x10", "+1", "１２",
)  # fmt: skip
# What plans print and what patterns turn on.
WORDS = (
    "Fiche action n° 1 : Titre", "Fiche-action n°2", "FICHE 1.2 –", "AXE 1 : TITRE", "# ", "## ", "### ", "Axe B –",
    "Commission transversale : Nom", "GT Nom", "Mesure 3.", "Sommaire", "page 12", "....... 12", "\f", "- ", "  - ",
    "Pilote :", "Référent CA :", "Référent équipe :", "Autres contributeurs :", "Objectifs :", "Actions 2022 :",
    "Réalisations 2021 :", "Partenaires :", "Financement :", "Calendrier", "Budget (€) :", "Statut : en cours",
    "Priorité : haute", "Date de début :", "Échéance :", "Indicateurs :", "Points d'attention :", "Moyens :",
    "30.11.21", "du 1er au 3 juin 2022", "6 & 7.12.21", "T1 2022", "fin 2022", "2018-2021", "d'ici 2030", "31 février",
    "entre mai et novembre 2023", "mi-2022", "rentrée", "à l'automne", "44562", "10 000 €", "12 k€ HT", "1,5 M€ par an",
    "5 à 10 k€", "€", "HT", "ADEME", "Région (500 €)", "Odile CROZET", "Mme Anne-Lise d'Arc", "M. J.-P. Nom (Tarance)",
    "association Terres Vives", "Ville de Tarance et Cc du Val", "des chercheurs", "(en 2022)", "?", "à confirmer",
    "**", "__", "*", "_", "<br>", "<br/>", "|", "| --- |", "|---|---|", "\\", "\\*", "[a](b)", "![", "](", "---", "…",
    ":", " : ", ";", ",", "/", "(", ")", "«", "»", "’", "–", "•", "◦", "\t", "\u00a0", "\u202f", "\u200b", "\u00ad",
    "\ufeff", "\u2028", "\x0b", "\x85", "\x1c", "\x01", "\u0301", "e\u0301", "\U0001f600", "\u202e", "ﬁ", "İ", "ß", "Ⅳ",
    "²", "½", "①", "٣", "１", "é·e", "élu(e)s", "n°", "1er", "œ", "ǅ", "\U0001d7d8", "\r", "\r\n", "\n", "\n\n", " ",
)  # fmt: skip
