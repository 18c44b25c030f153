"""How a page is made: its template with what every page has, and what is said after a form."""

from datetime import date
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from minutebook.flow.outputs.brief import say_day
from minutebook.text import patterns as re
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.guard import form_token
from minutebook.ui.web.markdown import line_html, link_html

_DATED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?: \d{4})? - (?P<title>.+)")
_HERE = Path(__file__).parent
THEMES = ("auto", "light", "dark")


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A whole page; the part of it that changes where our own script asks for no more."""
    web = web_of(request)
    theme = request.cookies.get("minutebook-theme", "auto")
    made = _environment().get_template(template)
    html = made.render(
        layout="part.html" if is_part(request) else "base.html",
        form_token=form_token(web.token),
        theme=theme if theme in THEMES else "auto",
        vault_name=web.root.name,
        here=request.url.path,
        notice=web.take(request.query_params.get("notice", "")),
        **values,
    )
    return HTMLResponse(html, status)


def is_part(request: Request) -> bool:
    """Whether our own script asks, which puts the answer into a page that stands."""
    return request.headers.get("x-minutebook") == "part"


def back_to(request: Request, path: str, notice: Notice | None = None, **query: str) -> Response:
    """After a form: on to a page, where ``notice`` is said."""
    if notice:
        query["notice"] = web_of(request).keep(notice)
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, HTTPStatus.SEE_OTHER)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "line": line_html,
        "link": link_html,
        "count": _count,
        "day": _day,
        "seconds": _seconds,
        "titled": _titled,
    }
    return environment


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def _day(text: str | None, today: date) -> str:
    """An ISO day as a person says it; anything else as it is."""
    try:
        return say_day(date.fromisoformat(text or ""), today)
    except ValueError:
        return text or ""


def _seconds(clock: str) -> int:
    """``1:02:03`` in seconds."""
    total = 0
    for part in clock.split(":"):
        total = 60 * total + int(part)
    return total


def _titled(stem: str, today: date) -> str:
    """A source's file name as its title and day."""
    found = _DATED.fullmatch(stem)
    return f"{found['title']} · {_day(found['day'], today)}" if found else stem
