"""How long the web page takes where much waits: `python -m bench.web [ITEMS]` (5,000 unless told; needs Chromium and the extra `browser-tests`).

The invented vault of bench.review, served and opened in a real browser. Measured there: from the key to the frame in which the next list, or the next card of ``/review/ID``, is painted, while
what was decided before it is still being written; and how long the pages take to be answered.
"""

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from bench.review import build_vault
from playwright.sync_api import Page, sync_playwright

from minutebook.run.session import open_session
from minutebook.run.triage import read_answers
from minutebook.ui.web.app import make_app
from minutebook.ui.web.serving import listen
from minutebook.vault.vault import Vault

_TIMER = """
window.times = [];
addEventListener("keydown", () => {
  const began = performance.now(), before = document.querySelector("#card").dataset.id;
  const look = () => {
    const now = document.querySelector("#card");
    if (now && now.dataset.id !== before) requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - began)));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, { capture: true });
"""


def measure(page: Page, keys: int, pause: float, alone: bool) -> None:
    """Accept and reject in turn: whole lists, or, ``alone``, card by card; what leads from a list to its cards counts, too."""
    page.evaluate("window.times = []")
    for n in range(keys):
        time.sleep(pause)
        listed = page.evaluate("card().dataset.kind === 'together'")
        page.keyboard.press("c" if listed and alone else "aR"[n % 2] if listed else "ar"[n % 2])
        page.wait_for_function("n => window.times.length > n", arg=n)
    times = sorted(page.evaluate("window.times"))
    print(
        f"{'card' if alone else 'list'}: key to the next painted, {pause} s between: median {statistics.median(times):.0f} ms,"
        f" 95 % {times[int(len(times) * 0.95)]:.0f} ms, worst {times[-1]:.0f} ms ({keys} keys)"
    )


def main(items: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = Path(folder) / "vault"
        root.mkdir()
        build_vault(root, items)
        with open_session(Vault(root)) as session:
            read_answers(session)
        listener = listen(0)
        port = listener.getsockname()[1]
        config = uvicorn.Config(make_app(Vault(root), "t", port), log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(20_000)
        for path in ("/?token=t", "/", "/review", "/tasks", "/runs"):
            began = time.perf_counter()
            page.goto(f"http://127.0.0.1:{port}{path}")
            print(f"{path.partition('?')[0]}: {(time.perf_counter() - began) * 1000:.0f} ms")
        page.goto(f"http://127.0.0.1:{port}/review")
        page.evaluate(_TIMER)
        for keys, pause, alone in ((20, 3.0, False), (40, 0.7, False), (40, 0.7, True), (60, 0.0, True)):
            measure(page, keys, pause, alone)
        page.evaluate("async () => { await turn; }")
        browser.close()
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
