"""The pages of a review, in French: texts and markup, escaped by construction."""
