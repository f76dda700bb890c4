"""What a copy of a page takes along: a copy is another item, a translation is the same."""

from typing import Any, ClassVar

from wagtail.models import Page


class CopiedPage(Page):
    #: neither takes along the words for readers of the other language
    exclude_fields_in_copy: ClassVar[list] = ["other_title", "other_summary"]
    #: those of them that a translation does take along
    of_one_item: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def copy(self, *args: Any, reset_translation_key: bool = True, **kwargs: Any) -> Any:
        """The key is kept where the copy is to be a translation."""
        if not reset_translation_key:
            others = [x for x in self.exclude_fields_in_copy if x not in self.of_one_item]
            self.exclude_fields_in_copy = others  # type: ignore[misc]
        return super().copy(*args, reset_translation_key=reset_translation_key, **kwargs)
