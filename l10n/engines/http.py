"""The only way to a network: sessions that time out, stay with their host, keep secrets, and obey L10N_OFFLINE.

`https` is required except for this machine itself; a redirect to another host is refused; an answer is read within a
deadline and a size; every failure becomes an `EngineError` that names the host and nothing of what was sent.
"""

from __future__ import annotations

import email.utils
import ipaddress
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from l10n.engine import EngineError, FatalError, Network, RefusedError, TransientError, UnreachedError
from l10n.errors import UsageError

_LARGEST_ANSWER = 20_000_000
_KEY_NAME = re.compile(r"L10N_\w+_KEY")
_PASSING = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Door:
    """A service: where it is and how it may be reached."""

    engine: str
    url: str
    """Its address; requests go to this host only."""
    timeout: float = 30.0
    """Seconds to wait for an answer to begin, and half of what it may take in all."""
    keyed: bool = True
    """Whether the service knows its users by a key."""
    offline: bool = False
    """L10N_OFFLINE=1: this machine only."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What no message may hold."""
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def network(self) -> Network:
        return Network.LOCAL if is_loopback(self.host) else Network.REMOTE

    def closed(self) -> str:
        """Why no request may go there; empty where one may. Nothing is sent."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return f"«{self.url}» is no address of a service; it begins with https://."
        if parts.username or parts.password:
            return "The address holds a password; keys come from the environment only."
        if is_loopback(parts.hostname):
            return ""
        if self.offline:
            return f"L10N_OFFLINE is set, and {parts.hostname} is not this machine."
        if parts.scheme == "http":
            return f"http://{parts.hostname} is not encrypted; only this machine may be reached that way. Use https."
        return ""

    def session(self) -> requests.Session:
        """The session of this thread. Raises FatalError where no request may go to the service."""
        if reason := self.closed():
            raise FatalError(reason)
        session = cast("requests.Session | None", getattr(self._local, "session", None))
        if session is None:
            session = requests.Session()
            self.guard(session)
            self._local.session = session
        return session

    def guard(self, session: requests.Session) -> None:
        """Make a session (ours or a library's) obey this door; it changes the session."""
        adapter = _GuardedAdapter(self)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        session.max_redirects = 3
        session.auth = _no_netrc
        if is_loopback(self.host):
            session.trust_env = False  # no proxy stands between us and ourselves

    def get(
        self, url: str, *, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        """GET; raises EngineError for everything but a success."""
        return self._request("GET", url, params=params, headers=headers)

    def post_json(self, url: str, body: Mapping[str, object], *, headers: Mapping[str, str] | None = None) -> object:
        """POST JSON and return the JSON of the answer; raises EngineError for everything but a success."""
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        response = self._request(
            "POST", url, data=data, headers={"Content-Type": "application/json", **(headers or {})}
        )
        try:
            return cast("object", json.loads(response.content))
        except ValueError:
            raise RefusedError(f"{self.host} answered with something that is not JSON.") from None

    def _request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        try:
            return self.session().request(method, url, params=params, data=data, headers=headers)
        except EngineError:
            raise
        except requests.TooManyRedirects:
            raise FatalError(f"{self.host} redirects without end.") from None
        except requests.RequestException as error:
            # The library's own messages hold the whole URL, with the text and the key in it.
            raise FatalError(f"The request to {self.host} could not be made: {type(error).__name__}.") from None


def open_door(engine: str, url: str, *, timeout: float, environ: Mapping[str, str], keyed: bool = True) -> Door:
    """Make the door of an engine. Raises UsageError where the address can never be used."""
    door = Door(
        engine,
        url.rstrip("/"),
        timeout=timeout,
        keyed=keyed,
        offline=environ.get("L10N_OFFLINE", "") not in ("", "0"),
        secrets=tuple(value for name, value in environ.items() if _KEY_NAME.fullmatch(name) and value.strip()),
    )
    if (reason := door.closed()) and not door.offline:
        raise UsageError(f"tool.l10n.engines.{engine}.url: {reason}")
    return door


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _GuardedAdapter(HTTPAdapter):
    """Sends for one door, and turns every failure into an EngineError."""

    def __init__(self, door: Door) -> None:
        super().__init__(pool_maxsize=16)
        self._door = door

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, **options: object
    ) -> requests.Response:
        door = self._door
        parts, home = urlsplit(request.url or ""), urlsplit(door.url)
        if (parts.hostname, parts.port) != (home.hostname, home.port) or parts.scheme != home.scheme:
            raise FatalError(
                f"{home.hostname} redirects to {parts.hostname or 'nowhere'}; the texts were not sent there."
            )
        deadline = time.monotonic() + door.timeout * 2
        proxies = cast("Mapping[str, str]", options.get("proxies") or {})
        try:
            response = super().send(
                request,
                stream=True,
                timeout=(min(door.timeout, 5.0), door.timeout),
                verify=cast("bool", options.get("verify", True)),
                proxies=proxies,
            )
            content = _read(response, deadline, door)
        except requests.exceptions.SSLError:
            raise FatalError(f"The certificate of {door.host} is not trusted.") from None
        except requests.exceptions.ConnectTimeout:
            raise UnreachedError(f"{door.host} did not answer within {min(door.timeout, 5.0):g} s.") from None
        except requests.exceptions.Timeout:
            raise TransientError(f"{door.host} did not answer within {door.timeout:g} s.") from None
        except (requests.RequestException, OSError) as error:
            lost = UnreachedError if _is_unreached(error) else TransientError
            raise lost(f"The connection to {door.host} failed: {_reason(error)}.") from None
        response._content = content  # noqa: SLF001 - read here, under the deadline; requests offers no other way
        response._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001
        if response.status_code >= 400:
            raise _refusal(response, request, door)
        return response


def _read(response: requests.Response, deadline: float, door: Door) -> bytes:
    """The body, as far as it comes before the deadline; a server that trickles gets no more time than one that hangs."""
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    chunks: list[bytes] = []
    size = 0
    try:
        while chunk := response.raw.read1(65_536, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > _LARGEST_ANSWER:
                raise RefusedError(f"The answer of {door.host} is larger than {_LARGEST_ANSWER // 1_000_000} MB.")
            if time.monotonic() > deadline:
                raise TransientError(f"{door.host} did not finish its answer within {door.timeout * 2:g} s.")
    except ReadTimeoutError:
        raise TransientError(f"{door.host} did not finish its answer within {door.timeout * 2:g} s.") from None
    except HTTPError as error:
        raise TransientError(f"The answer of {door.host} broke off: {type(error).__name__}.") from None
    finally:
        response.close()
    return b"".join(chunks)


def _refusal(response: requests.Response, request: requests.PreparedRequest, door: Door) -> EngineError:
    status = response.status_code
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = {456: "Quota Exceeded"}.get(status, "")
    message = f"{door.host} answered {status} {name}".rstrip() + _detail(response, request, door) + "."
    if status == 429 and b"insufficient_quota" in response.content:
        return FatalError(message, hint="The quota is used up; nothing more is sent.")
    if status in _PASSING or status >= 500:
        return TransientError(message, retry_after=retry_after(response.headers.get("Retry-After", "")))
    if status in (401, 403):
        key = f"Is the key right? It comes from L10N_{door.engine.upper()}_KEY."
        return FatalError(
            message, hint=key if door.keyed else "The service turns this machine away; use another engine."
        )
    if status in (402, 456):
        return FatalError(message, hint="The quota is used up; nothing more is sent.")
    if status in (404, 405, 410):
        return FatalError(message, hint=f"Is tool.l10n.engines.{door.engine}.url right?")
    return RefusedError(message)


def retry_after(value: str) -> float | None:
    """Seconds a `Retry-After` header asks for: a number or a date (RFC 9110, section 10.2.3); None without one."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(moment.timestamp() - time.time(), 0.0)


def _detail(response: requests.Response, request: requests.PreparedRequest, door: Door) -> str:
    """What the service says about its refusal, where that repeats nothing of the request and no secret."""
    try:
        body = json.loads(response.content)
    except ValueError:
        return ""
    said = body.get("error") or body.get("message") if isinstance(body, dict) else None
    if isinstance(said, dict):
        said = said.get("message")
    if not isinstance(said, str) or not said.strip():
        return ""
    text = " ".join(said.split())[:200].rstrip(".")
    sent = request.body.decode("utf-8", "replace") if isinstance(request.body, bytes) else str(request.body or "")
    sent += request.url or ""
    repeats = any(text[start : start + 12] in sent for start in range(max(len(text) - 11, 1)))
    if repeats or any(secret in said for secret in door.secrets):
        return ""
    return f": {text}"


def _reason(error: Exception) -> str:
    """The operating system's word for it, without the addresses the library adds."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.strerror and not isinstance(cause, requests.RequestException):
            return cause.strerror.lower()
    return type(error).__name__


def _is_unreached(error: Exception) -> bool:
    """True where no connection came about."""
    from urllib3.exceptions import NewConnectionError

    return any(isinstance(cause, NewConnectionError) for cause in _causes(error))


def _causes(error: Exception) -> Iterator[BaseException]:
    """An error and what led to it, as far as it goes."""
    cause: BaseException | None = error
    seen = 0
    while cause is not None and seen < 10:
        yield cause
        reason = getattr(cause, "reason", None)
        cause = reason if isinstance(reason, BaseException) else cause.__cause__ or cause.__context__
        seen += 1


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from replacing our header with a password from ~/.netrc."""
    return request
