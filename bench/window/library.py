"""Gives the newest article of a library four renditions, each with a text for every sentence, in place of those it has.
No engine is asked, so none is at work while the window is measured.

    library.py LIBRARY.db
"""

import json
import random
import sqlite3
import sys

COLUMNS = 4
PROVENANCE = {"engine": "Bench", "route": None, "at": "2026-01-01T00:00:00Z", "took_ms": 40, "billed_characters": None, "requests": 1}


def main() -> None:
    library = sqlite3.connect(sys.argv[1])
    library.execute("PRAGMA foreign_keys = ON")
    (article,) = library.execute("SELECT max(id) FROM article").fetchone()
    segments = library.execute(
        "SELECT s.id, substr(CAST(b.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte)"
        " FROM segment s JOIN block b ON b.article = s.article AND b.position = s.block WHERE s.article = ?",
        (article,),
    ).fetchall()
    library.execute("DELETE FROM rendition WHERE article = ?", (article,))
    chance = random.Random(1)
    for column in range(1, COLUMNS + 1):
        rendition = library.execute(
            "INSERT INTO rendition (article, language, engine, name, route, rough, begun, status)"
            " VALUES (?, 'en', 'bench', ?, NULL, 0, '2026-01-01T00:00:00Z', 'finished')",
            (article, f"Version {column}"),
        ).lastrowid
        for segment, text in segments:
            words = text.decode().split()
            # A translation is as long as its original, more or less.
            chance.shuffle(words)
            words = words[: max(1, round(len(words) * chance.uniform(0.8, 1.0)))]
            library.execute(
                "INSERT INTO translation (rendition, segment, text, provenance) VALUES (?, ?, ?, ?)",
                (rendition, segment, " ".join(words), json.dumps(PROVENANCE)),
            )
    library.commit()
    print(f"{len(segments)} sentences, {COLUMNS} renditions")


main()
