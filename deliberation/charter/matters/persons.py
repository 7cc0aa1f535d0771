"""What elections and recalls have in common: they are about persons, so nobody co-signs them, no
council advises on them, nobody is put in charge of them.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.reasons import Reason

ANOTHER = Reason("another_matter")
STRANGE: dict[A, Reason] = dict.fromkeys(
    (
        A.cosign,
        A.take_back,
        A.take_over,
        A.revise,
        A.request_merge,
        A.ask_merge,
        A.agree_merge,
        A.decline_merge,
        A.take_up,
        A.pass_on,
        A.give_opinion,
        A.recommend,
        A.answer_recommendation,
        A.record_study,
        A.review_legality,
        A.choose_advisory,
        A.shorten_notice,
        A.return_once,
        A.assign,
        A.report_progress,
        A.finish,
        A.suspend,
        A.not_carried_out,
    ),
    ANOTHER,
)
