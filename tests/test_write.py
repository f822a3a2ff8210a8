"""Building an index: whole, repeatable, and harmless when it is interrupted."""

from functools import partial

import numpy as np
import pytest

from index import write
from index.read import read_corpus
from index.write import BESIDE, fresh
from retrieval.artefact import Artefact
from retrieval.corpus import Corpus, Passage, Source
from retrieval.engine import Engine


def tiny(text="The keeper lit the lamp at dusk. He counted nine ships."):
    source = Source(
        id="log",
        kind="article",
        title="The log",
        short="the log",
        publisher="The harbour",
        url="https://example.org/log",
        text="full",
    )
    passage = Passage(id="log/p1", source="log", title="Nine ships", text=text, at="lit the lamp")
    return Corpus(
        title="A log",
        language="en",
        anchor="1901",
        offer="I answer about the log.",
        disclaimer="None.",
        sources=(source,),
        passages=(passage,),
    )


def quiet(*_):
    pass


@pytest.fixture(scope="module")
def build(artefact):
    return partial(write.build, model=None, tell=quiet, encoders=artefact.parent / "encoders")


def test_a_corpus_without_figures_or_phrasings_is_built_and_served(build, tmp_path):
    manifest = build(tiny(), tmp_path / "index")
    assert manifest.counts["passages"] == 1
    assert manifest.counts["sentences"] == 2
    answer = Engine.open(tmp_path / "index").ask("what did the keeper light?")
    assert answer.status == "passages"
    assert answer.headline == "The log, paragraph 1: “The keeper lit the lamp at dusk.”"
    assert answer.citations[0].url == "https://example.org/log#:~:text=lit%20the%20lamp"


def test_the_same_corpus_gives_the_same_index(build, tmp_path):
    first = build(tiny(), tmp_path / "first")
    second = build(tiny(), tmp_path / "second")
    assert first.version == second.version
    assert first.counts == second.counts
    assert first.files.keys() == second.files.keys()
    one, two = Artefact(tmp_path / "first"), Artefact(tmp_path / "second")
    assert one.read("corpus.json") == two.read("corpus.json")
    assert one.read("search/sentences.json") == two.read("search/sentences.json")
    assert np.allclose(one.array("search/tokens.npy"), two.array("search/tokens.npy"), atol=1e-5)


def test_another_text_gives_another_version(build, tmp_path):
    first = build(tiny(), tmp_path / "index")
    second = build(tiny("The keeper slept."), tmp_path / "index")
    assert first.version != second.version
    assert Artefact(tmp_path / "index").manifest.version == second.version


def test_nothing_is_built_anew_where_nothing_changed(build, tmp_path):
    manifest = build(tiny(), tmp_path / "index")
    assert fresh(tiny(), tmp_path / "index", model=None) == manifest
    assert fresh(tiny("Another text."), tmp_path / "index", model=None) is None
    assert fresh(tiny(), tmp_path / "none", model=None) is None


def test_an_interrupted_build_leaves_the_old_index(build, tmp_path):
    build(tiny(), tmp_path / "index")
    before = Artefact(tmp_path / "index").manifest

    def interrupt(what, *_):
        if what == "training":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tiny("Another text."), tmp_path / "index", tell=interrupt)
    assert Artefact(tmp_path / "index").manifest == before
    assert not list(tmp_path.glob(f"*{BESIDE}*"))
    build(tiny("Another text."), tmp_path / "index")
    assert Artefact(tmp_path / "index").manifest != before


def test_the_projects_index_holds_its_corpus_without_what_only_training_reads(artefact, corpus):
    assert corpus.examples
    assert Artefact(artefact).corpus == corpus.model_copy(update={"examples": ()})


def test_a_folder_that_is_no_corpus_is_refused(tmp_path):
    from retrieval.errors import CorpusError

    with pytest.raises(CorpusError, match="corpus.yaml"):
        read_corpus(tmp_path)
