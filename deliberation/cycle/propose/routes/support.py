"""Pages of 征集附议: putting one's name under a proposal, and taking it back."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.propose.acts import support as support_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.web.acting import PlainActForm, act_page

act_page(blueprint, A.cosign, PlainActForm, lambda f, c: support_acts.Cosign(**c))
act_page(blueprint, A.take_back, PlainActForm, lambda f, c: support_acts.TakeBack(**c))
