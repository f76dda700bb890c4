"""The rules of editors in Wagtail's admin, with what a query finds by them now."""

from typing import Any, ClassVar

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from search.counting.models import ContentWish
from search.language.synonyms import RuleError, parse_rule
from search.language.words import LANGUAGES
from search.rules.checking import lines_of
from search.rules.models import PromotedResult, ProtectedWord, StruckPair, SynonymGroup
from search.rules.trying import address_of


class FilledIn(CreateView):
    """A form that begins with what the address says: the report of searches leads to it."""

    def get_initial(self) -> dict[str, Any]:
        names = {field.name for field in self.model._meta.get_fields()}
        given = {name: value for name, value in self.request.GET.items() if name in names}
        return {**super().get_initial(), **given}


class RuleViewSet(SnippetViewSet):
    """Abstract: a list with what each rule finds now, and forms that can be filled in before."""

    add_view_class = FilledIn
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50


class FindsColumn(Column):
    """Links to what a query finds now, in both languages."""

    def __init__(self) -> None:
        super().__init__("finds", label=_("What it finds now"))

    def get_value(self, instance: Any) -> SafeString:
        return format_html_join(
            " · ", "{}", ((link(lang, query_of(instance)),) for lang in LANGUAGES)
        )


class UntilColumn(Column):
    """The last day of a promoted result, and whether it has been."""

    def __init__(self) -> None:
        super().__init__("until", label=_("until and including"), sort_key="until")

    def get_value(self, instance: PromotedResult) -> str:
        day = date_format(instance.until) if instance.until else ""
        return gettext("%(day)s – has run out") % {"day": day} if instance.has_run_out else day


def link(lang: str, query: str) -> SafeString:
    return format_html('<a href="{}">{} ({})</a>', address_of(lang, query), query, lang)


def query_of(rule: Model) -> str:
    """What somebody may type to try this rule."""
    if isinstance(rule, SynonymGroup):
        return first_term(rule.line)
    if isinstance(rule, PromotedResult):
        return lines_of(rule.queries)[0]
    return str(
        getattr(rule, "word", "") or getattr(rule, "dutch", "") or getattr(rule, "query", "")
    )


def first_term(line: str) -> str:
    try:
        return " ".join(parse_rule(line).left[0].words)
    except RuleError:
        return ""


class SynonymGroupViewSet(RuleViewSet):
    model = SynonymGroup
    icon = "list-ul"
    list_display: ClassVar[list] = ["line", "note", FindsColumn()]
    search_fields: ClassVar[list] = ["line", "note"]
    panels: ClassVar[list] = [FieldPanel("line"), FieldPanel("note")]


class PromotedResultViewSet(RuleViewSet):
    model = PromotedResult
    icon = "pick"
    list_display: ClassVar[list] = ["__str__", "page", "lang", UntilColumn(), FindsColumn()]
    list_filter: ClassVar[list] = ["lang"]
    search_fields: ClassVar[list] = ["queries", "page__title"]
    panels: ClassVar[list] = [
        FieldPanel("queries"),
        FieldPanel("page"),
        FieldRowPanel([FieldPanel("lang"), FieldPanel("until")]),
    ]


class ProtectedWordViewSet(RuleViewSet):
    model = ProtectedWord
    icon = "lock"
    list_display: ClassVar[list] = ["word", FindsColumn()]
    search_fields: ClassVar[list] = ["word"]
    panels: ClassVar[list] = [FieldPanel("word")]


class StruckPairViewSet(RuleViewSet):
    model = StruckPair
    icon = "cross"
    list_display: ClassVar[list] = ["dutch", "english", FindsColumn()]
    search_fields: ClassVar[list] = ["dutch", "english"]
    panels: ClassVar[list] = [FieldRowPanel([FieldPanel("dutch"), FieldPanel("english")])]


class ContentWishViewSet(RuleViewSet):
    model = ContentWish
    icon = "clipboard-list"
    list_display: ClassVar[list] = ["query", "kind", "state", "created", FindsColumn()]
    list_filter: ClassVar[list] = ["kind", "state"]
    search_fields: ClassVar[list] = ["query", "note"]
    panels: ClassVar[list] = [
        FieldPanel("query"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
        FieldPanel("note"),
    ]
