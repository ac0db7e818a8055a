"""Words in context: concordance, keyness, dispersion, drivers, actors, speakers, highlighting."""

from .concordance import concordance, drivers
from .highlight import highlight
from .keyness import dispersion, keyness
from .speakers import actor_passages, speaker_counts, speakers
