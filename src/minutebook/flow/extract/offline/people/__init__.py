"""Who is present, who speaks under which label, who is talked about."""
