"""What stands where in a collection, for those who write it and those who read it."""

ABOUT = "collection.json"  # what it holds, in numbers; a folder with it is a collection
SEARCH = "search.sqlite"
SEARCH_FORMAT = "1"  # of the index; another one is not read
