"""News of earlier work: how it stands, and which lines say so."""
