"""Lines of a page that are not its article, known by their wording, whatever the outlet.

A rule looks at the start or at the whole of a line, never for a word inside a sentence.
"""

import re

BYLINE, DATE, SHARE, COMMENTS = "byline", "date line", "share line", "comments heading"
RELATED = "heading of related links"
_LONGEST = 300  # characters; such lines are short, and a paragraph is not searched for them


def _any(phrases):
    """A pattern for any of the phrases, which stand one a line and may be patterns."""
    return "(?:" + "|".join(line.strip() for line in phrases.strip().splitlines()) + ")"


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[\s,|·at-]*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4})?)?"
_DAY = _any(rf"""
    {_MONTH}\s+\d{{1,2}},?\s+\d{{4}}
    \d{{1,2}}\.?\s+{_MONTH},?\s+\d{{4}}
    \d{{4}}-\d\d-\d\d
""")
_SITE = _any("""
    facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|tiktok|reddit|pinterest
    e-?mail|print|copy(?: link)?|save|bookmark|tweet|share|flipboard|messenger|bluesky|threads
""")
_NAME = r"(?-i:[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|bin|al|and|&|,)){1,7})"
_OWNER = (
    r"(?-i:[A-Z][\w.'’-]*"
    r"(?:[ ,/|]+(?:[A-Z][\w.'’-]*|via|for|and|of|the|de|van|von|bin|al)(?![\w]))*)"
)

# Whole lines: nothing but punctuation may follow.
_WHOLE = (
    (
        "navigation",
        r"""
        (?:skip|back|return|jump) to (?:\w+ ){0,2}(?:content|top|home|menu|main|search)
        (?:(?:open|close|toggle|main) )?(?:menu|navigation)|home(?:page)?|search|top|more
        log ?in|sign ?in|log ?out|my account|subscribe(?: now)?|donate|advertise(?: with us)?
        (?:next|previous)(?: article)?|about us|contact(?: us)?|terms(?: of (?:use|service))?
        (?:read|load|show) more|listen(?: to this (?:article|story))?|watch(?: now| live)?
        """,
    ),
    ("advertisement", "advertisement|advertising|sponsored(?: content)?|promoted|paid content|ad"),
    (
        "prompt to readers",
        r"""
        (?:are you )?ready for more|want more|like what you.re reading|before you go
        enjoying (?:this|our)\b.*
        thanks? (?:you )?for (?:reading|subscribing|signing up|voting)\b.*
        vote(?: now)?|submit(?: vote)?|(?:view|see|show) results
        """,
    ),
    (
        "privacy or cookie notice",
        r"""
        (?:privacy|cookies?) (?:policy|settings|notice|preferences)
        (?:accept|reject|manage)(?: all)?(?: cookies)?
        """,
    ),
    ("number of a picture", r"(?:image|photo|picture|slide) \d+ (?:of|/) \d+"),
    (
        "photo credit",
        r"(?:photos?|images?|pictures?|photograph|illustration)(?: credits?)?\s*[:/©]\s*"
        rf"{_OWNER}",
    ),
    (
        "credit in brackets",
        r"\[(?!(?:applause|laugh|music|crosstalk|inaudible|cheer|pause|silence))"
        r"(?-i:[A-Z])[^\[\].!?]{1,40}\]",
    ),
    ("follow line", r"(?:follow|find|like|join) us(?: on\b.*)?"),
    (SHARE, rf"share(?: (?:this|on|via|with)\b.*)?|{_SITE}(?:\W+{_SITE})*"),
    ("loading line", r"(?:loading|please wait)(?: (?:comments|more|content|article|page|ads?))?"),
    ("copyright line", r".*\ball rights reserved"),
    (
        RELATED,
        r"""
        related(?: (?:articles|stories|news|links|topics|posts|coverage))?|further reading
        read (?:also|next)|also read|see also|up next|what to read next|in case you missed it
        more (?:from|on|in|about)\b[^.!?]{0,40}|more stories|recommended(?: for you)?
        you (?:may|might) (?:also )?(?:like|enjoy)|most (?:read|popular|viewed|shared)
        trending(?: now)?|top stories|latest(?: news| stories)?|editor.s picks|popular(?: now)?
        """,
    ),
    (
        COMMENTS,
        r"""
        comments?|no comments(?: yet)?|comments are closed|load more comments
        (?:leave|post|add|write) a (?:comment|reply)|(?:show|view|read|see) comments
        join the (?:conversation|discussion)|be the first to comment
        """,
    ),
    (BYLINE, rf"(?:(?:written|story|reported|posted|words) )?by:? {_NAME}"),
    (BYLINE, r"(?:authors?|reporters?|correspondents?)\s*:\s*\S[^.!?]{1,80}"),
    (DATE, r"(?:first |last )?(?:published|updated|posted|modified)\b[^.!?]{0,20}\d.{0,40}"),
    (DATE, rf"{_WEEKDAY}{_DAY}{_TIME}"),
    (DATE, r"\d{1,3} ?(?:min(?:ute)?s?|m)\.? read|\d{1,3} (?:minutes?|hours?|days?) ago"),
)
# Lines that begin so.
_START = (
    ("advertisement", "(?:story|article) continues below"),
    (
        "newsletter prompt",
        r"(?=.*\b(?:newsletters?|inbox|our|your|us)\b)"
        r"(?:join|subscribe|sign[ -]?up|register|get|receive|enter|never miss|don.t miss|stay)\b"
        r".*\b(?:newsletters?|inbox|e-?mails?|updates|alerts|briefings?|subscri\w+|headlines)\b",
    ),
    ("prompt to readers", r"would you like to comment on this (?:article|story|post)\b"),
    ("prompt to readers", r"please read our (?:comment|commenting|community|house)\b"),
    (
        "note on where it first appeared",
        r"(?:this (?:article|story|post|piece) )?(?:was )?(?:first|originally) "
        r"(?:published|appeared|ran) (?:in|on|at)\b",
    ),
    ("editor's note", r"editor['’]?s['’]? notes?\s*[:—–-]"),
    (
        "prompt to readers",
        r"(?:enjoyed|did you (?:find|enjoy|like)|was|how (?:would|do) you rate|rate) "
        r"(?:this|our) (?:article|story|page|post)\b",
    ),
    (
        "privacy or cookie notice",
        r"""
        (?:we|by)\b.*\b(?:your (?:privacy|personal|information|data)|privacy policy|cookies)\b
        (?:we|by)\b.*\bterms of (?:use|service)\b
        this (?:site|website|page) (?:uses cookies|is protected by)\b
        """,
    ),
    (
        "paywall notice",
        r"""
        this (?:article|content|story) is (?:only |reserved )?(?:for|available (?:only )?to)\b
        you have \d+ (?:free )?(?:articles|stories)\b|to continue reading\b
        already (?:a|an) (?:subscriber|member)\b|create (?:a|an|your) (?:free )?account\b
        """,
    ),
    ("loading line", r"(?:loading|please wait)\b[\w ]{0,40}(?:\.\.\.|…)$"),
    ("copyright line", r"©|\(c\) ?\d|copyright\s+(?:©|\(c\)|\d{4}|by\b)"),
    (
        "related link",
        r"(?:related|read (?:more|also|next)|also read|see also|recommended|watch)\s*[:|]",
    ),
    (COMMENTS, r"(?:log|sign) ?in to (?:comment|reply|join)\b"),
    ("list of tags", r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords)\s*:"),
)
_MENU = re.compile(r"[|›»•·>]")
_RULES = [(reason, re.compile(_any(p) + r"\W*$", re.IGNORECASE)) for reason, p in _WHOLE]
_RULES += [(reason, re.compile(_any(p), re.IGNORECASE)) for reason, p in _START]

