"""What visitors and buyers read, in their language. French is the source; a language is a catalogue of gettext.

French stands where it is needed: `{{ _("Panier") }}` or `{% trans %}` in templates, `say("…")` in Python, and
`sentence("…")` around a constant that is said later. Catalogues are kept with Babel (group `test`); it adds what is
new to the .po files, where it waits for its words, and makes the .mo files that are read here:

    pybabel extract -F resources/portal/locale/babel.cfg -k say -k sentence -k say_number:1,2 --no-location \
        --sort-output --project=Comptoir -o portal.pot .
    pybabel update -i portal.pot -d resources/portal/locale -D portal --no-fuzzy-matching --no-wrap \
        --ignore-pot-creation-date
    pybabel compile -d resources/portal/locale -D portal
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING

from jinja2 import pass_eval_context
from markupsafe import Markup

from pos.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment
    from jinja2.nodes import EvalContext

FRENCH = "fr"
LANGUAGES: Mapping[str, str] = {FRENCH: "Français", "de": "Deutsch", "it": "Italiano", "en": "English"}
"""The languages of the public pages, as they call themselves."""
LOCALE = RESOURCES / "portal" / "locale"
ONLY_FRENCH = frozenset(
    {"v1", "feeds", "assets", "images", "healthz", "readyz", "metrics", "sitemap.xml", "sitemaps", "robots.txt"}
    | {"espace", "chambre", "compte", "sortir"}
)
"""First parts of addresses that exist once: what machines read, and the spaces of members and of the chamber."""
_language: ContextVar[str] = ContextVar("language", default=FRENCH)


def language() -> str:
    """Give the language of who reads this page or letter (two letters)."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Word what is made in this block in a language; one that is none of ours is French."""
    before = _language.set(code if code in LANGUAGES else FRENCH)
    try:
        yield
    finally:
        _language.reset(before)


def say(text: str, /, **values: object) -> str:
    """Give a French sentence in the reader's language, its `{names}` filled with `values`."""
    said = gettext(text) if text else ""
    return said.format(**values) if values else said


def say_number(one: str, many: str, number: int, /, **values: object) -> str:
    """Give the sentence for a number of things; it is `{n}` in both."""
    return ngettext(one, many, number).format(n=number, **values)


def sentence(text: str) -> str:
    """Mark a French constant that is given to `say` where it is read."""
    return text


def to(path: str) -> str:
    """Give the path of a page of this portal in the reader's language."""
    return path_in(_language.get(), path)


def path_in(code: str, path: str) -> str:
    """Give the path of a page in a language: French has none before it, and what exists once stays as it is."""
    if code == FRENCH or first_part(path) in ONLY_FRENCH:
        return path
    return f"/{code}{path}"


def first_part(path: str) -> str:
    """Give what stands between the first two slashes of a path."""
    return path.partition("?")[0].split("/", 2)[1]


def translating(environment: Environment) -> None:
    """Teach an environment of templates to translate; what is bound into a sentence is escaped as everywhere."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= {"_": _bound, "gettext": _bound, "ngettext": _bound_by_number}


# Jinja's own two take three times as long: a page has a hundred sentences, most of them without anything to bind.
@pass_eval_context
def _bound(context: EvalContext, text: str, /, **values: object) -> str:
    if not values:
        whole = _whole(_language.get(), text)
        return whole if context.autoescape else str(whole)
    said = gettext(text)
    return (Markup(said) if context.autoescape else said) % values  # noqa: S704  # our own words


@pass_eval_context
def _bound_by_number(context: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    said = ngettext(one, many, number)
    return (Markup(said) if context.autoescape else said) % {"num": number, **values}  # noqa: S704  # our own words


def gettext(text: str) -> str:
    """Translate a sentence."""
    return _catalogue(_language.get()).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate a sentence by number."""
    return _catalogue(_language.get()).ngettext(one, many, number)


@cache
def _whole(code: str, text: str) -> Markup:
    """Give a sentence of a template that has nothing to bind: there are as many as stand in the templates."""
    return Markup(_catalogue(code).gettext(text).replace("%%", "%"))  # noqa: S704  # our own words


@cache
def _catalogue(code: str) -> NullTranslations:
    """Read a language once."""
    if code == FRENCH:
        return NullTranslations()
    with (LOCALE / code / "LC_MESSAGES" / "portal.mo").open("rb") as file:
        return GNUTranslations(file)
