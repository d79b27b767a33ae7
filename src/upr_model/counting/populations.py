"""What is counted: the items of one unit, and the responses that a policy gives them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import Any, Generic, TypeVar, cast

from attrs import evolve, frozen

from upr_model._base.checks import check_day
from upr_model.calendar.sessions import ReviewKey, check_cycle, check_session, plenary_adoption
from upr_model.counting.basis import Basis
from upr_model.counting.by import HasReview, Key, column
from upr_model.counting.flat import Item, Row, row
from upr_model.counting.policies import AS_REPORTED, OPEN, ResponsePolicy
from upr_model.errors import BasisMismatch, InvalidValue, UnitUnavailable, shown
from upr_model.readings.reading import Reading
from upr_model.readings.rows import AttributionRows
from upr_model.records.recommendation import Attribution, NumberedParagraph, Position, Recommendation, response_of
from upr_model.values.states import State, state_of
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.vocabulary import NOT_STATED, NOTED, PARTLY_SUPPORTED, PENDING, Response, Unit

_T = TypeVar("_T", bound=HasReview)
_W = TypeVar("_W", Recommendation, NumberedParagraph)
_V = TypeVar("_V")

_BY_REVIEW = frozenset({"state_under_review", "session", "cycle"})
"""The filters that split no paragraph."""


@frozen(repr=False)
class Population(Generic[_T]):
    """The items of one unit with the responses that are counted, in two columns of one length.

    >>> from upr_model import example, paragraphs
    >>> paragraphs(example())
    <Population of 227 paragraphs: counted by paragraph; responses as-reported; viet_nam_cycle2.csv>
    """

    basis: Basis
    items: Sequence[_T]
    responses: tuple[Response, ...]
    left_out: tuple[tuple[_T, Response], ...] = ()
    """What the policy leaves out of the base, kept beside it so that filters narrow it as well."""

    def where(
        self,
        *,
        state_under_review: State | str | Iterable[State | str] | None = None,
        session: int | Iterable[int] | None = None,
        cycle: int | Iterable[int] | None = None,
        response: Response | str | Iterable[Response | str] | None = None,
    ) -> Population[_T]:
        """Narrow it to a value, or to any of several; the basis says so.

        A State may be given by what `State.parse` takes, a response by what `Response.parse` takes.

        Raises what those two raise, and `InvalidValue` for a session or cycle that cannot be.

        >>> from upr_model import example, recommendations
        >>> len(recommendations(example()).where(state_under_review="VNM", response="noted"))
        53
        """
        narrowed = self
        if state_under_review is not None:
            states = {state.iso3: state for state in _several(state_under_review, state_of)}
            narrowed = narrowed._narrow("state_under_review", states, lambda review: review.state.iso3)
        if session is not None:
            narrowed = narrowed._narrow("session", _several(session, check_session), lambda review: review.session)
        if cycle is not None:
            narrowed = narrowed._narrow("cycle", _several(cycle, check_cycle), lambda review: review.cycle)
        if response is not None:
            responses = _several(response, _response)
            narrowed = narrowed._keep("response", responses, lambda _, given: given in responses)
        return narrowed

    def _narrow(self, name: str, wanted: Collection[str | int], of: Callable[[ReviewKey], str | int]) -> Population[_T]:
        known: dict[ReviewKey, bool] = {}
        for review in chain(column(self.items, "review"), (item.review for item, _ in self.left_out)):
            if review not in known:
                known[review] = of(review) in wanted
        return self._keep(name, wanted, lambda review, _: known[review])

    def _keep(
        self, name: str, wanted: Collection[str | int], keep: Callable[[ReviewKey, Response], bool]
    ) -> Population[_T]:
        filters = dict(self.basis.filters)
        values = {*wanted} & {*filters.get(name, wanted)}  # narrowed twice is what passes both
        filters[name] = tuple(sorted(values))
        selected = list(map(keep, column(self.items, "review"), self.responses))
        left_out = tuple((item, given) for item, given in self.left_out if keep(item.review, given))
        return evolve(
            self,
            basis=evolve(self.basis, filters=tuple(sorted(filters.items())), left_out=_reasons(left_out)),
            items=_select(self.items, selected),
            responses=tuple(compress(self.responses, selected)),
            left_out=left_out,
        )

    def to_dicts(self) -> list[Row]:
        """Give a flat row for each item of the base, of texts and whole numbers, as data frames take them.

        Several values stand in one text, separated by semicolons. What the source does not have is an
        empty text; a recommending State that it does not know is `unknown`.

        >>> from upr_model import attributions, example
        >>> attributions(example()).to_dicts()[0]["recommending_state"]
        'NIC'
        """
        return [row(cast("Item", item), given) for item, given in zip(self.items, self.responses, strict=True)]

    def __iter__(self) -> Iterator[_T]:
        """Go through the items of the base."""
        return iter(self.items)

    def __len__(self) -> int:
        """Give the size of the base."""
        return len(self.items)

    def __repr__(self) -> str:
        """Show unit, size and basis."""
        return f"<Population of {len(self)} {self.basis.unit}s: {self.basis}>"


Recommendations = Reading | Population[Recommendation] | Iterable[Recommendation]
"""What can be counted: a reading, a population that was narrowed, or recommendations of your own."""


def recommendations(
    source: Recommendations, *, policy: ResponsePolicy | None = None, as_of: dt.date | None = None
) -> Population[Recommendation]:
    """Count recommendations: one ask is one, however many States made it.

    `policy` defaults to that of a population given, else to `policies.AS_REPORTED`. With `as_of`, the
    responses are those given by that day, and what was still open when the plenary adopted the outcome is
    noted from then on (but not under as-reported). A response without a date counts as given.

    >>> from upr_model import example
    >>> len(recommendations(example()))
    244
    """
    scope = _Scope.of(source, policy, as_of)
    items = scope.recommendations
    return scope.population(Unit.RECOMMENDATION, items, map(scope.response_to, items))


def attributions(
    source: Recommendations, *, policy: ResponsePolicy | None = None, as_of: dt.date | None = None
) -> Population[Attribution]:
    """Count attributions: a recommendation made by three States is three; the rows of UPR Info's export.

    `policy` and `as_of` are those of `recommendations`.

    >>> from upr_model import example
    >>> len(attributions(example()))
    256
    """
    scope = _Scope.of(source, policy, as_of)
    if isinstance(source, Reading) and source.rows is not None:
        responses: Iterable[Response] = map(
            scope.response, source.rows.column("review"), source.rows.column("positions")
        )
        return scope.population(Unit.ATTRIBUTION, source.rows, responses)
    answered = [(each.attributions, scope.response_to(each)) for each in scope.recommendations]
    items = tuple(attribution for attributions, _ in answered for attribution in attributions)
    responses = [response for attributions, response in answered for _ in attributions]
    return scope.population(Unit.ATTRIBUTION, items, responses)


def paragraphs(
    source: Recommendations, *, policy: ResponsePolicy | None = None, as_of: dt.date | None = None
) -> Population[NumberedParagraph]:
    """Count numbered paragraphs of the report, as the United Nations does.

    A paragraph of several asks has their response where they agree. Else it is partly supported, to
    which the policy applies; but while the answer to one of them is open, the paragraph's is too.

    `policy` and `as_of` are those of `recommendations`. Raises `UnitUnavailable` where a recommendation
    has no paragraph number.

    >>> from upr_model import example
    >>> len(paragraphs(example()))
    227
    """
    scope = _Scope.of(source, policy, as_of)
    if by_item := [name for name, _ in scope.basis.filters if name not in _BY_REVIEW]:
        how = ", ".join(by_item)
        msg = f"recommendations narrowed by {how} are not whole paragraphs; narrow after paragraphs(...)"
        raise UnitUnavailable(msg)
    grouped: dict[tuple[ReviewKey, DocumentSymbol | None, Paragraph], list[Recommendation]] = {}
    for recommendation in scope.recommendations:
        if recommendation.paragraph is None:
            msg = (
                f"the source has no paragraph number for {recommendation.id}; possible units are "
                f"{Unit.RECOMMENDATION} and {Unit.ATTRIBUTION}"
            )
            raise UnitUnavailable(msg)
        place = (recommendation.review, recommendation.document, recommendation.paragraph)
        grouped.setdefault(place, []).append(recommendation)
    items = tuple(
        NumberedParagraph(review=review, number=number, recommendations=tuple(group))
        for (review, _, number), group in grouped.items()
    )
    return scope.population(Unit.PARAGRAPH, items, map(scope.response_to, items))


@frozen(kw_only=True)
class _Scope:
    """The recommendations to be counted in some unit, and the basis that they have in common."""

    source: Reading | tuple[Recommendation, ...]
    basis: Basis

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The recommendations; a reading of rows makes them only now."""
        return self.source.recommendations if isinstance(self.source, Reading) else self.source

    @classmethod
    def of(cls, source: Recommendations, policy: ResponsePolicy | None, as_of: dt.date | None) -> _Scope:
        if as_of is not None:
            check_day(as_of, "as_of")
        if policy is not None and not isinstance(policy, ResponsePolicy):
            msg = f"policy must be a ResponsePolicy such as policies.RESOLUTION_5_1, not {shown(policy)}"
            raise InvalidValue(msg)
        if isinstance(source, Population):
            return cls._of_population(source, policy, as_of)
        if isinstance(source, Reading):
            files, problems, refused = source.sources, tuple(source.problem_counts.items()), len(source.refused)
        else:
            if not isinstance(source, Iterable):
                msg = f"expected a reading or recommendations, as in dossier.recommendations, not {shown(source)}"
                raise InvalidValue(msg)
            source = tuple(source)
            _check_all(source)
            files, problems, refused = tuple(each.source.file for each in source if each.source), (), 0
        basis = Basis(
            unit=Unit.RECOMMENDATION,
            policy=policy or AS_REPORTED,
            sources=tuple(sorted({*files})),
            as_of=as_of,
            problems=problems,
            refused=refused,
        )
        return cls(source=source, basis=basis)

    @classmethod
    def _of_population(
        cls, source: Population[Recommendation], policy: ResponsePolicy | None, as_of: dt.date | None
    ) -> _Scope:
        basis = source.basis
        if basis.unit is not Unit.RECOMMENDATION:
            msg = f"{basis.unit}s cannot be counted in another unit; narrow recommendations(...), then count them"
            raise UnitUnavailable(msg)
        counted = evolve(basis, policy=policy or basis.policy, as_of=as_of or basis.as_of)
        if counted != basis and "response" in dict(basis.filters):
            msg = "responses narrowed under one policy cannot be counted under another; narrow afterwards"
            raise BasisMismatch(msg)
        return cls(source=_all_items(source), basis=counted)

    def response(self, review: ReviewKey, positions: Sequence[Position]) -> Response:
        """Give the response as reported, as of the day of the basis.

        Where the policy leaves out open responses, one that is still open is noted from the day on which
        the plenary adopted the outcome.
        """
        as_of = self.basis.as_of
        response = response_of(positions, as_of)
        if as_of is not None and response in self.basis.policy.left_out & OPEN:
            adopted = plenary_adoption(review)
            if adopted is not None and adopted <= as_of:
                return NOTED
        return response

    def response_to(self, item: Recommendation | NumberedParagraph) -> Response:
        """Give the response to a recommendation, or to all of a paragraph."""
        if isinstance(item, Recommendation):
            return self.response(item.review, item.positions)
        return _of_paragraph({self.response(each.review, each.positions) for each in item.recommendations})

    def population(self, unit: Unit, items: Sequence[_T], reported: Iterable[Response]) -> Population[_T]:
        """Apply the policy: the only place where one is applied."""
        policy = self.basis.policy
        given = {response: policy.apply(response) for response in Response}
        responses = tuple(map(given.__getitem__, reported))
        in_base = [response not in policy.left_out for response in responses]
        if all(in_base):
            return Population(evolve(self.basis, unit=unit, left_out=()), items, responses)
        aside = [not kept for kept in in_base]
        left_out = tuple(zip(_select(items, aside), compress(responses, aside), strict=True))
        basis = evolve(self.basis, unit=unit, left_out=_reasons(left_out))
        return Population(basis, _select(items, in_base), tuple(compress(responses, in_base)), left_out)


