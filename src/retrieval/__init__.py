"""Southbound's library: questions in, cited answers out. The front door is `retrieval.engine.Engine`."""
