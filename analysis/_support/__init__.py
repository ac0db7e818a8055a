"""What every room may use: HTML, spreadsheet cells, progress, fingerprints, "not shown"."""
