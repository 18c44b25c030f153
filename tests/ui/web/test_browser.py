"""The app in a real browser: a day triaged by keys, taken back, in both themes, at a phone's width, without JavaScript, by axe's rules."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from book import Book
from serving import TOKEN, Site, open_site

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.xdist_group("browser"),
]
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, full_site: Site):
    """Opens the app in a window of its own; what the browser's console complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path: str = "/", site: Site = full_site, **given):
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 860}} | given))
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(site.base) else None)
        page.goto(f"{site.base}{path}{'&' if '?' in path else '?'}token={TOKEN}")
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def heading(page) -> str:
    return page.locator("h1").inner_text()


def press(page, key: str) -> str:
    """Press a key, wait for another heading, and return it. The keys work once the page's script has run, which its load tells."""
    page.wait_for_load_state()
    before = heading(page)
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=before)
    return heading(page)


def settled(page) -> None:
    """Wait until what was decided is written."""
    page.evaluate("async () => { await turn; }")


def test_a_day_is_triaged_by_one_key_each_and_taken_back(opened, full_book: Book) -> None:
    """All of the list is rejected, the rest accepted and rejected in turn until nothing waits; then undo, until the notes are as they were."""
    before = full_book.files("Minutebook")
    page = opened()
    assert int(heading(page).split()[0]) > 3
    page.keyboard.press("Enter")
    page.wait_for_selector("#card")
    assert page.locator("#card .line").count() > 2
    keys = 0
    while "decided" not in heading(page):
        press(page, "Rar"[keys % 3])
        keys += 1
    assert full_book.files("Minutebook") != before
    for _ in range(keys):
        press(page, "u")
    assert full_book.files("Minutebook") == before


def test_a_list_is_put_right_by_keys(opened, full_book: Book) -> None:
    """A digit opens a line; the next key rejects it, gives it another day, or leaves it; a day typed wrong is said and nothing lost; one key does the rest."""
    page = opened("/review")
    page.wait_for_load_state()
    lines = page.locator("#card .line")
    words = lines.locator(".text").all_inner_texts()
    page.keyboard.press("r")
    assert "number of a line" in page.locator("#said").inner_text()
    for key in "1r":
        page.keyboard.press(key)
    assert "rejected" in lines.nth(0).inner_text()
    for key in "2d":
        page.keyboard.press(key)
    page.keyboard.type("blue")
    page.keyboard.press("Enter")
    assert page.locator("#card .line[open]").count() == 0
    page.keyboard.press("a")
    page.wait_for_selector("#said.problem.shown")
    for key in "2d":
        page.keyboard.press(key)
    page.keyboard.type("2026-04-01")
    page.keyboard.press("Enter")
    assert "2026-04-01" in lines.nth(1).inner_text()
    for key in "3s":
        page.keyboard.press(key)
    press(page, "a")
    settled(page)
    notes = "\n".join(path.read_text(encoding="utf-8") for path in full_book.root.glob("*/*/20*.md"))
    line = {each: next(line for line in notes.split("\n") if each in line and "#task" in line) for each in words}
    assert line[words[0]].startswith("- [R]")
    assert line[words[1]].startswith("- [ ]")
    assert "2026-04-01" in line[words[1]]
    assert line[words[2]].startswith("- [?]")
    page.keyboard.press("u")
    page.wait_for_selector("#card[data-kind=together]")
    assert all(box == "?" for path in full_book.root.glob("*/*/20*.md") for box in _boxes(path))


def _boxes(path: Path) -> str:
    return "".join(line[3] for line in path.read_text(encoding="utf-8").split("\n") if "#task" in line)


