"""Training of the entity model: corpora, generator of plan sentences, recipes. Never imported at run time."""
