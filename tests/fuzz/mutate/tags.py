"""Change a web page tag by tag."""

import random
import re

from tests.fuzz.mutate.lines import words
from tests.fuzz.mutate.odd import WORDS
from tests.fuzz.mutate.raw import stir

_TAG = re.compile(r"(<[^<>]*>?)")
_HTML = (
    "<p>", "</p>", "<ul>", "</ul>", "<ol start='0' type='I'>", "</ol>", "<li>", "<li value='-5'>", "<table>",
    "</table>", "<tr>", "<td>", "<td rowspan='1000' colspan='1000'>", "<td rowspan='0'>", "<th scope='row'>",
    "<caption>", "<br>", "<h1>", "</h1>", "<h6>", "<b>", "</b>", "<em>", "<pre>", "<div hidden>", "<template>", "<svg>",
    "<math>", "<style>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<details>", "<dl><dt>", "<dd>",
    "<nav>", "<main>", "<meta charset='utf-7'>", "<meta charset='x'>", "<?xml version='1.0' encoding='utf-16'?>",
    "<base href='//x'>", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&amp", "&lt;", "<a href='x'>",
    "<input value='x'>", "<select>", "<span style='display:none'>", "<frameset>", "<noscript>", "<ruby>", "<sup>",
    "<textarea>", "<plaintext>", "<colgroup>",
)  # fmt: skip


def html(data: bytes, chance: random.Random) -> bytes:
    """Change a page tag by tag, or between the tags."""
    if chance.randrange(12) == 0:
        return stir(data, chance)
    parts = [part for part in _TAG.split(data.decode("utf-8", "replace")) if part]
    for _ in range(chance.choice((1, 2, 4, 10))):
        at = chance.randrange(len(parts) + 1)
        there = chance.randrange(len(parts) + 1)
        match chance.randrange(8):
            case 0:
                parts.insert(at, chance.choice(_HTML))
            case 1:
                del parts[at : at + 1]
            case 2:
                parts[at:at] = parts[there : there + chance.choice((1, 3, 10))]
            case 3:
                parts[at : at + 1] = [chance.choice(_HTML)] * chance.choice((1, 2, 30))
            case 4 | 5 if at < len(parts):
                parts[at] = words(parts[at], chance.choice(parts), chance)
            case 6:
                parts[at:at] = parts[there:]
            case _:
                parts.insert(at, chance.choice(WORDS))
        parts = parts or [""]
    return "".join(parts).encode("utf-8", "surrogatepass")
