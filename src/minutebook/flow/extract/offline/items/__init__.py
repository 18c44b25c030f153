"""What else a note holds: decisions, facts, open questions; what their words weigh."""
