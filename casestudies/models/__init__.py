from casestudies.models.evidence import EvidenceRow, StudyPerson
from casestudies.models.page import (
    BestPracticeIndexPage,
    BestPracticePage,
    CaseStudyIndexPage,
    CaseStudyPage,
    StudyPage,
)

__all__ = [
    "BestPracticeIndexPage",
    "BestPracticePage",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "EvidenceRow",
    "StudyPage",
    "StudyPerson",
]
