"""A vocabulary of one's own: the example of `docs/vocabulary.md`, and a plan that speaks so."""

import re

from tests.command import ROOT

EXAMPLE = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8"), re.DOTALL)[0]
PLAN = """Archipel 1 : Vivre ici

Cap 3 : Ouvrir les berges

Vigie : Odile Crozet, ADR
Maison porteuse : Terres Vives
Cap à tenir :
- Réunir les habitants avec Atelier des Rives
Chantiers 2026 : poser des bancs
Top départ : 2 mars 2026
Sillage : rien
Sillage : encore rien
Sillage : toujours rien

Cap 4 : Fermer les berges

Vigie : Luc Ny
Cap à tenir : rien
"""
