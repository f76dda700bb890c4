"""Rows that are facts, in the form of a page: entered where the facts are, on others only shown."""

from typing import Any

from wagtail.admin.panels import InlinePanel, Panel


class FactRowsPanel(InlinePanel):
    """For a relation in `fact_rows`; nobody is to fill in what nothing would read."""

    def get_bound_panel(
        self, instance: Any = None, request: Any = None, form: Any = None, prefix: str = "panel"
    ) -> Panel.BoundPanel:
        is_shown_only = form is not None and self.relation_name not in form.formsets
        kind = ShownRows if is_shown_only else self.BoundPanel
        return kind(panel=self, instance=instance, request=request, form=form, prefix=prefix)


class ShownRows(Panel.BoundPanel):
    """The rows of the page that owns them, to read."""

    template_name = "pages/admin/fact_rows.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        relation = self.panel.relation_name
        shown = {"relation": relation, "rows": self.form.shown_rows[relation]}
        return {**super().get_context_data(parent_context), **shown, "note": self.form.owner_note}
