"""The member space and the chamber's over HTTP: what people see, change and may not."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PIL import Image
from sqlalchemy import event, insert, select

from pos.domain.quantity import ONE
from pos.services import cataloguing
from sync.portal.accounts import audit
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.members.profile import PublicProfile
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from tests.portal.pictures import photo
from tests.portal.test_own_figures import NOW_MS, Two, other
from tests.portal.visitors import Browser, account, token_of
from tests.services.counter import sell
from tests.sync.test_courier import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.shopfile.shopfile import ShopFile

__all__ = ["other"]
MEMBER_PAGES = (
    "",
    "/articles",
    "/commandes",
    "/commandes?voir=terminees",
    "/stock",
    "/ventes",
    "/anomalies",
    "/profil",
    "/partage",
    "/partage.json",
    "/donnees",
    "/boutique",
    "/journal",
)
CHAMBER_PAGES = ("/chambre", "/chambre/moderation?q=savon", "/chambre/rayons", "/chambre/reperes", "/chambre/journal")
PRIVATE = {"sale", "sale_line", "payment", "session", "closing", "entry", "stock_move", "consent"}
"""Tables that say what a member sold."""
SECRET_AMOUNT = 7_654_321
"""What a ticket comes to that no page of the chamber may show."""


class Scene(Two):
    """Two members with sales, an owner and a colleague of the first, an owner of the other, and the chamber."""

    def __init__(self, url: str, here: ShopFile, there: ShopFile) -> None:
        super().__init__(url, here, there)
        cataloguing.save_product(here, replace(self.goods.soap, online=True))
        dear = cataloguing.save_product(here, replace(self.goods.bread, price_minor=SECRET_AMOUNT))
        sell(here, (dear, ONE))
        self.sync()
        self.owner = account(self.portal, "nadia@grain.example", MemberRole.OWNER, self.member)
        self.staff = account(self.portal, "lior@grain.example", MemberRole.STAFF, self.member)
        self.stranger = account(self.portal, "ada@fil.example", MemberRole.OWNER, self.other)
        self.chamber = account(self.portal, "ines@chambre.example", ChamberRole.ADMIN)

    def as_(self, session: str) -> Browser:
        browser = Browser(self.portal)
        browser.use(session)
        return browser

    def path(self, rest: str = "") -> str:
        return f"/espace/{self.member}{rest}"

    @property
    def soap(self) -> str:
        return self.path(f"/articles/{self.goods.soap.id}")

    def actions(self) -> list[str]:
        with self.portal.database.read() as connection:
            return [done.action for done in audit.done(connection, member=self.member)]


@pytest.fixture
def scene(database_url: str, shop: ShopFile, other: ShopFile) -> Iterator[Scene]:
    made = Scene(database_url, shop, other)
    yield made
    made.portal.close()


def plain(page: str) -> str:
    """Give the words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.replace("\u00a0", " ").replace("&nbsp;", " ")))


def test_pages_of_a_shop_open_for_its_owner_and_exist_for_nobody_else(scene: Scene) -> None:
    owner, stranger, chamber = (scene.as_(each) for each in (scene.owner, scene.stranger, scene.chamber))
    visitor = Browser(scene.portal)

    for path in (*MEMBER_PAGES, "/donnees/export.zip", f"/articles/{scene.goods.soap.id}", "/ventes/2026-11/csv"):
        wanted = scene.path(path)
        assert (path, owner.get(wanted).status_code) == (path, 200)
        assert (path, stranger.get(wanted).status_code) == (path, 404)
        assert (path, chamber.get(wanted).status_code) == (path, 404)
        assert visitor.get(wanted).headers["Location"].startswith("/entrer?vers=%2Fespace")


def test_a_shop_that_nobody_can_order_from_is_told_what_to_fill_in(scene: Scene) -> None:
    owner, staff = scene.as_(scene.owner), scene.as_(scene.staff)
    profile = f'<a href="{scene.path("/profil")}">Compléter le profil'
    for page in ("", "/articles"):
        assert "vos heures d’ouverture et votre e-mail manquent" in plain(owner.get(scene.path(page)).text)
        assert profile in owner.get(scene.path(page)).text
        assert profile not in staff.get(scene.path(page)).text
    hours = {"day-1": "9-12", "lead": "2", "kept": "2"}

    owner.send(scene.path("/profil"), **hours)
    assert "votre e-mail manque." in plain(owner.get(scene.path()).text)
    owner.send(scene.path("/profil"), **hours, email="bonjour@grain.example")

    for page in ("", "/articles"):
        assert "Personne ne peut commander chez vous" not in plain(owner.get(scene.path(page)).text)


