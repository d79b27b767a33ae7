"""What is counted: the items of one unit, and the responses that a policy gives them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import Any, Generic, TypeVar, cast

from attrs import evolve, frozen

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
    made = scope.recommendations
    return scope.population(Unit.RECOMMENDATION, made, map(scope.response_to, made))


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
        responses = map(scope.response, source.rows.column("review"), source.rows.column("positions"))
        return scope.population(Unit.ATTRIBUTION, source.rows, responses)
    answered = [(made, scope.response(made.review, made.positions)) for made in scope.recommendations]
    items = tuple(attribution for made, _ in answered for attribution in made.attributions)
    return scope.population(Unit.ATTRIBUTION, items, [given for made, given in answered for _ in made.attributions])


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
    for made in scope.recommendations:
        if made.paragraph is None:
            msg = (
                f"the source has no paragraph number for {made.id}; possible units are "
                f"{Unit.RECOMMENDATION} and {Unit.ATTRIBUTION}"
            )
            raise UnitUnavailable(msg)
        grouped.setdefault((made.review, made.document, made.paragraph), []).append(made)
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
        if as_of is not None and type(as_of) is not dt.date:
            msg = f"as_of must be a datetime.date, not {shown(as_of)}"
            raise InvalidValue(msg)
        if policy is not None and not isinstance(policy, ResponsePolicy):
            msg = f"policy must be a ResponsePolicy such as policies.RESOLUTION_5_1, not {shown(policy)}"
            raise InvalidValue(msg)
        if isinstance(source, Population):
            return cls._of_population(source, policy, as_of)
        if isinstance(source, Reading):
            made: Reading | tuple[Recommendation, ...] = source
            files, problems, refused = source.sources, tuple(source.problem_counts.items()), len(source.refused)
        else:
            if not isinstance(source, Iterable):
                msg = f"expected a reading or recommendations, as in dossier.recommendations, not {shown(source)}"
                raise InvalidValue(msg)
            made = tuple(source)
            _check_all(made)
            files, problems, refused = tuple(each.source.file for each in made if each.source), (), 0
        sources = tuple(sorted({*files}))
        basis = Basis(
            unit=Unit.RECOMMENDATION,
            policy=policy or AS_REPORTED,
            sources=sources,
            as_of=as_of,
            problems=problems,
            refused=refused,
        )
        return cls(source=made, basis=basis)

    @classmethod
    def _of_population(
        cls, source: Population[Recommendation], policy: ResponsePolicy | None, as_of: dt.date | None
    ) -> _Scope:
        basis = source.basis
        if basis.unit is not Unit.RECOMMENDATION:
            msg = f"{basis.unit}s cannot be counted in another unit; narrow recommendations(...), then count them"
            raise UnitUnavailable(msg)
        counted = evolve(basis, policy=policy or basis.policy, as_of=as_of or basis.as_of)
        if counted != basis and any(name == "response" for name, _ in basis.filters):
            msg = "responses narrowed under one policy cannot be counted under another; narrow afterwards"
            raise BasisMismatch(msg)
        made = (*source.items, *(recommendation for recommendation, _ in source.left_out))
        return cls(source=made, basis=counted)

    def response(self, review: ReviewKey, positions: Sequence[Position]) -> Response:
        """Give the response as reported, as of the day asked for.

        What a policy leaves out for want of an answer is noted once the plenary has adopted the outcome;
        what it leaves out for another reason was answered.
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
        return _of_paragraph({self.response(made.review, made.positions) for made in item.recommendations})

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
    if basis.policy == AS_REPORTED or any(name == "response" for name, _ in basis.filters):
        return population
    return _counted_again(population, evolve(basis, policy=AS_REPORTED))


def answered_by(population: Population[_W], day: dt.date) -> Population[_W]:
    """Give a population with the responses of a day: a past figure must not change with later answers.

    One that has a day of its own, or was narrowed by response, is as its maker wants it.
    """
    basis = population.basis
    if basis.as_of is not None or any(name == "response" for name, _ in basis.filters):
        return population
    return _counted_again(population, evolve(basis, as_of=day))


def _counted_again(population: Population[_W], basis: Basis) -> Population[_W]:
    scope = _Scope(source=(), basis=evolve(basis, left_out=()))
    items = list(population.items)
    items.extend(item for item, _ in population.left_out)
    return scope.population(basis.unit, tuple(items), map(scope.response_to, items))


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


def _check_all(made: Iterable[object]) -> None:
    for item in made:
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
