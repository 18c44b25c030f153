"""Engines that ask a language model: it proposes with quotes, code finds the quotes, resolves names and days, and decides.

prompt ─► model ─► answer ─► passage ─► settle ─► Extraction
            (gateway)      each item alone: one bad field costs one item
"""

from minutebook.flow.extract.llm.contract import Model, Prompt
from minutebook.flow.extract.llm.engine import ModelEngine

__all__ = ["Model", "ModelEngine", "Prompt"]