def test_many_are_decided_at_once_by_keys(opened, full_book: Book) -> None:
    """From an item to all of its source, one left out, the rest accepted; one key takes them back."""
    before = full_book.files("Minutebook")
    page = opened("/review")
    page.wait_for_load_state()
    press(page, "c")
    page.keyboard.press("l")
    page.wait_for_selector("#many")
    page.wait_for_load_state()
    count = page.locator("#many input:checked").count()
    page.locator("#many input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    assert page.locator("#many input:checked").count() == count - 1
    page.keyboard.press("t")
    page.keyboard.press("a")
    page.wait_for_selector(".notice")
    assert full_book.files("Minutebook") != before
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.wait_for_selector("#card")
    assert full_book.files("Minutebook") == before


def test_words_owner_and_day_are_changed_by_keys(opened, full_book: Book) -> None:
    """A day that is none is said without losing what was written; then the task is accepted as changed."""
    page = opened("/review")
    press(page, "c")
    while "new seal" not in heading(page):
        press(page, "s")
    page.keyboard.press("d")
    page.keyboard.type("soonish")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said.problem.shown")
    assert "names no day" in page.locator("#said").inner_text()
    assert page.locator("#edit-due").input_value() == "soonish"
    page.locator("#edit-due").fill("2026-04-01")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.type("Order the bronze seal")
    press(page, "Enter")
    settled(page)
    note = full_book.note("People/*/2026-03-12 - Pump.md").read_text(encoding="utf-8")
    line = next(line for line in note.split("\n") if "bronze seal @" in line)
    assert line.startswith("- [ ] Order the bronze seal @Pelle Strandmark")
    assert "2026-04-01" in line


def test_a_digit_merges_where_the_same_task_is_asked_for(opened, full_book: Book) -> None:
    """``m`` shows what a task may be the same as and nothing else that has digits; Escape and ``b`` leave it; a digit merges, and one key parts them again."""
    before = full_book.files("Minutebook")
    page = opened("/review")
    first = press(page, "c")
    for key in ("Escape", "b"):
        page.keyboard.press("m")
        page.wait_for_selector("#same-as")
        page.wait_for_load_state()
        assert page.locator(".others").count() == 0
        page.keyboard.press(key)
        page.wait_for_selector("#same-as", state="detached")
        assert heading(page) == first
    page.keyboard.press("m")
    page.wait_for_selector("#same-as")
    page.wait_for_load_state()
    page.keyboard.press("m")
    page.keyboard.type("the")
    page.keyboard.press("Enter")
    page.wait_for_selector(".merge [data-choice='1']")
    page.wait_for_load_state()
    other = page.locator(".merge [data-choice='1'] > span").evaluate("each => each.firstChild.textContent")
    assert press(page, "1") != first
    settled(page)
    assert page.locator("#said").inner_text() == f"The same as “{other}”: {first}"
    assert full_book.files("Minutebook") != before
    assert press(page, "u") == first
    assert full_book.files("Minutebook") == before


@pytest.mark.parametrize("height", [860, 640])
def test_news_shows_what_was_agreed_and_all_that_was_said_of_it_later(opened, told_book: Book, height: int) -> None:
    """Of both passages all that tells it is lit, not the first words alone, and in sight without scrolling."""
    with open_site(told_book.root) as site:
        page = opened("/review", site, viewport={"width": 1280, "height": height})
        page.wait_for_load_state()
        assert heading(page) == "Order the new seal"
        before, later = page.locator(".passage").all()
        assert "can you order the new seal" in before.locator("mark").first.inner_text()
        told = [*before.locator("mark").all(), later.locator("mark", has_text="I ordered the seal")]
        assert len(told) == 3
        for mark in told:
            box = mark.bounding_box()
            pane = mark.locator("xpath=ancestor::div[@class='passage']").bounding_box()
            assert pane["y"] <= box["y"]
            assert box["y"] + box["height"] <= min(height, pane["y"] + pane["height"])


def test_a_decision_that_fails_brings_its_item_back(opened, full_book: Book) -> None:
    """The next item is shown at once; where the vault cannot be written, the item comes back with the reason."""
    page = opened("/review")
    first = press(page, "c")
    page.route(
        "**/review/mb-*",
        lambda route: (
            route.fulfill(status=409, body="<p>The disk is full</p>")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.keyboard.press("a")
    page.wait_for_selector("#said.problem.shown")
    page.wait_for_function("first => document.querySelector('h1').innerText === first", arg=first)
    assert "disk is full" in page.locator("#said").inner_text()
    assert opened.complaints.pop().startswith("Failed to load resource")


def test_going_back_and_help_are_keys(opened) -> None:
    """``b`` shows the item before, ``?`` the keys, ``/`` the search."""
    page = opened("/review")
    first = press(page, "c")
    press(page, "s")
    assert press(page, "b") == first
    page.keyboard.press("?")
    assert page.locator("#help").get_attribute("open") is not None
    page.keyboard.press("/")
    page.keyboard.type("lighthouse")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    assert "lighthouse" in page.locator("mark").first.inner_text()


def test_everything_is_reached_by_tab_with_its_focus_shown(opened) -> None:
    """From the skip link on, each stop of the tab key is visible; a decision is made without a mouse or a shortcut."""
    page = opened("/review")
    page.evaluate("document.activeElement.blur()")
    first = heading(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || document.activeElement === document.body; })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.value === 'accept'"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("first => document.querySelector('h1').innerText !== first", arg=first)
    settled(page)


def test_without_javascript_everything_is_read_and_decided(opened, full_book: Book) -> None:
    """Plain pages and forms."""
    page = opened("/review", java_script_enabled=False)
    first = heading(page)
    page.locator(".acts button[value=accept]").click()
    assert heading(page) != first
    assert re.match(r"\d accepted", page.locator(".notice").inner_text())
    page.locator(".notice button").click()
    assert heading(page) == first


def test_the_system_and_the_switch_choose_the_colours(opened) -> None:
    """Dark where the system is; the switch goes over it and is kept."""
    page = opened("/", color_scheme="dark")

    def paper(least: int, most: int) -> bool:
        """Whether the background's red comes to lie between the two; the style sheet may still be on its way."""
        for _ in range(50):
            colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            if colour.startswith("rgb(") and least <= int(colour.removeprefix("rgb(").split(",")[0]) <= most:
                return True
            page.wait_for_timeout(100)
        return False

    assert paper(1, 60)
    page.locator(".theme button").click()
    page.wait_for_selector("html[data-theme=dark]")
    page.locator(".theme button").click()
    page.wait_for_selector("html[data-theme=light]")
    assert paper(200, 255)


def test_many_things_fit_a_phone(opened, told_book: Book) -> None:
    """No line of the list is wider than the window, and what is said of a thing stands beside its box, not under it."""
    with open_site(told_book.root) as site:
        page = opened("/bulk", site, **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
        for row in page.locator(".many .row").all():
            box, *told = (part.bounding_box() for part in row.locator("input, span").all())
            assert all(part["x"] >= box["x"] + box["width"] for part in told)


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_every_page_is_accessible_and_fits(opened, full_site: Site, theme: str, width: int) -> None:
    """No rule of axe is broken, and nothing is wider than the window, on any page in either theme."""
    package = pytest.importorskip("axe_playwright_python")
    axe = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = opened("/", bypass_csp=True, color_scheme=theme, **(PHONE if width == 360 else {}))
    paths = ["/", "/review", "/review/end", "/tasks", "/people", "/drafts", "/runs", "/search?q=seal", "/bulk"]
    for start, among in (
        ("/review/mb-", "/"),
        ("/entity/", "/people"),
        ("/runs/2", "/runs"),
        ("/drafts/mb-", "/drafts"),
        ("/to?", "/review"),
    ):
        paths += [link.replace("&amp;", "&") for link in full_site.links(among, start)[:2]]
    for path in dict.fromkeys(paths):
        page.goto(full_site.base + path)
        for details in page.locator("#change, #merge, .line, .taskrow details").all()[:2]:
            details.evaluate("box => { box.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(axe)
        broken = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ' ' + v.nodes[0].html))")
        assert broken == [], path
