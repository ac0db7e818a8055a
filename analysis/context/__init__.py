"""Words in context: concordance, keyness, drivers, actors, speakers, highlighting."""

from .concordance import concordance, drivers
from .highlight import highlight
from .keyness import keyness
from .speakers import actor_passages, speaker_counts, speakers
