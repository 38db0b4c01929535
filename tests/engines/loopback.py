"""A server on this machine that speaks the protocols of the services, in good and bad moods.

It proves protocols, batching, errors and masking, not the quality of any service. `translate` makes a text foreign
word by word and leaves markup and numbers alone; a mood says what goes wrong.
"""

from __future__ import annotations

import html
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TAG = re.compile(r"<[^>]*>|[⟦⟧@{}]+/?[0-9]+[⟦⟧@{}]+|&[a-z]+;")
LOCKED = re.compile(r'(https?://\S+|<t\b[^>]*>.*?</t>|<span translate="no">.*?</span>)')
WORD = re.compile(r"[^\W\d_]+")


def translate(text: str) -> str:
    """Make every word outside tags and locked elements foreign: `tekort` becomes `troket`."""
    return "".join(piece if LOCKED.fullmatch(piece) else _translate_piece(piece) for piece in LOCKED.split(text))


def _translate_piece(text: str) -> str:
    result, position = [], 0
    for tag in TAG.finditer(text):
        result += [WORD.sub(_foreign, text[position : tag.start()]), tag[0]]
        position = tag.end()
    return "".join([*result, WORD.sub(_foreign, text[position:])])


def _foreign(match: re.Match[str]) -> str:
    word = match[0]
    if word in KEPT:
        return word
    turned = word[::-1].lower()
    return turned.capitalize() if word[0].isupper() else turned


KEPT = {"B", "mcg", "mg", "Topvitamine"}

# What an unkind service does to one answer; each gets the right translation.
DAMAGE: dict[str, Callable[[str], str]] = {
    "ok": lambda text: text,
    "drop-tags": lambda text: TAG.sub("", text),
    "drop-one": lambda text: TAG.sub("", text, count=1),
    "move-tags": lambda text: "".join(TAG.findall(text)) + " " + TAG.sub("", text),
    "double-tags": lambda text: TAG.sub(lambda tag: tag[0] * 2, text),
    "inject-tags": lambda text: f"<script>alert(1)</script>{text}<img src=x onerror=alert(1)>",
    "numbers": lambda text: re.sub(r"(?<![A-Za-z\"⟦/@{])[0-9]+(?![\"⟧@}])", lambda n: n[0] + "0", text),
    "empty": lambda _: "",
    "control": lambda text: text + "\x07\u202e",
    "error-text": lambda _: "Error 500 (Server Error)!!1 That is all we know.",
    "short": lambda text: text[:2],
    "long": lambda text: text + " bla" * 400,
    "fused-entities": lambda text: text.replace("&amp;", "&amp;amp;"),
    "spaces": lambda text: TAG.sub(lambda tag: f" {tag[0]} " if tag[0][0] != "&" else tag[0], text),
}
ANSWERS = tuple(DAMAGE)


@dataclass
class Service:
    """The running server; `mood` may change while it runs."""

    mood: str = "ok"
    delay: float = 0.0
    key: str = ""
    translate: Callable[[str], str] = translate
    texts: list[str] = field(default_factory=list)
    """Every text that was asked for, in order of arrival."""
    requests: int = 0
    port: int = 0
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    active: int = 0
    peak: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, text: str) -> str:
        if self.mood == "echo":
            return text
        return DAMAGE.get(self.mood, DAMAGE["ok"])(self.translate(text))


