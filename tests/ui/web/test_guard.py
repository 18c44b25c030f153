"""Who is let in: nobody without the token, no other host's name, no other page's form."""

import re

import pytest

from book import TALK, Book
from minutebook.ui.web.history import own_path
from serving import TOKEN, Site, open_site


def test_without_the_token_nothing_is_shown(site: Site) -> None:
    """Every address answers that the printed one is needed, the files of the app among them."""
    for path in ("/", "/review", "/tasks", "/static/app.js", "/?token=wrong", "/favicon.ico"):
        answer = site.ask("GET", path)
        assert answer.status == 403
        assert "minutebook serve" in answer.text


def test_the_printed_address_opens_the_app_and_leaves_no_token_behind(site: Site) -> None:
    """The token becomes a cookie that only our own pages send and no script reads; the address goes on without it."""
    answer = site.ask("GET", f"/tasks?by=person&token={TOKEN}")
    assert answer.status == 303
    assert answer.headers["location"] == "/tasks?by=person"
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert site.get("/tasks").status == 200
    assert TOKEN not in site.get("/tasks").text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}"]
)
def test_a_name_that_is_not_ours_is_refused(site: Site, host: str) -> None:
    """A page that had its name point to this machine (DNS rebinding) reads nothing, even with the cookie."""
    answer = site.ask("GET", "/", cookie=site.cookie, host=host.format(port=site.port))
    assert answer.status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"cookie": ""},
    ],
)
def test_a_form_of_another_page_changes_nothing(site: Site, read_book: Book, headers: dict[str, str]) -> None:
    """A POST needs our origin, not only the cookie."""
    before = read_book.files()
    item = site.links("/", "/review/all-")[0]
    assert site.send(item, headers=headers, act="accept").status == 403
    assert read_book.files() == before


@pytest.mark.parametrize("token", ["", "wrong", TOKEN])
def test_a_form_without_its_own_token_changes_nothing(site: Site, read_book: Book, token: str) -> None:
    """The token of forms is another than the cookie's."""
    before = read_book.files()
    item = site.links("/", "/review/all-")[0]
    assert site.send(item, act="accept", form=token).status == 403
    assert read_book.files() == before


def test_nothing_but_our_own_files_is_ever_loaded(full_site: Site) -> None:
    """The policy allows no script but ours and none in the page; no page names anything outside that a browser would fetch."""
    for path in (
        "/",
        "/review",
        "/tasks",
        "/people",
        "/drafts",
        "/runs",
        "/search?q=seal",
        "/nothing/here",
        "/projects",
    ):
        answer = full_site.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<(?:script|link|img|iframe|audio)[^>]*(?:src|href)=\"(?!/)", answer.text)
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|javascript:", answer.text)


def test_source_text_is_never_active(book: Book) -> None:
    """Markup, links and templates in a transcript are shown as they were said, on every page."""
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7 * 7 }} [click](javascript:alert(3))"
    talk = TALK.replace("order the seal by Friday", f"order the {hostile} seal by Friday").replace(
        "Odalys Brennick  0:15", 'Odalys "><b>Brennick  0:15'
    )
    book.drop("Pump 2026-03-12_otter_ai.txt", talk)
    assert book("ingest").code == 0
    with open_site(book.root) as site:
        lists = site.links("/", "/review/all-")
        pages = [
            *lists,
            *site.links(lists[0], "/review/mb-"),
            "/",
            "/search?q=seal",
            "/search?q=<script>alert(1)</script>",
            "/runs",
        ]
        pages += site.links(pages[0], "/source/") + site.links("/runs", "/runs/") + site.links("/tasks", "/to")
        for path in pages:
            text = site.get(path.replace("<", "%3C").replace(">", "%3E").replace("&amp;", "&")).text
            assert "<script>alert" not in text
            assert "<img" not in text
            assert "<b>" not in text
            assert 'href="javascript' not in text
            assert " 49 " not in text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2fapp.py",
        "/note/..%2f..%2fminutebook.toml",
        "/source/..%2f..%2fetc%2fpasswd/audio",
        "/to?link=../minutebook.toml",
        "/to?link=/etc/passwd",
        "/drafts/..%2f..%2fminutebook.toml/file",
        "/runs/..%2f..",
    ],
)
def test_no_address_reaches_a_file(site: Site, path: str) -> None:
    """Addresses name what the index has; a path in one finds nothing."""
    answer = site.get(path)
    assert answer.status in {404, 409}
    assert "vault_id" not in answer.text
    assert "make_app" not in answer.text


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", ""])
def test_a_form_leads_back_to_our_own_pages_alone(path: str) -> None:
    """Where to go after a form cannot lead out."""
    assert own_path(path) == "/"


def test_a_huge_form_is_refused(site: Site) -> None:
    """A form has a bound."""
    assert site.send("/theme", theme="x" * 1_100_000).status == 413


def test_the_choice_of_colours_is_kept(site: Site) -> None:
    """Light, dark or the system's; anything else is the system's."""
    answer = site.send("/theme", theme="dark", back="/tasks")
    assert answer.headers["location"] == "/tasks"
    assert "minutebook-theme=dark" in answer.headers["set-cookie"]
    shown = site.ask("GET", "/tasks", cookie=f"{site.cookie}; minutebook-theme=dark")
    assert 'data-theme="dark"' in shown.text
    assert "minutebook-theme=auto" in site.send("/theme", theme='"><x').headers["set-cookie"]
