"""An article as a notebook shows it."""

from analysis._support.html import escaped, short, table


def article_html(article):
    """Headline, what is known of it, its sections and what its readers did."""
    known = {
        "outlet": article.outlet,
        "author": ", ".join(article.authors),
        "date": article.published,
        "language": article.language,
    }
    said = [escaped(value or f"{name} not recorded") for name, value in known.items()]
    sections = ((section.kind, short(section.text)) for section in article.sections)
    parts = [
        f"<p style='font-size:1.3em'><b>{escaped(article.title or 'no headline')}</b></p>",
        f"<p>{' · '.join(said)}<br><code>{escaped(article.id)}</code></p>",
        table(["section", "text"], sections, len(article.sections)),
    ]
    if article.responses:
        rows = ((r.kind, r.question, r.counts) for r in article.responses)
        parts.append(table(["readers", "question", "counts"], rows, len(article.responses)))
    return f"<section style='max-width:60em'>{''.join(parts)}</section>"
