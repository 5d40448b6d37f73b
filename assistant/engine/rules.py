"""The policy: Rasa's rules, with one action a turn."""

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class OneActionRules(RulePolicy):
    """Rasa's RulePolicy, which listens after each action.

    Every rule here is one intent and one action, chosen by the question that waits (`pending`). The
    action answers it and so changes the slot; RulePolicy would then no longer find the rule whose
    condition it was, and could not tell that the rule ends here.
    """

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The rule's action after a message, and listening after an action."""
        if tracker.latest_action_name in domain.user_actions:
            listen = self._prediction_result(ACTION_LISTEN_NAME, tracker, domain)
            return self._rule_prediction(listen, None)
        return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
