"""Reports: blocks of boards one after another, as values and as files."""
