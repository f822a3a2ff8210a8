import threading

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.artefact import Artefact
from retrieval.encoder import TOKENS


def test_a_vector_has_unit_length_and_so_has_every_token(artefact):
    encoded = Artefact(artefact).encoder().encode("The fence was finished in 2012.")
    assert encoded.vector.shape == (384,)
    assert np.isclose(np.linalg.norm(encoded.vector), 1)
    assert encoded.tokens.shape == (len(encoded.ids), 384)
    assert np.allclose(np.linalg.norm(encoded.tokens, axis=1), 1, atol=1e-5)
    assert len(encoded.spans) == len(encoded.ids)


def test_vectors_are_those_of_sentence_transformers(artefact):
    from sentence_transformers import SentenceTransformer

    from index.export import model_path

    model = SentenceTransformer(str(model_path(None)), device="cpu")
    model.max_seq_length = TOKENS
    encoder = Artefact(artefact).encoder()
    for text in ("a", "How many arrived in 2013?", "word " * 150, "word " * 400):
        assert np.allclose(model.encode(text), encoder.encode(text).vector, atol=1e-5)


def test_a_long_text_is_read_to_the_models_limit(artefact):
    assert len(Artefact(artefact).encoder().encode("word " * 1000).ids) == TOKENS - 2


def test_a_vector_is_the_same_alone_and_on_any_thread(artefact):
    encoder = Artefact(artefact).encoder()
    texts = ["how many arrived?", "who built the fence?", "x " * 60]
    alone = [encoder.encode(text).vector for text in texts]
    found = {}
    threads = [
        threading.Thread(target=lambda n=n: found.__setitem__(n, encoder.encode(texts[n % 3]).vector))
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(vector, alone[n % 3]) for n, vector in found.items())


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_vector(artefact, text):
    assert np.isfinite(Artefact(artefact).encoder().encode(text).vector).all()
