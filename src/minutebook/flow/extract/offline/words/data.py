"""Where the engine's data files lie: the words of each language, and what was learned."""

from importlib.resources import files

DATA = files("minutebook.flow.extract.offline") / "data"