def test_a_colleague_does_not_open_what_only_an_owner_decides(scene: Scene) -> None:
    staff = scene.as_(scene.staff)
    menu = staff.get(scene.path()).text

    for path in ("/profil", "/partage", "/partage.json", "/donnees", "/donnees/export.zip"):
        assert (path, staff.get(scene.path(path)).status_code) == (path, 403)
        assert scene.path(path) not in menu


def test_the_first_page_tells_the_day_in_words_and_figures(scene: Scene) -> None:
    page = plain(scene.as_(scene.staff).get(scene.path()).text)

    assert "Lundi 23 novembre" in page
    assert "CHF 76’543.2" in page
    assert "1 ticket" in page
    assert "Ventes par jour, du mardi 17 novembre au lundi 23 novembre" in page
    assert "Lu dans 1 caisse, à 8 h 00." in page
    assert "Caisse 1 à jour" in page
    assert "Pain de seigle −1 0 tout recompter" in page


def test_an_article_is_put_online_and_comes_down_to_the_till(scene: Scene) -> None:
    browser = scene.as_(scene.staff)
    path = scene.path(f"/articles/{scene.goods.milk.id}")
    state = re.search(r'name="state" value="([0-9a-f]{32})"', browser.get(path).text)
    assert state is not None

    refused = browser.send(path, state=state[1], mode="renvoi", url="", quota="", description="Cru <b>et</b> frais")
    taken = browser.send(path, state=state[1], mode="ici", url="", quota="4", description="Cru <b>et</b> frais")

    assert refused.status_code == 422
    assert "Cru &lt;b&gt;et&lt;/b&gt; frais</textarea>" in refused.text
    assert 'role="alert"' in refused.text
    assert taken.headers["Location"] == f"{path}?fait=change"
    assert 'role="status"' in browser.get(taken.headers["Location"]).text
    assert browser.send(path, state="0" * 32, mode="ici").status_code == 422
    public = browser.get(f"/membres/{scene.member}/{scene.goods.milk.id}")
    assert public.status_code == 200
    sync(scene.courier)
    assert scene.actions().count("listing.changed") == 1
    assert compare(scene.portal).problems == ()


def test_a_picture_of_several_megabytes_is_taken_and_shown_small(scene: Scene) -> None:
    browser = scene.as_(scene.staff)
    target = io.BytesIO()
    Image.effect_noise((2400, 1800), 120).save(target, "JPEG", quality=95)
    assert len(target.getvalue()) > 2_500_000
    token = token_of(browser.get(scene.soap).text)

    sent = browser.client.post(
        f"{scene.soap}/image",
        data={"_csrf_token": token},
        files={"image": ("moi à la maison.jpg", target.getvalue(), "image/jpeg")},
    )

    assert sent.headers["Location"] == f"{scene.soap}?fait=image"
    found = re.search(rf"/images/{scene.member}/[0-9a-f]{{64}}", browser.get(scene.soap).text)
    assert found is not None
    small = browser.get(found[0] + "/petite")
    with Image.open(io.BytesIO(small.content)) as image:
        assert image.size == (560, 420)
    assert found[0] + "/petite" in browser.get("/catalogue").text
    assert browser.send(scene.soap, f"{scene.soap}/image", retirer="1").headers["Location"].endswith("sans-image")
    assert browser.get(f"/images/{scene.member}/{'0' * 64}/petite").status_code == 404


def test_what_is_no_picture_is_refused_on_the_page(scene: Scene) -> None:
    browser = scene.as_(scene.staff)
    token = token_of(browser.get(scene.soap).text)

    for content in (b"", b"GIF89a....", photo()[:900]):
        answer = browser.client.post(
            f"{scene.soap}/image", data={"_csrf_token": token}, files={"image": ("x.jpg", content, "image/jpeg")}
        )
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    now = scene.portal.listings.one(scene.member, scene.goods.soap.id)
    assert now is not None
    assert now.product.picture == ""


def test_an_upload_without_the_forms_token_is_refused(scene: Scene) -> None:
    browser = scene.as_(scene.staff)
    browser.get(scene.soap)

    answer = browser.client.post(f"{scene.soap}/image", files={"image": ("x.jpg", photo(), "image/jpeg")})

    assert answer.status_code == 403


