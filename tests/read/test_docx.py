# ruff: noqa: E501 -- markup in strings
"""What Word files hold beside paragraphs, one construct each, and what becomes of it."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.read.docx import read_docx
from pipeline.read.lists import settle_lists
from pipeline.read.render import render
from pipeline.run import extract_file
from tests.fixtures.build_docx import package, paragraph, run


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    inner = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{inner}</w:tbl>"


def plain(text: str, **look: bool) -> str:
    return paragraph(run(text, **look))  # type: ignore[arg-type]


def control(content: str, properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def asked(data: str) -> str:
    opening = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return f'{opening}<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def begun(instruction: str, *, closed: bool = False) -> str:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if closed else ""
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>{end}'


LABELS = table((cell(plain("Pilote", bold=True)), cell(plain("Odile Crozet"))))
CONSTRUCTS = {
    "insertion kept": (
        paragraph('<w:ins w:id="1" w:author="a">' + run("Planter ") + "</w:ins>" + run("des haies")),
        "Planter des haies\n",
    ),
    "deletion dropped": (
        paragraph(
            run("Planter ")
            + '<w:del w:id="1" w:author="a"><w:r><w:delText>peu </w:delText></w:r></w:del>'
            + run("des haies")
        ),
        "Planter des haies\n",
    ),
    "moved text stands once": (
        paragraph('<w:moveFrom w:id="1" w:author="a">' + run("haies") + "</w:moveFrom>" + run("des "))
        + paragraph('<w:moveTo w:id="2" w:author="a">' + run("haies") + "</w:moveTo>"),
        "des\n\nhaies\n",
    ),
    "paragraph end deleted": (
        paragraph(run("Planter des "), '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>') + plain("haies"),
        "Planter des haies\n",
    ),
    "content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('Pilote : ') + '<w:sdt><w:sdtContent>' + run('Odile Crozet') + '</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>",
        "Pilote : Odile Crozet\n",
    ),
    "content control that nobody filled in": (
        paragraph(run("Pilote : ") + control(run("Cliquez ici pour entrer du texte."), "<w:showingPlcHdr/><w:text/>"))
        + control(plain("Choisissez un élément."), "<w:showingPlcHdr/>")
        + paragraph(run("Échéance : ") + control(run("4 mai 2031"), "<w:date/>")),
        "Pilote :\n\nÉchéance : 4 mai 2031\n",
    ),
    "list of a form": (
        paragraph(
            run("Statut : ")
            + asked(
                '<w:ddList><w:result w:val="1"/><w:listEntry w:val="À venir"/><w:listEntry w:val="En cours"/></w:ddList>'
            )
        ),
        "Statut : En cours\n",
    ),
    "boxes of a form": (
        paragraph(
            asked('<w:checkBox><w:default w:val="0"/></w:checkBox>')
            + run(" Haute ")
            + asked('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
            + run(" Basse")
        ),
        "☐ Haute ☒ Basse\n",
    ),
    "boxes of Wingdings": (
        paragraph(
            run("Statut : ")
            + "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>"
            + run(" À venir ")
            + "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
            + run(" En cours")
        ),
        "Statut : □ À venir ☒ En cours\n",
    ),
    "hyperlink": (paragraph('<w:hyperlink r:id="rId9">' + run("le bocage") + "</w:hyperlink>"), "le bocage\n"),
    "field shows its result": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("page 4")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "page 4\n",
    ),
    "field that is never closed": (
        paragraph(run("Pilote : ") + begun("REF x") + run("Odile Crozet"))
        + paragraph(begun("PAGE") + run("Territoire : ") + begun("REF y", closed=True) + run("Bocage"))
        + plain("Échéance : 2031"),
        "Pilote : Odile Crozet\n\nTerritoire : Bocage\n\nÉchéance : 2031\n",
    ),
    "field whose end was deleted": (
        paragraph(
            begun("REF x")
            + '<w:del w:id="1" w:author="a"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
            + run("Bocage")
        )
        + plain("Échéance : 2031"),
        "Bocage\n\nÉchéance : 2031\n",
    ),
    "field of several paragraphs": (
        paragraph(begun('IF a = b "'))
        + paragraph(run("Non") + begun("x", closed=True))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("Bocage")),
        "Bocage\n",
    ),
    "hidden text": (paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>non</w:t></w:r>" + run("oui")), "oui\n"),
    "labels of a table": (LABELS, "**Pilote** : Odile Crozet\n"),
    "nested table": (
        table((cell(plain("Pilotage", bold=True)), cell(LABELS))),
        "**Pilotage :**\n\n**Pilote** : Odile Crozet\n",
    ),
    "row in a content control": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell(plain('Pilote', bold=True))}{cell(plain('Odile Crozet'))}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        "**Pilote** : Odile Crozet\n",
    ),
    "deleted row": (
        f"<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell(plain('non'))}</w:tr><w:tr>{cell(plain('Pilote', bold=True))}{cell(plain('Odile Crozet'))}</w:tr></w:tbl>",
        "**Pilote** : Odile Crozet\n",
    ),
    "label of several rows": (
        table(
            (cell(plain("Actions", bold=True), properties='<w:vMerge w:val="restart"/>'), cell(plain("Planter"))),
            (cell(paragraph(""), properties="<w:vMerge/>"), cell(plain("Tailler"))),
        ),
        "**Actions :**\n\nPlanter\n\nTailler\n",
    ),
    "label of several rows of cells": (
        table(
            (
                cell(plain("Calendrier", bold=True), properties='<w:vMerge w:val="restart"/>'),
                cell(plain("2031")),
                cell(plain("Étude")),
            ),
            (cell(paragraph(""), properties="<w:vMerge/>"), cell(plain("2032")), cell(plain("Travaux"))),
            (cell(plain("Coûts", bold=True)), cell(plain("Région")), cell(plain("10 €"))),
        ),
        "**Calendrier :**\n\n**2031** : Étude\n\n**2032** : Travaux\n\n**Coûts :**\n\n**Région** : 10 €\n",
    ),
    "cell of several rows in a real table": (
        table(
            (cell(plain("Qui", bold=True)), cell(plain("Combien", bold=True)), cell(plain("Quand", bold=True))),
            (
                cell(plain("Ville", bold=True), properties='<w:vMerge w:val="restart"/>'),
                cell(plain("1 €")),
                cell(plain("2031")),
            ),
            (cell(paragraph(""), properties="<w:vMerge/>"), cell(plain("2 €")), cell(plain("2032"))),
        ),
        "| **Qui** | **Combien** | **Quand** |\n| --- | --- | --- |\n| **Ville** | 1 € | 2031 |\n|  | 2 € | 2032 |\n",
    ),
    "real table": (
        table(
            *(
                tuple(cell(plain(text)) for text in row)
                for row in (("N°", "Action", "Année"), ("1", "Planter", "2025"), ("2", "Tailler", "2026"))
            )
        ),
        "| N° | Action | Année |\n| --- | --- | --- |\n| 1 | Planter | 2025 |\n| 2 | Tailler | 2026 |\n",
    ),
    "dashes typed": (
        paragraph(run("- Planter"), '<w:ind w:left="360"/>')
        + paragraph(run("– charmes"), '<w:ind w:left="720"/>')
        + paragraph(run("-\tTailler"), '<w:ind w:left="360"/>'),
        "- Planter\n  - charmes\n- Tailler\n",
    ),
    "dashes behind line breaks": (plain("- Planter\n- Tailler"), "- Planter\n- Tailler\n"),
    "bullets by style": (
        paragraph(run("Planter"), '<w:pStyle w:val="Listepuces1"/>')
        + paragraph(run("charmes"), '<w:pStyle w:val="Listepuces2"/>'),
        "- Planter\n  - charmes\n",
    ),
    "heading by outline level": (
        paragraph(run("Planter des haies", bold=True), '<w:outlineLvl w:val="1"/>'),
        "## Planter des haies\n",
    ),
    "heading of bold text stays a bold line": (
        plain("Objectifs :", bold=True) + plain("Planter"),
        "**Objectifs :**\n\nPlanter\n",
    ),
    "bold cut into runs": (
        paragraph(run("Plan", bold=True) + run("ter", bold=True) + run(" des haies")),
        "**Planter** des haies\n",
    ),
    "text box": (
        paragraph(
            run("Avant")
            + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
            + plain("Pilote : Odile Crozet")
            + "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            + plain("Pilote : Odile Crozet")
            + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "Avant\n\nPilote : Odile Crozet\n",
    ),
    "asterisks that were printed": (plain("2 * 3 et a_b, _c"), "2 \\* 3 et a_b, \\_c\n"),
}


def with_parts(body: str, parts: dict[str, tuple[str, str | bytes]]) -> bytes:
    """A Word file with more parts, each with the id that its body knows it by."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(body))) as given, zipfile.ZipFile(stream, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            if name.endswith("document.xml.rels"):
                more = "".join(f'<Relationship Id="{i}" Type="x" Target="{name}"/>' for name, (i, _) in parts.items())
                text = text.replace("</Relationships>", f"{more}</Relationships>")
            made.writestr(name, text)
        for name, (_, content) in parts.items():
            made.writestr(f"word/{name}", content)
    return stream.getvalue()


