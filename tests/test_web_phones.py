"""Phones: coming in and coming back, what is on offer as forms and as JSON, and what is refused how."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import httpx
import pytest

from conftest import Clock
from cop_tui.web.pages.phones import JOIN_BURST
from hostile import HOSTILE
from sessions import plans
from sessions.disk import private_folder
from sessions.errors import DiskFull, Refused
from sessions.live import LiveSession
from web_room import HOST, ORIGIN, Rooms, Tags, reader, typed

JSON = {"accept": "application/json"}


@pytest.fixture
async def room(data: Path) -> Rooms:
    """A launch whose clock runs, with one activity after another to go to."""
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    await typed(live, "/here 24\n/next")
    return Rooms(live)


def live_of(rooms: Rooms) -> LiveSession:
    (live,) = rooms.lives.values()
    return live


def join_of(rooms: Rooms) -> str:
    passes = live_of(rooms).passes
    assert passes
    return passes.join


async def joined(rooms: Rooms, name: str = "Amina", **more: str) -> httpx.AsyncClient:
    """The phone of somebody who has joined."""
    seconds = itertools.count()
    phone = reader(rooms, clock=lambda: float(next(seconds)))  # somebody who takes their time
    answer = await phone.post(f"/{join_of(rooms)}/join", data={"name": name, "consent": "yes", **more})
    assert answer.status_code == 303, answer.text
    return phone


async def act(phone: httpx.AsyncClient, rooms: Rooms, name: str, **fields: object) -> httpx.Response:
    """Something done on a phone, by its script."""
    content = json.dumps(fields)
    headers = JSON | {"content-type": "application/json"}
    return await phone.post(f"/{join_of(rooms)}/acts/{name}", content=content, headers=headers)


async def page(phone: httpx.AsyncClient, rooms: Rooms) -> str:
    answer = await phone.get(f"/{join_of(rooms)}")
    assert answer.status_code == 200
    return answer.text


# Coming in


async def test_six_digits_lead_to_the_room_and_so_does_the_token_in_capitals(room: Rooms) -> None:
    passes = live_of(room).passes
    assert passes
    phone = reader(room)
    for typed_in in (passes.code, f"{passes.code[:3]} {passes.code[3:]}"):
        answer = await phone.get("/", params={"code": typed_in})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{passes.join}")
    answer = await phone.get(f"/{passes.code}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{passes.join}")
    answer = await phone.get(f"/{passes.join.upper()}")
    assert answer.status_code == 200 and "Join the room" in answer.text


async def test_joining_says_what_is_kept_asks_for_little_and_takes_consent(room: Rooms) -> None:
    phone = reader(room)
    text = (await phone.get(f"/{join_of(room)}")).text
    assert text.count("(optional)") == 6 and "Prefer not to say" in text and "never by person" in text
    answer = await phone.post(f"/{join_of(room)}/join", data={"name": "Amina"})
    assert answer.status_code == 400 and "Tick that you agree" in answer.text
    assert 'value="Amina"' in answer.text, "what was typed is still there"
    assert not live_of(room).session.participants
    answer = await phone.post(f"/{join_of(room)}/join", data={"consent": "yes", "profession": "nurse"})
    assert answer.status_code == 303
    (person,) = live_of(room).session.participants.values()
    assert (person.name, person.profession, person.phone) == ("", "nurse", True)
    assert "somebody without a name" in await page(phone, room)


async def test_a_plan_says_what_joining_asks_for(data: Path) -> None:
    folder = private_folder(data / plans.FOLDER)
    (folder / "ward.toml").write_text(
        'title = "Ward"\njoin = ["profession"]\n[[activities]]\nkind = "gather"\nminutes = 5\n',
        encoding="utf-8",
    )
    room = Rooms(LiveSession.create(data, community="Falls", plan="ward"))
    text = (await reader(room).get(f"/{join_of(room)}")).text
    assert 'name="profession"' in text and 'name="name"' not in text and 'name="sector"' not in text
    phone = await joined(room, name="", profession="nurse")
    assert 'name="profession"' in (await phone.get(f"/{join_of(room)}/details")).text
    (folder / "ward.toml").write_text(
        'title = "Ward"\njoin = ["shoe size"]\n[[activities]]\nkind = "gather"\nminutes = 5\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused, match="join"):
        LiveSession.create(data, community="Falls", plan="ward")


async def test_a_pick_list_completes_from_this_room_but_never_with_ranks(room: Rooms) -> None:
    await joined(room, organisation="Royal Infirmary", hierarchy="band 6")
    await typed(live_of(room), "/expect hierarchy: band 5, band 7")
    text = (await reader(room).get(f"/{join_of(room)}")).text
    assert "Royal Infirmary" in text and "band 6" not in text and "band 5" in text


async def test_a_reload_a_second_tab_and_a_double_tap_are_the_same_participant(room: Rooms) -> None:
    phone = reader(room)
    text = (await phone.get(f"/{join_of(room)}")).text
    key = re.search(r'name="key" value="([^"]+)"', text)
    assert key
    form = {"name": "Amina", "consent": "yes", "key": key[1]}
    for _ in range(2):
        assert (await phone.post(f"/{join_of(room)}/join", data=form)).status_code == 303
    assert len(live_of(room).session.participants) == 1
    for _ in range(2):
        assert 'Here as <b dir="auto">Amina</b>' in await page(phone, room)


async def test_a_key_counts_once_for_the_same_words_and_never_for_others(room: Rooms) -> None:
    phone = await joined(room)
    for text, handle in (("one", "1"), ("one", "1"), ("two", "2"), ("one", "1")):
        answer = await act(phone, room, "add-note", text=text, key="the page's own")
        assert (answer.status_code, answer.json()["handle"]) == (201, handle), text
    assert [note.text for note in live_of(room).session.notes.values()] == ["one", "two"]


async def test_a_host_that_starts_anew_knows_its_phones(room: Rooms, clock: Clock) -> None:
    phone = await joined(room)
    live = live_of(room)
    before = join_of(room)
    await live.close()
    again = Rooms(LiveSession(live.folder))
    assert join_of(again) == before
    other = reader(again)
    other.cookies = phone.cookies
    assert "Amina" in await page(other, again)


async def test_the_way_back_lets_the_same_person_in_elsewhere(room: Rooms) -> None:
    phone = await joined(room)
    way = re.search(r'class="way-back">([^<]+)<', await page(phone, room))
    assert way
    other = reader(room)
    wrong = await other.post(f"/{join_of(room)}/back", data={"way": way[1][:-1] + "0"})
    assert wrong.status_code == 404 and "That way back is not known" in wrong.text
    right = await other.post(f"/{join_of(room)}/back", data={"way": way[1].upper()})
    assert right.status_code == 303 and 'Here as <b dir="auto">Amina</b>' in await page(other, room)
    assert len(live_of(room).session.participants) == 1


async def test_past_twenty_wrong_codes_what_is_typed_waits_and_what_is_scanned_does_not(room: Rooms) -> None:
    now = [0.0]
    phone = reader(room, clock=lambda: now[0])
    passes = live_of(room).passes
    assert passes
    for number in range(20):
        code = f"{number:06}"
        assert code == passes.code or (await phone.get(f"/{code}")).status_code == 404
    for typed_in in ("999999", passes.code):
        answer = await phone.get("/", params={"code": typed_in})
        assert answer.status_code == 429 and "Scan the code on the wall" in answer.text
    assert (await phone.get(f"/{passes.code}/state")).status_code == 429
    assert (await phone.get(f"/{passes.join}")).status_code == 200
    now[0] += 61
    assert (await phone.get(f"/{passes.code}")).status_code == 303


async def test_what_is_no_code_is_no_miss_and_ways_back_have_misses_of_their_own(room: Rooms) -> None:
    passes = live_of(room).passes
    assert passes
    stranger = reader(room, clock=lambda: 0.0)
    for _ in range(25):
        assert (await stranger.get("/health")).status_code == 404
        await stranger.post(f"/{join_of(room)}/back", data={"way": "1-aaaaaa"})
    assert (await stranger.get(f"/?code={passes.code}")).status_code == 303
    assert (await stranger.post(f"/{join_of(room)}/back", data={"way": "1-aaaaaa"})).status_code == 429


async def test_ten_thousand_guesses_find_nothing(room: Rooms) -> None:
    phone = reader(room, clock=lambda: 0.0)
    found = set()
    for number in range(10_000):
        answer = await phone.get(f"/{(number * 7919) % 10**6:06}")
        found.add(answer.status_code)
        if number % 1000 == 0:
            assert (await phone.get(f"/{join_of(room)}")).status_code == 200
    assert found <= {404, 429}


async def test_many_people_join_from_one_address_and_a_script_does_not_fill_the_room(room: Rooms) -> None:
    network = reader(room, clock=lambda: 0.0)

    async def join(number: int) -> int:
        network.cookies.clear()
        data = {"name": f"Person {number}", "consent": "yes"}
        return (await network.post(f"/{join_of(room)}/join", data=data)).status_code

    assert {await join(number) for number in range(300)} == {303}, "a hospital is one address"
    assert live_of(room).session.here == 24 and len(live_of(room).session.present()) == 300
    assert [await join(number) for number in range(300, JOIN_BURST + 1)][-1] == 429
    assert len(live_of(room).session.present()) == JOIN_BURST


async def test_a_phone_is_passed_on_and_turned_back(room: Rooms) -> None:
    phone = await joined(room)
    assert "Pass it on" in (await phone.get(f"/{join_of(room)}/pass")).text
    await phone.post(f"/{join_of(room)}/pass", data={"name": "Bo", "consent": "yes"})
    text = await page(phone, room)
    assert 'Here as <b dir="auto">Bo</b>' in text and "Answer as" in text
    assert (await act(phone, room, "add-note", text="from Bo")).status_code == 201
    await phone.post(f"/{join_of(room)}/turn", data={"who": "1"})
    assert (await act(phone, room, "add-note", text="from Amina")).status_code == 201
    notes = live_of(room).session.notes
    assert [one.author for one in notes.values()] == [2, 1]


async def test_a_program_passes_a_phone_on_by_an_act(room: Rooms) -> None:
    phone = await joined(room)
    sent = {"name": "Bo", "consent": True}
    answer = await phone.post(f"/{join_of(room)}/acts/pass", json=sent, headers=JSON)
    assert answer.status_code == 201 and answer.json()["participant"] == 2
    assert "Answer as" in (text := await page(phone, room)) and "Here as <b" in text and "Bo" in text


async def test_a_phone_is_shared_by_five_and_its_owner_stays(room: Rooms) -> None:
    phone = await joined(room)
    for name in ("Bo", "Cyn", "Dee", "Eli"):
        answer = await phone.post(f"/{join_of(room)}/pass", data={"name": name, "consent": "yes"})
        assert answer.status_code == 303
    answer = await phone.post(f"/{join_of(room)}/pass", data={"name": "Flo", "consent": "yes"})
    assert answer.status_code == 409 and "5 people answer on this phone already" in answer.text
    assert "Flo" in answer.text and "Answer as" in (text := await page(phone, room)) and "Amina" in text


async def test_whoever_leaves_is_asked_to_join_again(room: Rooms) -> None:
    phone = await joined(room)
    await phone.post(f"/{join_of(room)}/leave")
    assert not live_of(room).session.participants[1].here
    assert "Join the room" in await page(phone, room)


# Taking part


async def test_the_contract_of_acts(room: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = await joined(room)
    live = live_of(room)
    made = await act(phone, room, "add-note", text="late letters", lane="Hopes", key="one")
    assert (made.status_code, made.json()["handle"]) == (201, "1") and live.session.notes[
        1
    ].text == "late letters"
    again = await act(phone, room, "add-note", text="late letters", lane="Hopes", key="one")
    assert again.json()["handle"] == "1" and len(live.session.notes) == 1, "sent twice is kept once"
    edited = await act(phone, room, "edit-note", target="1", text="letters come late")
    assert edited.status_code == 200 and live.session.notes[1].text == "letters come late"
    for status, name, fields in (
        (400, "add-note", {}),
        (400, "add-note", {"text": "x" * 281}),
        (400, "add-note", {"text": "x", "colour": "red"}),
        (400, "edit-note", {"text": "of which"}),
        (409, "vote", {"target": "A", "value": 1}),
        (409, "dance", {}),
        (409, "edit-note", {"text": "x", "target": "99"}),
    ):
        answer = await act(phone, room, name, **fields)
        assert answer.status_code == status and answer.json()["refused"], (name, answer.text)
    where = f"/{join_of(room)}/acts/add-note"
    assert (
        await phone.post(where, json={"text": "x"}, headers=JSON | {"origin": "http://evil"})
    ).status_code == 403
    assert (
        await phone.post("/aaaaaaaaaa/acts/add-note", json={"text": "x"}, headers=JSON)
    ).status_code == 404
    assert (await phone.post(where, content=b"x" * 20_000, headers=JSON)).status_code == 413
    assert (
        await phone.post(where, content=b"[1]", headers=JSON | {"content-type": "application/json"})
    ).status_code == 400
    assert (await phone.get(where)).status_code == 405

    async def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(live, "submit", full)
    answer = await act(phone, room, "add-note", text="no room")
    assert answer.status_code == 507 and "Your words are still here" in answer.json()["refused"]


async def test_a_refused_form_comes_back_with_its_words(room: Rooms) -> None:
    phone = await joined(room)
    long = "word " * 60
    answer = await phone.post(f"/{join_of(room)}/acts/add-note", data={"text": long, "lane": "Ground rules"})
    assert answer.status_code == 400 and "280 is the most" in answer.text
    assert long.strip() in answer.text and re.search(r'value="Ground rules" checked', answer.text)


async def test_what_comes_too_late_stands_on_the_page_to_be_copied(room: Rooms) -> None:
    live, phone = live_of(room), await joined(room)
    stranger = reader(room)
    where = f"/{join_of(room)}/acts/add-note"
    await typed(live, "/go ripples")
    for who, title in ((phone, "This was not kept"), (stranger, "Come in")):
        answer = await who.post(where, data={"text": "nobody rings the ward", "key": "k"})
        assert answer.status_code == 409 and title in answer.text and "This was not kept" in answer.text
        assert "nobody rings the ward" in answer.text
    await typed(live, "/go close\n/close")
    answer = await phone.post(where, data={"text": "nobody rings the ward"})
    assert answer.status_code == 409 and "nobody rings the ward" in answer.text
    assert "Read the summary" in answer.text


async def test_one_phone_is_slowed_and_no_other(room: Rooms) -> None:
    now = [0.0]
    quick, calm = reader(room, clock=lambda: now[0]), None
    await quick.post(f"/{join_of(room)}/join", data={"name": "Quick", "consent": "yes"})
    codes = [(await act(quick, room, "add-note", text=f"note {number}")).status_code for number in range(40)]
    assert codes.count(201) == 12 and set(codes) == {201, 429}
    calm = await joined(room, "Calm")
    assert (await act(calm, room, "add-note", text="at leisure")).status_code == 201
    now[0] += 1.0
    assert [
        (await act(quick, room, "add-note", text=f"later {number}")).status_code for number in range(3)
    ] == [201, 201, 429]


async def test_own_notes_can_be_mended_and_others_not(room: Rooms) -> None:
    amina, bo = await joined(room), await joined(room, "Bo")
    await act(amina, room, "add-note", text="mine")
    assert "Edit" in await page(amina, room) and "Your notes" not in await page(bo, room)
    assert (await act(bo, room, "edit-note", target="1", text="yours")).status_code == 409
    assert (await act(bo, room, "take-back", target="1")).status_code == 409
    assert (await act(amina, room, "take-back", target="1")).status_code == 200
    assert not live_of(room).session.notes


async def test_the_state_of_a_phone(room: Rooms) -> None:
    phone = await joined(room)
    live = live_of(room)
    await act(phone, room, "add-note", text="mine")
    state = (await phone.get(f"/{join_of(room)}/state")).json()
    assert (state["activity"], state["step"], state["revision"]) == (
        "welcome",
        "gather",
        live.session.revision,
    )
    assert {one["act"] for one in state["offers"]} == {"add-note", "edit-note", "take-back"}
    assert state["mine"]["notes"][0]["text"] == "mine" and state["minutes_left"] == 7
    assert [one["kind"] for one in state["blocks"]] == ["prompt", "board"]
    stranger = (await reader(room).get(f"/{join_of(room)}/state")).json()
    assert stranger["mine"] is None and stranger["offers"] == []


async def test_a_vote_by_dots(room: Rooms) -> None:
    live = live_of(room)
    phone = await joined(room)
    await typed(
        live,
        "/go practice\n@risk a\n@risk b\n/reveal\n/theme nights 2\n/theme letters 3\n/theme beds 1\n/theme kit 1\n/go choose",
    )
    assert "2 dots left" in await page(phone, room)
    for value in (1, 1, 2):
        assert (await act(phone, room, "vote", target="A", value=value)).status_code == 200
    assert (await act(phone, room, "vote", target="B", value=1)).status_code == 409
    text = await page(phone, room)
    assert "0 dots left" in text and "1 of 1 has voted" in text and "dots in, hidden" not in text
    await typed(live, "/vote A 3\n/reveal")
    text = await page(phone, room)
    assert "5 dots" in text and "Nothing to do on your phone" in text
    assert (await act(phone, room, "vote", target="A", value=0)).status_code == 409


async def test_a_vote_by_cards_without_scripts(data: Path) -> None:
    live = LiveSession.create(data, community="Falls", plan="ground")
    await typed(live, "/next\none\ntwo\nthree\n/next")
    while live.session.now.at.kind != "vote":
        await typed(live, "/next")
    room = Rooms(live)
    phone = await joined(room)
    assert "1 of 3" in await page(phone, room)
    for number, value in (("1", "1"), ("2", "0"), ("3", "-1")):
        answer = await phone.post(f"/{join_of(room)}/acts/vote", data={"target": number, "value": value})
        assert answer.status_code == 303
    assert "You have answered all 3" in await page(phone, room)
    again = await phone.get(f"/{join_of(room)}?card=2")
    assert 'value="0" class="way" aria-pressed="true"' in again.text
    sums = [live.session.tally(live.session.now, str(number)).sum for number in (1, 2, 3)]
    assert [(one.for_, one.pass_, one.against) for one in sums] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


ACTS = [
    ("/go community", "introduce", {"profession": "nurse", "brings": "a year of falls data"}, "participants"),
    ("/next", "tie", {"b": "Bo", "kind": "works_with"}, "ties"),
    ("/next", "missing", {"who": "a carer", "inviter": "Bo", "boundary": "sector"}, "missing_voices"),
    ("/go journal", "reflect", {"text": "I was alone with it", "question": "1"}, "reflections"),
    ("/go journal", "lead", {"where": "the dialysis unit"}, "leads"),
    ("/go ripples", "ripple", {"from_": "A", "sign": "-", "to": "B", "why": "fewer calls"}, "ripples"),
    ("/go improve", "own", {"aim": "fewer falls", "change": "a huddle", "due": "in 2 weeks"}, "improvements"),
    ("/go improve", "own", {"text": "write to the trust", "due": "14 jan"}, "actions"),
    ("/go goals", "goal", {"text": "one number to ring", "whose": "us"}, "goals"),
    ("/go close | /next", "feedback", {"ratings": "4", "most_useful": "the ripples"}, "feedback"),
]


async def test_every_act_of_participants_as_a_form_and_as_json(room: Rooms) -> None:
    live = live_of(room)
    phone = await joined(room)
    await joined(room, "Bo")
    await typed(live, "/go practice\n/reveal\n/theme nights 2\n/theme letters 3")
    for lines, name, fields, table in ACTS:
        for line in lines.split(" | "):
            if line != f"/go {live.session.activity}":
                await typed(live, line)
        before = len(live.session.tables()[table])
        text = await page(phone, room)
        assert f'action="/{join_of(room)}/acts/{name}"' in text, name
        answer = await phone.post(f"/{join_of(room)}/acts/{name}", data=fields)
        assert answer.status_code == 303, (name, answer.text)
        assert len(live.session.tables()[table]) == before + (table != "participants"), name
    await typed(live, "/go identity\n/next\n/say together")
    text = await page(phone, room)
    assert "I can live with it" in text
    assert (await act(phone, room, "score", value=4)).status_code == 200
    assert live.session.statement(live.session.now).phones[4] == 1  # type: ignore[union-attr]
    for told in (await page(phone, room), (await phone.get(f"/r/{live.passes.room}")).text):  # type: ignore[union-attr]
        assert "1 person has scored it. What they scored is shown together." in told and "lowest" not in told
    assert (await act(phone, room, "score", value=2)).status_code == 200
    with pytest.raises(Refused, match="Not everybody can carry it yet"):
        await typed(live, "/agree")  # how many cannot is told with the scores
    await act(phone, room, "score", value=4)
    await typed(live, "/reveal")
    assert "lowest 4, middle 4" in await page(phone, room)
    assert 'value="4" checked' in await page(phone, room)


async def test_feedback_by_phone_is_shown_from_five_answers_on(room: Rooms) -> None:
    live = live_of(room)
    assert live.passes
    phones = [await joined(room, name) for name in ("Amina", "Bo", "Cyn", "Dee", "Eli")]
    await typed(live, "/go close\n/next")
    for many, phone in enumerate(phones, 1):
        await act(phone, room, "feedback", ratings="4", most_useful=f"the ripples, says {many}")
        for told in (await page(phones[0], room), (await phone.get(f"/r/{live.passes.room}")).text):
            assert ("says 1" in told) is (many == 5)
            assert (
                many == 5
                or f"{many} {'person has' if many == 1 else 'people have'} answered by phone" in told
            )
    await typed(live, "/close")
    assert len(live.session.feedback) == 5


async def test_who_has_added_who_writes_and_who_is_done(room: Rooms) -> None:
    amina, bo = await joined(room), await joined(room, "Bo")
    assert "0 of 2 have added" in await page(amina, room)
    assert (await act(amina, room, "writing")).status_code == 200
    assert "<b>1</b> still writing" in await page(bo, room)
    await act(amina, room, "add-note", text="one")
    text = await page(bo, room)
    assert "1 of 2 have added" in text and 'id="writing" hidden' in text
    await bo.post(f"/{join_of(room)}/acts/done")
    assert "You said that you have nothing more to add" in await page(bo, room)


async def test_hidden_notes_and_notes_that_wait_are_only_their_writers(data: Path) -> None:
    live = LiveSession.create(data, community="Falls", plan="launch")
    await typed(live, "/next\n/go practice")
    live.session.now.approve = live._ahead.now.approve = True
    room = Rooms(live)
    amina, bo = await joined(room), await joined(room, "Bo")
    await act(amina, room, "add-note", text="nobody rings")
    assert "nobody rings" in await page(amina, room) and "waits until" in await page(amina, room)
    assert "nobody rings" not in await page(bo, room) + (await bo.get(f"/{join_of(room)}/state")).text
    await typed(live, "/ok all")
    assert "nobody rings" not in await page(bo, room), "hidden still"
    await typed(live, "/reveal")
    assert "nobody rings" in await page(bo, room)
    assert "could still link" in await page(bo, room) and live.session.notes[1].author is None


async def test_notes_that_nobody_revealed_are_not_offered_as_ripples(data: Path) -> None:
    live = LiveSession.create(data, community="Falls", plan="launch")
    await typed(live, "/next\n/go practice")
    room = Rooms(live)
    amina, bo = await joined(room), await joined(room, "Bo")
    for text in ("nobody rings", "letters come late"):
        await act(amina, room, "add-note", text=text)
    await typed(live, "/go ripples")
    for stop in ("", "/go choose", "/go improve"):
        if stop:
            await typed(live, stop)
        told = await page(bo, room) + (await bo.get(f"/{join_of(room)}/state")).text
        assert "nobody rings" not in told and "letters come late" not in told, stop
    await typed(live, "/go practice\n/reveal\n/go ripples")
    assert "nobody rings" in await page(bo, room)


async def test_the_closed_room_leads_to_the_summary(room: Rooms) -> None:
    phone = await joined(room)
    live = live_of(room)
    passes = live.passes
    assert passes
    await phone.get(f"/{passes.join}")
    await typed(live, "/go close\n/close")
    for word in (passes.join, passes.code):
        text = (await phone.get(f"/{word}")).text
        assert "The workshop has closed" in text and f"/s/{live.session.token}" in text
    state = (await phone.get(f"/{passes.join}/state")).json()
    assert state.keys() == {"revision", "scene", "summary"}, "and to nothing that is not released"
    answer = await phone.post(f"/{passes.join}/acts/add-note", json={"text": "late"}, headers=JSON)
    assert answer.status_code == 409 and "moved on" in answer.json()["refused"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_are_words(room: Rooms, text: str) -> None:
    phone = await joined(room, name="Eve")
    await act(phone, room, "add-note", text=text)
    await phone.post(
        f"/{join_of(room)}/acts/introduce", json={"organisation": text.encode(errors="ignore").decode()[:80]}
    )
    drawn = await page(phone, room) + (await phone.get(f"/{join_of(room)}/details")).text
    assert "<script>" not in drawn.replace('<script src="/static', "") and not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", drawn
    )
    assert not [name for name in Tags(drawn).attributes if name.startswith("on")]


async def test_no_page_is_stored_and_none_asks_elsewhere(room: Rooms) -> None:
    phone = await joined(room)
    for path in ("", "/details", "/pass", "/kept", "/state"):
        answer = await phone.get(f"/{join_of(room)}{path}")
        assert (
            answer.headers["cache-control"] == "no-store"
            and answer.headers["x-content-type-options"] == "nosniff"
        )
        assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", answer.text) or path == "/state"
    for who, scripted in ((phone, True), (reader(room), False)):
        policy = (await who.get(f"/{join_of(room)}")).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and ("script-src 'self'" in policy) is scripted
    whole = len((await page(phone, room)).encode())
    for name in ("style.css", "phone.css", "live.js"):
        answer = await phone.get(f"/static/{name}")
        assert answer.headers["content-encoding"] == "gzip"
        whole += int(answer.headers["content-length"])
    assert whole < 30_000
    assert (await phone.get("/static/secret")).status_code == 404
    assert HOST in ORIGIN