_AGENCY = _any("""
    AP|AFP|EPA|Reuters|Getty|Getty Images|AP Photo|Flash ?90|Shutterstock|Xinhua|Bloomberg
    Wikimedia(?: Commons)?|Unsplash|TASS|ANP|dpa|PA
""")
_CREDIT = re.compile(
    _any(rf"""
    (?:^|[(|–—.-]\s*)(?:photos?|images?|photograph|pictures?|illustration)(?: credits?)?\s*[:/©]
    (?:^|[(|–—.-]\s*)(?:photo|image|photograph|picture|illustration)(?: courtesy)? (?:by|of) [^.]*$
    (?:^|[(|–—.-]\s*)(?:credits?|source)\s*:\s*\S.{{0,60}}$
    \(\s*(?:photo|image|photograph|picture|illustration|courtesy|file)\b[^()]*\)\W*$
    [(/|–—-]\s*{_AGENCY}\)?\W*$
    \b(?:AP Photo|Getty Images|via Getty|via AP|via Reuters)\b[^.!?]{{0,60}}$
    """),
    re.IGNORECASE,
)


def furniture(text):
    """What kind of furniture a line is, in plain words, or None.

    >>> furniture("Skip to main content"), furniture("Loading comments...")
    ('navigation', 'loading line')
    >>> furniture("Loading of the ships began at dawn.") is None
    True
    """
    if not re.search(r"[^\W_]", text):
        return "no word in the line"
    if _is_menu(text):
        return "menu in one line"
    if len(text) <= _LONGEST:
        return next((reason for reason, pattern in _RULES if pattern.match(text)), None)
    return None


def _is_menu(text):
    """Three or more short items with signs between them, and no sentence after the first."""
    items = [item.strip() for item in _MENU.split(text.rstrip(" .!?|›»•·>"))]
    short = len(items) > 2 and all(0 < len(item) <= 40 for item in items)
    return short and not re.search("[.!?]", "".join(items[1:]))


def has_credit(text):
    """Whether a line ends like a photo caption: with who took or owns the picture.

    >>> has_credit("The bridge in May (Photo: Ann Lee)"), has_credit("She told Reuters.")
    (True, False)
    """
    return len(text) <= 2 * _LONGEST and bool(_CREDIT.search(text))
