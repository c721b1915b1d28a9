"""Who is not let in: other hosts, other origins, nobody without the secret; and no path leads out of the project."""

import http.client
import re
import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.corrections.plans import PLAN
from tests.review.conftest import Running, Start


class Client:
    """A browser's requests, one header at a time."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.host = f"127.0.0.1:{running.port}"
        self.cookie = f"fiches-{running.port}={running.token}"

    def ask(
        self, method: str, path: str, headers: dict[str, str | None] | None = None, body: str | None = None
    ) -> tuple[int, dict[str, str], str]:
        given: dict[str, str | None] = {"Host": self.host, "Cookie": self.cookie}
        if method == "POST":
            given |= {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {**given, **(headers or {})}.items():
            if value is not None:
                connection.putheader(name, value)
        data = (body or "").encode()
        if method == "POST":
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data if method == "POST" else None)
        answer = connection.getresponse()
        text = answer.read().decode()
        found = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return answer.status, found, text

    def form(self, path: str = "/fiche/fiche-1", **fields: str) -> str:
        """Fill a form of the page as it is now."""
        page = self.ask("GET", path)[2]
        revision = re.search(r'name="revision" value="(\d+)"', page)
        assert revision is not None
        return urlencode({"jeton": self.running.token, "revision": revision[1], "retour": path, **fields})


@pytest.fixture
def client(start: Start) -> Client:
    return Client(start(PLAN))


ACCEPT = {"fiche": "fiche-1", "do": "oui"}


def decided(client: Client) -> int:
    return client.ask("GET", "/decisions")[2].count('id="d-')


def test_the_right_browser_is_let_in(client: Client) -> None:
    status, headers, text = client.ask("GET", "/")
    assert status == 200
    assert "Signalements" in text
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    status, headers, _ = client.ask("POST", "/relue", body=client.form(**ACCEPT))
    assert status == 303
    assert headers["location"] == "/fiche/fiche-1#titre-valeurs"
    assert decided(client) == 1


def test_the_address_of_the_command_lets_in_once(client: Client) -> None:
    status, headers, text = client.ask("GET", f"/?jeton={client.running.token}", {"Cookie": None})
    assert (status, headers["location"], text) == (303, "/", "")
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "[::1]:{port}"},
        {"Host": "127.0.0.1:{port}.evil.example"},
        {"Cookie": None},
        {"Cookie": "fiches-{port}="},
        {"Cookie": "fiches-{port}=x"},
        {"Cookie": "fiches-1={token}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_are_refused(client: Client, headers: dict[str, str | None], method: str) -> None:
    values = {"port": str(client.running.port), "token": client.running.token}
    filled = {
        name: value and value.replace("{port}", values["port"]).replace("{token}", values["token"])
        for name, value in headers.items()
    }
    path = "/relue" if method == "POST" else "/fiche/fiche-1"
    status, answered, text = client.ask(method, path, filled, client.form(**ACCEPT))
    assert status in (403, 421)
    assert "Crozet" not in text
    assert client.running.token not in text
    assert "set-cookie" not in answered
    assert decided(client) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": None},
    ],
)
def test_forms_from_elsewhere_are_refused(client: Client, headers: dict[str, str | None]) -> None:
    filled = {name: value and value.replace("{port}", str(client.running.port)) for name, value in headers.items()}
    status, _, _ = client.ask("POST", "/relue", filled, client.form(**ACCEPT))
    assert status in (403, 415)
    assert decided(client) == 0


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", 403),
        ("jeton=x&revision=0&fiche=fiche-1&do=oui", 403),
        ("revision=0&fiche=fiche-1&do=oui", 403),
        ("jeton=%ff%fe", 403),
        ("&" * 6000 + "=".join("ab" * 3000), 400),
        ("x=1&" * 6000, 400),
        ("x" * 300_000, 413),
    ],
)
def test_forms_without_the_secret_are_refused(client: Client, body: str, expected: int) -> None:
    assert client.ask("POST", "/relue", body=body)[0] == expected
    assert decided(client) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert client.ask(method, "/")[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/fiche/../../../etc/passwd",
        "/fiche/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/fiche/..",
        "/review.css/../../app.py",
        "/static/app.py",
        "/source/plan.txt",
        "/plan.corrections.yaml",
        "/.git/config",
        "//etc/passwd",
        "/fiche/fiche-1%00",
        "/nom/..%2f..%2f",
        "/signalement/..%2f",
        "/fiche/" + "a" * 5000,
    ],
)
def test_no_path_leads_to_a_file(client: Client, path: str) -> None:
    status, _, text = client.ask("GET", path)
    assert status == 404
    assert "root:" not in text
    assert "import" not in text


@pytest.mark.parametrize(
    "back",
    [
        "http://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:/evil",
        "\\\\evil",
        "evil",
    ],
)
def test_a_form_never_leads_to_another_site(client: Client, back: str) -> None:
    status, headers, _ = client.ask("POST", "/enregistrer", body=client.form() + "&" + urlencode({"retour": back}))
    assert status == 303
    assert re.fullmatch(r"/(?:[a-z].*)?(?:#.*)?", headers["location"])


def test_it_listens_on_this_machine_alone(client: Client) -> None:
    name = socket.gethostbyname(socket.gethostname())
    if name.startswith("127."):
        pytest.skip("this machine has no other address")
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex((name, client.running.port)) != 0


def test_odd_requests_get_an_answer(client: Client) -> None:
    for body in ("do=oui&fiche=" + "é" * 999, "numero=99999999999999999999", "valeur=%00&ou=%00", "entite=a&entite=b"):
        for path in ("valeur", "ajout", "regler", "rouvrir", "axe", "graphie", "relue", "fusion", "nommer", "separer",
                     "retirer", "annuler", "retablir", "reunir", "brouillon"):  # fmt: skip
            status, _, _ = client.ask("POST", f"/{path}", body=client.form("/decisions") + "&" + body)
            assert status == 303, path
    assert client.ask("GET", "/?" + "a=1&" * 500)[0] == 200
    for path in (
        "/fiche/fiche-1?ajouter=x&modifier=y&signalement=z",
        "/noms?genre=x&q=%00",
        "/fiche/fiche-1?modifier=%ff",
    ):
        assert client.ask("GET", path)[0] == 200


def test_confirmed_words_go_to_the_vocabulary_when_asked(client: Client, tmp_path: Path) -> None:
    page = client.ask("GET", "/fiche/fiche-1")[2]
    row = re.search(r'data-value="(partner-[\d-]+)"', page)
    assert row is not None
    client.ask("POST", "/valeur", body=client.form(ou="fiche-1", valeur=row[1], do="accepter"))
    words = tmp_path / "source" / "vocabulary.toml"
    assert not words.exists()
    client.ask("POST", "/vocabulaire", body=client.form("/decisions"))
    assert 'name = "Ville de Tarance"' in words.read_text(encoding="utf-8")
    assert "1 entrée nouvelle" in client.ask("GET", "/decisions")[2].replace("\u00a0", " ")


def test_only_three_files_are_written(client: Client, tmp_path: Path) -> None:
    client.ask("POST", "/relue", body=client.form(**ACCEPT))
    names = {path.name for path in (tmp_path / "source").iterdir()}
    assert names == {"plan.txt", ".plan.corrections.draft.yaml", ".plan.review.lock"}
    client.ask("POST", "/enregistrer", body=client.form())
    client.running.end()
    assert {path.name for path in (tmp_path / "source").iterdir()} == {"plan.txt", "plan.corrections.yaml"}
    assert [path.name for path in tmp_path.iterdir()] == ["source"]
