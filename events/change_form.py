"""The form in which an editor changes when, where or whether a published event is held."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm, formfield_for_dbfield
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.widgets import AdminSnippetChooser

from events.change import CHANGEABLE, Change, Standing, fact_field
from events.change_summary import NOTICE_LABELS
from events.models import EventPage, Place
from events.page_form import missing_whereabouts

SALT = "events.change"
#: The page compares them with each other, so where one is refused the rest says nothing.
MOMENTS = {"start", "end", "closes"}
NOTICES = {lang: f"notice_{lang}" for lang, _name in settings.LANGUAGES}


class ChangeForm(WagtailAdminModelForm):
    """Starts from what the editor saw, so that only what they changed themselves is a change.

    The page is there for its fields and rules; it is never saved from here.
    """

    tells = forms.BooleanField(
        label=_("Mail people about the notice alone"),
        required=False,
        help_text=_("Of another time, place, link or status they hear in any case."),
    )

    class Meta:
        model = EventPage
        formfield_callback = formfield_for_dbfield
        fields = CHANGEABLE
        widgets: ClassVar[dict] = {"place": AdminSnippetChooser(Place)}

    def __init__(self, *args: Any, seen: Standing, **kwargs: Any) -> None:
        initial = {name: shortened(value) for name, value in seen.facts.items()}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.seen = seen
        for lang, name in NOTICES.items():
            self.fields[name] = notice_field(lang)
        self.order_fields([*CHANGEABLE, *NOTICES.values(), "tells"])
        for field in self.fields.values():  # going back would show what was typed before a change
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.refuse_past(data)
        for name, text in missing_whereabouts(data).items():
            if name not in self.errors:
                self.add_error(name, text)
        if not self.errors and self.change.is_made(self.seen) and not data["tells"]:
            raise forms.ValidationError(_("Nothing is different from what is published now."))
        return data

    def refuse_past(self, data: dict[str, Any]) -> None:
        """A slip of the year would hide a coming event, and mail nobody."""
        start = data.get("start")
        if "start" in self.changed_data and start and start < timezone.now():
            self.add_error("start", _("That moment is over. Choose one that is still to come."))

    def add_error(self, field: str | None, error: Any) -> None:
        """What the page refuses: not beside a moment that is wrong, and each in its place."""
        if not hasattr(error, "error_dict"):
            super().add_error(field, error)
        elif not MOMENTS & self.errors.keys():
            super().add_error(None, self.placed(error.error_dict))

    def placed(self, problems: dict[str, list[Any]]) -> forms.ValidationError:
        """Above the form what is about a field that only the page has."""
        found: dict[str, list[Any]] = {}
        for name, errors in problems.items():
            is_here = name in self.fields or name == NON_FIELD_ERRORS
            told = errors if is_here else [elsewhere(name, error) for error in errors]
            found.setdefault(name if is_here else NON_FIELD_ERRORS, []).extend(told)
        return forms.ValidationError(found)

    @property
    def change(self) -> Change:
        names = [name for name in CHANGEABLE if name in self.changed_data]
        return Change(
            facts={name: plain(self.cleaned_data[name]) for name in names},
            notices={lang: self.cleaned_data[name] for lang, name in NOTICES.items()},
            tells=self.cleaned_data["tells"],
        )


def elsewhere(name: str, error: forms.ValidationError) -> forms.ValidationError:
    """A problem with what is set on the page; there the editor mends it first."""
    words = {"field": capfirst(str(fact_field(name).verbose_name)), "problem": error.messages[0]}
    text = _("First change “%(field)s” on the page of the event: %(problem)s")
    return forms.ValidationError(text, params=words)


def notice_field(lang: str) -> forms.CharField:
    """Not filled in beforehand: what was said of an earlier change is not true of this one."""
    return forms.CharField(
        label=NOTICE_LABELS[lang],
        max_length=EventPage._meta.get_field("notice").max_length,
        widget=AdminAutoHeightTextInput(attrs={"lang": lang}),
        help_text=gettext(
            "What has changed, and what people can do. For the page, lists and the mail."
        ),
    )


def shortened(value: Any) -> Any:
    """A moment as the widget can show it, or it would seem to be changed."""
    is_moment = isinstance(value, datetime)
    return value.replace(second=0, microsecond=0) if is_moment else value


def plain(value: Any) -> Any:
    """A value as the columns hold it: of a place its key."""
    return value.pk if isinstance(value, Place) else value


def seal(standing: Standing, key: UUID) -> str:
    """What the editor saw of an event, to go with its form and come back unchanged."""
    texts = {name: as_text(value) for name, value in standing.facts.items()}
    whole = [standing.sequence, texts, standing.notices]
    return signing.dumps(whole, salt=salt_of(key), compress=True)


def unseal(text: str, key: UUID) -> Standing | None:
    """What was sealed; None for what we did not write for this event, or before a deploy."""
    try:
        sequence, texts, notices = signing.loads(text, salt=salt_of(key))
    except (signing.BadSignature, ValueError):
        return None
    if set(texts) != set(CHANGEABLE):
        return None
    fields = {name: fact_field(name) for name in CHANGEABLE}
    facts = {name: fields[name].to_python(texts[name]) for name in CHANGEABLE}
    return Standing(sequence, facts, notices)


def salt_of(key: UUID) -> str:
    return f"{SALT}:{key}"


def as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
