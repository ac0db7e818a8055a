"""Articles to passages: the one pass over the text that gives every count."""

from .passages import count
