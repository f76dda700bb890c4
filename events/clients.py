"""What programmes for calendars do with a feed, in the words of who uses them.

How often each reads a feed, and what it does with a cancelled event, was looked up: domain.md 4.4.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAYS = _("Stays for 30 days, with CANCELLED before the name")


@dataclass(frozen=True)
class Client:
    """`steps` tell what to press; `pace` how often it reads, `off` what it shows of what is off."""

    name: str | Promise
    steps: tuple[str | Promise, ...]
    pace: str | Promise
    off: str | Promise = STAYS


CLIENTS = (
    Client(
        _("iPhone, iPad and Mac"),
        (
            _("Press “Subscribe on this device”, and then “Subscribe”."),
            _(
                "Does nothing happen? On an iPhone open Calendar, and choose Calendars, Add"
                " Calendar, Add Subscription Calendar. On a Mac choose File, New Calendar"
                " Subscription. Paste the address there."
            ),
        ),
        _("About every 4 hours; on a Mac you can choose it yourself"),
        _("Stays for 30 days, struck through"),
    ),
    Client(
        _("Google Calendar"),
        (
            _("Use a computer: press “Google Calendar”, and then “Add”."),
            _("The app on your phone cannot do this. It does show the calendar afterwards."),
        ),
        _("Every 8 to 24 hours; nobody can make it faster"),
        _("Disappears, without a word"),
    ),
    Client(
        _("Outlook"),
        (
            _(
                "On the web and in the new Outlook: press “Outlook.com”, or “Outlook for work or"
                " school”, and then “Import”."
            ),
            _(
                "In an older Outlook for Windows press “Subscribe on this device”, or choose Add"
                " Calendar, From Internet, and paste the address."
            ),
        ),
        _("About every 4 hours, at times once a day"),
    ),
    Client(
        _("Thunderbird"),
        (_("Choose New Calendar, On the Network, and paste the address."),),
        _("Every 30 minutes, unless you choose otherwise"),
    ),
    Client(
        _("Nextcloud"),
        (_("In Calendar choose New calendar, New subscription from link, and paste the address."),),
        _("Once a week, unless your administrator chose otherwise"),
    ),
    Client(
        _("Android without Google"),
        (
            _(
                "Android cannot subscribe by itself. Install the free app ICSx⁵, press “Subscribe"
                " on this device” and choose the app. Or press + in the app and paste the address."
            ),
        ),
        _("As often as you choose in the app"),
    ),
)
