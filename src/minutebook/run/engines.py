"""Which engine a name means."""

from minutebook.errors import UserError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.offline import OfflineEngine


def choose_engine(name: str) -> Engine:
    """The engine called ``name``. Raises UserError for one that there is not."""
    if name == OfflineEngine.name:
        return OfflineEngine()
    raise UserError(f"there is no engine {name!r}; the one that is built in is called {OfflineEngine.name}")
