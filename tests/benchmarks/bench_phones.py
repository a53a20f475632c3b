"""Phones that write at once, with a terminal attached: `python tests/benchmarks/bench_phones.py [phones posts seconds]…`

    python tests/benchmarks/bench_phones.py 300 30 60 1000 100 60 2000 200 60

Each phone follows the stream, and posts a note on a connection of its own, answered once it is on disk. Prints how
long an answer takes, how long until a stream tells of it, Enter to kept note on a terminal meanwhile, and the
host's memory; then the same while a terminal reads nothing, posts beside connections that mean ill, and throughput beside a bare Starlette endpoint that
only parses. Nothing is asserted. The phones are a process of their own, on the same two cores.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import os
import re
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from ptys import Terminal  # noqa: E402
from running import attached, free_port, new_session, stop  # noqa: E402

SETTLE = 2.0
"""Seconds between the last stream that opens and the first post."""


def told(name: str, took: list[float], unit: str = "ms") -> None:
    """Print a row."""
    if not took:
        print(f"{name:<52} none")
        return
    order = sorted(took)
    p95, p99 = (order[min(len(order) - 1, int(len(order) * part))] for part in (0.95, 0.99))
    print(
        f"{name:<52} p50 {statistics.median(order):7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f}  max {order[-1]:7.1f} {unit}  n {len(order)}"
    )


class Ears(asyncio.Protocol):
    """Takes in a stream as cheaply as can be, so that what is measured is the host."""

    def __init__(self, pulses: list[tuple[float, int]] | None) -> None:
        self._pulses = pulses

    def data_received(self, data: bytes) -> None:
        """Note the newest revision."""
        if self._pulses is not None and (at := data.rfind(b'"revision":')) >= 0:
            self._pulses.append((time.perf_counter(), int(data[at + 11 :].split(b",", 1)[0])))


class Phone:
    """One phone, as spare as a client can be."""

    def __init__(self, host: str, port: int, code: str) -> None:
        self.host, self.port, self.code = host, port, code
        self.cookie = ""
        self.pulses: list[tuple[float, int]] = []
        self._head = f"Host: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nAccept: application/json\r\n"

    async def post(self, path: str, fields: dict[str, Any]) -> tuple[int, bytes, bytes]:
        """Post JSON on a connection of its own; status, head and body."""
        body = json.dumps(fields).encode()
        reader, writer = await asyncio.open_connection(self.host, self.port)
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        writer.write(
            f"POST {path} HTTP/1.1\r\n{self._head}{cookie}Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        answer = await reader.read()
        writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        return int(head[9:12] or 0), head, rest

    async def join(self, number: int) -> None:
        """Come in."""
        status, head, rest = await self.post(
            f"/{self.code}/join", {"name": f"Phone {number}", "consent": True, "key": f"join {number}"}
        )
        assert status == 201, (head, rest)
        line = next(one for one in head.split(b"\r\n") if one.lower().startswith(b"set-cookie:"))
        self.cookie = line.split(b":", 1)[1].split(b";")[0].strip().decode()

    async def follow(self, *, heard: bool) -> asyncio.Transport:
        """Follow the stream; where it is listened to, note when each revision was heard."""
        loop = asyncio.get_running_loop()
        ears = Ears(self.pulses if heard else None)
        transport, _ = await loop.create_connection(lambda: ears, self.host, self.port)
        transport.write(
            f"GET /{self.code}/stream HTTP/1.1\r\n{self._head}Cookie: {self.cookie}\r\n\r\n".encode()
        )
        return transport

    async def say(self, number: int) -> tuple[float, float, int, int]:
        """Post a note: when it was sent, how long the answer took (ms), its revision, its status."""
        start = time.perf_counter()
        try:
            status, _, body = await self.post(
                f"/{self.code}/acts/add-note",
                {"text": f"what phone {number} has to say about it", "key": f"note {number}"},
            )
        except OSError:
            return start, (time.perf_counter() - start) * 1000, 0, 0
        took = (time.perf_counter() - start) * 1000
        return start, took, json.loads(body)["revision"] if status == 201 else 0, status


async def _crowd(address: str, code: str, phones: int, rate: float, seconds: float, pipe: Any) -> None:
    url = urlsplit(address)
    host, port = url.hostname or "", url.port or 80
    crowd = [Phone(host, port, code) for _ in range(phones)]
    for place in range(0, phones, 20):
        await asyncio.gather(*(one.join(place + n) for n, one in enumerate(crowd[place : place + 20])))
        await asyncio.sleep(0.06)
    following = []
    every = max(1, phones // 50)
    for place in range(0, phones, 50):
        some = enumerate(crowd[place : place + 50], place)
        following += await asyncio.gather(*(one.follow(heard=number % every == 0) for number, one in some))
    await asyncio.sleep(SETTLE)
    pipe.send("ready")
    posts: list[asyncio.Task[tuple[float, float, int, int]]] = []
    begun = time.perf_counter()
    number = 0
    while (now := time.perf_counter() - begun) < seconds:
        while number < now * rate:
            posts.append(asyncio.create_task(crowd[number % phones].say(number)))
            number += 1
        await asyncio.sleep(0.002)
    done = await asyncio.gather(*posts)
    await asyncio.sleep(1.5)
    heard = []
    for start, took, revision, _ in done[:: max(1, len(done) // 400)]:
        if not revision:
            continue
        for one in crowd[::every]:
            when = next((at for at, told in one.pulses if told >= revision), None)
            if when:
                heard.append(max(0.0, (when - start) * 1000 - took))
    refused: dict[int, int] = {}
    for _, _, _, status in done:
        if status != 201:
            refused[status] = refused.get(status, 0) + 1
    pipe.send(([took for _, took, _, status in done if status == 201], heard, refused, len(following)))
    pipe.recv()  # every phone stays until the host has gone


def crowd(address: str, code: str, phones: int, rate: float, seconds: float, pipe: Any) -> None:
    """Phones in a process of their own."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))
    asyncio.run(_crowd(address, code, phones, rate, seconds, pipe))


