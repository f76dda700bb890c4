"""Django's password rules, said in the words of the house (Django's own Dutch says "uw")."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class MinimumLengthValidator(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Choose a password of at least %(length)d characters.") % {
            "length": self.min_length
        }

    def get_help_text(self) -> str:
        return self.get_error_message()


class UserAttributeSimilarityValidator(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        # Django fills in the field's name; ours does not name it.
        return _("Choose a password that looks less like your name or address.")

    def get_help_text(self) -> str:
        return self.get_error_message()


class CommonPasswordValidator(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password. Choose another.")

    def get_help_text(self) -> str:
        return _("Choose a password that few others use.")


class NumericPasswordValidator(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("Use more than digits alone.")

    def get_help_text(self) -> str:
        return self.get_error_message()
