from django import forms
from django.http import HttpRequest

from brink.people.models import User


class SignupForm(forms.Form):
    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more yet."""
