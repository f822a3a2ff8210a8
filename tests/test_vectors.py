import faiss
import numpy as np

from retrieval.vectors import VectorIndex


def test_cosines_come_in_the_order_the_vectors_were_added():
    vectors = np.eye(4, dtype=np.float32)[[2, 0, 3, 1]]
    flat = faiss.IndexFlatIP(4)
    flat.add(vectors)
    index = VectorIndex(faiss.serialize_index(flat))
    question = np.array([0.1, 0.2, 0.3, 0.4], dtype=np.float32)
    assert len(index) == 4
    assert np.allclose(index.cosines(question), [0.3, 0.1, 0.4, 0.2])
