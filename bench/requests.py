"""Whole requests, through all middleware; and one view without any."""

from functools import cache

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from bench import plain


@cache
def handler() -> BaseHandler:
    made = BaseHandler()
    made.load_middleware()
    return made


def get(path: str, etag: str = "") -> HttpResponse:
    headers = {"if-none-match": etag} if etag else {}
    return handler().get_response(RequestFactory().get(path, headers=headers))


def count_queries(path: str, etag: str = "") -> int:
    with CaptureQueriesContext(connection) as queries:
        get(path, etag)
    return len(queries)


def bare_view() -> HttpResponse:
    return HttpResponse(plain.build(plain.select()), content_type="text/calendar; charset=utf-8")
