from casestudies.models.case import CaseStudyPage
from casestudies.models.evidence import EvidenceRow, StudyPerson
from casestudies.models.index import BestPracticeIndexPage, CaseStudyIndexPage
from casestudies.models.practice import BestPracticePage
from casestudies.models.study import StudyPage

__all__ = [
    "BestPracticeIndexPage",
    "BestPracticePage",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "EvidenceRow",
    "StudyPage",
    "StudyPerson",
]
