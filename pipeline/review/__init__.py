"""A person has the last word: a local web application to look at a plan beside its text and to correct it.

In: a source. Out: `NAME.corrections.yaml` beside it, which `fiches extract` applies. Pages are made on the server, in
French; nothing is asked of any network, and nothing but the corrections, a draft and a lock is written.
"""
