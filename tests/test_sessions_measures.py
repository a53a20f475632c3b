"""Measures: every worked figure of the definitions, the laws they keep, and the words for the room."""

from __future__ import annotations

import csv
import time
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations, permutations
from math import comb, isclose, log, prod
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions import measures as m
from sessions.measures import ripples
from sessions.measures.figure import figured

LONDON = Path(__file__).parents[2] / "shared" / "data" / "london-youth-policing"

GROUPS = {"A1": "Acute", "A2": "Acute", "A3": "Acute", "P1": "Primary", "P2": "Primary", "V1": "Voluntary"}
TIES = [("A1", "A2"), ("A2", "A3"), ("A1", "A3"), ("P1", "P2"), ("A1", "P1"), ("A2", "V1")]
LINKS = [("A", "B", 1), ("A", "C", 1), ("B", "D", 1), ("C", "D", 1), ("D", "B", -1)]
NURSES_AND_DOCTORS = {"nurses": (8, 1, 1), "doctors": (1, 1, 2)}

often = settings(max_examples=60, deadline=None, derandomize=True)
people = st.lists(st.integers(0, 30), min_size=1, max_size=8)
"""People of each group, or votes on each choice, or contributions of each person."""
names = st.sampled_from("ABCDEFG")
links = st.lists(st.tuples(names, names, st.sampled_from((1, -1))), max_size=20)
networks = st.integers(2, 9).flatmap(
    lambda n: st.tuples(
        st.lists(st.tuples(st.integers(1, n), st.integers(1, n)), max_size=20),
        st.fixed_dictionaries(
            {
                person: st.sampled_from(("Acute", "Primary", "Voluntary", "", None))
                for person in range(1, n + 1)
            }
        ),
    )
)
pools = st.tuples(st.integers(0, 12), st.integers(0, 12)).flatmap(
    lambda pool: st.tuples(st.just(pool[0]), st.just(pool[1]), st.integers(0, sum(pool)))
)
ballots = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 4)),
    max_size=6,
)


# Boundaries


def test_the_worked_network() -> None:
    found = m.crossing(TIES, GROUPS)
    assert (found.cross, found.within, found.left_out) == (2, 4, 0)
    assert found.sizes == {"Acute": 3, "Primary": 2, "Voluntary": 1}
    assert found.index == -1 / 3
    assert found.by_group == {"Acute": -1 / 5, "Primary": 0, "Voluntary": 1}
    assert m.possible([3, 2, 1]) == (11, 4)
    assert found.by_chance == 7 / 15
    assert (found.least, found.most) == (-1 / 3, 1)
    assert found.rescaled == -1
    assert found.tail == 55 / 5005
    assert round(55 / 5005, 5) == 0.01099


def test_the_published_index_of_sampson() -> None:
    """A directed network, whose 88 arcs are counted: −0.4318182 (jfb-h.github.io)."""
    assert m.ei(25, 63) == -38 / 88
    assert round(-38 / 88, 7) == -0.4318182


def test_a_pair_counts_once_and_only_where_both_groups_are_known() -> None:
    again = [(other, one) for one, other in TIES]
    unknown: dict[str, str | None] = {**GROUPS, "X1": None, "X2": ""}
    strange = [("A1", "A1"), ("A1", "X1"), ("X1", "A1"), ("X1", "X2"), ("A1", "nobody")]
    found = m.crossing([*TIES, *again, *strange], unknown)
    assert msgspec.structs.replace(found, left_out=0) == m.crossing(TIES, GROUPS)
    assert found.left_out == 3


def test_boundaries_without_ties_or_with_one_group() -> None:
    assert m.ei(0, 0) is None
    nothing = m.crossing([], GROUPS)
    assert (nothing.index, nothing.least, nothing.most, nothing.rescaled, nothing.tail) == (None,) * 5
    assert nothing.by_chance == 7 / 15
    assert set(nothing.by_group.values()) == {None}
    assert m.chance(0, 0) is None
    alone = m.crossing([("A1", "A2")], {"A1": "Acute", "A2": "Acute"})
    assert (alone.index, alone.rescaled, alone.tail) == (-1, None, 1)


