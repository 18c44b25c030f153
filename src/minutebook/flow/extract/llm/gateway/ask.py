"""A model behind its address: one prompt, one request, one reply."""

from minutebook.errors import EngineError, UserError
from minutebook.flow.extract.llm.contract import Prompt, Refused, TooMuch
from minutebook.flow.extract.llm.gateway.address import Address
from minutebook.flow.extract.llm.gateway.reply import Busy, Reply, read_reply
from minutebook.flow.extract.llm.gateway.request import write_call
from minutebook.flow.extract.llm.gateway.send import make_opener, send


class Gateway:
    """Asks one model. ``key`` may be empty for a server that wants none; ``timeout`` in seconds."""

    def __init__(self, address: Address, key: str, window: int = 0, timeout: float = 300.0) -> None:
        self.address = address
        self.window = window or address.spec.window
        self._key = key
        self._timeout = timeout
        self._opener = make_opener(local=address.local)

    def ask(self, prompt: Prompt) -> Reply:
        """One call; nothing is kept and nothing tried again. Raises Refused, Busy, TooMuch or EngineError, each naming the model."""
        call = write_call(self.address, prompt, self._key, self.window)
        name = self.address.name
        try:
            return read_reply(self.address.spec.wire, send(self._opener, call, self._timeout))
        except Busy as error:  # the cause stays out: it may repeat the key
            raise Busy(self._named(error), error.wait) from None
        except TooMuch as error:
            raise TooMuch(self._named(error)) from None
        except UserError as error:
            raise Refused(f"{self._named(error)}. Check the engine's name and its key: minutebook doctor") from None
        except EngineError as error:
            raise EngineError(f"{name}: {self._hidden(str(error))}", retryable=error.retryable) from None

    def _named(self, error: Exception) -> str:
        return f"{self.address.name}: {self._hidden(str(error))}"

    def _hidden(self, text: str) -> str:
        """Without the key, should a server repeat it."""
        return text.replace(self._key, "…") if self._key else text
