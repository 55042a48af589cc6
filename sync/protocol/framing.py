"""Batches as bytes: NDJSON with a header line, compressed or not, refused when they are too large or malformed."""

from __future__ import annotations

import gzip
import zlib

import msgspec
import zstandard

from sync.protocol.messages import MAX_INFLATED_BYTES, BatchHeader

_header = msgspec.json.Decoder(BatchHeader)
_encoder = msgspec.json.Encoder()
_CHUNK = 65_536


class FramingError(Exception):
    """A body that is no batch; its sender has a bug or is not a till."""


class TooLargeError(Exception):
    """A body that is, or would become, larger than the portal takes."""


def join(header: BatchHeader, payloads: list[bytes]) -> bytes:
    """Give the NDJSON body of a batch; the payloads are copied byte for byte."""
    return b"\n".join([_encoder.encode(header), *payloads])


def split(body: bytes) -> tuple[BatchHeader, list[bytes]]:
    """Read a batch; raises `FramingError` when header and lines do not agree."""
    first, *payloads = body.split(b"\n")
    try:
        header = _header.decode(first)
    except msgspec.MsgspecError as error:
        raise FramingError(f"header: {error}") from error
    if header.n != len(payloads) or header.n < 1 or header.first < 1:
        raise FramingError("the header does not count its lines")
    return header, payloads


def compress(body: bytes, encoding: str) -> bytes:
    """Compress at the fastest level: `zstd`, `gzip`, or nothing for an empty name."""
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=1).compress(body)
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=1, mtime=0)
    return body


def inflate(body: bytes, encoding: str, limit: int = MAX_INFLATED_BYTES) -> bytes:
    """Give the body behind a `Content-Encoding`, at most `limit` bytes; a bomb is not unpacked."""
    if encoding in {"", "identity"}:
        made = body
    elif encoding == "gzip":
        made = _gunzip(body, limit)
    elif encoding == "zstd":
        made = _unzstd(body, limit)
    else:
        raise FramingError(f"unknown encoding {encoding[:20]}")
    if len(made) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return made


def _gunzip(body: bytes, limit: int) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        made = reader.decompress(body, limit + 1)
    except zlib.error as error:
        raise FramingError("the gzip stream is damaged") from error
    if len(made) <= limit and not reader.eof:
        raise FramingError("the gzip stream ends too early")
    return made


def _unzstd(body: bytes, limit: int) -> bytes:
    made = bytearray()
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 23).stream_reader(body) as reader:
            while len(made) <= limit and (part := reader.read(_CHUNK)):
                made += part
    except zstandard.ZstdError as error:
        raise FramingError("the zstd stream is damaged") from error
    return bytes(made)
