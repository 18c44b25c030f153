"""Reading the vault: its files, the text of one note, one task line. Nothing here writes."""
