"""The command line. ``main`` keeps the two commonest calls free of heavy imports; every other command is loaded when it is called."""

import gc
import sys

YOUNG = 100_000
"""Objects made before the collector looks at them: a command makes many, nearly all for good, and looking took a fifteenth of its time."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code (0 done, 1 some sources failed, 2 wrong use, 3 locked or needs recovery)."""
    from minutebook.errors import MinutebookError

    gc.set_threshold(YOUNG, 20, 20)
    words = sys.argv[1:] if argv is None else argv
    try:
        if words in (["--version"], ["-V"]):
            from minutebook import __version__

            print(f"minutebook {__version__}")
            return 0
        if not words:
            from minutebook.ui.cli.status import status

            return status() or 0
        from minutebook.ui.cli.app import run

        return run(words)
    except MinutebookError as error:
        print(f"minutebook: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("minutebook: stopped; what was written is whole, the rest waits in the Inbox", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