def test_nothing_of_another_shop_can_be_changed(scene: Scene) -> None:
    soap = scene.goods.soap.id
    [odd] = scene.portal.anomalies.of(scene.member)
    attempts: list[tuple[str, dict[str, str]]] = [
        (f"/articles/{soap}", {"mode": "hors-ligne"}),
        (f"/articles/{soap}/image", {"retirer": "1"}),
        (f"/anomalies/{odd.id}", {"note": "à moi"}),
        ("/profil", {"about": "Repris"}),
        ("/partage", {"partage": "oui"}),
        ("/donnees/quitter", {"nom": "Le Grain"}),
    ]
    stranger, chamber = scene.as_(scene.stranger), scene.as_(scene.chamber)
    for path, fields in attempts:
        assert (path, stranger.send("/compte", scene.path(path), **fields).status_code) == (path, 404)
        assert (path, chamber.send("/compte", scene.path(path), **fields).status_code) == (path, 404)
        # The same ids under the stranger's own shop lead to nothing either.
        stranger.send("/compte", f"/espace/{scene.other}{path}", **fields)

    now = scene.portal.listings.one(scene.member, soap)
    assert now is not None
    assert now.mode == "ici"
    assert scene.portal.anomalies.count(scene.member) == (1, 0)
    assert not scene.portal.sharing.of(scene.member).shares
    assert not scene.portal.leaving.has_left(scene.member)
    assert scene.portal.profiles.of(scene.member) == PublicProfile()


def test_an_anomaly_is_told_in_three_rows_and_seen_to_with_a_note(scene: Scene) -> None:
    browser = scene.as_(scene.staff)
    page = browser.get(scene.path("/anomalies")).text
    assert "Pain de seigle : le stock est passé sous zéro" in plain(page)
    assert all(words in page for words in ("Ce qui s’est passé", "Ce qui est sûr", "Que faire"))
    [odd] = scene.portal.anomalies.of(scene.member)

    browser.send(scene.path("/anomalies"), scene.path(f"/anomalies/{odd.id}"), note="Fournée oubliée")

    settled = plain(browser.get(scene.path("/anomalies?voir=reglees")).text)
    assert "Lior : « Fournée oubliée »" in settled
    assert "Rien à regarder" in plain(browser.get(scene.path("/anomalies")).text)
    assert "anomaly.settled" in scene.actions()


def test_a_profile_is_shown_to_the_public_and_a_wrong_one_is_shown_again(scene: Scene) -> None:
    browser = scene.as_(scene.owner)
    said = {
        "about": "Épicerie <i>libre</i>.",
        "email": "bonjour@grain.example",
        "leman": "100 %",
        "legal_form": "Coopérative",
        "criterion-gestion": "1",
        "day-5": "9-12, 14h-17h",
        "holidays": "24.12.2026 au 3.1.2027 Fêtes",
        "place": "Cour, porte verte",
        "lead": "1,5",
        "kept": "3",
    }

    wrong = browser.send(scene.path("/profil"), **{**said, "day-5": "le matin"})
    taken = browser.send(scene.path("/profil"), **said)

    assert wrong.status_code == 422
    assert 'value="le matin"' in wrong.text
    assert "bonjour@grain.example" in wrong.text
    assert taken.headers["Location"].endswith("?fait=oui")
    public = plain(browser.get(f"/membres/{scene.member}").text)
    assert "Épicerie &lt;i&gt;libre&lt;/i&gt;." in public
    assert "accepté en lémans : 100 %" in public
    assert "Samedi 9:00-12:00 , 14:00-17:00 Dimanche fermé" in public
    assert "24.12.2026 au 3.1.2027 Fêtes" in public
    assert "Une gestion démocratique ou participative" in public
    pickup = scene.portal.profiles.pickup(scene.member)
    assert (pickup.place, pickup.lead_minutes, pickup.days_kept) == ("Cour, porte verte", 90, 3)
    assert [(each.weekday, each.opens, each.closes) for each in pickup.weekly] == [(5, 540, 720), (5, 840, 1020)]
    assert pickup.closed[:2] == ("2026-12-24", "2026-12-25")
    assert len(pickup.closed) == 11
    assert browser.send(scene.path("/profil"), **{**said, "kept": "99"}).status_code == 422
    assert browser.send(scene.path("/profil"), **{**said, "lead": "bientôt"}).status_code == 422
    assert "profile.changed" in scene.actions()


