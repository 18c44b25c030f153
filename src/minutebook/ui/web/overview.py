"""What waits today."""

from starlette.requests import Request
from starlette.responses import Response

from minutebook.flow.outputs.agenda import is_mine, is_overdue, urgency
from minutebook.flow.outputs.brief import describe_news
from minutebook.run.later import part, say_later
from minutebook.ui.web.desk import web_of
from minutebook.ui.web.show import page
from minutebook.ui.web.together import address
from minutebook.ui.web.waiting import group, say_minutes

_GROUPS = 40
_TASKS = 6


def overview(request: Request) -> Response:
    """What waits by source, what is due, what was not read."""
    web = web_of(request)
    with web.reading() as (vault, store):
        every = web.queue.screens(vault, store)
        items, later = part(web.queue.items(vault, store))
        looks = {item.id: address(look) for look in every for item in look}
        me, today = vault.settings.owner(), web.today(vault)
        tasks = [t for t in store.tasks(vault.settings.task_tag) if t.is_open and t.due and is_mine(t, me)]
    groups = group(items)
    tasks.sort(key=urgency)
    return page(
        request,
        "overview.html",
        title="Today",
        today=today,
        count=len(items),
        minutes=say_minutes(look for look in every if not look[0].can_wait),
        later=say_later(later, today),
        first_later=next((address(look) for look in every if look[0].can_wait), None),
        groups=groups[:_GROUPS],
        looks=looks,
        left=max(0, len(groups) - _GROUPS),
        late=[t for t in tasks if is_overdue(t, today)][:_TASKS],
        said=lambda task: describe_news(task, today) if task.is_reported or task.expected != task.due else "",
        due=[t for t in tasks if t.due == today.isoformat()][:_TASKS],
        inbox=len(vault.inbox()),
        failed=len(vault.failed()),
    )
