"""What the whole was about: summary, title, subject, and the note that it is filed as."""
