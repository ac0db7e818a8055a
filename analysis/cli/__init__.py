"""The command line: commands that read arguments, call the package and print results."""

from .corpus import add, check, export, show
from .figures import cite, report, study, trace, verify
from .measuring import agree, concordance, measure, sample, tone
from .terminal import app, register

# In the order in which `--help` lists them.
_COMMANDS = add, check, show, measure, concordance, tone, sample, agree
for _command in (*_COMMANDS, cite, verify, trace, export, study, report):
    register(_command)
