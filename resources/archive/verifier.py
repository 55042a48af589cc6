#!/usr/bin/env python3
"""Vérifie une archive de caisse Comptoir avec la seule bibliothèque standard : python3 verifier.py archive.zip"""

import csv
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path


class Folder:
    """Une archive dépliée, lue comme un zip."""

    def __init__(self, path):
        self._path = Path(path)

    def open(self, name):
        """Ouvre un fichier."""
        return (self._path / name).open("rb")

    def namelist(self):
        """Donne les noms des fichiers."""
        return [found.name for found in self._path.iterdir() if found.is_file()]


def signature_checker():
    """Donne la fonction qui contrôle une signature, None sans le paquet cryptography."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None

    def check(key, message, signature):
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    return check


def check_files(archive, problems, signed):
    """Contrôle l'empreinte de chaque fichier et la signature du manifeste."""
    manifest = json.load(archive.open("manifest.json"))
    for name, expected in manifest["files"].items():
        digest = hashlib.sha256()
        try:
            with archive.open(name) as file:
                for part in iter(lambda: file.read(1 << 20), b""):
                    digest.update(part)
        except (KeyError, OSError):
            problems.append(name + " manque")
            continue
        if digest.hexdigest() != expected:
            problems.append(name + " n'est pas tel qu'à l'origine")
    if manifest.get("sig") and signed is not None:
        bare = json.dumps({k: v for k, v in manifest.items() if k != "sig"}, sort_keys=True, separators=(",", ":"))
        message = b"caisse/sig/1" + hashlib.sha256(b"caisse/archive/1" + bare.encode()).digest()
        if not signed(manifest["pubkey"], message, manifest["sig"]):
            problems.append("la signature du manifeste n'est pas celle de la caisse")
    return manifest


def check_journal(archive, problems, signed):
    """Contrôle la chaîne et les signatures; donne le nombre d'écritures et le total de chaque ticket."""
    keys = json.load(archive.open("cles.json"))
    heads, totals, seen, count = {}, {}, set(), 0
    for line in io.TextIOWrapper(archive.open("journal.ndjson"), encoding="utf-8"):
        entry = json.loads(line)
        count += 1
        inc, seq, payload = entry["inc"], entry["seq"], entry["payload"].encode()
        name = "écriture %s %d" % (inc[:8], seq)
        if inc in heads:
            before, digest = heads[inc]
            if seq != before + 1 or entry["prev"] != digest:
                # l'ouverture d'une incarnation est toujours jointe, même hors de la période
                if before != 1:
                    problems.append(name + " ne suit pas la précédente")
        computed = hashlib.sha256(
            b"caisse/entry/1"
            + bytes.fromhex(inc)
            + seq.to_bytes(8, "big")
            + bytes.fromhex(entry["prev"])
            + hashlib.sha256(payload).digest()
        ).hexdigest()
        if computed != entry["hash"]:
            problems.append(name + " a été modifiée : elle ne correspond pas à son empreinte")
        elif signed is not None and not signed(
            keys.get(inc, ""), b"caisse/sig/1" + bytes.fromhex(computed), entry["sig"]
        ):
            problems.append(name + " : la signature n'est pas celle de la caisse")
        heads[inc] = (seq, entry["hash"])
        fact = json.loads(payload)
        if fact["type"] in ("sale", "refund") and fact["id"] not in seen:
            totals[fact["sale"]["receipt"]] = fact["sale"]["total_minor"]
        seen.add(fact["id"])
    return count, totals


def check_tickets(archive, problems, totals):
    """Compare les tickets du tableau avec ceux du journal."""
    listed = {}
    text = io.TextIOWrapper(archive.open("tickets.csv"), encoding="utf-8-sig", newline="")
    for row in csv.DictReader(text, delimiter=";"):
        listed[row["ticket"]] = round(float(row["total"]) * 100)
    for receipt in sorted(set(listed) | set(totals)):
        if receipt not in totals:
            problems.append("ticket %s : absent du journal" % receipt)
        elif listed.get(receipt) != totals[receipt]:
            problems.append("ticket %s : le tableau et le journal diffèrent" % receipt)
    return len(listed)


def main():
    """Contrôle l'archive nommée, ou le dossier où l'on se trouve."""
    where = sys.argv[1] if len(sys.argv) > 1 else "."
    archive = zipfile.ZipFile(where) if zipfile.is_zipfile(where) else Folder(where)
    signed = signature_checker()
    problems = []
    try:
        manifest = check_files(archive, problems, signed)
        count, totals = check_journal(archive, problems, signed)
        tickets = check_tickets(archive, problems, totals)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        print("L'archive ne peut pas être lue : %s" % error)
        return 1
    print("Période %s : %d écritures, %d tickets." % (manifest["period"], count, tickets))
    if signed is None:
        print("Les signatures n'ont pas été contrôlées : il manque le paquet cryptography (pip install cryptography).")
    for problem in problems[:50]:
        print("PROBLÈME : " + problem)
    print("Quelque chose ne va pas." if problems else "Tout est en ordre.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
