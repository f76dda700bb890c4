from masterclasses.models.page import MasterclassIndexPage, MasterclassPage, Module, Teacher

__all__ = ["MasterclassIndexPage", "MasterclassPage", "Module", "Teacher"]