def test_sharing_is_switched_and_shown_exactly(scene: Scene) -> None:
    browser = scene.as_(scene.owner)

    browser.send(scene.path("/partage"), partage="oui")
    assert scene.portal.sharing.of(scene.member).shares
    scene.now_ms = NOW_MS + 10 * 86_400_000
    session = account(scene.portal, "zoe@grain.example", MemberRole.OWNER, scene.member)
    shown = json.loads(scene.as_(session).get(scene.path("/partage.json")).text)

    assert set(shown) == {"member", "name", "sector", "commune", "shares", "months"}
    assert shown["months"][0]["turnover_minor"] == SECRET_AMOUNT
    assert "sharing.on" in scene.actions()


def test_an_owner_takes_everything_along_and_leaves(scene: Scene) -> None:
    browser = scene.as_(scene.owner)

    answer = browser.get(scene.path("/donnees/export.zip"))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    assert {"ventes.csv", "boutique_en_ligne.csv", "actions_au_portail.csv"} <= set(archive.namelist())
    assert b"nadia@grain.example" in archive.read("equipe.csv")
    assert b"ada@fil.example" not in archive.read("equipe.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="comptoir-2026-11-23.zip"'
    assert "data.exported" in scene.actions()

    assert browser.send(scene.path("/donnees"), scene.path("/donnees/quitter"), nom="Le Pain").status_code == 422
    assert browser.get(f"/membres/{scene.member}").status_code == 200
    gone = browser.send(scene.path("/donnees"), scene.path("/donnees/quitter"), nom="Le Grain")
    assert gone.headers["Location"].endswith("?fait=parti")
    assert browser.get(f"/membres/{scene.member}").status_code == 404
    assert browser.get(f"/membres/{scene.member}/{scene.goods.soap.id}").status_code == 410
    assert zipfile.ZipFile(io.BytesIO(browser.get(scene.path("/donnees/export.zip")).content)).testzip() is None
    assert "member.left" in scene.actions()

    chamber = scene.as_(scene.chamber)
    assert "Partis" in chamber.get("/chambre").text
    assert chamber.send("/chambre", member=scene.other).status_code == 422
    assert chamber.send("/chambre", member=scene.member).status_code == 303
    assert browser.get(f"/membres/{scene.member}").status_code == 200
    assert browser.get(f"/membres/{scene.member}/{scene.goods.soap.id}").status_code == 200
    assert "Partis" not in chamber.get("/chambre").text
    assert "member.returned" in scene.actions()


def test_months_are_told_as_pages_and_files(scene: Scene) -> None:
    staff = scene.as_(scene.staff)

    assert "CHF 76’543.21" in plain(staff.get(scene.path("/ventes/2026-11")).text)
    assert "jour;2026-11-23;CHF;1;76543.21" in staff.get(scene.path("/ventes/2026-11/csv")).text
    assert "Aucune vente n’est arrivée" in staff.get(scene.path("/ventes/2026-02")).text
    for path in ("/ventes/2026-13", "/ventes/2026-1", "/ventes/x", "/ventes/0000-01", "/articles/x"):
        assert (path, staff.get(scene.path(path)).status_code) == (path, 404)


def test_the_chamber_hides_a_listing_and_the_member_reads_why(scene: Scene) -> None:
    chamber, staff = scene.as_(scene.chamber), scene.as_(scene.staff)
    fields = {"member": scene.member, "product": scene.goods.soap.id}

    assert chamber.send("/chambre/moderation", geste="retirer", raison=" ", **fields).status_code == 422
    chamber.send("/chambre/moderation", geste="retirer", raison="Origine <à> préciser", **fields)

    public = f"/membres/{scene.member}/{scene.goods.soap.id}"
    assert staff.get(public).status_code == 410
    assert "Origine &lt;à&gt; préciser" in staff.get(scene.soap).text
    assert "retiré par la Chambre" in staff.get(scene.path("/articles")).text
    chamber.send("/chambre/moderation", geste="remettre", **fields)
    assert staff.get(public).status_code == 200
    assert {"listing.hidden", "listing.shown"} <= set(scene.actions())


def test_what_was_done_is_read_by_the_chamber_and_by_the_member_its_own(scene: Scene) -> None:
    owner, stranger, chamber = (scene.as_(each) for each in (scene.owner, scene.stranger, scene.chamber))
    owner.send(scene.path("/partage"), partage="oui")
    chamber.send("/chambre/rayons", geste="creer", nom="Savons et soins")

    mine, all_ = plain(owner.get(scene.path("/journal")).text), plain(chamber.get("/chambre/journal").text)

    assert "a décidé de partager" in mine
    assert "a créé un rayon" not in mine
    assert "a décidé de partager" in all_
    assert "a créé un rayon" in all_
    assert stranger.get(scene.path("/journal")).status_code == 404
    assert owner.get("/chambre/journal").status_code == 404
    with scene.portal.database.write() as connection:
        for number in range(60):
            audit.note(connection, NOW_MS + number, audit.OFFICE, "shut out", f"{number}", f"n° {number:02}")
    first = chamber.get("/chambre/journal").text
    (older,) = re.findall(r'rel="next" href="([^"]*)"', first)
    assert ("n° 59" in first, "n° 10" in first, "n° 09" in first) == (True, True, False)
    assert "n° 09" in chamber.get(older).text
    assert chamber.get("/chambre/journal?avant=x").status_code == 200


def test_a_picture_is_not_shown_of_who_left(scene: Scene) -> None:
    owner = scene.as_(scene.owner)
    body = photo()
    row = {"member": scene.member, "sha256": "a" * 64, "media_type": "image/jpeg", "body": body}
    with scene.portal.database.write() as connection:
        connection.execute(insert(tables.picture).values(**row))
    paths = [f"/images/{scene.member}/{'a' * 64}{size}" for size in ("", "/petite")]
    assert [owner.get(path).status_code for path in paths] == [200, 200]
    scene.portal.leaving.leave(scene.member, "Le Grain", "Le Grain")
    assert [owner.get(path).status_code for path in paths] == [404, 404]


def test_the_chamber_arranges_aisles(scene: Scene) -> None:
    chamber = scene.as_(scene.chamber)

    assert chamber.send("/chambre/rayons", geste="creer", nom=" ").status_code == 422
    chamber.send("/chambre/rayons", geste="creer", nom="Savons et soins")
    chamber.send("/chambre/rayons", geste="placer", member=scene.member, categorie="grocery", rayon="savons-et-soins")

    assert "Savons et soins" in chamber.get("/catalogue").text
    assert scene.goods.soap.id in chamber.get("/catalogue?rayon=savons-et-soins").text
    chamber.send("/chambre/rayons", geste="supprimer", rayon="savons-et-soins")
    assert "Savons et soins" not in chamber.get("/catalogue").text


def test_pages_of_the_chamber_show_and_read_no_sales(scene: Scene) -> None:
    asked: list[str] = []
    event.listen(
        scene.portal.database.engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement)
    )
    chamber = scene.as_(scene.chamber)

    pages = "".join(chamber.get(path).text for path in CHAMBER_PAGES)

    assert "Le Grain" in pages
    assert not re.search(r"76.?543|7654321", pages)
    assert len(asked) > len(CHAMBER_PAGES)
    read = {table for statement in asked for table in re.findall(r'(?:FROM|JOIN|,)\s+"?(\w+)"?', statement)}
    assert "till" in read
    assert read & PRIVATE == set()


