"""One question to the hub, and what each way of not answering it means.

It is imported when something is asked: what speaks HTTP takes as long to load as a window.
"""

from __future__ import annotations

import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager

import httpx2
from huggingface_hub.errors import OfflineModeIsEnabled
from huggingface_hub.utils import get_session, parse_ratelimit_headers

from desktop import __version__
from desktop.network import Forbidden
from desktop.problems import Problem

from .halt import Halt
from .patience import Patience, Trouble

_GATED, _NO_REPOSITORY, _NO_REVISION = "GatedRepo", "RepoNotFound", "RevisionNotFound"
"""What the hub says in X-Error-Code."""


@contextmanager
def asked(
    url: str,
    repository: str,
    token: str | None,
    headers: Mapping[str, str],
    halt: Halt,
    patience: Patience,
) -> Generator[httpx2.Response]:
    """The answer to a GET request, 200 or 206, its body still to come.

    Raises Trouble where there is no such answer, or its body breaks off; Halted.
    """
    # One connection for each request: so the door hears of each, and a halt knows where it waits.
    headers = {"User-Agent": f"facet/{__version__}", "Connection": "close", **headers}
    if token:
        headers["Authorization"] = f"Bearer {_checked(token)}"
    timeout = httpx2.Timeout(patience.stall, connect=patience.connect)
    extensions = {"trace": halt.follow}
    halt.check()
    try:
        with _session().stream(
            "GET", url, headers=headers, timeout=timeout, extensions=extensions
        ) as response:
            if response.status_code not in (200, 206):
                raise _refusal(response, repository, token)
            yield response
    except OfflineModeIsEnabled as error:
        raise Trouble(Problem("hub_switched_off")) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        halt.check()
        raise _failure(error, _host(url)) from error


def _session() -> httpx2.Client:
    """The session of huggingface_hub, with the proxies of the environment."""
    try:
        return get_session()
    except (ValueError, httpx2.InvalidURL) as error:
        raise Trouble(Problem("bad_proxy", detail=_first_line(error))) from error


def _host(url: str) -> str:
    try:
        return httpx2.URL(url).host or url
    except httpx2.InvalidURL:
        return url


def _checked(token: str) -> str:
    if not (token.isascii() and token.isprintable()):
        raise Trouble(Problem("bad_token"))
    return token


def _refusal(response: httpx2.Response, repository: str, token: str | None) -> Trouble:
    """What an answer other than the one asked for means."""
    status, code = response.status_code, response.headers.get("X-Error-Code")
    host = response.url.host
    match status:
        case 401 | 403 if code == _GATED:
            return Trouble(_no_licence(repository) if token else _no_token(repository))
        case 401 if code != _NO_REPOSITORY:
            return Trouble(Problem("bad_token") if token else _no_token(repository))
        case 403 | 451:
            return Trouble(Problem("hub_refuses", repository=repository, host=host))
        case 404 if code == _NO_REVISION:
            return Trouble(Problem("no_such_revision", repository=repository))
        case 401 | 404 | 410:
            return Trouble(Problem("no_such_repository", repository=repository))
        case 429:
            return Trouble(Problem("hub_busy", host=host), passes=True, after=_after(response))
        case 408 | 416:
            return Trouble(Problem("connection_broken", host=host), passes=True)
        case _ if status >= 500:
            problem = Problem("hub_down", host=host, status=status)
            return Trouble(problem, passes=True, after=_after(response))
        case _:
            return Trouble(Problem("not_the_hub", host=host))


def _no_token(repository: str) -> Problem:
    return Problem("needs_token", repository=repository)


def _no_licence(repository: str) -> Problem:
    return Problem("needs_licence", repository=repository)


def _after(response: httpx2.Response) -> float:
    """How many s a server asks to wait."""
    if (limit := parse_ratelimit_headers(response.headers)) and not limit.remaining:
        return limit.reset_in_seconds
    after = response.headers.get("Retry-After", "").strip()
    return int(after) if after.isascii() and after.isdigit() else 0


def _failure(error: Exception, host: str) -> Trouble:
    """What it means that no answer came, or not all of it."""
    causes = _causes(error)
    if any(isinstance(cause, Forbidden) for cause in causes):
        return Trouble(Problem("stays_offline"))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Trouble(Problem("not_trusted", host=host))
    match error:
        case httpx2.ProxyError():
            # It begins with the proxy's status, of which those of 5xx may pass.
            detail = _first_line(error)
            return Trouble(Problem("bad_proxy", detail=detail), passes=detail.startswith("5"))
        case httpx2.ConnectError() | httpx2.ConnectTimeout():
            return Trouble(Problem("no_connection", host=host), passes=True)
        case httpx2.UnsupportedProtocol() | httpx2.InvalidURL() | httpx2.TooManyRedirects():
            return Trouble(Problem("not_the_hub", host=host))
        case _:
            return Trouble(Problem("connection_broken", host=host), passes=True)


def _causes(error: BaseException | None) -> list[BaseException]:
    """An error, what it was raised for, and so on."""
    causes: list[BaseException] = []
    while error is not None:
        causes.append(error)
        error = error.__cause__ or error.__context__
    return causes


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
