"""Second stage: values with their spans, read by extractors that know nothing of one another."""
