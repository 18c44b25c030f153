"""The stages, in the order in which data moves. None imports another; run/pipeline composes them."""
