"""Precision and recall of the flags on errors put into a human translation. See scripts/bench-flags.

Each rule below takes a French sentence, its English translation and a random generator, and gives the translation with
one error of its kind, or None where there is no place for one; a rule that needs another French sentence gives both. A flag of the kind that the rule names (or one of those it
allows) is a hit; a flag of a kind on any sentence that has no error of that kind is a miss against it.

VISAVIS_FLAGS_SHOW=kind prints the pairs in which that kind was raised wrongly or not raised.
"""

import os
import random
import re
import subprocess
import sys
import tempfile

program, french_file, english_file, *systems = sys.argv[1:]
PER_RULE = 300


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").strip() for line in file]


def flags(french, english):
    """For each pair, the kinds raised with what they say."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("fr", "en")]
        for path, sentences in zip(paths, (french, english)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("".join(sentence + "\n" for sentence in sentences))
        output = subprocess.run([program, *paths], check=True, capture_output=True, text=True).stdout
    found = []
    for line in output.split("\n")[: len(french)]:
        found.append({part.split(":", 1)[0]: part for part in line.split("\t") if part})
    return found


MONTHS = "January February April June July September October November December".split()
NAMES = "Kowalski Bertrand Yildirim Okonkwo Fitzgerald Haugen Zubiri Thibodeau".split()
AUXILIARY = r"\b(is|was|are|were|has|have|had|will|can|could|would|should)\b"


def number(french, english, chance):
    found = [m for m in re.finditer(r"(?<![\w.,:-])\d[\d.,]*\d|(?<![\w.,:-])[2-9](?![\w.,:])", english)]
    if not found:
        return None
    match = chance.choice(found)
    digits = list(match.group())
    place = chance.choice([i for i, c in enumerate(digits) if c.isdigit()])
    if place == 0:
        digits[0] = chance.choice([c for c in "123456789" if c != digits[0]])
    else:
        digits[place] = chance.choice([c for c in "0123456789" if c != digits[place]])
    return english[: match.start()] + "".join(digits) + english[match.end() :]


def spelled_number(french, english, chance):
    words = "two three four five six seven eight nine ten eleven twelve twenty thirty fifty".split()
    found = [m for m in re.finditer(r"\b(" + "|".join(words) + r")\b(?![ -](hundred|thousand|million|billion|one|two|three|four|five|six|seven|eight|nine))", english)]
    if not found:
        return None
    match = chance.choice(found)
    other = chance.choice([word for word in words if word != match.group()])
    return english[: match.start()] + other + english[match.end() :]


def month(french, english, chance):
    found = [m for m in re.finditer(r"\b(" + "|".join(MONTHS) + r")\b", english)]
    if not found:
        return None
    match = chance.choice(found)
    other = chance.choice([name for name in MONTHS if name != match.group()])
    return english[: match.start()] + other + english[match.end() :]


def name(french, english, chance):
    """A name that both sides have is another one, or is gone."""
    found = [m for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-zé]{3,}\b", english) if re.search(rf"(?<=[a-zé,’'] )?\b{m.group()}\b", french[1:])]
    if not found:
        return None
    match = chance.choice(found)
    if chance.random() < 0.5:
        changed = english.replace(match.group(), chance.choice(NAMES))
    else:
        changed = re.sub(rf"\b{match.group()}\b('s)? ?", "", english)
    return changed


def negation_lost(french, english, chance):
    """The only denial is gone."""
    found = list(re.finditer(r"\b(not|never)\b ?|n['’]t\b|\bcannot\b", english))
    if len(found) != 1:
        return None
    match = found[0]
    if match.group() == "cannot":
        return english[: match.start()] + "can" + english[match.end() :]
    return english[: match.start()] + english[match.end() :]


def negation_new(french, english, chance):
    """A denial that is not there."""
    if re.search(r"\b(not|no|never|none|nor|without|cannot)\b|n['’]t\b", english):
        return None
    match = re.search(AUXILIARY, english)
    return english[: match.end()] + " not" + english[match.end() :] if match else None


def echo(french, english, chance):
    """The French itself, or a beginning in English and the rest in French."""
    if chance.random() < 0.6:
        return french
    head = english.split()[:2]
    return " ".join(head + french.split()[2:])


def loop(french, english, chance):
    """A phrase of one to six words comes three to eight times."""
    words = english.split()
    if len(words) < 8:
        return None
    length = chance.randint(1, 6)
    start = chance.randrange(1, len(words) - length)
    phrase = words[start : start + length]
    return " ".join(words[:start] + phrase * chance.randint(3, 8) + words[start + length :])


def truncation(french, english, chance):
    """The end is missing: what is left has 20 to 60 per cent of the words."""
    words = english.split()
    if len(words) < 8:
        return None
    return " ".join(words[: max(2, int(len(words) * chance.uniform(0.2, 0.6)))])


def unit(french, english, chance):
    swaps = {"kilometers": "miles", "km": "miles", "miles": "km", "meters": "feet", "feet": "meters", "percent": "points",
             "kg": "grams", "hours": "minutes", "minutes": "hours", "days": "weeks", "weeks": "days", "months": "years",
             "years": "months"}
    del swaps["percent"]
    found = [m for m in re.finditer(r"(?<=\d )(" + "|".join(swaps) + r")\b", english)]
    if not found:
        return None
    match = chance.choice(found)
    return english[: match.start()] + swaps[match.group()] + english[match.end() :]


def currency(french, english, chance):
    swaps = {"$": "€", "€": "£", "£": "$"}
    found = [m for m in re.finditer(r"[$€£](?=\d)", english)]
    if not found:
        return None
    other = {mark: swaps[mark] for mark in swaps}
    return re.sub(r"(US)?([$€£])(?=\d)", lambda m: other[m.group(2)], english)


def acronym(french, english, chance):
    found = [m for m in re.finditer(r"\b[A-Z]{3,5}\b", english) if re.search(rf"\b{m.group()}\b", french)]
    if not found:
        return None
    match = chance.choice(found)
    return re.sub(rf"\b{match.group()}\b", "agency", english)


def quotation(french, english, chance):
    if len(re.findall(r'["“”]', english)) != 2:
        return None
    return re.sub(r'["“”]', "", english)


def bracket(french, english, chance):
    if english.count("(") != 1 or english.count(")") != 1:
        return None
    return english.replace(chance.choice("()"), "")


def markup(french, english, chance):
    words = english.split()
    place = chance.randrange(len(words))
    words[place] = chance.choice(["<b>{}</b>", "{}&#39;s", "<span class=\"x\">{}</span>", "&quot;{}&quot;", "{}<br/>"]).format(words[place])
    return " ".join(words)


def hedge_lost(french, english, chance):
    """What is only reported or supposed is told as a fact."""
    reserve = r"\b(according to [^,]+, ?|reportedly |allegedly |apparently |probably |presumably |supposedly |perhaps |maybe )"
    changed = re.sub(reserve, "", english, flags=re.IGNORECASE)
    return None if changed == english else changed[0].upper() + changed[1:]


COARSE = [("Putain ! ", "Fuck! "), ("Merde ! ", "Shit! "), ("Bordel de merde ! ", "Bloody hell! "), ("Quel connard ! ", "What an asshole! ")]


def profanity_lost(french, english, chance):
    """The original swears, the translation does not."""
    return chance.choice(COARSE)[0] + french, english


def prompt(french, english, chance):
    return chance.choice(["Here is the translation: ", "Translation: ", "Sure, here's the translation: "]) + english


RULES = [
    (number, {"number", "date"}),
    (spelled_number, {"number", "date"}),
    (month, {"date"}),
    (unit, {"unit"}),
    (currency, {"currency"}),
    (name, {"name"}),
    (acronym, {"acronym"}),
    (quotation, {"quotation"}),
    (negation_lost, {"negation"}),
    (negation_new, {"negation"}),
    (hedge_lost, {"hedge"}),
    (profanity_lost, {"profanity"}),
    (echo, {"echo"}),
    (loop, {"repetition"}),
    (truncation, {"length"}),
    (bracket, {"bracket"}),
    (markup, {"markup"}),
    (prompt, {"prompt"}),
]
# What an error of one kind brings about by itself: a sentence cut short has lost its names.
FOLLOWS = {
    "truncation": {"number", "date", "name", "acronym", "quotation", "negation", "bracket", "hedge", "currency", "unit", "profanity"},
    "loop": {"number", "date", "length", "bracket", "unit"},
    "unit": {"number"},
    "currency": {"number"},
    "name": {"acronym"},
    "hedge_lost": {"name", "acronym"},
}

french, english = lines(french_file), lines(english_file)
show = os.environ.get("VISAVIS_FLAGS_SHOW")
clean = flags(french, english)
hits, injected, wrong = {}, {}, {}


def tell(what, source, target, found):
    print(f"{what}: {found}\n    {source}\n    {target}")


for rule, kinds in RULES:
    chance = random.Random(f"visavis {rule.__name__}")
    order = list(range(len(french)))
    chance.shuffle(order)
    changed = []
    for index in order:
        if len(changed) == PER_RULE:
            break
        text = rule(french[index], english[index], chance)
        if isinstance(text, str) and text != english[index]:
            changed.append((index, french[index], text))
        elif isinstance(text, tuple):
            changed.append((index, *text))
    found = flags([source for _, source, _ in changed], [text for *_, text in changed])
    name_of_rule = rule.__name__
    injected[name_of_rule] = len(changed)
    hits[name_of_rule] = 0
    for (index, source, text), raised in zip(changed, found):
        if kinds & raised.keys():
            hits[name_of_rule] += 1
        elif show == name_of_rule:
            tell("missed", source, text, raised)
        for kind in raised.keys() - kinds - FOLLOWS.get(name_of_rule, set()):
            # What the clean sentence has as well is counted once, below.
            if kind not in clean[index]:
                wrong[kind] = wrong.get(kind, 0) + 1
                if show == kind:
                    tell(f"wrong, after {name_of_rule}", source, text, raised)

# Swearing that is translated: FLORES has none.
chance = random.Random("visavis swearing")
sworn = [chance.choice(COARSE) for _ in french]
for raised in flags([c[0] + f for c, f in zip(sworn, french)], [c[1] + e for c, e in zip(sworn, english)]):
    if "profanity" in raised:
        wrong["profanity"] = wrong.get("profanity", 0) + 1

alarms = {}
for index, raised in enumerate(clean):
    for kind in raised:
        alarms[kind] = alarms.get(kind, 0) + 1
        if show in (kind, "clean"):
            tell("false alarm", french[index], english[index], raised)

print(f"Errors put into {english_file.rsplit('/', 1)[-1]}\n")
print("| error | sentences | found | recall |")
print("|---|---:|---:|---:|")
for rule, _ in RULES:
    count = injected[rule.__name__]
    found = hits[rule.__name__]
    share = f"{found / count:.2f}" if count else "–"
    print(f"| {rule.__name__.replace('_', ' ')} | {count} | {found} | {share} |")
print(f"| all | {sum(injected.values())} | {sum(hits.values())} | {sum(hits.values()) / sum(injected.values()):.2f} |")

print(f"\n| flag | right | wrong on the {len(french)} clean sentences | wrong beside another error | precision |")
print("|---|---:|---:|---:|---:|")
right = {}
for rule, kinds in RULES:
    kind = {"number": "number", "spelled_number": "number", "month": "date"}.get(rule.__name__, sorted(kinds)[0])
    right[kind] = right.get(kind, 0) + hits[rule.__name__]
for kind in list(right) + sorted((alarms.keys() | wrong.keys()) - right.keys()):
    true, bad, beside = right.get(kind, 0), alarms.get(kind, 0), wrong.get(kind, 0)
    share = f"{true / (true + bad + beside):.3f}" if true else "–"
    print(f"| {kind} | {true} | {bad} | {beside} | {share} |")
flagged = sum(1 for raised in clean if raised)
print(f"\nclean sentences with any flag: {flagged} of {len(clean)} ({100 * flagged / len(clean):.1f} %)")
for system in systems:
    found = flags(french, lines(system))
    kinds = {}
    for index, raised in enumerate(found):
        for kind in raised:
            kinds[kind] = kinds.get(kind, 0) + 1
            if show == "systems":
                tell(system.rsplit("/", 1)[-1], french[index], lines(system)[index], raised)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items(), key=lambda item: -item[1]))
    print(f"{system.rsplit('/', 1)[-1]}: {sum(1 for raised in found if raised)} sentences with a flag ({told})")
