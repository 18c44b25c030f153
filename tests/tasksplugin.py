"""The rules of the Obsidian Tasks plugin, written again from its own sources, apart from our parser.

TaskRegularExpressions.ts (line, block link, tags), TaskSerializerSymbols.ts (signifiers, each anchored at the line's end)
and the order in which DefaultTaskSerializer writes its components.
"""

import re

LINE = re.compile(r"^([\s\t>]*)([-*+]|[0-9]+[.)]) +\[(.)\] *(.*)", re.DOTALL)
BLOCK_LINK = re.compile(r" \^[a-zA-Z0-9-]+$")
TAG_AT_END = re.compile(r"(^|\s)#[^ !@#$%^&*(),.?\":{}|<>]+$")
TAGS = re.compile(r"(?:^|\s)(#[^ !@#$%^&*(),.?\":{}|<>]+)")
DATE = r" *(\d{4}-\d{2}-\d{2})$"
FIELDS = {
    "priority": re.compile("(🔺|⏫|🔼|🔽|⏬)\ufe0f?$"),
    "done": re.compile("✅\ufe0f?" + DATE),
    "cancelled": re.compile("❌\ufe0f?" + DATE),
    "due": re.compile("(?:📅|📆|🗓)\ufe0f?" + DATE),
    "scheduled": re.compile("(?:⏳|⌛)\ufe0f?" + DATE),
    "start": re.compile("🛫\ufe0f?" + DATE),
    "created": re.compile("➕\ufe0f?" + DATE),
    "recurrence": re.compile("🔁\ufe0f? *([a-zA-Z0-9, !]+)$"),
    "on_completion": re.compile("🏁\ufe0f? *([a-zA-Z]+)$"),
    "id": re.compile("🆔\ufe0f? *([a-zA-Z0-9-_]+)$"),
    "depends_on": re.compile("⛔\ufe0f? *([a-zA-Z0-9-_]+( *, *[a-zA-Z0-9-_]+ *)*)$"),
}
WRITTEN = (
    ("id", "🆔"),
    ("depends_on", "⛔"),
    ("priority", ""),
    ("recurrence", "🔁"),
    ("on_completion", "🏁"),
    ("created", "➕"),
    ("start", "🛫"),
    ("scheduled", "⏳"),
    ("due", "📅"),
    ("cancelled", "❌"),
    ("done", "✅"),
)


def deserialize(line):
    """(lead, status, description, fields, block link) of a task line as the plugin reads it; None where it reads no task."""
    found = LINE.match(line)
    if not found:
        return None
    indentation, marker, status, body = found.groups()
    body = body.strip()
    link = BLOCK_LINK.search(body)
    if link:
        body = body[: link.start()].strip()
    fields, tags = {}, ""
    for _ in range(21):
        matched = False
        for name, pattern in FIELDS.items():
            field = pattern.search(body)
            if field:
                fields[name] = field[1].strip()
                body = body[: field.start()].strip()
                matched = True
        tag = TAG_AT_END.search(body)
        if tag:
            body = body[: tag.start()].strip()
            tags = f"{tag[0].strip()} {tags}" if tags else tag[0].strip()
            matched = True
        if not matched:
            break
    description = f"{body} {tags}" if tags else body
    return indentation + marker, status, description, fields, link[0] if link else ""


def serialize(lead, status, description, fields, link):
    """The line that the plugin writes back after a click."""
    parts = [f" {sign} {fields[name]}" if sign else f" {fields[name]}" for name, sign in WRITTEN if name in fields]
    return f"{lead} [{status}] {description}{''.join(parts)}{link}"


def problems_of(line):
    """What the plugin would not read as meant in a task line of ours."""
    task = deserialize(line)
    if task is None:
        return ["the plugin sees no task"]
    _, _, description, _, link = task
    found = [] if serialize(*task) == line else [f"a click would rewrite it as {serialize(*task)!r}"]
    if not link:
        found.append("the plugin sees no block link")
    unknown = set(TAGS.findall(description)) - {"#task", "#proposed", "#auto"}
    found += [f"the plugin sees the tag {tag}" for tag in sorted(unknown)]
    return found
