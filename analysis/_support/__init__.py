"""Helpers for all subpackages: HTML, spreadsheet cells, progress, wording, checked arguments."""

from .errors import NO_ARTICLE, NOT_COUNTED, NothingToShow, as_path, require
from .files import DRAFT, ROOT, About, csv_bytes, project_version, read, sha256, word_parts, write
from .progress import progress
from .safe_yaml import compiled, patterns, read_yaml
from .spreadsheet import map_texts, protect, read_csv, unprotect
from .wording import bare, few, file_name, plural, short, slug, template
