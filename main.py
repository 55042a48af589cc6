#!/usr/bin/env python3
"""The door of Comptoir: it makes the environment ready, then opens the room that was asked for.

Only the standard library is used here, and only syntax that old Pythons can read, so that even they
can say in one sentence which Python is needed.
"""

import argparse
import gc
import importlib
import os
import sys
from typing import NoReturn

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib would be read before it is needed
OLDEST_PYTHON = (3, 11)
DEFAULT_ROOM = "till"
PORTAL_DB = "sqlite:///portal.db"
PORTAL_ACTIONS = (
    "serve waiting approve revoke anomalies resolve restored backup invite password shut-out let-in"
    " connect shops disconnect"
)

# What opens each room: the module and the function in it, called with the parsed arguments.
ROOMS = {
    "till": ("pos.app.till", "run"),
    "demo": ("pos.app.demo", "run"),
    "test": ("pos.setup.checks", "run"),
    "doctor": ("pos.app.doctor", "run"),
    "verify": ("pos.app.verify", "run"),
    "backup": ("pos.app.backup", "run"),
    "restore": ("pos.app.backup", "restore"),
    "replay": ("pos.app.replay", "run"),
    "bench": ("pos.app.bench", "run"),
    "archive": ("pos.app.archive", "run"),
    "portal": ("sync.portal.office", "run"),
    "portal-verify": ("sync.portal.office", "verify"),
}


class Parser(argparse.ArgumentParser):
    """Argument parser whose complaint is one sentence, with where to read more."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and stop."""
        self.exit(2, f"{self.prog}: {message}. See: {self.prog} --help\n")


def count(text: str) -> int:
    """Read a whole number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def build_parser() -> Parser:
    """Describe every command and its arguments."""
    parser = Parser(
        prog="main.py",
        description="Comptoir, an offline-first till for small shops. Without a command it opens the till.",
        epilog="Each command explains itself: main.py COMMAND --help",
        allow_abbrev=False,
    )
    rooms = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    add_selling(rooms)
    add_keeping(rooms)
    add_archive(rooms)
    add_proving(rooms)
    add_portal(rooms)
    return parser


def add_room(rooms: "argparse._SubParsersAction[Parser]", name: str, help_text: str) -> Parser:
    """Add one command."""
    return rooms.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)


def add_data_dir(room: Parser) -> None:
    """Let a command keep its data, keys and logs elsewhere than in the system's folders."""
    room.add_argument("--data-dir", metavar="DIR", help="where data, keys, logs and backups are kept")


