"""score.py GOLD NAME=SYSTEM... : boundary F1 of each system, overall and per source, as one table row each.

Boundaries are offsets counted in characters that are not white space; the end of a text is free. A text whose
characters a system changed counts as cut nowhere.
"""
import json, sys


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def squeezed(text):
    return "".join(text.split())


def boundaries(sentences):
    ends, at = set(), 0
    for sentence in sentences:
        at += len(squeezed(sentence))
        ends.add(at)
    return ends - {at}


def scores(gold, system):
    found = {item["id"]: item["sentences"] for item in system}
    counts = {}
    for item in gold:
        cut = found.get(item["id"], [])
        same = squeezed("".join(cut)) == squeezed("".join(item["sentences"]))
        expected, got = boundaries(item["sentences"]), boundaries(cut) if same else set()
        for source in ("all", item.get("source", "?")):
            right, system_count, gold_count = counts.get(source, (0, 0, 0))
            counts[source] = (right + len(expected & got), system_count + len(got), gold_count + len(expected))
    return {
        source: (2 * right / (system + gold) if system + gold else 1.0, system + gold - 2 * right)
        for source, (right, system, gold) in counts.items()
    }


def main(gold_path, *systems):
    gold = load(gold_path)
    for system in systems:
        name, path = system.split("=", 1)
        row = scores(gold, load(path))
        sources = sorted(source for source in row if source != "all")
        cells = " ".join(f"{source} {row[source][0]:.4f}" for source in sources)
        print(f"{name}\t{row['all'][0]:.4f}\t{row['all'][1]}\t{cells}")


main(*sys.argv[1:])