def narrowed(
    population: Population[_T], name: str, values: Iterable[str | int], keep: Callable[[_T], bool]
) -> Population[_T]:
    """Narrow a population to the items that pass, and have its basis say by what; filters of one name add up."""
    selected = list(map(keep, population.items))
    left_out = tuple((item, given) for item, given in population.left_out if keep(item))
    filters = dict(population.basis.filters)
    filters[name] = (*filters.get(name, ()), *values)
    basis = evolve(population.basis, filters=tuple(sorted(filters.items())), left_out=_reasons(left_out))
    return evolve(
        population,
        basis=basis,
        items=_select(population.items, selected),
        responses=tuple(compress(population.responses, selected)),
        left_out=left_out,
    )


def check_population(population: object, key: Key[Any, Any] | None = None) -> None:
    """Raise `UnitUnavailable` for what is no population, and for one of a unit that has no values of a key."""
    if not isinstance(population, Population):
        msg = f"count paragraphs(...), recommendations(...) or attributions(...) of it first: {shown(population)}"
        raise UnitUnavailable(msg)
    if key is not None:
        key.check_unit(population.basis.unit)


def everything(population: Population[_W]) -> Population[_W]:
    """Give a population as reported, so that nothing is left out; one narrowed by response stays as it is."""
    basis = population.basis
    if basis.policy == AS_REPORTED or "response" in dict(basis.filters):
        return population
    return _counted_again(population, evolve(basis, policy=AS_REPORTED))