def said(terminal: Terminal) -> str:
    """The number of the note that the capture line says was kept last."""
    found = re.search(r"✓ (\d+) kept", terminal.lines[-2])
    return found[1] if found else ""


def until_kept(terminal: Terminal, before: str) -> bool:
    """Wait until the line says that another note is kept; False where it does not."""
    end = time.perf_counter() + 5
    while time.perf_counter() < end:
        if select.select([terminal.process.child_fd], [], [], 1)[0]:
            terminal._stream.feed(os.read(terminal.process.child_fd, 65536))
            if said(terminal) not in ("", before):
                return True
    return False


def memory(pid: int) -> float:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def host_of(data: Path) -> int:
    """The process of the host of a data folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"cop_tui.host" in line and str(data).encode() in line:
                return int(entry.name)
    raise SystemExit("There is no host.")


def stopping(host: int) -> float:
    """Seconds that a host takes to stop."""
    start = time.perf_counter()
    os.kill(host, signal.SIGTERM)
    while Path(f"/proc/{host}/cmdline").exists() and Path(f"/proc/{host}/cmdline").read_bytes():
        time.sleep(0.002)
    return time.perf_counter() - start


async def way_in(data: Path, session_id: str) -> tuple[str, str]:
    """Address and code of a session."""
    live, _ = await attached(data, session_id, "asks")
    while not live.pulse.joinable:
        await live.changed(live.version)
    # From elsewhere one address may not bring in thousands at once.
    found = f"http://127.0.0.1:{urlsplit(live.pulse.address).port}", live.pulse.doors.join
    await live.detach()
    return found


def run(phones: int, rate: float, seconds: float, *, hang: bool = False) -> None:
    """One crowd, with a terminal that types beside it, or reads nothing."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        session_id = new_session(data)
        with Terminal(data, "open", session_id, "--port", str(free_port()), columns=80, rows=24) as terminal:
            terminal.until("What matters to all")
            terminal.press("pgdn")
            address, code = asyncio.run(way_in(data, session_id))
            mine, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(
                target=crowd, args=(address, code, phones, rate, seconds, theirs)
            )
            process.start()
            while not mine.poll():
                terminal.read()
                time.sleep(0.05)
            mine.recv()
            keys: list[float] = []
            number = 0
            while not mine.poll():
                if hang:
                    time.sleep(0.2)
                    continue
                terminal.read()
                before = said(terminal)
                text = f"z{number:04d}"
                terminal.process.send(text)
                time.sleep(0.25)
                terminal.read()
                start = time.perf_counter()
                terminal.process.send("\r")
                if until_kept(terminal, before):
                    keys.append((time.perf_counter() - start) * 1000)
                number += 1
            took, heard, refused, streams = mine.recv()
            name = f"{phones} phones, {rate:g} posts a second, {seconds:g} s" + (
                ", a terminal hangs" if hang else ""
            )
            print(name)
            told("  a post, durable", took)
            told("  told on the streams after that", heard)
            if not hang:
                told("  Enter to kept note on the terminal", keys)
            print(f"  host {memory(host_of(data)):.0f} MB, {streams} streams, not kept {refused or 'none'}")
        print(f"  the host stops, with every phone attached, in {stopping(host_of(data)):.2f} s")
        mine.send("gone")
        process.join()
        stop(data)


