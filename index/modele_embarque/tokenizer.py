"""The unigram tokenizer of multilingual-e5-small, rebuilt with the `tokenizers` library."""

from __future__ import annotations

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

from index.jetons import ECARTES, ESPACES, SUITE_D_ESPACES
from index.modele_embarque.packed_file import Vocabulary


def build_tokenizer(vocabulary: Vocabulary, max_length: int) -> PreTrainedTokenizerFast:
    """Return the tokenizer: `<s> pieces </s>`, truncated to `max_length` tokens, right-padded."""
    pieces = [text for text, _score in vocabulary.pieces]
    names = {
        "bos_token": pieces[vocabulary.bos],
        "cls_token": pieces[vocabulary.bos],
        "eos_token": pieces[vocabulary.eos],
        "sep_token": pieces[vocabulary.eos],
        "pad_token": pieces[vocabulary.pad],
        "unk_token": pieces[vocabulary.unk],
        "mask_token": "<mask>",
    }
    backend = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unk, byte_fallback=False))
    backend.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(ESPACES), " "),
            normalizers.Replace(Regex(ECARTES), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(SUITE_D_ESPACES), " "),
        ]
    )
    backend.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    backend.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    backend.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    backend.add_special_tokens([AddedToken(name, special=True) for name in dict.fromkeys(names.values())])
    # The library has no annotation for this constructor.
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=backend, model_max_length=max_length, **names
    )
