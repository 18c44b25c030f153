"""What is sent to a model and where: one place writes requests, one opens connections, and every switch is in them."""

import ast
import json
from pathlib import Path

import pytest

import minutebook
from minutebook.errors import EngineError, UserError
from minutebook.flow.extract.llm.contract import Prompt, Refused, TooMuch
from minutebook.flow.extract.llm.gateway.address import PROVIDERS, Wire, find_address
from minutebook.flow.extract.llm.gateway.ask import Gateway
from minutebook.flow.extract.llm.gateway.form import answer_form
from minutebook.flow.extract.llm.gateway.reply import Busy, Tokens
from minutebook.flow.extract.llm.gateway.request import write_call
from modelserver import Said, serving

PROMPT = Prompt("Instructions.", "Context.", "Source.", "1")
AZURE = {"AZURE_OPENAI_ENDPOINT": "https://firm.invalid"}
SWITCHES = {
    "openai": {"store": False},
    "openai-chat": {"store": False},
    "azure": {"store": False},
    "openrouter": {"provider": {"data_collection": "deny", "require_parameters": True}},
    "anthropic": {},
    "google": {},
    "mistral": {},
    "ollama": {},
    "lmstudio": {},
}
"""Every provider with the switches that it has: a new one is a decision."""


def body(name):
    call = write_call(find_address(name, AZURE), PROMPT, "k", 100_000)
    return json.loads(call.body)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_request_has_the_providers_switches(provider):
    """Storing and training are off by construction, and nothing says who asks."""
    sent = body(f"{provider}:some-model")
    assert sent.items() >= SWITCHES[provider].items()
    assert not sent.keys() & {"user", "metadata", "safety_identifier"}
    assert sent.get("stream", False) is False


def test_a_server_at_a_url_is_told_not_to_store():
    """Where its protocol has the switch."""
    assert body("responses+https://models.invalid/v1#m")["store"] is False


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_form_of_the_answer_is_enforced(provider):
    """By the means of each protocol: a strict schema, or a tool that must be called."""
    sent = body(f"{provider}:some-model")
    match PROVIDERS[provider].wire:
        case Wire.RESPONSES:
            enforced = sent["text"]["format"]
            assert (enforced["type"], enforced["strict"]) == ("json_schema", True)
        case Wire.CHAT:
            enforced = sent["response_format"]["json_schema"]
            assert enforced["strict"] is True
        case Wire.MESSAGES:
            assert sent["tool_choice"] == {"type": "tool", "name": "report"}
            assert sent["tools"][0]["input_schema"] == answer_form()
        case Wire.OLLAMA:
            assert sent["format"] == answer_form(bounded=True)
            assert sent["options"]["num_ctx"] > 4096


def test_the_schema_is_strict():
    """Each object names all its keys as required and allows no other; nothing has a default."""

    def objects(value):
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield value
            for each in value.values():
                yield from objects(each)
        elif isinstance(value, list):
            for each in value:
                yield from objects(each)

    form = answer_form()
    found = list(objects(form))
    assert len(found) > 8
    for each in found:
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])
    assert '"default"' not in json.dumps(form)


def test_only_the_gateway_opens_connections():
    """No other module of the package imports what could send anything on its own."""
    root = Path(minutebook.__file__).parent
    network = {"urllib.request", "http.client", "socket", "ssl", "httpx", "requests", "aiohttp", "openai", "anthropic"}
    found = set()
    for path in root.rglob("*.py"):
        if "ui" in path.relative_to(root).parts:
            continue  # the web app listens; it asks nobody
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {path.relative_to(root).as_posix() for name in names if name in network}
    assert found == {"flow/extract/llm/gateway/send.py"}


@pytest.mark.parametrize(
    ("name", "local", "host"),
    [
        ("openai:gpt-5-mini", False, "api.openai.com"),
        ("ollama:qwen3:8b", True, "localhost"),
        ("ollama:big:120b-cloud", False, "localhost"),
        ("lmstudio:some", True, "localhost"),
        ("http://127.0.0.1:8080/v1#m", True, "127.0.0.1"),
        ("http://[::1]:8080/v1#m", True, "::1"),
        ("http://192.168.1.5:8080/v1#m", False, "192.168.1.5"),
        ("http://localhost.evil.invalid/v1#m", False, "localhost.evil.invalid"),
        ("anthropic+http://127.0.0.1:8080/v1#m", True, "127.0.0.1"),
    ],
)
def test_what_stays_on_this_machine(name, local, host):
    """Loopback does, a name that looks like it does not, and neither does a model that the local server passes on."""
    address = find_address(name, {})
    assert (address.local, address.host) == (local, host)


@pytest.mark.parametrize(
    "name", ["openai:", "http://127.0.0.1/v1", "https://me:pass@host.invalid/v1#m", "x+http://h.invalid/#m", "azure:m"]
)
def test_half_a_name_is_told(name):
    """A name without its model, with a password, in no protocol, or without its endpoint is an error that says so."""
    with pytest.raises(UserError):
        find_address(name, {})


def test_ollama_elsewhere_is_elsewhere():
    """OLLAMA_HOST may name another machine."""
    assert not find_address("ollama:m", {"OLLAMA_HOST": "http://10.0.0.7:11434"}).local
    assert find_address("ollama:m", {"OLLAMA_HOST": "0.0.0.0"}).base == "http://localhost:11434"


def ask(said, wire="chat"):
    with serving([said]) as model:
        gateway = Gateway(find_address(model.engine(wire), {}), "sk-secret-0001", timeout=0.5)
        return gateway.ask(PROMPT)


@pytest.mark.parametrize("wire", list(Wire))
def test_tokens_are_counted_in_each_protocol(wire):
    """Sent (those from the cache among them) and received."""
    reply = ask(Said('{"title": "x"}'), wire.value)
    cached = 0 if wire is Wire.OLLAMA else 600
    assert (reply.tokens, reply.cut) == (Tokens(1000, cached, 0, 100), False)
    assert json.loads(reply.text) == {"title": "x"}
    assert ask(Said("{}", cut=True), wire.value).cut


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Said("no", 401), Refused),
        (Said("no", 403), Refused),
        (Said("You exceeded your current quota: insufficient_quota", 429), Refused),
        (Said("slow", 429), Busy),
        (Said("down", 503), Busy),
        (Said("maximum context length is 8192", 400), TooMuch),
        (Said("", 413), TooMuch),
        (Said("odd", 400), EngineError),
        (Said("", 302, {"location": "http://127.0.0.1:1/steal"}), Refused),
        (Said(wait=1.0), EngineError),
        (Said(raw=b"{}"), EngineError),
        (Said(raw=b"\xff\x00"), EngineError),
    ],
)
def test_each_trouble_says_whose_turn_it_is(said, error):
    """And names the model, never the key, also where the server repeats it."""
    echoed = said._replace(text=f"{said.text} sk-secret-0001") if said.status != 200 else said
    with pytest.raises(error) as caught:
        ask(echoed)
    assert "#scripted" in str(caught.value)
    assert "sk-secret" not in repr(caught.value) + str(caught.value)


def test_retry_after_may_be_a_date():
    """Beside the response's own date; ours is not needed."""
    headers = {"retry-after": "Wed, 04 Nov 2026 10:00:30 GMT", "date": "Wed, 04 Nov 2026 10:00:00 GMT"}
    with pytest.raises(Busy) as caught:
        ask(Said("slow", 429, headers))
    assert caught.value.wait == 30.0
