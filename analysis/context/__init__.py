"""Words in context: concordance, drivers, actors, speakers and highlighting."""

from .concordance import concordance, drivers
from .highlight import highlight
from .speakers import actor_passages, speaker_counts, speakers
