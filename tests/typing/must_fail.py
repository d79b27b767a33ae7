"""Each pair: a line that must pass, then its twin, which both checkers must reject."""

from upr_model import attributions, by, example, mentions, paragraphs, recommendations, tally

reading = example()
by_paragraph = paragraphs(reading)
by_recommendation = recommendations(reading)
by_attribution = attributions(reading)

# A paragraph may have several recommending States.
tally(by_attribution, by.recommending_state)
tally(by_paragraph, by.recommending_state)  # mypy: misc, pyright: reportArgumentType

# So may a recommendation.
mentions(by_recommendation, by.recommending_states)
tally(by_recommendation, by.recommending_state)  # mypy: misc, pyright: reportArgumentType

# An action category is coded for each State that asks.
tally(by_attribution, by.action_category)
tally(by_recommendation, by.action_category)  # mypy: misc, pyright: reportArgumentType

# A plural key gives no partition.
mentions(by_recommendation, by.issues)
tally(by_recommendation, by.issues)  # mypy: call-overload, pyright: reportArgumentType

# A singular key gives no labels.
tally(by_recommendation, by.session)
mentions(by_recommendation, by.session)  # mypy: call-overload, pyright: reportArgumentType
