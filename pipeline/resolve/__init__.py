"""Third stage: one entity per name, the years of dates, the contents against the body."""