def test_pages_of_the_chamber_exist_for_the_chamber_only(scene: Scene) -> None:
    owner, visitor = scene.as_(scene.owner), Browser(scene.portal)

    for path in CHAMBER_PAGES:
        assert (path, owner.get(path).status_code) == (path, 404)
        assert visitor.get(path).headers["Location"].startswith("/entrer")


def test_the_chamber_sees_versions_last_contact_and_how_many_anomalies(scene: Scene) -> None:
    page = plain(scene.as_(scene.chamber).get("/chambre").text)

    assert "2 membres, 2 caisses" in page
    assert re.search(r"Le Grain Caisse 1 à jour 8 h 00 [0-9.]+ 1", page)
    assert "Pain de seigle" not in page


def test_who_did_it_stands_in_the_audit_and_not_in_the_journal(scene: Scene) -> None:
    scene.as_(scene.owner).send(scene.path("/partage"), partage="oui")

    with scene.portal.database.read() as connection:
        people = connection.execute(select(tables.person.c.id, tables.person.c.email, tables.person.c.name)).all()
        everything = b"\n".join(connection.execute(select(tables.entry.c.payload)).scalars())
        [done] = audit.done(connection, member=scene.member, most=1)
    assert done.actor in {row.id for row in people}
    for row in people:
        for word in row:
            assert word.encode() not in everything
