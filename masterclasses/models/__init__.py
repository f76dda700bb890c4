from masterclasses.models.index import MasterclassIndexPage
from masterclasses.models.page import MasterclassPage
from masterclasses.models.parts import Module, Teacher

__all__ = ["MasterclassIndexPage", "MasterclassPage", "Module", "Teacher"]
