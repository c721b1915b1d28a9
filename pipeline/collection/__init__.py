"""Many plans as one: what batches wrote becomes a collection, in which the same body is one whatever the plan.

    batch folders ─listing→ plans with an id each ─one pass→ JSON Lines, Parquet, index of words, names
                  names ─alike→ entities of the collection ─close→ their tables, DuckDB, index of names

Each plan is read once and let go: what has to wait for the last one waits on the disk, not in memory. A collection is
a folder that appears when it is whole.
"""