def test_more_ties_than_pairs_are_undefined() -> None:
    assert m.span(16, 11, 4) is None
    assert m.tail(2, 16, 11, 4) is None
    assert m.rescale(2, 16, 11, 4) is None


@given(networks)
@often
def test_the_index_keeps_its_range(network: tuple[list[tuple[int, int]], dict[int, str | None]]) -> None:
    pairs, groups = network
    found = m.crossing(pairs, groups)
    if found.index is None:
        assert found.cross + found.within == 0
        return
    assert found.least is not None and found.most is not None and found.tail is not None
    assert -1 <= found.least <= found.index <= found.most <= 1
    assert 0 < found.tail <= 1
    if found.rescaled is not None:
        assert -1 <= found.rescaled <= 1
        by_index = 2 * (found.index - found.least) / (found.most - found.least) - 1
        assert isclose(found.rescaled, by_index, abs_tol=1e-9)


@given(networks, st.randoms(use_true_random=False))
@often
def test_the_order_and_names_of_people_change_nothing(
    network: tuple[list[tuple[int, int]], dict[int, str | None]], random: Any
) -> None:
    pairs, groups = network
    names = list(groups)
    random.shuffle(names)
    new = dict(zip(groups, names, strict=True))
    renamed = [(new[other], new[one]) for one, other in pairs]
    random.shuffle(renamed)
    assert m.crossing(renamed, {new[person]: groups[person] for person in groups}) == m.crossing(
        pairs, groups
    )


@given(pools)
@often
def test_the_tail_is_a_probability_that_grows(pool: tuple[int, int, int]) -> None:
    cross, within, ties = pool
    found = [m.tail(crossing, ties, cross, within) for crossing in range(-1, ties + 1)]
    tails = [one for one in found if one is not None]
    assert len(tails) == len(found)
    assert tails[0] == 0 and tails[-1] == 1
    assert all(0 <= one <= 1 for one in tails)
    assert tails == sorted(tails)
    for crossing, one in enumerate(tails[1:]):
        ways = sum(comb(cross, few) * comb(within, ties - few) for few in range(crossing + 1))
        assert one == ways / comb(cross + within, ties)


def test_the_tail_and_the_chance_agree_with_every_set_of_ties() -> None:
    """The 5005 sets of six ties among the worked six people, counted one by one."""
    pairs = list(combinations(GROUPS, 2))
    crossing = [sum(GROUPS[one] != GROUPS[other] for one, other in ties) for ties in combinations(pairs, 6)]
    assert len(crossing) == 5005
    assert sum(cross <= 2 for cross in crossing) == 55
    assert (min(crossing), max(crossing)) == m.span(6, 11, 4)
    assert Fraction(sum(2 * cross - 6 for cross in crossing), 6 * 5005) == Fraction(7, 15)


def test_the_tail_of_a_large_room_comes_at_once() -> None:
    began = time.perf_counter()
    found = m.tail(1000, 3000, 30_000_000, 20_000_000)
    assert found is not None and 0 <= found < 1e-9
    assert time.perf_counter() - began < 2


# Diversity


def test_the_worked_room_of_ten() -> None:
    room = [5, 3, 2]
    assert m.blau(room) == 0.62
    assert m.blau_normalised(room) == 0.93
    assert m.blau_unbiased(room) == 62 / 90 and round(62 / 90, 4) == 0.6889
    assert round(m.effective_groups(room) or 0, 2) == 2.63
    assert round(m.shannon(room) or 0, 5) == 1.02965
    assert round(m.pielou(room) or 0, 5) == 0.93723
    assert round(m.pielou([*room, 0]) or 0, 5) == 0.74274


def test_one_group_is_not_applicable() -> None:
    assert m.pielou([10]) is None
    assert m.blau_normalised([10]) is None
    for figure in (m.blau_figure([10]), m.evenness_figure([10])):
        assert figure.value is None
        assert figure.sentence.startswith("Not applicable: 10 people over 1 organisation;")


def test_diversity_of_nobody_is_undefined() -> None:
    for measure in (m.blau, m.blau_normalised, m.blau_unbiased, m.effective_groups, m.shannon, m.pielou):
        assert measure([0, 0]) is None
        assert measure([]) is None
    assert m.blau_unbiased([1, 0]) is None