async def _bad(host: str, port: int, kind: str, gone: dict[str, list[float]]) -> None:
    """A connection that sends nothing, too slowly or too much; how many seconds it was let."""
    reader, writer = await asyncio.open_connection(host, port)
    head = f"POST /aaaaaaaaaa/join HTTP/1.1\r\nHost: {host}:{port}\r\n"
    start = time.perf_counter()

    async def sends() -> None:
        if kind == "slow":
            for letter in head * 100:
                writer.write(letter.encode())
                await asyncio.sleep(1)
        if kind == "endless body":
            writer.write(f"{head}Content-Length: 1000000000\r\n\r\n".encode())
        while kind.startswith("endless"):
            writer.write(b"x: " + b"y" * 5000 + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    sending = asyncio.create_task(sends())
    with contextlib.suppress(OSError):
        while await reader.read(65536):
            pass
    sending.cancel()
    gone.setdefault(kind, []).append(time.perf_counter() - start)
    writer.transport.abort()


async def _beside(address: str, code: str, many: int, seconds: float) -> None:
    url = urlsplit(address)
    host, port = url.hostname or "", url.port or 80
    healthy = [Phone(host, port, code) for _ in range(60)]
    for number, phone in enumerate(healthy):
        await phone.join(number)
    for bad in (0, many):
        gone: dict[str, list[float]] = {}
        kinds = ("silent", "slow", "endless head", "endless body")
        attack = [asyncio.create_task(_bad(host, port, kinds[n % 4], gone)) for n in range(bad)]
        posts = []
        for turn in range(int(seconds * 20)):
            posts.append(asyncio.create_task(healthy[turn % 60].say(turn + 100_000 * bool(bad))))
            await asyncio.sleep(0.05)
        done = await asyncio.gather(*posts)
        told(f"  a post beside {bad} bad connections", [took for _, took, _, status in done if status == 201])
        for one in attack:
            one.cancel()
        for kind, lasted in gone.items():
            print(f"    {kind}: {len(lasted)} were ended, the last after {max(lasted):.1f} s")


def attacked(many: int = 200, seconds: float = 15.0) -> None:
    """Healthy phones beside connections that send nothing, too slowly or too much."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        session_id = new_session(data)
        with Terminal(data, "open", session_id, "--port", str(free_port()), columns=80, rows=24) as terminal:
            terminal.until("What matters to all")
            terminal.press("pgdn")
            address, code = asyncio.run(way_in(data, session_id))
            print(f"60 healthy phones, 20 posts a second, {seconds:g} s each")
            asyncio.run(_beside(address, code, many, seconds))
        stop(data)


BARE = """
import asyncio, socket, sys
sys.path.insert(0, {root!r})
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from cop_tui.web.serving import Server
async def add(request):
    await request.json()
    return JSONResponse({{"revision": 1}}, 201)
listening = socket.socket(); listening.bind(("127.0.0.1", 0)); listening.listen(1024)
print(listening.getsockname()[1], flush=True)
asyncio.run(Server(Starlette(routes=[Route("/{{code}}/acts/{{act}}", add, methods=["POST"])])).serve([listening]))
"""


async def pressed(address: str, code: str, cookies: list[str], seconds: float) -> float:
    """Posts a second that one address takes, as many at once as there are phones."""
    url = urlsplit(address)
    done = 0
    end = time.perf_counter() + seconds

    async def one(cookie: str, place: int) -> None:
        nonlocal done
        phone = Phone(url.hostname or "", url.port or 80, code)
        phone.cookie = cookie
        turn = 0
        while time.perf_counter() < end:
            status, _head, _ = await phone.post(
                f"/{code}/acts/add-note", {"text": "what there is to say about it", "key": f"p{place}-{turn}"}
            )
            turn += 1
            done += status == 201

    await asyncio.gather(*(one(cookie, place) for place, cookie in enumerate(cookies)))
    return done / seconds


def throughput(seconds: float = 6.0) -> None:
    """Durable posts a second beside a bare endpoint, in one run, interleaved."""
    import subprocess

    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        session_id = new_session(data)
        with Terminal(data, "open", session_id, "--port", str(free_port()), columns=80, rows=24) as terminal:
            terminal.until("What matters to all")
            terminal.press("pgdn")
            address, code = asyncio.run(way_in(data, session_id))
            url = urlsplit(address)

            async def cookies() -> list[str]:
                phones = [Phone(url.hostname or "", url.port or 80, code) for _ in range(3900)]
                for place in range(0, len(phones), 20):
                    some = enumerate(phones[place : place + 20], place)
                    await asyncio.gather(*(one.join(number) for number, one in some))
                    await asyncio.sleep(0.06)  # from one address so many may join at once, and then fewer
                return [one.cookie for one in phones]

            known = asyncio.run(cookies())
            bare = subprocess.Popen(
                [sys.executable, "-c", BARE.format(root=str(ROOT))], stdout=subprocess.PIPE, text=True
            )
            assert bare.stdout
            plain = f"http://127.0.0.1:{bare.stdout.readline().strip()}"
            rates: dict[str, list[float]] = {"bare": [], "ours": []}
            for turn in range(3):
                rates["bare"].append(asyncio.run(pressed(plain, code, known[:16], seconds)))
                share = known[turn * 1300 : (turn + 1) * 1300]
                rates["ours"].append(asyncio.run(spread(address, code, share, seconds)))
                terminal.read()
            bare.kill()
        stop(data)
    ours, plainly = (statistics.median(rates[name]) for name in ("ours", "bare"))
    print(f"posts a second: durable {ours:.0f}, a bare endpoint {plainly:.0f}, ratio {ours / plainly:.2f}")


async def spread(address: str, code: str, cookies: list[str], seconds: float) -> float:
    """As `pressed`, sixteen at once, each post from another phone: one phone alone is slowed."""
    url = urlsplit(address)
    done = 0
    end = time.perf_counter() + seconds
    turn = 0

    async def one() -> None:
        nonlocal done, turn
        phone = Phone(url.hostname or "", url.port or 80, code)
        while time.perf_counter() < end:
            phone.cookie = cookies[turn % len(cookies)]
            turn += 1
            status, _, _ = await phone.post(
                f"/{code}/acts/add-note", {"text": "what there is to say about it", "key": f"s{turn}"}
            )
            done += status == 201

    await asyncio.gather(*(one() for _ in range(16)))
    return done / seconds


if __name__ == "__main__":
    sizes = [float(word) for word in sys.argv[1:]] or [300, 30, 60, 1000, 100, 60, 2000, 200, 60]
    for phones, rate, seconds in zip(sizes[::3], sizes[1::3], sizes[2::3], strict=True):
        run(int(phones), rate, seconds)
    run(300, 30, 16, hang=True)
    attacked()
    throughput()
