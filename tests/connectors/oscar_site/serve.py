"""Make and serve the shop: `python serve.py` prints its port once it answers, and ends with its standard input."""

import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "oscar_site.settings"

import django
from oscar_site.names import PARTNERS, PASSWORD, STAFF


def furnish() -> None:
    """Give the new shop what its owner sets up by hand: partners, a kind of article, a country, a staff account."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from oscar.core.loading import get_model

    call_command("migrate", verbosity=0)
    for name in PARTNERS:
        get_model("partner", "Partner").objects.create(name=name)
    get_model("catalogue", "ProductClass").objects.create(name="Goods", requires_shipping=False, track_stock=True)
    get_model("address", "Country").objects.create(
        iso_3166_1_a2="CH",
        iso_3166_1_a3="CHE",
        printable_name="Switzerland",
        name="Switzerland",
        is_shipping_country=True,
    )
    get_user_model().objects.create_superuser("staff", STAFF, PASSWORD)


def serve() -> None:
    """Serve on a free port until standard input ends."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    django.setup()
    furnish()
    serve()