def test_groups_count_as_declared_and_an_undeclared_one_is_added() -> None:
    declared = ["Acute", "Primary", "Voluntary", "Council"]
    assert m.counts(declared, {"Primary": 3, "Acute": 5, "Voluntary": 2}) == {
        "Acute": 5, "Primary": 3, "Voluntary": 2, "Council": 0,
    }  # fmt: skip
    longer = m.counts(declared[:2], {"Hospice": 1, "Acute": 2})
    assert list(longer.items()) == [("Acute", 2), ("Primary", 0), ("Hospice", 1)]


@given(people)
@often
def test_diversity_keeps_its_ranges(room: list[int]) -> None:
    if not sum(room):
        return
    k = len(room)
    plain, alike, entropy = m.blau(room), m.effective_groups(room), m.shannon(room)
    assert plain is not None and alike is not None and entropy is not None
    assert 0 <= plain <= (k - 1) / k
    assert 1 <= alike <= k
    assert isclose(alike, 1 / (1 - plain))
    assert -1e-12 <= entropy <= log(k) + 1e-12
    for share in (m.blau_normalised(room), m.blau_unbiased(room), m.pielou(room)):
        assert share is None or -1e-12 <= share <= 1 + 1e-12


@given(people)
@often
def test_the_order_of_groups_changes_nothing(room: list[int]) -> None:
    for measure in (m.blau, m.blau_normalised, m.blau_unbiased, m.effective_groups, m.hhi, m.hhi_normalised):
        assert measure(room[::-1]) == measure(room)
    for entropy in (m.shannon, m.pielou):
        one, other = entropy(room), entropy(room[::-1])
        assert one == other or isclose(one or 0, other or 0)


@given(people)
@often
def test_an_empty_group_changes_the_even_measures_only(room: list[int]) -> None:
    wider = [*room, 0]
    assert m.blau(wider) == m.blau(room)
    assert m.blau_unbiased(wider) == m.blau_unbiased(room)
    assert m.shannon(wider) == m.shannon(room)
    even, wide = m.pielou(room), m.pielou(wider)
    assert even is None or wide is None or wide <= even


def test_blau_is_what_drawing_two_people_finds() -> None:
    room = [group for group, many in enumerate((5, 3, 2)) for _ in range(many)]
    with_return = Fraction(sum(one != other for one in room for other in room), 100)
    without = Fraction(sum(one != other for one, other in permutations(room, 2)), 90)
    assert m.blau([5, 3, 2]) == float(with_return)
    assert m.blau_unbiased([5, 3, 2]) == float(without)


# Equity


def test_the_worked_contributions() -> None:
    each = [0, 1, 2, 3, 4, 8]
    assert m.gini(each) == 50 / 108 and round(50 / 108, 5) == 0.46296
    assert m.gini_corrected(each) == 50 / 90 and round(50 / 90, 5) == 0.55556
    assert m.reach(each) == 5 / 6
    assert m.gini([0, 0, 0, 0, 1]) == 0.8
    assert m.gini_corrected([0, 0, 0, 0, 1]) == 1.0
    assert m.gini([3, 3, 3]) == 0
    assert m.gini([0, 0, 0]) is None and m.gini_corrected([0, 0, 0]) is None


def test_leaving_the_silent_out_is_wrong() -> None:
    assert round(m.gini([1, 2, 3, 4, 8]) or 0, 5) == 0.35556
    counted = m.contributions({"Ana": 1, "Ben": 2, "Cleo": 3, "Dai": 4, "Eve": 8}, here=6)
    assert round(m.gini(counted) or 0, 5) == 0.46296


def test_contributions_count_the_silent_and_no_unknown_people() -> None:
    assert m.contributions({1: 4, None: 9, 2: 1}, here=4) == [0, 0, 1, 4]
    assert m.contributions({1: 4, 2: 1, 3: 2}, here=2) == [1, 2, 4], "whoever contributed was here"
    assert m.contributions(Counter[int]([3, 3, 5]), here=3) == [0, 1, 2]
    assert m.contributions({}, here=0) == []


def test_equity_of_one_or_nobody() -> None:
    assert m.gini([]) is None and m.gini_corrected([]) is None and m.reach([]) is None
    assert m.gini([7]) == 0 and m.gini_corrected([7]) is None


