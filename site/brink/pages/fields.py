from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Price: in a data migration it reads as empty and saving it wipes the text. Bodies are migrated
    through `MigrateStreamData` only, which edits the raw JSON; a house test looks for offenders.
    """

    def deconstruct(self) -> tuple:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_types", None)
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    if TYPE_CHECKING:  # Wagtail does not say what the attribute on a page is

        def __get__(self, instance: Any, owner: Any = None) -> Any: ...

        def __set__(self, instance: Any, value: Any) -> None: ...
