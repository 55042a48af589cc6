"""German, Italian and English are complete, and each page has an address of its own in each of them."""

from __future__ import annotations

import ast
import re
import string
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from litestar.testing import TestClient
from sqlalchemy import select

from pos.domain import facts
from pos.domain.quantity import ONE
from sync.portal.accounts.principal import MemberRole
from sync.portal.buyer import Buyer, words
from sync.portal.orders import spoken
from sync.portal.rounds import tell_buyers
from sync.portal.storage.order_tables import mail
from sync.portal.web.application import create_application
from sync.portal.web.languages import parted
from sync.portal.web.pages import TEMPLATES
from sync.portal.web.rules import Anybody
from sync.portal.wording import LANGUAGES, LOCALE, ONLY_FRENCH, first_part, path_in, say, speaking
from tests.portal.market import BREAD, FOURNIL, GRAINS, HONEY, LENTILS, MORNING_MS, Market
from tests.portal.test_every_route import asked, filled
from tests.portal.visitors import account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]
TRANSLATED = ("de", "it", "en")
FIELD = re.compile(r"%\((\w+)\)s")
NAMES = {
    "Comptoir",
    "Comptoir · Comptoir",
    "ESS Made",
    "ESS\u00a0Made",
    "CHF",
    "TWINT",
    "FR",
    "DE",
    "IT",
    "EN",
    "CSV",
    "JSON",
    "PDF",
}
MARKUP = {"ESS Made"}
FRENCH = re.compile(r"\b(les|une|et|est|vous|votre|cette|pour|chez|avec)\b", re.IGNORECASE)
OF_MEMBERS = (
    "Les Grains Libres", "Fournil de la Jonction", "Rue des Tanneurs", "Quai du Levain", "Miel de printemps",
    "Lentilles vertes", "Panier cadeau", "Pain de campagne", "Livre du levain", "Atelier de levain",
)  # fmt: skip
"""What members write themselves stays as it is."""
STAFF = ("space", "account.html", "chamber_people.html", "spaces.html", "drawings.html")
"""Pages behind the door, in French as the people of the members and of the chamber speak it."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Give all French sentences, found the way that the docstring of `wording` says."""
    made = tmp_path_factory.mktemp("babel") / "portal.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        line = "-q extract -F resources/portal/locale/babel.cfg -k say -k sentence -k say_number:1,2 --no-location"
        CommandLineInterface().run(["pybabel", *line.split(), "-o", str(made), "."])  # type: ignore[no-untyped-call]
    with made.open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "portal.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    assert said is not None
    return [said] if isinstance(said, str) else list(said)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """Give a portal that listens; pages do not know which database is behind them."""
    made = Market(f"sqlite:///{tmp_path / 'portal.db'}", serves=True)
    yield made
    made.close()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_said(source: Catalog, language: str) -> None:
    said = {message.id: message.string for message in catalogue(language) if message.id}
    wanted = {message.id for message in source if message.id}

    assert len(wanted) > 400
    assert {each for each in wanted if not said.get(each) or not all(texts(said[each]))} == set()
    assert set(said) - wanted == set(), "of sentences that are gone"


def test_no_sentence_in_python_hides_from_the_catalogues(source: Catalog) -> None:
    known = {text for message in source for text in texts(message.id)}
    hidden = set()
    for path in sorted((ROOT / "sync" / "portal").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if name in {"say", "sentence", "say_number"} and isinstance(first, ast.Constant):
                hidden |= {str(first.value)} - known
    assert hidden == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_fields_of_their_source(language: str) -> None:
    broken = []
    for message in catalogue(language):
        for one, other in zip(texts(message.id), texts(message.string), strict=True):
            named = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (one, other)]
            bound = [sorted(set(FIELD.findall(text))) for text in (one, other)]
            tags = [sorted(re.findall(r"<[^>]+>", text)) for text in (one, other)]
            if message.id and not (named[0] == named[1] and bound[0] == bound[1] and tags[0] == tags[1]):
                broken.append(other)
            if message.id and one.count("%") != other.count("%"):
                broken.append(other)
    assert broken == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_sentences(language: str) -> None:
    fresh = BytesIO()
    write_mo(fresh, catalogue(language))
    fresh.seek(0)
    with (LOCALE / language / "LC_MESSAGES" / "portal.mo").open("rb") as file:
        kept, wanted = (vars(GNUTranslations(each))["_catalog"] for each in (file, fresh))

    # The head of a catalogue says when it was written.
    assert {**kept, "": ""} == {**wanted, "": ""}


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_language_is_written_as_it_is_here(language: str) -> None:
    wrong = r"[ \u00a0][;:!?](\s|$)|&nbsp;[;:!?]|« |&nbsp;»|ß|(?<=\w)'(?=\w)"
    broken = {text for each in catalogue(language) if each.id for text in texts(each.string) if re.search(wrong, text)}

    assert broken == set()


