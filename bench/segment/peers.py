"""Segments and times with the peers that are Python packages.

    peers.py segment NAME <in.jsonl >out.jsonl
    peers.py time FILE NAME...

The same interface and output as the Rust program beside it: `time` prints name, characters a second (median of three)
and sentences. Slow peers are timed on the head of the file, which is enough for a median.
"""
import importlib, json, statistics, sys, time

HEAD = {"pysbd": 60_000, "syntok": 400_000}  # characters timed, where the whole file would take minutes


def pysbd():
    segmenter = importlib.import_module("pysbd").Segmenter(language="fr", clean=False)
    return segmenter.segment


def sentencex():
    segment = importlib.import_module("sentencex").segment
    return lambda text: list(segment("fr", text))


def blingfire():
    to_sentences = importlib.import_module("blingfire").text_to_sentences
    return lambda text: to_sentences(text).split("\n")


def syntok():
    segmenter = importlib.import_module("syntok.segmenter")
    def run(text):
        found = []
        for paragraph in segmenter.analyze(text):
            for sentence in paragraph:
                tokens = list(sentence)
                found.append(text[tokens[0].offset : tokens[-1].offset + len(tokens[-1].value)])
        return found
    return run


def icu():
    icu = importlib.import_module("icu")
    breaker = icu.BreakIterator.createSentenceInstance(icu.Locale("fr"))
    def run(text):
        string = icu.UnicodeString(text)
        breaker.setText(string)
        start, found = 0, []
        for end in breaker:
            found.append(str(string[start:end]))
            start = end
        return found
    return run


PEERS = {peer.__name__: peer for peer in (pysbd, sentencex, blingfire, syntok, icu)}


def main(action, *arguments):
    if action == "segment":
        run = PEERS[arguments[0]]()
        for line in sys.stdin:
            item = json.loads(line)
            sentences = [s.strip() for s in run(item["text"]) if s.strip()]
            print(json.dumps({"id": item["id"], "sentences": sentences}, ensure_ascii=False))
        return
    path, *names = arguments
    everything = [line for line in open(path, encoding="utf-8").read().split("\n") if line]
    for name in names:
        run, lines, size = PEERS[name](), [], 0
        for line in everything:
            if size >= HEAD.get(name, 4_000_000):
                break
            lines.append(line)
            size += len(line)
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            count = sum(len(run(line)) for line in lines)
            seconds.append(time.perf_counter() - start)
        print(f"{name}\t{size / statistics.median(seconds):.0f}\t{count}")


main(*sys.argv[1:])
