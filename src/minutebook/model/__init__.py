"""The nouns that move between stages: frozen, no behaviour."""