def public_templates() -> list[str]:
    found = (str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    return [name for name in found if not name.startswith(STAFF)]


class Shown(HTMLParser):
    """Collects what a page says: its text, and what its attributes say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken_of = {"aria-label", "placeholder", "title", "alt", "content"}
        self.said += [value or "" for name, value in attrs if name in spoken_of and tag != "meta"]
        named = dict(attrs)
        if tag == "meta" and named.get("name") == "description":
            self.said.append(named.get("content") or "")

    def handle_data(self, data: str) -> None:
        self.said += data.split("\n")


@pytest.mark.parametrize("name", public_templates())
def test_no_sentence_of_a_public_template_is_left_out(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    # What follows in that file is for the pages behind the door.
    text = text.partition("{% macro shown_once")[0]
    text = re.sub(r"{% trans.*?{% endtrans %}|{% block body %}.*?{% endblock %}", "", text, flags=re.DOTALL)
    expressions = " ".join(re.findall(r"{{.*?}}|{%.*?%}", text, flags=re.DOTALL))
    untold = re.findall(r'"([^"]*)"', re.sub(r'_\("[^"]*"', "", expressions))
    said = Shown(re.sub(r"{{.*?}}|{%.*?%}|{#.*?#}", "", text, flags=re.DOTALL)).said

    assert {each.strip(" ,.·()") for each in said if re.search(r"[A-Za-zÀ-ÿ]{2}", each)} - NAMES == set()
    # Keys and classes are one plain word; sentences have accents, or words with spaces between them.
    assert {each for each in untold if re.search(r"[À-ÿ’]|[a-z] [a-z]|^[A-Z][a-z]", each)} - MARKUP == set()


@pytest.mark.parametrize(
    ("path", "language", "page"),
    [
        ("/", "fr", "/"),
        ("/membres", "fr", "/membres"),
        ("/de", "de", "/"),
        ("/de/", "de", "/"),
        ("/it/membres/", "it", "/membres"),
        ("/en/commande/0f", "en", "/commande/0f"),
        ("/defi", "fr", "/defi"),
        ("/rm/membres", "fr", "/rm/membres"),
        ("/fr/membres", "fr", "/fr/membres"),
        ("/de/de/membres", "de", "/de/membres"),
        ("/de/v1/push", "de", "/de/v1/push"),
        ("/de/espace/0f", "de", "/de/espace/0f"),
        ("/de//ailleurs.example", "de", "/ailleurs.example"),
    ],
)
def test_the_language_is_the_first_part_of_an_address(path: str, language: str, page: str) -> None:
    assert parted(path) == (language, page)


def test_a_path_leads_back_to_its_page_and_language() -> None:
    for code in LANGUAGES:
        for page in ("/", "/panier", "/membres/0f?page=2"):
            assert parted(path_in(code, page)) == (code, page)
    assert path_in("de", "/espace?choisir=1") == "/espace?choisir=1"
    assert path_in("de", "/espaces") == "/de/espaces"


def pages(secret: str) -> tuple[str, ...]:
    return (
        "/",
        "/catalogue",
        "/catalogue?q=introuvable",
        "/membres",
        f"/membres/{GRAINS}",
        f"/membres/{GRAINS}/{HONEY}",
        f"/membres/{FOURNIL}/{BREAD}",
        "/ess-made",
        "/programmes",
        "/conditions",
        "/caisse?code=ABCDEFGH",
        "/panier",
        "/panier?erreur=plein",
        "/commander",
        f"/commande/{secret}",
        "/entrer",
        "/mot-de-passe/oublie",
        "/mot-de-passe/" + "0" * 32,
        "/invitation/" + "0" * 32,
        "/nulle-part",
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_says_a_sentence_in_french_or_leads_out_of_its_language(market: Market, language: str) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE, (FOURNIL, BREAD): ONE})
    buyer = Buyer(market.portal.address)
    buyer.go(f"/{language}/membres/{GRAINS}/{LENTILS}")
    buyer.send(f"/{language}/panier/ajouter", quantite="0.3")
    french = {
        text.replace("&nbsp;", " ").replace("\u00a0", " ")
        for message in catalogue(language)
        for text, said in zip(texts(message.id), texts(message.string), strict=True)
        if len(text) > 11 and said != text and "%(" not in text and "{" not in text
    }
    for page in pages(secret):
        text = buyer.go(f"/{language}{page}")
        assert f'<html lang="{language}-CH">' in text, page
        plain = words(
            re.sub(r'<ul class="lang".*?</ul>|<nav aria-label="(?:Sprache|Lingua|Language)".*?</nav>', "", text)
        )
        assert [sentence for sentence in french if sentence in plain] == [], page
        for name in OF_MEMBERS:
            plain = plain.replace(name, "")
        assert FRENCH.findall(plain) == [], page
        assert language == "it" or re.findall(r"\b(?:la|le|du)\b", plain) == [], page
        if not page.startswith(("/nulle-part", "/mot-de-passe/0", "/invitation")):
            assert buyer.page.status_code == 200, page
        own = re.sub(r'<[^>]*hreflang="[^>]*>', "", text)
        paths = re.findall(r'(?:href|action|data-ask)="(/[^"]*)"', own)
        strays = [
            each
            for each in paths
            if not each.startswith(
                (f"/{language}/", "/assets/", "/feeds/", "/dfc/", "/v1/", "/sitemap.xml", "/images/")
            )
        ]
        assert strays in ([], ["/espace?code=ABCDEFGH"]), page


def test_each_language_names_itself_and_the_others(market: Market) -> None:
    buyer, base, path = Buyer(market.portal.address), market.portal.address, f"/membres/{GRAINS}/{HONEY}"
    for code in LANGUAGES:
        text = buyer.go(path_in(code, path))

        assert f'<link rel="canonical" href="{base}{path_in(code, path)}">' in text
        for other, name in LANGUAGES.items():
            assert f'<link rel="alternate" hreflang="{other}" href="{base}{path_in(other, path)}">' in text
            assert f">{name}</a>" in text
        assert f'hreflang="x-default" href="{base}{path}"' in text


def test_the_choice_of_a_language_keeps_what_was_asked_for(market: Market) -> None:
    text = Buyer(market.portal.address).go("/it/catalogue?q=miel%20%3C&rayon=grocery")

    assert 'href="/de/catalogue?q=miel%20%3C&amp;rayon=grocery" hreflang="de"' in text
    assert 'href="/catalogue?q=miel%20%3C&amp;rayon=grocery" hreflang="fr"' in text


def test_every_open_page_is_in_each_language_and_what_machines_read_in_none(market: Market) -> None:
    application = create_application(market.portal)
    paths = {
        filled(each.path) for each in asked(application) if each.method == "GET" and isinstance(each.rule, Anybody)
    }
    once = {path for path in paths if first_part(path) in ONLY_FRENCH}
    with TestClient(application, base_url=market.portal.address) as client:
        client.follow_redirects = False
        for path in paths - {path for path in paths if path.startswith("/assets")}:
            french = client.get(path)
            for language in TRANSLATED:
                found = client.get(f"/{language}{path}")
                if path in once:
                    assert found.status_code == 404, path
                    continue
                assert found.status_code == french.status_code, path
                if found.headers["content-type"].startswith("text/html"):
                    assert f'<html lang="{language}-CH">' in found.text or found.text == "", path
                assert found.headers.get("location", f"/{language}/").startswith(f"/{language}/"), path
    assert len(paths - once) > 12


def test_an_address_that_begins_with_two_slashes_leads_to_no_other_site(market: Market) -> None:
    with TestClient(create_application(market.portal), base_url=market.portal.address) as client:
        for path in ("//ailleurs.example/x", "/de//ailleurs.example/x", "/\\ailleurs.example/x"):
            found = re.findall(r'href="([^"]*)" hreflang', client.get(market.portal.address + path).text)
            assert found, path
            assert all(re.match(r"/[^/\\]", each) for each in found), found


def test_a_browsers_own_language_changes_nothing(market: Market) -> None:
    buyer = Buyer(market.portal.address)
    french = buyer.go("/membres")
    buyer.session.headers["Accept-Language"] = "de-CH,de;q=0.9"

    assert buyer.go("/membres") == french
    assert buyer.page.history == []
    assert "Vary" not in buyer.page.headers or "language" not in buyer.page.headers["Vary"].lower()


def test_what_exists_once_has_no_second_address(market: Market) -> None:
    buyer = Buyer(market.portal.address)
    for path in ("/de/v1/openapi.json", "/de/feeds/nouveautes.atom", "/de/espace", "/de/sitemap.xml", "/fr/membres"):
        buyer.go(path)
        assert buyer.page.status_code == 404, path
        assert "hreflang" not in buyer.page.text, path
    assert "Diese Seite gibt es nicht" in buyer.go("/de/feeds/nouveautes.atom")


def test_the_sitemap_has_each_page_in_each_language(market: Market) -> None:
    buyer, base = Buyer(market.portal.address), market.portal.address
    files = re.findall(r"<loc>(.*?)</loc>", buyer.go("/sitemap.xml"))
    text = "".join(buyer.go(each.removeprefix(base)) for each in files)
    assert len(files) == 2
    for code in LANGUAGES:
        address = base + path_in(code, f"/membres/{GRAINS}/{HONEY}")
        assert text.count(f"<loc>{address}</loc>") == 1
        assert text.count(f'hreflang="{code}" href="{address}"') == len(LANGUAGES)


def test_crawlers_leave_the_same_pages_alone_in_each_language(market: Market) -> None:
    lines = Buyer(market.portal.address).go("/robots.txt").splitlines()

    for path in ("/panier", "/de/panier", "/it/command", "/en/vers/", "/espace"):
        assert f"Disallow: {path}" in lines
    assert "Disallow: /de/espace" not in lines


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("fr", "reçue", ("Bonjour Camille,", "0,5 kg", "mardi 24 novembre, 11 h 30 – 18 h", "CHF 4.50, TVA comprise")),
        ("de", "erhalten", ("Guten Tag Camille", "0.5 kg", "Dienstag, 24. November, 11.30–18 Uhr", "inkl. MWST")),
        ("it", "ricevuta", ("Buongiorno Camille,", "0.5 kg", "martedì 24 novembre, 11.30–18.00", "IVA inclusa")),
        ("en", "received", ("Hello Camille,", "0.5 kg", "Tuesday 24 November, 11:30–18:00", "incl. VAT")),
    ],
)
def test_a_buyer_is_written_in_the_language_of_the_order(
    market: Market, language: str, subject: str, said: tuple[str, ...]
) -> None:
    with speaking(language):
        secret = market.placed({(GRAINS, LENTILS): 500})
    part = market.parts(secret)[0]
    market.tell(GRAINS, facts.OrderReady, order=part.id)
    tell_buyers(market.portal)

    with market.portal.database.read() as connection:
        rows = connection.execute(select(mail).order_by(mail.c.id)).all()
    assert [row.kind for row in rows] == ["received", "ready"]
    assert subject in rows[0].subject
    body = rows[0].body.replace("\u00a0", " ")
    assert [text for text in said if text not in body] == []
    for row in rows:
        assert f"{market.portal.address}{path_in(language, '/commande/' + secret)}\n" in row.body


@pytest.mark.parametrize(
    ("language", "first", "tomorrow", "hour", "half"),
    [
        ("fr", "mardi 1er décembre", "demain mercredi", "9 h 10", "1,5 kg"),
        ("de", "Dienstag, 1. Dezember", "morgen Mittwoch", "9.10 Uhr", "1.5 kg"),
        ("it", "martedì 1° dicembre", "domani mercoledì", "9.10", "1.5 kg"),
        ("en", "Tuesday 1 December", "tomorrow, Wednesday", "9:10", "1.5 kg"),
    ],
)
def test_days_hours_and_quantities_are_said_as_the_language_does_here(
    language: str, first: str, tomorrow: str, hour: str, half: str
) -> None:
    day = 24 * 3_600_000
    with speaking(language):
        said = (
            spoken.full_day(MORNING_MS + 7 * day),
            spoken.day(MORNING_MS + day, MORNING_MS),
            spoken.hour(MORNING_MS),
            spoken.quantity(1500, "kg"),
        )
    assert tuple(each.replace("\u00a0", " ") for each in said) == (first, tomorrow, hour, half)


def test_a_new_password_is_asked_for_and_answered_in_german(market: Market) -> None:
    portal = market.portal
    account(portal, "nadia@grain.example", MemberRole.OWNER, GRAINS)
    buyer = Buyer(portal.address)
    buyer.go("/de/mot-de-passe/oublie")
    assert "ein Link ab" in buyer.send("/de/mot-de-passe/oublie", email="nadia@grain.example")

    with portal.database.read() as connection:
        letter = connection.execute(select(mail).order_by(mail.c.id.desc())).first()
    assert letter is not None
    assert letter.subject == "Ihr neues Passwort"
    link = re.search(rf"{portal.address}(/de/mot-de-passe/\S+)", letter.body)
    assert link is not None
    buyer.go(link[1])
    said = buyer.send(link[1], password="vier Steine im Wasser", again="vier Steine am Ufer")
    assert "Die beiden stimmen nicht überein." in said
    said = buyer.send(link[1], password="vier Steine im Wasser", again="vier Steine im Wasser")
    assert buyer.page.url == f"{portal.address}/de/entrer?change=1"
    assert "Passwort geändert." in said
    said = buyer.send("/de/entrer", email="nadia@grain.example", password="falsch")
    assert "noch 4 Versuche bis zu einer Pause von 10 Minuten." in words(said)
    buyer.send("/de/entrer", email="nadia@grain.example", password="vier Steine im Wasser")
    assert buyer.page.url == f"{portal.address}/espace/{GRAINS}"


def test_a_language_that_is_none_of_ours_is_french() -> None:
    with speaking("rm"):
        assert say("Panier") == "Panier"
    with speaking("de"):
        assert say("Panier") == "Warenkorb"
        assert say("") == ""
        with speaking("it"):
            assert say("Panier") == "Carrello"
        assert say("Panier") == "Warenkorb"
    assert say("Panier") == "Panier"
