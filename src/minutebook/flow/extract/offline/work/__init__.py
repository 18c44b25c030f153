"""Tasks: what somebody took on, whose it is, till when, what became of it, and in which words it is told."""
