"""The import table of the project, and that no domain word stands in the library."""

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "retrieval"
ROOMS = {"retrieval": LIBRARY, "bot": ROOT / "bot", "index": ROOT / "index"}

# A room may import these rooms beside itself.
MAY_IMPORT = {"retrieval": set(), "bot": {"retrieval"}, "index": {"retrieval"}}

# Inside the library: what a file may not reach, by the file's first name below retrieval.
NEVER = {
    "figures": {"passages", "encoder", "vectors", "words", "artefact", "engine", "answer", "question"},
    "passages": {"figures", "artefact", "engine", "answer", "question"},
    "encoder": {"figures", "passages", "engine", "answer", "question", "corpus"},
    "vectors": {"figures", "passages", "engine", "answer", "question", "corpus"},
    "words": {"figures", "passages", "engine", "answer", "question", "corpus"},
    "model": {"corpus", "figures", "passages", "engine", "answer", "question", "artefact"},
    "period": {"model", "corpus", "text"},
    "question": {"passages", "engine", "answer", "console"},
    "answer": {"engine", "console", "artefact", "question"},
    "engine": {"console"},
}
FOREIGN = {
    "retrieval": {
        "discord",
        "logging",
        "asyncio",
        "torch",
        "sentence_transformers",
        "transformers",
        "socket",
        "requests",
        "aiohttp",
        "onnx",
        "sqlalchemy",
    },
    "index": {"discord"},
    "bot": {"torch", "sentence_transformers", "transformers", "onnx", "faiss", "onnxruntime"},
}


def files(room):
    return sorted(path for path in ROOMS[room].rglob("*.py") if "artefacts" not in path.parts)


def imports(path):
    """Yield (module, whether at module level) for each import of a file."""
    tree = ast.parse(path.read_text())
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module, id(node) in top
            for alias in node.names:
                yield f"{node.module}.{alias.name}", id(node) in top


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room):
    for path in files(room):
        for module, _ in imports(path):
            first = module.split(".")[0]
            assert first not in set(ROOMS) - {room} - MAY_IMPORT[room], f"{path.name} imports {module}"
            assert first not in FOREIGN[room] or room == "index", f"{path.name} imports {module}"


def test_only_the_bot_imports_discord():
    for room in ("retrieval", "index"):
        for path in files(room):
            assert not any(module.split(".")[0] == "discord" for module, _ in imports(path)), path


def test_inside_the_library_rooms_stay_apart():
    for path in files("retrieval"):
        name = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
        for module, _ in imports(path):
            parts = module.split(".")
            if parts[0] == "retrieval" and len(parts) > 1:
                assert parts[1] not in NEVER.get(name, set()), f"{path.relative_to(LIBRARY)} imports {module}"


def test_there_is_no_import_cycle():
    graph = {}
    for room in ROOMS:
        for path in files(room):
            relative = path.relative_to(ROOMS[room]).with_suffix("")
            name = ".".join([room, *(part for part in relative.parts if part != "__init__")])
            graph[name] = {module for module, _ in imports(path)}
    # `from package import module` runs the package's front, but needs nothing that stands in it.
    fronts = {name for name in graph if any(other.startswith(name + ".") for other in graph)}
    edges = {
        name: {
            other
            for other in targets
            if other in graph
            and other != name
            and not (other in fronts and any(t.startswith(other + ".") and t in graph for t in targets))
        }
        for name, targets in graph.items()
    }
    state = dict.fromkeys(edges, 0)

    def visit(name, trail):
        state[name] = 1
        for other in sorted(edges[name]):
            assert state[other] != 1, " -> ".join([*trail, name, other])
            if not state[other]:
                visit(other, [*trail, name])
        state[name] = 2

    for name in edges:
        if not state[name]:
            visit(name, [])


def test_nothing_in_the_library_writes():
    for path in files("retrieval"):
        if path.name == "console.py":
            continue  # `ask --chart FILE` writes the file it is told to
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in {"write_text", "write_bytes", "mkdir", "unlink", "rename"}, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                modes = [a.value for a in node.args[1:2] if isinstance(a, ast.Constant)]
                assert not any(set(mode) & set("wax+") for mode in modes), path


STEMS = [
    "defect",
    "refugee",
    "migra",
    "arriv",
    "women",
    "woman",
    "border",
    "fence",
    "korea",
    "ministr",
    "bribe",
    "guide",
    "broker",
    "passport",
    "smuggl",
    "propagand",
    "rumo",
    "patrol",
    "escape",
    "exodus",
    "embass",
    "china",
    "chinese",
    "pyongyang",
    "seoul",
    "lankov",
    "nknews",
    "remitt",
    "phone",
    "crossing",
]


def strings(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_domain_word_stands_in_a_string_of_the_library():
    corpus = ROOT / "corpus"
    ids = {m["id"] for m in yaml.safe_load((corpus / "measures.yaml").read_text())}
    ids |= {path.stem for path in (corpus / "sources").glob("*.md")}
    for path in files("retrieval"):
        for text in strings(path):
            for stem in STEMS:
                assert not re.search(rf"\b{stem}", text.lower()), f"{path.name}: {stem!r} in {text[:80]!r}"
            assert text not in ids, f"{path.name}: the id {text!r}"


def test_files_and_functions_stay_small():
    for room in ROOMS:
        for path in files(room):
            source = path.read_text()
            assert source.count("\n") <= 300, f"{path} has {source.count(chr(10))} lines"
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    assert node.end_lineno - node.lineno <= 50, f"{path}: {node.name}"
