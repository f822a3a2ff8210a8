"""Southbound's library: questions in, cited answers out. `Engine.open(path).ask(text)`."""

from retrieval.engine import Engine, index_path
from retrieval.model import Answer, Query

__all__ = ["Answer", "Engine", "Query", "index_path"]
