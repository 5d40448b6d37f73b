"""A double of a server with OpenAI's chat completions, for tests and to try the second reader.

It holds no language model. It keeps the protocol: who may ask, what a request must be, that
structured outputs are of the schema that came along. What it reads is what it was told to, or what
a few words give it.
"""

from devtools.fake_reader.server import Asked, FakeReader, RunningReader, serve_reader

__all__ = ["Asked", "FakeReader", "RunningReader", "serve_reader"]
