"""Why a request had no answer: the kinds that lead to different verdicts, each with its words."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from enum import Enum
from typing import Final

import httpx

SLAMMED: Final = "closed during the handshake"  # how `wire` says so
NO_PROXY: Final = "the proxy does not answer"
_UNSECURED: Final = "the connection was broken off before it was secure"
# What hyper, h11 and the system say of a connection that ended before its answer did.
_BROKEN_OFF: Final = (
    "before message completed",
    "before message length reached",
    "without sending complete message body",
    "incomplete chunked read",
    "connection reset",
)


class Fault(Enum):
    """What went wrong. Only `NO_DOMAIN` is hard evidence, and only when it is confirmed."""

    NO_DOMAIN = "no-domain"
    NAME = "name"  # the name system did not answer, or knows no address
    PRIVATE = "private"  # we did not ask: the address is not public
    UNASKABLE = "unaskable"  # we did not ask: no address that can be asked
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    RESET = "reset"
    PROTOCOL = "protocol"  # what came was not HTTP
    PROXY = "proxy"


LASTING: Final = frozenset({Fault.NO_DOMAIN, Fault.PRIVATE, Fault.UNASKABLE, Fault.TLS})
"""Faults that another try would meet again: we may not ask, or there is nobody to ask."""


class Failure(Exception):  # noqa: N818 - it is no error of this program
    """A request without an answer; `reason` is fit for a report and holds no secret."""

    def __init__(self, fault: Fault, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault
        self.reason = reason


def failure_of(error: Exception, *, proxied: bool = False) -> Failure | None:
    """The failure behind an exception of httpx, httpcore, ssl, h11 or pyreqwest.

    None where it is of none of them: an error of this program, which nobody should catch.
    `proxied` says that the connection was one to a proxy: its failure says nothing of the link.
    """
    chain = list(_chain(error))
    words = " ".join(str(each) for each in chain).lower()
    if isinstance(error, httpx.ProxyError):
        return Failure(Fault.PROXY, "the proxy did not pass the request on")
    if proxied and isinstance(error, httpx.ConnectTimeout):
        return Failure(Fault.PROXY, NO_PROXY)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Failure(Fault.TIMEOUT, "no answer within the time limit")
    if SLAMMED in words or "handshake eof" in words:
        return Failure(Fault.RESET, _UNSECURED)
    if secure := _tls_reason(chain, words):
        return Failure(Fault.TLS, secure)
    if any(mark in words for mark in _BROKEN_OFF):
        return Failure(Fault.RESET, "the connection was broken off")
    if isinstance(error, httpx.ConnectError):
        if proxied:
            return Failure(Fault.PROXY, NO_PROXY)
        return Failure(Fault.CONNECT, _connect_reason(words))
    if _is_protocol(error, words):
        return Failure(Fault.PROTOCOL, "the answer is not HTTP, or breaks its rules")
    if isinstance(error, httpx.TransportError | OSError):
        return Failure(Fault.RESET, "the connection was broken off")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | ValueError):
        return Failure(Fault.UNASKABLE, "no address that can be asked")
    return None


def _tls_reason(chain: list[BaseException], words: str) -> str | None:
    """What was wrong with the secure connection; None where it was something else."""
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            return certificate_reason(each.verify_message or str(each))
    if "certificate" in words:
        return certificate_reason(words)
    if any(isinstance(each, ssl.SSLError) for each in chain):
        return "the secure connection could not be set up"
    marks = ("tls", "handshake", "received fatal alert", "corrupt message", "invalidcontenttype")
    return "the secure connection could not be set up" if any(m in words for m in marks) else None


def certificate_reason(words: str) -> str:
    """What is wrong with a certificate, from the words of OpenSSL or rustls."""
    low = words.lower()
    if "mismatch" in low or "not valid for" in low or "notvalidforname" in low:
        return "the certificate is for another name"
    if "expired" in low:
        return "the certificate has expired"
    if "not yet valid" in low or "not valid yet" in low or "notvalidyet" in low:
        return "the certificate is not valid yet"
    if any(mark in low for mark in ("self-signed", "self signed", "issuer", "causedasendentity")):
        return "the certificate is signed by nobody known"
    return "the certificate cannot be verified"


def _connect_reason(words: str) -> str:
    if "refused" in words:
        return "the connection was refused"
    if "unreachable" in words:
        return "the network or the host cannot be reached"
    return "no connection could be made"


def _is_protocol(error: Exception, words: str) -> bool:
    if "disconnected without sending" in words or "before message completed" in words:
        return False
    marks = ("invalid http", "parsing", "parse", "message head", "too large", "too long")
    return isinstance(error, httpx.ProtocolError | httpx.DecodingError) or any(
        mark in words for mark in marks
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__
