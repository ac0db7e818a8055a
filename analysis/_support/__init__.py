"""What every room may use: HTML, spreadsheet cells, progress, wording, checks of arguments."""

from .arguments import as_path, require
from .files import DRAFT, ROOT, fingerprint, project_version, read, rounded, sha256, write
from .html import facts, short, table
from .not_shown import NO_ARTICLE, NOT_COUNTED, NothingToShow
from .wording import few, plural, slug