def drawn(what: str) -> str:
    inner = f'<a:graphic xmlns:a="a"><a:graphicData>{what}</a:graphicData></a:graphic>'
    return f'<w:r><w:drawing><wp:inline xmlns:wp="wp">{inner}</wp:inline></w:drawing></w:r>'


DIAGRAM = (
    '<d:dataModel xmlns:d="d" xmlns:a="a"><d:ptLst><d:pt modelId="0" type="doc"/>'
    "<d:pt modelId='1'><d:t><a:p><a:r><a:t>Planter </a:t></a:r><a:r><a:t>des haies</a:t></a:r></a:p></d:t></d:pt>"
    "<d:pt modelId='2'><d:t><a:p/></d:t></d:pt>"
    "<d:pt modelId='3' type='pres'><d:t><a:p><a:r><a:t>[Texte]</a:t></a:r></a:p></d:t></d:pt>"
    "<d:pt modelId='4' type='node'><d:t><a:p><a:r><a:t>Tailler</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"
)


def test_the_words_of_a_diagram_stand_behind_their_paragraph() -> None:
    body = paragraph(run("Étapes :") + drawn('<d:relIds xmlns:d="d" r:dm="rId90"/>')) + plain("Pilote : Odile Crozet")
    unread: list[str] = []
    blocks = read_docx(with_parts(body, {"diagrams/data1.xml": ("rId90", DIAGRAM)}), unread)
    assert render(settle_lists(blocks)).text == "Étapes :\n\n- Planter des haies\n- Tailler\n\nPilote : Odile Crozet\n"
    assert unread == []