@given(people)
@often
def test_gini_keeps_its_range_and_forgets_who(each: list[int]) -> None:
    found, corrected = m.gini(each), m.gini_corrected(each)
    assert (found is None) == (not sum(each))
    if found is not None:
        assert 0 <= found < 1
        assert found <= (len(each) - 1) / len(each) + 1e-12
        assert corrected is None or 0 <= corrected <= 1
        assert found == m.gini(each[::-1]) == m.gini([3 * many for many in each])
        apart = sum(abs(one - other) for one in each for other in each)
        assert isclose(found, apart / (2 * len(each) * sum(each)), abs_tol=1e-12)


@given(people)
@often
def test_another_silent_person_never_lowers_gini(each: list[int]) -> None:
    found = m.gini(each)
    wider = m.gini([*each, 0])
    assert found is None or (wider is not None and wider >= found)


# Votes


def test_the_worked_votes() -> None:
    votes = [6, 3, 1]
    assert m.hhi(votes) == 0.46
    assert round(m.effective_choices(votes) or 0, 2) == 2.17
    assert round(m.hhi_normalised(votes) or 0, 2) == 0.19
    assert m.hhi_normalised([*votes, 0]) == 0.28
    assert m.hhi([2, 3, 5]) == 0.38
    assert m.hhi([]) is None and m.hhi([0, 0]) is None
    assert m.hhi_normalised([4]) is None


@given(people)
@often
def test_concentration_keeps_its_ranges(votes: list[int]) -> None:
    found, between = m.hhi(votes), m.hhi_normalised(votes)
    if found is not None:
        assert 1 / len(votes) <= found + 1e-12 and found <= 1
        assert isclose(found, 1 - (m.blau(votes) or 0))
        assert isclose(m.effective_choices(votes) or 0, 1 / found)
    assert between is None or 0 <= between <= 1


def test_the_worked_common_ground() -> None:
    assert m.common_ground(NURSES_AND_DOCTORS) == 0.25
    both = m.common_ground({"nurses": (6, 1, 1), "doctors": (3, 1, 0)})
    assert both is not None and round(both, 4) == 0.4667 and isclose(both, 7 / 10 * 4 / 6)


def test_a_pass_counts_and_a_group_without_votes_is_one_half() -> None:
    assert m.common_ground({"a": (3, 5, 0), "b": (3, 0, 5)}) == 4 * 4 / 100
    assert m.common_ground({"a": (8, 0, 0), "b": (0, 0, 0)}) == 0.9 * 0.5
    assert m.common_ground({"a": (8, 0, 0)}) is None
    assert m.common_ground({}) is None


def ballot_of(**sizes: int) -> dict[str, tuple[int, int, int]]:
    return {group: (size, 0, 0) for group, size in sizes.items()}


@pytest.mark.parametrize(
    ("sizes", "held"),
    [
        ({"a": 5, "b": 6, "c": 7}, ""),
        ({"a": 4, "b": 6, "c": 7}, "ab"),  # four alone would be found by subtraction
        ({"a": 9, "b": 6, "c": 4}, "bc"),
        ({"a": 4, "b": 3, "c": 7, "d": 8}, "ab"),
        ({"a": 0, "b": 3, "c": 7, "d": 8, "e": 9}, "abc"),  # who did not vote hides nobody
        ({"a": 0, "b": 6, "c": 7}, "ab"),
        ({"a": 0, "b": 0, "c": 7}, "ab"),
        ({"a": 2}, "a"),
        ({}, ""),
    ],
)
def test_small_groups_are_held_back_and_never_one_alone(sizes: dict[str, int], held: str) -> None:
    assert m.held_back(ballot_of(**sizes)) == set(held)


def test_the_room_sees_no_small_group() -> None:
    assert m.common_ground(NURSES_AND_DOCTORS, m.FEWEST) is None
    three = {"nurses": (8, 1, 1), "doctors": (1, 1, 2), "porters": (5, 0, 0), "cooks": (6, 0, 0)}
    assert m.common_ground(three, m.FEWEST) == 9 / 12 * 7 / 8
    assert m.common_ground(three) == pytest.approx(9 / 12 * 2 / 6 * 6 / 7 * 7 / 8)


