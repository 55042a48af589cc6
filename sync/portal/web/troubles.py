"""What a page says when something is not there or not possible: what happened, what is safe, what to do."""

from __future__ import annotations

from sync.portal.wording import say, sentence

_TROUBLES = {
    400: {
        "title": sentence("Cette demande n’est pas comprise"),
        "happened": sentence("Le portail a reçu une demande à laquelle il manque quelque chose."),
        "safe": sentence("Rien n’a été changé."),
        "todo": sentence("Revenez à la page d’avant, et essayez encore."),
    },
    403: {
        "title": sentence("Ce formulaire n’a pas été accepté"),
        "happened": sentence("Il était ouvert depuis trop longtemps, ou il venait d’un autre site."),
        "safe": sentence("Rien n’a été changé."),
        "todo": sentence("Revenez à la page, rechargez-la, et envoyez le formulaire encore une fois."),
    },
    404: {
        "title": sentence("Cette page n’existe pas"),
        "happened": sentence("L’adresse ne mène à rien, ou plus à rien."),
        "safe": sentence("Rien de ce que vous avez commandé ou enregistré n’est touché."),
        "todo": sentence("Vérifiez l’adresse, ou cherchez dans le catalogue."),
    },
    410: {
        "title": sentence("Cet article n’est plus en ligne"),
        "happened": sentence("Le membre l’a retiré du portail."),
        "safe": sentence("Ses autres articles sont toujours là."),
        "todo": sentence("Cherchez un article semblable, ou demandez au membre."),
    },
    413: {
        "title": sentence("C’est trop pour un envoi"),
        "happened": sentence("Ce que vous avez envoyé est plus grand que ce que le portail prend."),
        "safe": sentence("Rien n’a été changé."),
        "todo": sentence("Envoyez un texte plus court ou une image plus petite."),
    },
    429: {
        "title": sentence("Un instant, s’il vous plaît"),
        "happened": sentence("Trop de demandes sont venues de votre connexion en peu de temps."),
        "safe": sentence("Rien n’est bloqué, et rien n’est perdu."),
        "todo": sentence("Attendez une minute, puis réessayez."),
    },
    500: {
        "title": sentence("Le portail a un souci"),
        "happened": sentence("La page n’a pas pu être faite."),
        "safe": sentence("Les caisses vendent toujours, et rien n’est perdu."),
        "todo": sentence("Réessayez dans une minute."),
    },
}


_ROLE = {
    "title": sentence("Ce n’est pas ouvert à votre rôle"),
    "happened": sentence("Cette page demande un autre rôle que le vôtre."),
    "safe": sentence("Rien n’a été changé."),
    "todo": sentence("Demandez à une personne qui l’a."),
}


def trouble_of(status: int, *, role: bool = False) -> dict[str, str]:
    """Give the words for an HTTP status; one that has none of its own is the visitor's (400) or the portal's (500).

    `role` tells somebody who signed in that another role is needed, where 403 else speaks of a form.
    """
    words = _ROLE if role else _TROUBLES.get(status, _TROUBLES[500 if status >= 500 else 400])
    return {part: say(text) for part, text in words.items()}
