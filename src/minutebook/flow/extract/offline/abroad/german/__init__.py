"""German: how letters and talk tell of work in it."""
