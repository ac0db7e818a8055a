"""Check a report's RO-Crate metadata with the validator of the RO-Crate community.

    python tests/validate_crate.py REPORT CONTEXT

Runs in an environment that has roc-validator (`make crate` makes it). The JSON-LD context, which
the validator would fetch, is read from the file CONTEXT (the package rocrate carries one).
"""

import io
import sys
from pathlib import Path

import requests
from rocrate_validator import models, services


def main(report, context):
    content = Path(context).read_bytes()

    def send(self, request, **options):
        """Answers a request for the context; there is nothing else on this network."""
        answer = requests.Response()
        found = "w3id.org/ro/crate/1.1/context" in request.url
        answer.status_code, answer._content = (200, content) if found else (404, b"")
        answer.url, answer.request, answer.raw = request.url, request, io.BytesIO(answer._content)
        answer.headers["Content-Type"] = "application/ld+json"
        return answer

    requests.adapters.HTTPAdapter.send = send
    settings = services.ValidationSettings(
        rocrate_uri=report,
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.RECOMMENDED,
        no_cache=True,
    )
    issues = services.validate(settings).get_issues()
    for issue in issues:
        print(f"{issue.severity.name.lower()}: {issue.message}")
    required = sum(issue.severity is models.Severity.REQUIRED for issue in issues)
    print(f"RO-Crate 1.1: not met: {required} requirements, {len(issues) - required} suggestions")
    return required


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:])))
