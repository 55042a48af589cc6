"""What a page says when something is not there or not possible: what happened, what is safe, what to do."""

from __future__ import annotations

_TROUBLES = {
    400: {
        "title": "Cette demande n’est pas comprise",
        "happened": "Le portail a reçu une demande à laquelle il manque quelque chose.",
        "safe": "Rien n’a été changé.",
        "todo": "Revenez à la page d’avant, et essayez encore.",
    },
    403: {
        "title": "Ce formulaire n’a pas été accepté",
        "happened": "Il était ouvert depuis trop longtemps, ou il venait d’un autre site.",
        "safe": "Rien n’a été changé.",
        "todo": "Revenez à la page, rechargez-la, et envoyez le formulaire encore une fois.",
    },
    404: {
        "title": "Cette page n’existe pas",
        "happened": "L’adresse ne mène à rien, ou plus à rien.",
        "safe": "Rien de ce que vous avez commandé ou enregistré n’est touché.",
        "todo": "Vérifiez l’adresse, ou cherchez dans le catalogue.",
    },
    410: {
        "title": "Cet article n’est plus en ligne",
        "happened": "Le membre l’a retiré du portail.",
        "safe": "Ses autres articles sont toujours là.",
        "todo": "Cherchez un article semblable, ou demandez au membre.",
    },
    413: {
        "title": "C’est trop pour un envoi",
        "happened": "Ce que vous avez envoyé est plus grand que ce que le portail prend.",
        "safe": "Rien n’a été changé.",
        "todo": "Envoyez un texte plus court ou une image plus petite.",
    },
    429: {
        "title": "Un instant, s’il vous plaît",
        "happened": "Trop de demandes sont venues de votre connexion en peu de temps.",
        "safe": "Rien n’est bloqué, et rien n’est perdu.",
        "todo": "Attendez une minute, puis réessayez.",
    },
    500: {
        "title": "Le portail a un souci",
        "happened": "La page n’a pas pu être faite.",
        "safe": "Les caisses vendent toujours, et rien n’est perdu.",
        "todo": "Réessayez dans une minute.",
    },
}


_ROLE = {
    "title": "Ce n’est pas ouvert à votre rôle",
    "happened": "Cette page demande un autre rôle que le vôtre.",
    "safe": "Rien n’a été changé.",
    "todo": "Demandez à une personne qui l’a.",
}


def trouble_of(status: int, *, role: bool = False) -> dict[str, str]:
    """Give the words for an HTTP status; one that has none of its own is the visitor's (400) or the portal's (500).

    `role` tells somebody who signed in that another role is needed, where 403 else speaks of a form.
    """
    if role:
        return _ROLE
    return _TROUBLES.get(status, _TROUBLES[500 if status >= 500 else 400])
