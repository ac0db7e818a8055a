"""From articles to passages: a single pass over the text yields every count."""

from .passages import count