def add_selling(rooms: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands that open windows."""
    till = add_room(rooms, "till", "Open the till (the default command).")
    till.add_argument("--shop", metavar="FILE", help="the shop file to open; by default the one of this machine")
    add_data_dir(till)

    demo = add_room(rooms, "demo", "Open a demonstration shop; without a screen, play one market day in it.")
    demo.add_argument("--headless", action="store_true", help="play the market day without showing windows")
    demo.add_argument("--two-tills", action="store_true", help="play two tills of one shop with outages, then compare")
    demo.add_argument("--out", metavar="DIR", default="demo-out", help="where the pictures and papers go (demo-out)")
    add_data_dir(demo)


def add_keeping(rooms: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands that look after a shop file."""
    doctor = add_room(rooms, "doctor", "Check this machine and the shop file, one line per check.")
    doctor.add_argument("--shop", metavar="FILE", help="the shop file to check")
    add_data_dir(doctor)

    verify = add_room(rooms, "verify", "Re-read a shop file: chain, signatures, numbering, totals.")
    verify.add_argument("file", metavar="FILE", help="the shop file")
    verify.add_argument("--json", action="store_true", help="answer in JSON")

    backup = add_room(rooms, "backup", "Copy a shop file safely, even while the till is open.")
    backup.add_argument("file", metavar="FILE", help="the shop file")
    backup.add_argument("dest", metavar="DEST", help="the copy to make, or the folder to put it in")
    add_data_dir(backup)

    restore = add_room(rooms, "restore", "Put a backup back in use as a shop file.")
    restore.add_argument("backup", metavar="BACKUP", help="the backup")
    restore.add_argument("dest", metavar="DEST", help="the shop file to make")
    add_data_dir(restore)


def add_archive(rooms: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command that writes a year for the auditor."""
    archive = add_room(rooms, "archive", "Write a year of a shop file as a signed zip with its own verifier.")
    archive.add_argument("file", metavar="FILE", help="the shop file")
    archive.add_argument("dest", metavar="DEST", help="the zip to make, or the folder to put it in")
    archive.add_argument("--year", metavar="YYYY", help="the business year (all years)")
    add_data_dir(archive)


def add_proving(rooms: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands that test, replay and measure."""
    add_room(
        rooms,
        "test",
        "Run every check: format, lint, types and tests. Further arguments go to pytest, such as -k NAME or a file.",
    )

    replay = add_room(rooms, "replay", "Record the sales of a CSV file as if they were rung up.")
    replay.add_argument("csv", metavar="CSV", help="columns: receipt, at, item, quantity, unit_price, tender")
    replay.add_argument("--shop", metavar="FILE", required=True, help="the shop file that receives the sales")
    replay.add_argument("--prices", metavar="CSV", help="prices of the items: columns item, unit_price")
    replay.add_argument("--json", metavar="FILE", help="write the totals there")
    add_data_dir(replay)

    bench = add_room(rooms, "bench", "Measure speed and memory against their floors on a large shop file.")
    bench.add_argument("--json", metavar="FILE", help="write the figures there")
    bench.add_argument("--sales", metavar="N", type=count, default=100000, help="past sales in the file (100000)")
    bench.add_argument("--products", metavar="N", type=count, default=100000, help="products in the file (100000)")


def add_portal(rooms: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands of the shared portal."""
    portal = add_room(rooms, "portal", "Run the shared portal, or let tills in and out of it.")
    portal.add_argument(
        "action",
        nargs="?",
        default="serve",
        choices=PORTAL_ACTIONS.split(),
        help="serve (default); waiting: codes that tills show; approve CODE; revoke TILL; anomalies; resolve NUMBER;"
        " backup --to FILE: a copy of SQLite while it serves; restored: say so after such a copy was put back;"
        " invite --admin E-MAIL: print the link to the first account; password E-MAIL: print a link to a new password;"
        " shut-out or let-in E-MAIL;"
        " connect KIND --member NAME --shop URL --user KEY: a member's web shop (woocommerce, drupal, oscar); its"
        " secret is asked for; shops: how they stand; disconnect SHOP",
    )
    portal.add_argument("what", nargs="?", metavar="WHICH", help="the code, till or number the action is about")
    portal.add_argument("--db", metavar="URL", default=PORTAL_DB, help="its database (" + PORTAL_DB + ")")
    portal.add_argument("--host", default="127.0.0.1", help="where it listens (127.0.0.1)")
    portal.add_argument("--port", type=count, default=8013, help="where it listens (8013)")
    portal.add_argument("--address", metavar="URL", default="", help="how visitors reach it, behind a proxy")
    portal.add_argument("--to", metavar="FILE", help="backup: where to")
    portal.add_argument("--workers", type=count, default=1, help="processes; more than one needs PostgreSQL (1)")
    portal.add_argument("--admin", metavar="E-MAIL", help="invite: the chamber's administrator")
    portal.add_argument("--member", metavar="NAME", help="approve, connect: the member it belongs to")
    portal.add_argument("--replaces", metavar="TILL", help="approve: the till whose machine this one replaces")
    portal.add_argument("--shop", metavar="URL", help="connect: the address of the web shop")
    portal.add_argument("--user", metavar="KEY", help="connect: its consumer key or account; never the secret")
    portal.add_argument(
        "--articles",
        choices=("stock", "all"),
        default="stock",
        help="connect: stock only, or names and prices too (stock)",
    )
    portal.add_argument("--partner", metavar="CODE", help="connect oscar: whose stock is kept, where there are several")
    portal.add_argument("--stock-field", metavar="NAME", help="connect drupal: the field of stock (field_stock)")
    portal.add_argument("--stock", choices=("delta", "absolute"), help="connect drupal: added to, or a plain number")
    portal.add_argument("--note", metavar="TEXT", help="resolve: what was done about it")

    verify = add_room(rooms, "portal-verify", "Rebuild all that the portal derives from its journals, and compare.")
    verify.add_argument("--db", metavar="URL", default=PORTAL_DB, help="its database (" + PORTAL_DB + ")")
    verify.add_argument("--json", action="store_true", help="answer in JSON")


def read_arguments(words: "list[str]") -> argparse.Namespace:
    """Read the command line; what `test` does not know is for pytest."""
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words = [DEFAULT_ROOM, *words]
    parser = build_parser()
    if words[0] != "test":
        return parser.parse_args(words)
    arguments = parser.parse_args(["test"] + [word for word in words if word in ("-h", "--help")])
    arguments.pytest_args = [word for word in words[1:] if word != "--"]
    return arguments


def open_room(arguments: argparse.Namespace) -> int:
    """Make the environment ready, go on inside it, and hand over to the room."""
    from pos.domain.errors import UserError  # noqa: PLC0415 - not readable by old Pythons
    from pos.setup import environment, system_libraries  # noqa: PLC0415 - same
    from pos.wording import explain, speak_as_the_terminal  # noqa: PLC0415 - same

    speak_as_the_terminal()
    try:
        finished = environment.enter(HERE, for_tests=arguments.command == "test")
        if finished is not None:
            return finished
        module, function = ROOMS[arguments.command]
        introduce(arguments)
        try:
            gc.disable()  # what an import makes stays: looking for garbage in it takes a tenth of the start
            room = getattr(importlib.import_module(module), function)
            gc.freeze()
            gc.enable()
            return int(room(arguments))
        except ImportError as error:
            sentence = system_libraries.explain_import_failure(error)
            if sentence is None:
                raise
            raise sentence from error
    except UserError as error:
        sys.stderr.write(explain(error) + "\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130


def introduce(arguments: argparse.Namespace) -> None:
    """Let the till know the agent and the demo its portal, without either importing the other."""

    def make_sync(shop: object, report: object, *, quick: bool = False) -> object:
        agent = importlib.import_module("sync.agent.agent")
        return agent.Agent(shop, report, start_within_s=0.0 if quick else agent.START_WITHIN_S)

    arguments.make_sync = make_sync
    arguments.portal_figures = lambda: importlib.import_module("sync.benches").measured()
    arguments.enrol_till = lambda *of_till: importlib.import_module("sync.agent.enrolling").enrol(*of_till)
    arguments.play_quarter = lambda out: importlib.import_module("sync.quarter").play(out)
    arguments.open_portal = lambda folder: importlib.import_module("sync.portal.demonstration").DemoPortal(folder)


def main() -> int:
    """Open the room the command line asks for; give the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        sys.stderr.write(
            "Comptoir needs Python 3.11 or newer, and this is Python {}.{}. "
            "Install a newer one and start main.py with it, for example: python3.11 main.py\n".format(*sys.version_info)
        )
        return 2
    if HERE not in sys.path:
        sys.path.insert(0, HERE)
    return open_room(read_arguments(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