def test_a_document_taken_in_stands_in_its_place() -> None:
    inner = package(plain("Territoire : Bocage") + '<w:altChunk r:id="rId90"/>')
    body = plain("Pilote : Odile Crozet") + "".join(f'<w:altChunk r:id="rId9{i}"/>' for i in range(3)) + plain("Fin")
    parts: dict[str, tuple[str, str | bytes]] = {
        "afchunk.html": ("rId90", "<p>Échéance : <b>2031</b></p>"),
        "afchunk.docx": ("rId91", inner),
        "afchunk.txt": ("rId92", "Objectifs :\n- Planter"),
    }
    unread: list[str] = []
    text = render(settle_lists(read_docx(with_parts(body, parts), unread))).text
    assert text.split("\n\n") == [
        "Pilote : Odile Crozet", "Échéance : **2031**", "Territoire : Bocage", "Objectifs :", "- Planter", "Fin\n",
    ]  # fmt: skip
    assert unread == ["chunk"]  # what the inner one points to is not in it


def test_what_is_not_read_is_noted() -> None:
    body = (
        paragraph(drawn('<c:chart xmlns:c="c" r:id="rId90"/>'))
        + paragraph('<w:r><w:object><o:OLEObject xmlns:o="o" r:id="rId91"/></w:object></w:r>')
        + '<w:altChunk r:id="rId92"/>'
        + plain("Pilote : Odile Crozet")
    )
    unread: list[str] = []
    blocks = read_docx(with_parts(body, {"a.mht": ("rId92", "x"), "charts/chart1.xml": ("rId90", "<c/>")}), unread)
    assert render(settle_lists(blocks)).text == "Pilote : Odile Crozet\n"
    assert unread == ["chart", "object", "chunk"]


def test_what_is_not_read_is_said_of_the_plan(tmp_path: Path) -> None:
    chart = paragraph(drawn('<c:chart xmlns:c="c" r:id="rId90"/>'))
    box = f"<w:r><w:pict><w:txbxContent>{chart}</w:txbxContent></w:pict></w:r>"
    body = plain("Fiche action n° 1 : Planter") + plain("Pilote : Odile Crozet") + chart + paragraph(box)
    file = tmp_path / "plan.docx"
    file.write_bytes(with_parts(body + '<w:altChunk r:id="rId91"/>', {"a.mht": ("rId91", "x")}))
    said = [one for one in extract_file(file, Options(ner="none")).plan.diagnostics if one.code == "part-not-read"]
    assert [one.message for one in said] == [
        "Le document contient 2 graphiques dont le contenu n'est pas lu : vérifiez que rien du plan n'y manque.",
        "Le document contient un document inséré dont le contenu n'est pas lu : vérifiez que rien du plan n'y manque.",
    ]
    assert all(one.severity == "warning" and one.spans == () for one in said)


@pytest.mark.parametrize("what", CONSTRUCTS)
def test_word(what: str) -> None:
    body, wanted = CONSTRUCTS[what]
    assert render(settle_lists(read_docx(package(body)))).text == wanted


def test_footnotes_come_last_and_their_calls_go() -> None:
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = package(paragraph(run("Planter") + call) + plain("Tailler"), ["avec les habitants"])
    assert render(settle_lists(read_docx(data))).text == "Planter\n\nTailler\n\n[^1]: avec les habitants\n"


def test_parts_go_by_any_name() -> None:
    """Word in the browser writes `document2.xml`, `styles2.xml`, `numbering2.xml`."""
    counted = '<w:pStyle w:val="Titre2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>'
    plain_names = zipfile.ZipFile(io.BytesIO(package(paragraph(run("Planter"), counted))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as renamed:
        for name in plain_names.namelist():
            text = plain_names.read(name).decode()
            if name.endswith((".rels", "[Content_Types].xml")):
                text = re.sub(r"(document|styles|numbering|footnotes)\.xml", r"\g<1>2.xml", text)
            renamed.writestr(re.sub(r"(?<=word/)(.*)(\w)(\.xml)", r"\1\g<2>2\3", name), text)
    assert "word/_rels/document2.xml.rels" in renamed.namelist()
    assert "word/styles2.xml" in renamed.namelist()
    assert render(settle_lists(read_docx(stream.getvalue()))).text == "## Fiche-action n°1 Planter\n"
