"""The web app on vaults of a test's own."""

from collections.abc import Iterator

import pytest

from book import Book
from serving import Site, open_site

MAIL = b"""\
From: Pelle Strandmark <pelle@aro.example>
To: Odalys Brennick <o@brennick.example>
Subject: Seal for the pump
Date: Thu, 12 Mar 2026 09:12:00 +0100
Message-ID: <seal-1@aro.example>
Content-Type: text/plain; charset=utf-8

Hi Odalys,

The new gasket has arrived. When shall I come to fit it? Please confirm by Friday who opens the yard.
Could we meet on Monday 16 March at 3 pm?

Best,
Pelle
"""


@pytest.fixture
def site(read_book: Book) -> Iterator[Site]:
    """The app of a vault with one meeting read."""
    with open_site(read_book.root) as opened:
        yield opened


@pytest.fixture
def full_book(read_book: Book) -> Book:
    """A vault with a meeting and a mail that asks for an answer."""
    read_book.drop("seal.eml", MAIL)
    assert read_book("ingest").code == 0
    return read_book


@pytest.fixture
def full_site(full_book: Book) -> Iterator[Site]:
    with open_site(full_book.root) as opened:
        yield opened


@pytest.fixture
def accepted(site: Site) -> str:
    """The address of an accepted task of the vault's owner."""
    for path in dict.fromkeys(site.links("/review", "/review/mb-")):
        if "harbour office" in site.get(path).text.partition("</h1>")[0]:
            site.post(path, act="accept", kind="task")
            return f"/tasks/{path.rpartition('/')[2].removeprefix('mb-')}"
    raise AssertionError
