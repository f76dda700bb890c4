"""Groups: their sign-up, the page of their contact, and the ways to claim a place."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views import claim, group
from events.views.decline import decline_place
from events.views.group_sign_up import sign_up_group
from events.views.group_switch import switch_seat

urlpatterns = [
    path(_("events/<slug:slug>/register/group/"), sign_up_group, name="register-group"),
    path(_("group/<str:token>/"), group.show_group, name="group"),
    path(_("group/<str:token>/add/"), group.add_people, name="group-add"),
    path(_("group/<str:token>/wishes/"), group.change_wishes, name="group-wishes"),
    path(_("group/<str:token>/offer/"), group.answer, name="group-offer"),
    path(_("group/<str:token>/cancel/"), group.give_up_all, name="group-cancel"),
    path(_("group/<str:token>/place/<int:number>/"), group.change_place, name="group-place"),
    path(
        _("group/<str:token>/place/<int:number>/cancel/"), group.give_up, name="group-place-cancel"
    ),
    path(_("group/<str:token>/place/<int:number>/switch/"), switch_seat, name="group-place-switch"),
    path(_("claim/<str:token>/"), claim.ask_address, name="claim"),
    path(_("claim/place/<str:token>/"), claim.claim_place, name="claim-place"),
    path(_("claim/place/<str:token>/decline/"), decline_place, name="claim-decline"),
]