@given(ballots)
@often
def test_common_ground_is_a_share_that_agreement_raises(groups: dict[str, tuple[int, int, int]]) -> None:
    found = m.common_ground(groups)
    assert (found is None) == (len(groups) < 2)
    if found is None:
        return
    assert 0 < found < 1
    assert m.common_ground(dict(reversed(groups.items()))) == found
    for group, (agree, passed, disagree) in groups.items():
        raised = m.common_ground({**groups, group: (agree + 1, passed, disagree)})
        lowered = m.common_ground({**groups, group: (agree, passed, disagree + 1)})
        assert raised is not None and lowered is not None and lowered < found < raised


@given(ballots)
@often
def test_what_is_held_back_is_the_smallest(groups: dict[str, tuple[int, int, int]]) -> None:
    held = m.held_back(groups)
    left = groups.keys() - held
    assert all(sum(groups[group]) >= m.FEWEST for group in left)
    assert all(sum(groups[small]) <= sum(groups[large]) for small in held for large in left)
    assert not left or len(held) != 1
    voted = [group for group in held if 0 < sum(groups[group]) < m.FEWEST]
    assert not left or not voted or sum(sum(groups[group]) > 0 for group in held) > 1


@pytest.mark.skipif(not LONDON.is_dir(), reason="the workshop's data is not beside the project")
def test_common_ground_of_a_published_conversation() -> None:
    """Both ways to the votes of a group: the vote by vote log, and the published table of people."""

    def rows(name: str) -> list[dict[str, str]]:
        with (LONDON / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    table = [row for row in rows("participants-votes") if row["group-id"]]
    group_of = {row["participant"]: row["group-id"] for row in table}
    log_of = sorted(rows("votes"), key=lambda row: int(row["timestamp"]))
    latest = {(row["comment-id"], row["voter-id"]): row["vote"] for row in log_of}
    place = {"1": 0, "0": 1, "-1": 2}
    counted: dict[str, dict[str, list[int]]] = defaultdict(
        lambda: {one: [0, 0, 0] for one in group_of.values()}
    )
    for (statement, voter), vote in latest.items():
        if voter in group_of:
            counted[statement][group_of[voter]][place[vote]] += 1

    statements = [name for name in table[0] if name.isdigit()]
    assert len(statements) == 36 and set(statements) <= set(counted)
    groups = sorted(set(group_of.values()))
    assert len(groups) == 3
    for statement in statements:
        votes = {group: [row[statement] for row in table if row["group-id"] == group] for group in groups}
        by_hand = prod(
            (Fraction(cast.count("1") + 1, sum(vote != "" for vote in cast) + 2) for cast in votes.values()),
            start=Fraction(1),
        )
        by_log = {group: (one[0], one[1], one[2]) for group, one in counted[statement].items()}
        assert m.common_ground(by_log) == float(by_hand)
        if sum(sum(one) >= m.FEWEST for one in by_log.values()) < 2:
            assert m.common_ground(by_log, m.FEWEST) is None
            assert m.common_ground_figure(by_log, "opinion group").value is None


def test_the_worked_agreement() -> None:
    found = m.agreement([5, 4, 4, 3, 2])
    assert found == m.Agreement(people=5, lowest=2, middle=4, share=0.8, agreed=False)
    assert m.agreement(m.scores([0, 0, 1, 1, 2, 1])) == found
    carried = m.agreement([3, 3, 4, 5])
    assert carried == m.Agreement(people=4, lowest=3, middle=3.5, share=1, agreed=True)
    assert m.agreement([]) is None and m.scores([0] * 6) == []


@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
@often
def test_agreement_is_that_nobody_is_below_three(hands: list[int]) -> None:
    found = m.agreement(m.scores(hands))
    if found is None:
        assert not sum(hands)
        return
    assert found.agreed == (sum(hands[:3]) == 0) == (found.share == 1)
    assert found.lowest <= found.middle <= 5 and 0 <= found.share <= 1
    assert found.people == sum(hands)


# Ripples


def test_the_worked_ripples() -> None:
    ranked = m.drivers(LINKS)
    assert [issue.name for issue in ranked] == ["A", "C", "B", "D"]
    assert {issue.name: (issue.score, issue.reach) for issue in ranked} == {
        "A": (2, 3), "B": (-1, 1), "C": (0, 2), "D": (-1, 1),
    }  # fmt: skip
    assert m.downstream(LINKS, "B") == {"D"}, "itself is not downstream of itself"
    assert m.downstream(LINKS, "nothing") == set()
    found = m.loops(LINKS)
    assert found.complete
    assert [(loop.issues, loop.sign) for loop in found.found] == [(("B", "D"), "−")]


def test_two_links_that_make_less_reinforce() -> None:
    both = m.loops([("A", "B", -1), ("B", "C", 1), ("C", "A", -1)])
    assert [(loop.issues, loop.sign) for loop in both.found] == [(("A", "B", "C"), "+")]
    assert (
        both.found[0].sentence
        == "“A” moves “B”, which moves “C”, which moves “A”: a change feeds itself (+)."
    )


def test_the_later_link_stands_and_none_runs_to_itself() -> None:
    found = m.loops([("A", "B", 1), ("B", "A", 1), ("A", "A", 1), ("A", "B", -1)])
    assert [(loop.issues, loop.sign) for loop in found.found] == [(("A", "B"), "−")]
    assert m.drivers([]) == [] and m.loops([]) == m.Loops((), complete=True)


def every_loop(signs: dict[tuple[str, str], int]) -> set[tuple[str, ...]]:
    """All loops by trying every row of issues."""
    issues = sorted({issue for link in signs for issue in link})
    return {
        row
        for length in range(2, len(issues) + 1)
        for row in permutations(issues, length)
        if row[0] == min(row) and all(link in signs for link in zip(row, (*row[1:], row[0]), strict=True))
    }


@given(links)
@often
def test_loops_are_all_the_loops_each_once(drawn: list[tuple[str, str, int]]) -> None:
    signs = ripples.clear(drawn)
    found = m.loops(drawn)
    rows = [loop.issues for loop in found.found]
    assert len(set(rows)) == len(rows)
    assert [len(row) for row in rows] == sorted(len(row) for row in rows)
    for loop in found.found:
        round_about = list(zip(loop.issues, (*loop.issues[1:], loop.issues[0]), strict=True))
        assert all(link in signs for link in round_about)
        assert len(set(loop.issues)) == len(loop.issues)
        assert loop.sign == ("+" if prod(signs[link] for link in round_about) > 0 else "−")
    if found.complete:
        assert set(rows) == every_loop(signs)


@given(links, st.randoms(use_true_random=False))
@often
def test_drivers_sum_to_nothing_and_forget_the_order(drawn: list[tuple[str, str, int]], random: Any) -> None:
    ranked = m.drivers(drawn)
    assert sum(issue.score for issue in ranked) == 0
    assert [issue.score for issue in ranked] == sorted((issue.score for issue in ranked), reverse=True)
    for issue in ranked:
        assert abs(issue.score) < len(ranked) and 0 <= issue.reach < len(ranked)
        assert issue.reach == len(m.downstream(drawn, issue.name))
        assert issue.score == issue.moves - issue.moved
    shuffled = [(start, end, sign) for (start, end), sign in ripples.clear(drawn).items()]
    random.shuffle(shuffled)
    assert m.drivers(shuffled) == ranked
    assert m.loops(shuffled) == m.loops(drawn)


def test_no_tangle_of_links_holds_a_workshop_up() -> None:
    issues = [f"issue {number:03}" for number in range(60)]
    everything = [(start, end, 1) for start in issues for end in issues if start != end]
    onward = [(start, end, 1) for start, end in combinations(issues, 2)]
    layers = [
        (start, end, 1) for start in issues for end in issues if (int(end[-2:]) - int(start[-2:])) % 9 == 1
    ]
    began = time.perf_counter()
    tangle = m.loops(everything)
    assert len(tangle.found) == ripples.MOST_LOOPS and not tangle.complete
    assert m.loops(onward) == m.Loops((), complete=True)
    assert m.loops(layers) == m.Loops((), complete=True), "loops of nine issues are not looked for"
    assert time.perf_counter() - began < 5


def test_the_search_for_loops_says_when_it_gave_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ripples, "MOST_STEPS", 3)
    found = m.loops(LINKS)
    assert not found.complete and found.found == ()
    assert "at least 0 loops" in m.ripple_figure(LINKS).sentence


