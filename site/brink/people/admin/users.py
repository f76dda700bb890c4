"""Logins in the Wagtail admin. The name in the form is that of the login's person."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import users

from brink.people.addresses import replace_address
from brink.people.models import Person, User
from brink.people.names import OneLineField


class PersonNameMixin(forms.ModelForm):
    """Wagtail asks `first_name` and `last_name`; we add the infix and store all on the person."""

    first_name = OneLineField(max_length=80, label=_("First name"))
    infix = OneLineField(required=False, max_length=20, label=_("Infix"))
    last_name = OneLineField(max_length=80, label=_("Last name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = getattr(self.instance, "person", None) if self.instance.pk else None
        if person:
            names = {"first_name": person.given, "last_name": person.family, "infix": person.infix}
            self.initial.update(names)

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        known = User.objects.filter(pk=self.instance.pk).values_list("email", flat=True).first()
        user = super().save(commit)
        names = {
            "given": self.cleaned_data["first_name"],
            "infix": self.cleaned_data["infix"],
            "family": self.cleaned_data["last_name"],
        }
        Person.objects.update_or_create(
            user=user, defaults=names, create_defaults={**names, "email": user.email}
        )
        if known and known != user.email:
            replace_address(user)
        return user


class UserCreationForm(PersonNameMixin, wagtail_forms.UserCreationForm):
    pass


class UserEditForm(PersonNameMixin, wagtail_forms.UserEditForm):
    pass


class IndexView(users.IndexView):
    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().select_related("person")


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    create_template_name = "people/admin/user_create.html"
    edit_template_name = "people/admin/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UserEditForm if for_update else UserCreationForm
