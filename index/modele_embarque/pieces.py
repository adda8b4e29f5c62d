"""The model's vocabulary as a SentencePiece file: what serving reads (see `index.jetons`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sentencepiece import sentencepiece_model_pb2

from index.modele_embarque.packed_file import Vocabulary

format_: Any = sentencepiece_model_pb2  # generated at import: nothing for a type checker to see
_PIECE = format_.ModelProto.SentencePiece


def write_pieces(vocabulary: Vocabulary, path: Path) -> None:
    """Write `path`. Texts come normalised: the file only adds the mark that opens a word."""
    model = format_.ModelProto()
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.vocab_size = format_.TrainerSpec.UNIGRAM, len(vocabulary.pieces)
    names = {"bos": vocabulary.bos, "eos": vocabulary.eos, "pad": vocabulary.pad, "unk": vocabulary.unk}
    for name, number in names.items():
        setattr(trainer, f"{name}_id", number)
        setattr(trainer, f"{name}_piece", vocabulary.pieces[number][0])
    normalizer.name, normalizer.add_dummy_prefix = "identity", True
    normalizer.remove_extra_whitespaces, normalizer.escape_whitespaces = False, True
    kinds = dict.fromkeys([*names.values(), len(vocabulary.pieces) - 1], _PIECE.CONTROL)
    kinds[vocabulary.unk] = _PIECE.UNKNOWN
    for number, (piece, score) in enumerate(vocabulary.pieces):
        model.pieces.add(piece=piece, score=score, type=kinds.get(number, _PIECE.NORMAL))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString(deterministic=True))
