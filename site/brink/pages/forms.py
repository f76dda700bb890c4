from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Forms drawn with the components of the house."""
