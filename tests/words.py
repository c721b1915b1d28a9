"""Words for invented plans: none of them is in the plan of `source/`."""

PEOPLE = (
    "Agathe Morvan", "Yannick L'Hostis", "Marie-Thérèse d'Aubigny", "Oumar Diallo", "Jean-Baptiste Le Goff",
    "Inès Benali", "Gwenaëlle Kerdoncuff", "Tanguy Rozé", "Solène Vasseur", "Émile Garrigou", "Nadia Hamdi",
    "Léonie Pasquier", "Thierry de La Tour", "Fanny Olivieri", "Mickaël Ansel", "Zoé Charpentier", "Aïcha Traoré",
    "Bastien Lecœur", "Odile Schmitt", "Ravi Subramanian", "Hélène Le Bihan", "Paul-Henri Dumont", "Rose Fauvet",
    "Kévin Da Silva", "Mathurin GOURVEC", "Clémence ABADIE", "Ludivine Noël", "Vincent Sarrazin", "Élodie Brun",
)  # fmt: skip
FUNCTIONS = (
    "Vice-Présidente à l'eau", "Adjoint au maire", "Conseillère déléguée", "Directrice générale", "Maire de Lannepax",
)  # fmt: skip
ASIDES = ("volet mobilité", "accueil des familles", "suivi financier", "instruction des dossiers")
SERVICES = (
    "Service Environnement", "Direction des mobilités", "Communauté de communes du Haut-Vivarais",
    "Service Habitat et Urbanisme", "Ville de Montbrison", "Direction de la transition écologique",
    "Syndicat mixte du Vidourle", "CAUE de la Corrèze", "Office de tourisme du Queyras",
)  # fmt: skip
PARTNERS = (
    "ADEME", "Chambre d'agriculture de la Nièvre", "Banque des Territoires", "Office français de la biodiversité",
    "Caisse d'allocations familiales", "Parc naturel régional du Luberon", "association Les Semeurs du Val",
    "Agence de l'eau Adour-Garonne", "Chambre de commerce et d'industrie", "CEREMA", "Département de la Drôme",
    "Terre de Liens", "Université de Pau", "collectif Roue Libre", "France Nature Environnement", "CPIE du Velay",
    "Mission locale du Roannais", "Secours populaire", "Fédération des chasseurs du Gers", "Enedis", "SNCF Réseau",
    "Centre communal d'action sociale", "La Poste", "Syndicat d'énergie de l'Aude",
)  # fmt: skip
GENERIC = (
    "associations locales", "habitants", "bailleurs sociaux", "autres communes du territoire", "écoles primaires",
    "agriculteurs", "commerçants du centre-bourg", "professionnels de santé", "entreprises du bâtiment", "usagers",
)  # fmt: skip
NOTES = ("appui technique", "conseil", "accueil du public", "prêt de matériel")
FUNDERS = (
    "Région Occitanie", "Département de la Drôme", "ADEME", "Agence de l'eau Adour-Garonne", "Fondation Hermine",
    "Banque des Territoires", "Commune de Lannepax", "Caisse d'allocations familiales", "Union européenne",
)  # fmt: skip
TITLES = (
    "Rénovation énergétique des écoles", "Circuits courts et restauration collective", "Mobilités douces",
    "Accès aux droits", "L'habitat des aînés", "Maison des associations", "Prévention des déchets",
    "Eau et milieux aquatiques", "Tiers-lieux ruraux", "Culture pour tous", "Le vélo au quotidien",
    "Lutte contre l'isolement", "Forêt et bois local", "Accueil des saisonniers", "Santé environnementale",
    "Commerces de centre-bourg", "Jardins partagés (phase 2)", "Numérique inclusif", "Énergies citoyennes",
)  # fmt: skip
AXES = (
    "Habiter autrement", "Produire et consommer local", "Une administration exemplaire", "Se déplacer sans carbone",
    "Préserver les ressources", "Vivre ensemble", "Jeunesse et transmission", "Économie de proximité",
)  # fmt: skip
VERBS = (
    "Animer", "Renforcer", "Organiser", "Développer", "Soutenir", "Expérimenter", "Mettre en valeur", "Poursuivre",
    "Faire connaître", "Créer", "Maintenir", "Accompagner", "Recenser", "Préparer", "Évaluer",
)  # fmt: skip
OBJECTS = (
    "un atelier mensuel de réparation", "la collecte des déchets verts", "les jardins partagés des quartiers",
    "un réseau de relais dans chaque commune", "l'octroi d'aides aux ménages modestes", "des visites de terrain",
    "une charte d'engagement (2 webinaires et un guide)", "l'achat groupé de matériel", "la haie bocagère",
    "un guide tiré à 1000 exemplaires", "les trajets domicile-travail à vélo", "la marche vers l'école",
    "l'inventaire des logements vacants", "une permanence d'accueil", "le prêt d'outils entre voisins",
    "des chantiers participatifs", "l'offre de soins", "la filière laine", "un comité d'usagers",
)  # fmt: skip
WAYS = (
    "avec les habitants volontaires", "dans les communes de moins de 500 habitants", "en lien avec les écoles",
    "à partir des besoins exprimés", "sans coût pour les familles", "au plus près des lieux de vie",
    "grâce au bénévolat", "pour les publics les plus éloignés", "et en faire le récit",
    "avec un point d'étape à mi-parcours", "selon les moyens disponibles",
)  # fmt: skip
EVENTS = (
    "réunion publique", "Lancement de l'appel à candidatures", "livraison du chantier", "comité de suivi",
    "Bilan à mi-parcours", "inauguration de la halle", "Enquête auprès des ménages", "publication du guide",
)  # fmt: skip
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
