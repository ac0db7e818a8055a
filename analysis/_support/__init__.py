"""What every room may use: HTML, spreadsheet cells, progress, wording, checks of arguments."""
