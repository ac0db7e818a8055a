"""Hand coding: draw a sample, compare coders, and estimate the error of a term list."""

from .agree import agree, differences
from .sample import sample
from .validity import known_error, voice_errors
from .voices import agree_voices, sample_voices