# Promises


def test_the_worked_promises() -> None:
    assert m.follow_through(6, 8) == 0.75
    assert m.follow_through(0, 0) is None
    assert m.follow_through_figure(6, 8).sentence == "8 actions due by now: 6 are done, 75 %."
    assert m.follow_through_figure(1, 1).sentence == "1 action due by now: 1 is done, 100 %."
    assert m.follow_through_figure(0, 0).value is None
    assert m.follow_through_figure(0, 0).sentence.startswith("Not applicable: 0 actions due by now;")


@given(st.integers(0, 50), st.integers(1, 50))
@often
def test_follow_through_is_a_share(done: int, due: int) -> None:
    share = m.follow_through(min(done, due), due)
    assert share is not None and 0 <= share <= 1


# The words for the room

SENTENCES = {
    "ei": (
        m.crossing_figure(m.crossing(TIES, GROUPS)),
        -1 / 3,
        6,
        "6 ties between people whose organisation is known: 2 cross from one organisation to another, 4 stay inside one. By chance about 4 would cross; no fewer than 2 could. Where −1 is all inside and +1 is all across, this is −0.33.",
    ),
    "blau": (
        m.blau_figure([5, 3, 2], "hierarchy", "hierarchies"),
        0.62,
        10,
        "10 people over 3 hierarchies: as mixed as 2.6 hierarchies of the same size would be. Two people picked by lot, the first put back, are of different ones 62 times in 100.",
    ),
    "evenness": (
        m.evenness_figure([5, 3, 2]),
        m.pielou([5, 3, 2]),
        10,
        "10 people over 3 organisations: where 0 is all in one and 1 is as many in each, this is 0.94.",
    ),
    "evenness with an empty group": (
        m.evenness_figure([5, 3, 2, 0]),
        m.pielou([5, 3, 2, 0]),
        10,
        "10 people over 4 organisations: 1 of them with nobody here. Where 0 is all in one and 1 is as many in each, this is 0.74.",
    ),
    "gini": (
        m.gini_figure([0, 1, 2, 3, 4, 8]),
        50 / 90,
        6,
        "6 people here: 18 notes, those who gave none counted too. Where 0 is as many from everybody and 1 is all from one, this is 0.56.",
    ),
    "reach": (
        m.reach_figure([0, 1, 2, 3, 4, 8], "story", "stories", unknown=1),
        5 / 6,
        6,
        "6 people here: 5 gave a story or more, 83 %; 1 story by people unknown could not be counted.",
    ),
    "concentration": (
        m.concentration_figure([6, 3, 1], people=5),
        m.hhi_normalised([6, 3, 1]),
        10,
        "10 votes on 3 choices: as if 2.2 choices had shared them equally. Where 0 is as many on each and 1 is all on one, this is 0.19.",
    ),
    "common ground": (
        m.common_ground_figure({"a": (6, 1, 1), "b": (4, 1, 0)}),
        0.5,
        13,
        "13 votes from 2 organisations: one person of each would all agree about 50 times in 100.",
    ),
    "agreement": (
        m.agreement_figure([5, 4, 4, 3, 2]),
        2,
        5,
        "5 people scored it: not agreed, somebody is below three. The lowest is 2, the middle 4, 80 % are at three or more.",
    ),
    "ripples": (
        m.ripple_figure(LINKS),
        2,
        5,
        "5 links between 4 issues: “A” drives most; it moves 2, is moved by 0, and 3 lie downstream. The links close 1 loop: 0 reinforcing, 1 balancing.",
    ),
}


