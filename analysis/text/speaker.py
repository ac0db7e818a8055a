"""Who is quoted, according to the words around the quotation."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from analysis._support import patterns, read_yaml

_DATA = Path(__file__).with_name("data")
# Patterns of words, by what they are.
WORDS = {kind: of.replace(", ", "|") for kind, of in read_yaml(_DATA / "speakers.yml").items()}
_VERBS = (_DATA / "speech_verbs.txt").read_text().splitlines()
# Grouped by their first letters: a search then tries one in twenty of them.
_BY_LETTER = groupby(sorted(_VERBS), key=lambda verb: verb[0])
_ANY = (f"{first}(?:{'|'.join(verb[1:] for verb in verbs)})" for first, verbs in _BY_LETTER)
_NOT = "".join(rf"(?<!\b{word} )" for word in WORDS["before_a_noun"].split("|"))
TITLES = WORDS["titles"]
# Stops are searched for, and titles before them: faster than to look for titles everywhere.
_STOP = "|".join(rf"(?<=\b{title}\.)" for title in f"{TITLES}|Jr|Sr|St|[A-Z]".split("|"))
_PARTS = {"no_verb_after": _NOT, "any_verb": f"(?:{'|'.join(_ANY)})", "after_title": _STOP}
_IS = patterns(_DATA / "quoted.yml", **WORDS, **_PARTS)
_MARKS = "\"“”„«»'’‘`″ "
_NEAR = 400  # characters looked at on either side
_MEMO = 10_000  # clauses whose subject is kept: "he" is in many articles


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks, marks included.

    ``kind`` is ``"speech"`` (someone is speaking) or ``"fragment"`` (a word or phrase in marks).
    ``speaker`` has the words that name the speaker, ``cue`` the verb; each is "" if not given.
    """

    start: int
    end: int
    kind: str
    speaker: str = ""
    cue: str = ""


def attribute(text, spans, head, tail, previous=None):
    """Quotations with kind, speaker and cue, for the spans in a paragraph from head to tail.

    ``previous`` is the last quoted speech in earlier paragraphs.
    """
    quotations, lows, highs = [], [low for low, _ in spans], [high for _, high in spans]
    for floor, (start, end), ceiling in zip([head, *highs], spans, [*lows[1:], tail], strict=False):
        before = text[max(floor, start - _NEAR) : start]
        after = text[end : min(ceiling, end + _NEAR)]
        inner = text[start : min(end, start + _NEAR)].strip(_MARKS)
        last = text[max(start, end - 5) : end].rstrip(_MARKS)[-1:]
        speaker, cue = _before(before) if before.rstrip()[-1:] == ":" else ("", "")
        speaker, cue = (speaker, cue) if speaker else _after(last, after)  # "…," X said, said X
        if not cue and not before.strip() and text[head - 3 : head].rstrip()[-1:] == ":":
            before = text[max(head - _NEAR, 0) : head].rstrip().rpartition("\n")[2]
        is_passive = False
        if not cue:
            speaker, cue = _before(before)  # X said, "…"; according to X; X disagreed: "…"
            if is_passive := speaker is None:  # X was called "…" by Y
                by = _IS.by.match(after)
                speaker, cue = (_name(after[by.end() :]), cue) if by else ("", "")
            if cue not in ("", ":") and not speaker and quotations:
                speaker = quotations[-1].speaker  # "…," said Ann Lee, "…"
        n, is_whole = len(inner.split()), inner[:1].isupper() and last in ".!?,…-—"
        sentence_like = (n > 1 or last in "!?,") and (n >= 8 or is_whole)
        if _is_title(inner, before):
            speaker, cue, sentence_like = "", "", False
        goes_on = previous and (previous.end > head and previous.speaker or not before.strip())
        is_else = last in ",—" and _IS.other.match(after)  # in words that are no known cue
        if goes_on and sentence_like and not (cue or is_else or is_passive):
            speaker = previous.speaker  # it continues a paragraph
        kind = "speech" if cue or sentence_like else "fragment"
        quotations.append(Quotation(start, end, kind, speaker, cue))
        previous = quotations[-1] if kind == "speech" else previous
    return quotations


def _is_title(inner, before):
    """Whether quoted words are a title, and follow a word that is not a verb of speech."""
    words = inner.rstrip(".,").split()
    edges = 2 <= len(words) <= 12 and words[0][0].isupper() and words[-1][0].isupper()
    if not edges or any(not w[0].isupper() and not w[0].isdigit() and len(w) > 4 for w in words):
        return False
    [last] = before.split()[-1:] or ["."]
    is_word = last[-1].isalnum() or last[-1] in "'’"
    return is_word and (last in WORDS["naming"].split("|") or not _IS.verb.fullmatch(last))


