"""The web app: the book in a browser on the same machine. ``serve`` opens it; nothing here is imported before that."""