@pytest.mark.parametrize("which", SENTENCES)
def test_a_figure_has_words_for_the_room(which: str) -> None:
    figure, value, n, sentence = SENTENCES[which]
    assert figure.sentence == sentence
    assert figure.value == pytest.approx(value)
    assert (figure.n, figure.definition_version) == (n, 1)
    assert msgspec.json.decode(msgspec.json.encode(figure), type=m.Figure) == figure


@pytest.mark.parametrize(
    ("figure", "n", "sentence"),
    [
        (m.crossing_figure(m.crossing(TIES[:4], GROUPS)), 4, "Too few to say: 4 ties between people whose organisation is known."),
        (m.blau_figure([3, 1]), 4, "Too few to say: 4 people over 2 organisations."),
        (m.evenness_figure([1, 0]), 1, "Too few to say: 1 person over 2 organisations."),
        (m.gini_figure([1, 2, 3, 4]), 4, "Too few to say: 4 people here."),
        (m.reach_figure([]), 0, "Too few to say: 0 people here."),
        (m.concentration_figure([2, 2]), 4, "Too few to say: 4 votes on 2 choices."),
        (m.concentration_figure([6, 6], people=4), 12, "Too few to say: 12 votes on 2 choices."),
        (m.common_ground_figure(NURSES_AND_DOCTORS), 0, "Too few to say: 0 votes from 0 organisations, small groups left out."),
        (m.agreement_figure([3, 3, 3, 2]), 4, "Too few to say: 4 people scored it."),
        (m.ripple_figure(LINKS[:4]), 4, "Too few to say: 4 links between 4 issues."),
    ],
)  # fmt: skip
def test_below_five_it_is_too_few_to_say(figure: m.Figure, n: int, sentence: str) -> None:
    assert (figure.value, figure.n, figure.sentence) == (None, n, sentence)


