"""JSON-LD: read by rdflib without a network, every fiche, name and grant a node, nothing lost on the way."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.jsonld import write_jsonld
from tests.write.sample import sample_plan

rdflib = pytest.importorskip("rdflib")
BASE = "https://exemple.invalid/plans/"
SCHEMA = rdflib.Namespace("https://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("jsonld") / "plan.jsonld"
    write_jsonld([sample_plan(4), sample_plan(1, name="autre", title=None)], path)
    json.loads(path.read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", None)
        return rdflib.Graph().parse(path, format="json-ld", publicID=BASE)


def test_fiches_are_actions_with_people(graph: Any) -> None:
    fiche = rdflib.URIRef(f"{BASE}plan-montclair#fiche-1")
    assert (fiche, rdflib.RDF.type, SCHEMA.Action) in graph
    assert str(graph.value(fiche, SCHEMA.name)) == "Sobriété énergétique 1"
    assert graph.value(fiche, SCHEMA.isPartOf) == rdflib.URIRef(f"{BASE}plan-montclair#axe-1-1")
    roles = {
        str(graph.value(role, SCHEMA.roleName)): graph.value(role, SCHEMA.agent)
        for role in graph.objects(fiche, SCHEMA.agent)
    }
    assert str(roles["Structure pilote"]).endswith("#name-cape")
    assert graph.value(fiche, SCHEMA.actionStatus) == SCHEMA.ActiveActionStatus
    assert graph.value(fiche, SCHEMA.startTime).toPython().isoformat() == "2031-03-12"


def test_everything_says_where_it_was_read(graph: Any) -> None:
    plan = sample_plan(4)
    fiche = rdflib.URIRef(f"{BASE}plan-montclair#fiche-2")
    place = str(graph.value(fiche, PROV.wasQuotedFrom)).partition("#char=")[2]
    start, end = map(int, place.split(","))
    assert plan.text is not None
    assert plan.text[start:end].startswith("Fiche action n°2")
    for kind in (SCHEMA.Action, SCHEMA.Event, SCHEMA.MonetaryGrant, SCHEMA.Role):
        nodes = set(graph.subjects(rdflib.RDF.type, kind))
        assert nodes
        assert all(graph.value(node, PROV.wasQuotedFrom) for node in nodes)


def test_counts(graph: Any) -> None:
    def count(kind: Any) -> int:
        return len(set(graph.subjects(rdflib.RDF.type, kind)))

    assert count(SCHEMA.Action) == 5
    assert count(SCHEMA.Person) == 10
    assert count(SCHEMA.MonetaryGrant) == 10
    assert count(SCHEMA.Event) == sum(
        len(mention.values)
        for plan in (sample_plan(4).plan, sample_plan(1).plan)
        for fiche in plan.fiches
        for entry in fiche.calendar
        for mention in entry.dates
    )


def test_same_bytes_and_an_empty_plan(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_jsonld([sample_plan(0)], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert len(rdflib.Graph().parse(tmp_path / "one", format="json-ld")) > 10
