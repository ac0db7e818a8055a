"""Who is quoted, by the words around the quotation."""

import re

_VERBS = (
    "said|says|saying|say|told|tells|telling|asked|asks|asking|added|adds|adding|wrote|writes|"
    "writing|tweeted|tweeting|posted|replied|replies|responded|responds|answered|insisted|insists|"
    "insisting|argued|argues|arguing|claimed|claims|claiming|warned|warns|warning|announced|"
    "announcing|stated|states|stating|declared|declares|declaring|explained|explains|explaining|"
    "noted|notes|noting|continued|continues|recalled|recalls|concluded|concludes|joked|quipped|"
    "remarked|observed|suggested|suggests|acknowledged|acknowledges|admitted|conceded|concedes|"
    "predicted|promised|vowed|pledged|urged|complained|lamented|shouted|yelled|screamed|chanted|"
    "testified|read|reads|reading|thundered|mused|boasted|bragged|countered|retorted|exclaimed|"
    "demanded|wondered|charged|reported|reports|confirmed|denied|contended|contends|maintained|"
    "maintains|asserted|asserts|agreed|begins|began|ended|pleaded|cautioned|offered|repeated|"
    "reiterated|stressed|emphasized|emphasised|proclaimed|called|calls|calling|described|"
    "describes|describing|labeled|labelled|dubbed|branded|denounced|criticized|criticised|"
    "blasted|praised|accused|dismissed|slammed|mocked|cited|quoted|thinks|thought|believes|"
    "believed|expressed|referred|referring|spoke|speaking|concurred|interjected|marveled|"
    "intoned|allowed|opined|sneered|snapped|texted|emailed|e-mailed|put it|went on|goes on"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_PRONOUN = re.compile(r"^(?:he|she|they|we|i|it|who|you)$", re.I)
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(.+)$", re.S)
_AFTER_ACCORDING = re.compile(r"^\W*according to\s+(.+)$", re.S | re.I)
# What ends the name of a speaker that follows the verb.
_TAIL = re.compile(
    r"[,.;:()\n\"“”–—]\s|[,.;:\n\"“”–—]?$|''"
    r"|\s(?:in|on|at|during|after|before|when|while|as|about|from|last|earlier|later|to|that|who|"
    r"and then|by|this|yesterday|today|tonight|of the (?:decision|move|plan)|[A-Z]\w+day)\b"
)
_TITLE_STOP = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Prof|Jr|Sr|St|[A-Z])\.(?=\s)"
)
_CLAUSE = re.compile(
    r"[,;:()\n–—]|\s-\s|(?<=[a-z0-9\"”'])[.?!]\s|"
    r"\b(?:and|but|that|as|when|while|because|after|before|if|where|which|then|though|although)\b"
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|yet|still|also|later|then|however|even|once|now|or|in|at|on)\b\s*)+", re.I
)
_ADVERB = re.compile(
    r"(?:\s+(?:\w+ly|also|then|once|later|has|had|have|is|was|were|are|would|will|even|often|"
    r"himself|herself|again|recently|never|already|just|did|not|n't|since|long|still))+$"
)
_FULL_NAME = re.compile(r"(?:[A-Z][\w.'’-]*(?:\s(?:of|the|de|van|von|bin|al))*\s)+(?=[a-z])")


def attribute(text, spans, make):
    """Quotations with kind, speaker and cue, for spans in reading order.

    Looked at in turn: the words after the quotation up to its sentence's end ("…," said X; "…,"
    X said), the words before it (X said, "…"; according to X), and, for a quotation that
    continues a paragraph or stands alone, the speaker before it. Names have at most twelve words.
    """
    found, previous = [], None
    for number, (start, end) in enumerate(spans):
        floor = spans[number - 1][1] if number else 0
        ceiling = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        head = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
        tail = text.find("\n\n", end)
        tail = len(text) if tail < 0 else tail
        before = text[max(head, floor) : start]
        after = text[end : min(tail, ceiling)]
        inner = text[start:end].strip("\"“”„«»'’‘`″ ")
        speaker, cue = _after(inner, after, min(tail, ceiling) == ceiling)
        if not cue:
            speaker, cue = _before(before, text[max(head, start - 400) : start])
        sentence_like = _sentence_like(inner, before)
        same_paragraph = previous is not None and previous.end > head
        if not cue and sentence_like and previous is not None and previous.kind == "speech":
            stands_alone = not before.strip() and previous.end >= head - 2 - 400
            if (same_paragraph and previous.speaker) or stands_alone:
                speaker = previous.speaker
        kind = "speech" if cue or sentence_like else "fragment"
        quotation = make(start, end, kind, speaker, cue)
        if kind == "speech":
            previous = quotation
        found.append(quotation)
    return found


def _sentence_like(inner, before):
    """Whether the quoted words are a sentence of their own, or several."""
    if len(inner.split()) < 2 and not inner.endswith(("!", "?", ",")):
        return False
    capital = inner[:1].isupper()
    if capital and inner.endswith((".", "!", "?", ",", "…", "--", "—")):
        return True
    return len(inner.split()) >= 8


def _after(inner, after, cut):
    after = after[:300]
    context = after.lstrip(" ,–—-")
    if not context or after.startswith((". ", ".\n")) or inner.endswith("."):
        return "", ""
    if match := _AFTER_ACCORDING.match(after):
        return _name(match.group(1)), "according to"
    if not (inner.endswith((",", "?", "!", "—", "-", "…")) or after.startswith((",", " —", " –"))):
        return "", ""
    verb = _VERB.search(context)
    if not verb or verb.start() > 120:
        return "", ""
    subject = context[: verb.start()].strip()
    if not subject:
        return _name(context[verb.end() :]), verb.group()
    if len(subject.split()) <= 12 and not re.search(r"[.?!;:]\s+[A-Z]", _unstop(subject)):
        return _subject(_unstop(subject)), verb.group()
    return "", ""


def _before(before, wider):
    context = _unstop(before[-400:])
    last = max(context.rfind(". "), context.rfind("? "), context.rfind("! "))
    context = context[last + 1 :]
    if match := _ACCORDING.search(context):
        return _name(match.group(1)), "according to"
    verbs = list(_VERB.finditer(context))
    for verb in reversed(verbs):
        if len(context[verb.end() :].split()) <= 14:
            subject = _subject(context[: verb.start()])
            if subject:
                # "Smith walked away worried, later asking": the name ends before "walked".
                full = _FULL_NAME.match(subject) if verb.group().endswith("ing") else None
                return (full.group().strip() if full else subject), verb.group()
    return ("", verbs[-1].group()) if verbs else ("", "")


def _subject(clause):
    """The subject that ends where the verb begins, without what stands between."""
    clause = _ADVERB.sub("", " " + clause.strip()).strip()
    parts = [part.strip() for part in _CLAUSE.split(clause)]
    for part in reversed(parts):
        part = _LEAD.sub("", part)
        if part and part.split()[0] not in ("who", "which", "whom", "whose"):
            return " ".join(part.replace("\0", ".").split()[-12:])
    return ""


def _name(rest):
    """The name that follows the verb, up to the first sign that it has ended."""
    rest = _unstop(rest.strip())
    match = _TAIL.search(rest)
    name = (rest[: match.start()] if match else rest).replace("\0", ".").strip(" ,.;:")
    return " ".join(name.split()[:12])


def _unstop(text):
    """Points of titles and initials replaced, so that they do not end a sentence."""
    return _TITLE_STOP.sub(lambda match: match.group()[:-1] + "\0", text)
