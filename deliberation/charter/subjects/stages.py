"""The stages of each type of subject, by which its row is read and its lines of the policy are
drawn.
"""

from enum import StrEnum

from . import SubjectType, proposal

STAGES: dict[SubjectType, type[StrEnum]] = {SubjectType.proposal: proposal.Stage}