def answered_by(population: Population[_W], day: dt.date) -> Population[_W]:
    """Give a population with the responses of a day: a past figure must not change with later answers.

    One that has a day of its own, or was narrowed by response, stays as it is.
    """
    basis = population.basis
    if basis.as_of is not None or "response" in dict(basis.filters):
        return population
    return _counted_again(population, evolve(basis, as_of=day))


def _counted_again(population: Population[_W], basis: Basis) -> Population[_W]:
    # Paragraphs cannot be made again of recommendations that were narrowed, so the items stay as they are,
    # with the sources and filters of their basis; only the responses are worked out again. What was left out
    # is put back first, since another policy or day may take it into the base. What is left out afterwards
    # is counted anew, whatever the basis said before.
    items = _all_items(population)
    scope = _Scope(source=(), basis=basis)
    return scope.population(basis.unit, items, map(scope.response_to, items))


def _all_items(population: Population[_T]) -> tuple[_T, ...]:
    """Give the items of the base, then those that the policy leaves out."""
    return (*population.items, *(item for item, _ in population.left_out))


def _of_paragraph(responses: Collection[Response]) -> Response:
    """Derive the response of a paragraph from those of its recommendations."""
    if len(responses) == 1:
        return next(iter(responses))
    # An answer that is still open must not be counted as noted, which "in part" may become.
    return next((response for response in (PENDING, NOT_STATED) if response in responses), PARTLY_SUPPORTED)


def _select(items: Sequence[_T], wanted: Iterable[bool]) -> Sequence[_T]:
    if isinstance(items, AttributionRows):
        return cast("Sequence[_T]", items.select(wanted))
    return tuple(compress(items, wanted))


def _check_all(items: Iterable[object]) -> None:
    for item in items:
        if not isinstance(item, Recommendation):
            msg = f"expected recommendations, not {shown(item)}; give a reading or an iterable of Recommendation"
            raise InvalidValue(msg)


def _several(given: object, one: Callable[[Any], _V]) -> frozenset[_V]:
    """Read a value or several."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return frozenset(map(one, given))
    return frozenset({one(given)})


def _response(value: object) -> Response:
    if not isinstance(value, str):
        msg = f"expected a response such as 'supported', not {shown(value)}"
        raise InvalidValue(msg)
    return value if isinstance(value, Response) else Response.parse(value)


def _reasons(left_out: Iterable[tuple[object, Response]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(str(response) for _, response in left_out).items()))
