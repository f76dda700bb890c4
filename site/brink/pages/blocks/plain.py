"""Blocks of fixed pages: a glossary, people to turn to, an address, facts and tables."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class TermBlock(blocks.StructBlock):
    anchor = blocks.CharBlock(label=_("anchor"), max_length=60, help_text=_("Used in addresses."))
    term = blocks.CharBlock(label=_("term"), max_length=80)
    other = blocks.CharBlock(label=_("in the other language"), required=False, max_length=80)
    definition = blocks.TextBlock(label=_("meaning"))


class TermsBlock(blocks.StructBlock):
    rows = blocks.ListBlock(TermBlock(), label=_("terms"), min_num=1)

    class Meta:
        icon = "openquote"
        label = _("Glossary")
        template = "blocks/terms.html"


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("role"), required=False, max_length=120)
    about = blocks.CharBlock(label=_("for what"), required=False, max_length=200)
    email = blocks.EmailBlock(label=_("e-mail address"), required=False)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=30)


class PeopleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    rows = blocks.ListBlock(ContactBlock(), label=_("people"), min_num=1)

    class Meta:
        icon = "group"
        label = _("People")
        template = "blocks/people.html"


class AddressBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=120)
    street = blocks.CharBlock(label=_("street and number"), required=False, max_length=120)
    postcode = blocks.CharBlock(label=_("postcode"), required=False, max_length=10)
    town = blocks.CharBlock(label=_("town"), required=False, max_length=80)

    class Meta:
        icon = "site"
        label = _("Address")
        template = "blocks/address.html"


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("name"), max_length=120)
    text = blocks.TextBlock(label=_("text"))


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    rows = blocks.ListBlock(FactBlock(), label=_("facts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "blocks/facts.html"


class TableRowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.CharBlock(max_length=400), label=_("cells"))


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=160)
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), label=_("columns"), min_num=1)
    rows = blocks.ListBlock(TableRowBlock(), label=_("rows"), default=[])
    empty = blocks.CharBlock(label=_("what to say without rows"), required=False, max_length=300)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


PLAIN_BLOCKS = [
    ("terms", TermsBlock()),
    ("people", PeopleBlock()),
    ("address", AddressBlock()),
    ("facts", FactsBlock()),
    ("table", TableBlock()),
]
