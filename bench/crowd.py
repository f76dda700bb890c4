"""People who send a form at the same moment, each over a connection of their own."""

import http.client
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

TOKEN = "b" * 32
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={TOKEN}",
}
#: Status and seconds of one answer.
Answer = tuple[int, float]


def send(port: int, path: str, fields: dict[str, str]) -> Answer:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
    connection.request("POST", path, body, HEADERS)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.perf_counter() - began


def all_at_once(
    port: int, path: str, forms: Sequence[dict[str, str]]
) -> tuple[list[Answer], float]:
    """Everybody at the same moment; the answers, and the seconds until the last one had theirs."""
    start = threading.Barrier(len(forms) + 1)

    def wait_and_send(fields: dict[str, str]) -> Answer:
        start.wait()
        return send(port, path, fields)

    with ThreadPoolExecutor(len(forms)) as pool:
        sent = [pool.submit(wait_and_send, fields) for fields in forms]
        start.wait()
        began = time.perf_counter()
        answers = [each.result() for each in sent]
    return answers, time.perf_counter() - began


def in_turn(
    port: int, path: str, forms: Sequence[dict[str, str]], clients: int
) -> tuple[list[Answer], float]:
    """So many clients that each send the next form as soon as they have an answer."""
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(lambda fields: send(port, path, fields), forms))
    return answers, time.perf_counter() - began