def _after(last, after):
    context = after.lstrip(" ,–—-?")  # some exports wrote a mark and a space as "?
    if not context or context[0] in ".\n" or last == "." or re.match(", (?:while|but) ", after):
        return "", ""
    if context[:12].lower() == "according to":
        return _name(context[12:]), "according to"
    goes_on = last in ",?!—-…" or after.startswith((",", " —", " –"))
    name = _IS.name.match(unstopped := _unstop(context)) if goes_on else None
    verb = name and unstopped[name.end() :][:1] == "," and _IS.verb.search(unstopped, 0, 300)
    if verb and not _IS.new_sentence.search(unstopped, 0, verb.start()):
        return name.group().replace("\0", "."), verb.group()  # "…," Ann Lee, an apposition, said
    if goes_on and (verb := _IS.verb.search(context, 0, 130)):
        subject = _unstop(context[: verb.start()].strip())
        if not subject:
            named = _name(context[verb.end() :]), verb.group()
            return ("", "") if named[1].endswith("ing") else named  # "…," adding that it rained
        passive, by = _passive(context, verb), _IS.by.match(context, verb.end())
        if passive and not passive["relative"] and by:
            return _name(context[by.end() :]), verb.group()  # "…," it was said by X
        if len(subject.split()) <= 12 and not _IS.new_sentence.search(subject):
            return _subject(subject), verb.group()
    return "", ""


def _before(before):
    context = _unstop(before)
    context = context[max(context.rfind(stop) for stop in (". ", "? ", "! ")) + 1 :]
    if match := _IS.according.search(context):
        return _name(match.group(1)), "according to"
    verbs = list(_IS.verb.finditer(context))
    for verb in reversed(verbs):
        if len(context[verb.end() :].split()) <= 14:
            if _passive(context, verb):
                return None, verb.group()
            is_later = verb.group().endswith("ing")
            if subject := _subject(context[: verb.start()], is_later):
                # "Smith walked away worried, later asking": the name ends before "walked".
                full = is_later and _IS.head.match(subject)
                return (full.group().strip() if full else subject), verb.group()
    if verbs or not context.rstrip().endswith(":"):
        return "", verbs[-1].group() if verbs else ""
    # Who a sentence of its own that ends in a colon is about: "At home, Jones disagreed:".
    parts = re.split('[”"] ', context)[-1].strip(" :\n").split(", ")
    parts = [_IS.lead.sub("", part) for part in parts if not re.match(r"(?:In|At|On)\b", part)]
    found = (_IS.head.match(part) or _IS.name.fullmatch(part) for part in parts)
    name = next(filter(None, found), None)
    return name.group().replace("\0", ".").strip() if name else "", ":"


def _passive(context, verb):
    is_participle = verb.group().endswith(("ed", "told", "said"))
    return is_participle and _IS.passive.search(context, 0, verb.start())


@lru_cache(_MEMO)
def _subject(clause, is_later=False):
    clause = " " + _IS.brackets.sub("", clause).strip()
    if not is_later and (aside := _IS.aside.search(clause)):  # not "Lee, the mayor, rose, saying"
        clause = clause[: aside.start()] + "," * ("," in clause[: aside.start()])
    clause = _IS.adverb.sub("", clause).strip()
    parts = [part.strip() for part in reversed(_IS.clause.split(clause))]
    # "Ann Lee, the mayor, said": the name, where one stands before an apposition.
    apart = clause.endswith(",")
    names = [_IS.lead.sub("", part) for part in parts if apart and _IS.name.fullmatch(part)]
    if clause.endswith((" and", " but")):
        names = [head.group() for part in parts if (head := _IS.head.match(part))]
    for n, part in enumerate(parts):
        if n and _IS.apart.match(part):
            continue
        part = _IS.lead.sub("", part)
        if n and (head := _IS.head.match(part)):  # "He voted no but said"
            part = head.group().strip()
        part = _IS.verb.sub("", part, count=1).strip() if _IS.verb.match(part) else part
        part = _IS.predicate.sub("", part)
        if re.search(r"[^\W\d_]", part) and part.split()[0] not in WORDS["no_subject"].split("|"):
            names.append(part)
    return " ".join(names[0].replace("\0", ".").split()[-12:]) if names else ""


def _name(rest):
    rest = _unstop(rest.strip())
    match = _IS.tail.search(rest)
    name = rest[: match.start()] if match else rest
    is_one = name.islower() and not _IS.relation.search(name)
    behind = _IS.apposed.match(rest, len(name)) if is_one else None
    name = (behind[1] if behind else name).replace("\0", ".").strip(" ,.;:")
    return " ".join(name.split()[:12])


def _unstop(text):
    """Points of titles and initials replaced, so that they do not end a sentence."""
    return _IS.title_stop.sub("\0", text) if "." in text else text