@contextmanager
def serving(**options: object) -> Iterator[Service]:
    """Run a service while the block runs."""
    service = Service(**options)  # type: ignore[arg-type]

    class Handler(_Handler):
        pass

    Handler.service = service
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    service: Service
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self, body: str) -> None:
        service = self.service
        with service.lock:
            service.requests += 1
            number = service.requests
            service.headers.append(dict(self.headers))
            service.bodies.append(body or self.path)
            service.active += 1
            service.peak = max(service.peak, service.active)
        try:
            if service.delay:
                time.sleep(service.delay)
            if not self._misbehave(number):
                self._translate(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with service.lock:
                service.active -= 1

    def _misbehave(self, number: int) -> bool:
        mood = self.service.mood
        if mood == "hang":
            time.sleep(1)
            self.close_connection = True
            return True
        if mood == "trickle":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
            return True
        if mood == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return True
        if mood == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"translatedText": ["half')
            self.close_connection = True
            return True
        if mood == "redirect":
            self._send(302, b"", {"Location": "http://localhost:1/elsewhere"})
            return True
        if mood == "garbage":
            self._send(
                200,
                b"<!DOCTYPE html><html><body><h1>Before you continue</h1></body></html>",
                {"Content-Type": "text/html"},
            )
            return True
        if mood == "broken-json":
            self._send(200, b'{"translatedText": [')
            return True
        status = {"403": 403, "456": 456, "500": 500, "429": 429, "429-long": 429, "400": 400, "404": 404}.get(mood)
        if mood == "500-then-ok" and number <= 2:
            status = 503
        if mood == "429-then-ok" and number <= 2:
            status = 429
        if status is None:
            return False
        headers = {"Retry-After": "3600" if mood == "429-long" else "7"} if status == 429 else {}
        self._send(status, json.dumps({"error": f"refused, key {self.service.key}"}).encode(), headers)
        return True

    def _translate(self, body: str) -> None:
        path = urlsplit(self.path)
        if path.path == "/translate":
            self._libretranslate(json.loads(body))
        elif path.path.endswith("/chat/completions"):
            self._llm(json.loads(body))
        elif path.path == "/v2/translate":
            self._deepl(json.loads(body))
        elif path.path == "/m":
            self._google(parse_qs(path.query)["q"][0])
        elif path.path == "/get":
            self._mymemory(parse_qs(path.query)["q"][0])
        else:
            self._send(404, b"{}")

    def _answers(self, texts: list[str]) -> list[str]:
        service = self.service
        with service.lock:
            service.texts += texts
        answers = [service.answer(text) for text in texts]
        if service.mood == "wrong-count" and len(answers) > 1:
            return answers[:-1]
        if service.mood == "half" and len(answers) > 1:
            return answers[: len(answers) // 2]
        return answers

    def _libretranslate(self, request: dict[str, object]) -> None:
        texts = request["q"]
        assert isinstance(texts, list)
        # The real server reads the HTML it made once too often.
        answers = [html.unescape(text) if self.service.mood == "unescaped" else text for text in self._answers(texts)]
        self._json({"translatedText": answers})

    def _deepl(self, request: dict[str, object]) -> None:
        texts = request["text"]
        assert isinstance(texts, list)
        answers = self._answers(texts)
        self._json(
            {
                "translations": [
                    {"detected_source_language": "NL", "text": answer, "billed_characters": len(text)}
                    for text, answer in zip(texts, answers, strict=False)
                ]
            }
        )

    def _llm(self, request: dict[str, object]) -> None:
        mood = self.service.mood
        if mood == "no-schema" and "response_format" in request:
            self._send(400, b'{"error": {"message": "response_format is not supported"}}')
            return
        document = json.loads(request["messages"][1]["content"])  # type: ignore[index]
        texts = [item["text"] for item in document["texts"]]
        ids = [item["id"] for item in document["texts"]]
        corrected = mood == "learns" and all("problem" in item for item in document["texts"])
        answers = self._answers(texts)
        if mood == "learns" and not corrected:
            answers = [TAG.sub("", answer) for answer in answers]
        items: list[dict[str, object]] = [{"id": i, "text": t} for i, t in zip(ids, answers, strict=False)]
        if mood == "reordered":
            items.reverse()
        if mood == "strangers":
            items += [{"id": "999", "text": "?"}, {"id": items[0]["id"], "text": "again"}, {"id": None, "text": 5}]
        content = json.dumps({"translations": items}, ensure_ascii=False)
        if mood == "fenced":
            content = f"Sure! Here it is:\n```json\n{content}\n```\nAnything else?"
        if mood == "cut-json" and len(items) > 1:
            content = content[: len(content) * 2 // 3]
        if mood == "mapping":
            content = json.dumps(dict(zip(ids, answers, strict=False)))
        self._json({"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 10 * len(texts)}})

    def _google(self, text: str) -> None:
        (answer,) = self._answers([text])
        page = f'<html><body><div class="result-container">{html.escape(answer)}</div></body></html>'
        self._send(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _mymemory(self, text: str) -> None:
        if self.service.mood == "quota-text":
            answer = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 10 HOURS"
        else:
            (answer,) = self._answers([text])
        self._json({"responseData": {"translatedText": answer}, "matches": [], "responseStatus": 200})

    def _json(self, document: object) -> None:
        self._send(200, json.dumps(document, ensure_ascii=False).encode())

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
