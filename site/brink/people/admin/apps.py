from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user pages, for a login whose name stands on its person."""

    user_viewset = "brink.people.admin.users.UserViewSet"
