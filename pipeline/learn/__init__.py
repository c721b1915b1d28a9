"""What a review teaches: which readings were wrong, gold to measure against, training data, words for next year.

In: sources with corrections beside them. Out: counts, a gold, spaCy's training data, a vocabulary. Nothing is
read from a decision that no longer applies.
"""
