"""Print the same characters as others encode them."""

import re
import unicodedata


def curly_apostrophes(text: str) -> str:
    return text.replace("'", "’")


def no_break_spaces(text: str) -> str:
    """No-break space before colons and in guillemets, narrow before other double signs, as typographers set."""
    text = re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)
    return re.sub(r" (?=[;?!])", "\u202f", text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")