def test_five_ties_among_four_people_are_too_few() -> None:
    groups = {"A1": "Acute", "A2": "Acute", "P1": "Primary", "P2": "Primary"}
    figure = m.crossing_figure(m.crossing(list(combinations(groups, 2))[:5], groups))
    assert figure.value is None and figure.sentence.startswith("Too few to say: 5 ties")


def test_what_is_not_applicable_says_why() -> None:
    one = m.crossing(list(combinations("ABCDE", 2)), dict.fromkeys("ABCDE", "Acute"))
    assert m.crossing_figure(one, "sector").sentence == (
        "Not applicable: 10 ties between people whose sector is known; with one sector only there is nothing to cross."
    )
    silent = m.gini_figure([0] * 6)
    assert silent.value is None
    assert (
        silent.sentence == "Not applicable: 6 people here; there is no note of which it is known who gave it."
    )
    assert (
        m.concentration_figure([9]).sentence
        == "Not applicable: 9 votes on 1 choice; one choice leaves nothing to choose."
    )


def test_equity_claims_nothing_where_most_givers_are_unknown() -> None:
    for figure in (m.gini_figure([0, 0, 0, 0, 1], unknown=2), m.reach_figure([0, 0, 0, 0, 1], unknown=2)):
        assert figure.value is None
        assert figure.sentence == "Not applicable: 5 people here; of 2 notes it is not known who gave them."
    assert m.gini_figure([0, 0, 0, 0, 1], unknown=1).value == 1


def test_issues_that_drive_equally_are_not_set_one_above_the_other() -> None:
    twins = [("A", "X", 1), ("B", "X", 1), ("A", "Y", 1), ("B", "Y", 1), ("X", "Z", 1)]
    assert m.ripple_figure(twins).sentence == (
        "5 links between 5 issues: 2 of them drive equally, none more. The links close 0 loops: 0 reinforcing, 0 balancing."
    )


def test_a_definition_can_change() -> None:
    figure = figured("x", "X", 0.5, 9, "9 people", lambda value: f"{value}", "", definition_version=2)
    assert (figure.definition_version, figure.fewest, figure.sentence) == (2, m.FEWEST, "9 people: 0.5.")


@given(networks)
@often
def test_a_sentence_names_nobody_and_has_its_number(
    network: tuple[list[tuple[int, int]], dict[int, str | None]],
) -> None:
    pairs, groups = network
    named = [(f"Zoë {one}", f"Zoë {other}") for one, other in pairs]
    figure = m.crossing_figure(
        m.crossing(named, {f"Zoë {person}": group for person, group in groups.items()})
    )
    assert "Zoë" not in figure.sentence
    assert f"{figure.n} tie" in figure.sentence
    assert (figure.value is None) == figure.sentence.startswith(("Too few to say: ", "Not applicable: "))
