"""Last stage: the plan as files."""
