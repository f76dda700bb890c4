"""What an editor chooses when they copy an event."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from events.desk.copying import LABELS, PARTS, Order
from events.models import EventPage


class CopyForm(forms.Form):
    title_nl = forms.CharField(label=_("Dutch title"), max_length=255)
    title_en = forms.CharField(label=_("English title"), max_length=255)
    start = forms.DateTimeField(
        label=_("Start"),
        widget=AdminDateTimeInput,
        help_text=_("End, opening and closing move along."),
    )
    parts = forms.MultipleChoiceField(
        label=_("What comes along"),
        choices=[(part, LABELS[part]) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(PARTS),
    )
    is_template = forms.BooleanField(
        label=_("Make a template of it"),
        required=False,
        help_text=_("A template is never published; you make events out of it."),
    )

    def __init__(self, *args: Any, page: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = titles_of(page)
        for lang in ("nl", "en"):
            if lang in titles:
                self.fields[f"title_{lang}"].initial = titles[lang]
            else:
                del self.fields[f"title_{lang}"]

    def clean_start(self) -> datetime:
        start = self.cleaned_data["start"]
        if start < timezone.now() and not self.data.get("is_template"):
            raise forms.ValidationError(_("This is in the past. Choose a day to come."))
        return start

    def order(self) -> Order:
        data = self.cleaned_data
        titles = {lang: data.get(f"title_{lang}", "") for lang in ("nl", "en")}
        return Order(titles, data["start"], data["parts"], is_template=data["is_template"])


def titles_of(page: EventPage) -> dict[str, str]:
    """In each language in which there is a page."""
    pages = EventPage.objects.filter(translation_key=page.translation_key, alias_of=None)
    return dict(pages.values_list("locale__language_code", "title"))
