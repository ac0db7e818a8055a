"""Counts of readers' responses that a page states in its JSON-LD → ``Response``."""

import json
import re

from analysis.article import Response

from .structured import first, plain

_KINDS = {"comment": "comments", "usercomments": "comments", "reply": "comments"}
_KINDS |= {"share": "shares", "like": "likes", "userlikes": "likes", "dislike": "dislikes"}
_KINDS |= {"react": "reactions", "view": "views", "read": "views", "watch": "views"}
_KINDS |= {"userpagevisits": "views"}


def stated(data):
    """Responses in the article's JSON-LD, each kind with its number.

    >>> from analysis.pages.structured import Structured
    >>> node = {"@type": "NewsArticle", "headline": "A storm", "url": "u", "commentCount": "23"}
    >>> [response.options for response in stated(Structured((node,), {}, None, None))]
    [(('comments', 23),)]
    """
    node, found = data.article, []
    count = first(node.get("commentCount"))
    if (n := _count(count)) is not None:
        found.append(_made("comments", n, {"commentCount": count}, "commentCount"))
    statistic = node.get("interactionStatistic") or []
    for item in statistic if isinstance(statistic, list) else [statistic]:
        if not isinstance(item, dict):
            continue
        kind, n = _kind(item.get("interactionType")), _count(item.get("userInteractionCount"))
        if kind and n is not None:
            found.append(_made(kind, n, item, "interactionStatistic"))
    return tuple(found)


def _made(kind, n, item, field):
    snippet = json.dumps({field: item} if field not in item else item, ensure_ascii=False)
    return Response(kind, None, ((kind, n),), snippet[:1000], f"JSON-LD {field}")


def _kind(value):
    value = first(value)
    value = value.get("@type") if isinstance(value, dict) else value
    name = re.sub(r"^.*[/#:]|Action$", "", plain(value)).lower()
    return _KINDS.get(name)


def _count(value):
    if isinstance(value, str) and re.fullmatch(r"\d{1,14}", value.strip()):
        return int(value)
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if good and 0 <= value < 10**15 and value == int(value) else None
