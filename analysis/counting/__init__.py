"""From articles to passages: all counts come from a single pass over the text."""

from .passages import count
