"""Which address phones are shown: the layouts of real laptops, ranked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cop_tui.host import addresses
from cop_tui.host.site import bracketed


@dataclass
class Ip:
    ip: object
    is_IPv4: bool = True


@dataclass
class Adapter:
    nice_name: str
    ips: list[Ip]
    name: str = ""


def adapters(*pairs: tuple[str, str]) -> list[Adapter]:
    return [Adapter(name, [Ip(ip)]) for name, ip in pairs]


@pytest.mark.parametrize(
    ("layout", "first"),
    [
        ([("lo", "127.0.0.1"), ("wlan0", "192.168.1.20")], "192.168.1.20"),
        ([("eth0", "10.20.0.7"), ("wlan0", "192.168.1.20")], "192.168.1.20"),
        ([("tun0", "10.8.0.5"), ("eth0", "192.168.7.3")], "192.168.7.3"),
        ([("docker0", "172.17.0.1"), ("br-3f2a", "172.18.0.1"), ("enp3s0", "172.20.4.9")], "172.20.4.9"),
        ([("eth0", "169.254.3.3"), ("wlp2s0", "10.0.0.4")], "10.0.0.4"),
        ([("tailscale0", "100.101.2.3"), ("en0", "192.168.0.8")], "192.168.0.8"),
        ([("vEthernet (WSL)", "172.29.0.1"), ("Wi-Fi", "192.168.43.10")], "192.168.43.10"),
        ([("utun3", "10.10.0.2"), ("en0", "81.2.69.142")], "81.2.69.142"),
        ([("ppp0", "100.72.1.1"), ("eth0", "100.64.9.9")], "100.64.9.9"),
        ([("wg0", "10.9.0.2")], "10.9.0.2"),
    ],
)
def test_the_address_that_phones_most_likely_reach_comes_first(
    layout: list[tuple[str, str]], first: str
) -> None:
    assert addresses.rank(adapters(*layout))[0].ip == first


def test_link_local_stands_behind_a_tunnel() -> None:
    ranked = addresses.rank(adapters(("eth0", "169.254.1.1"), ("tun0", "10.8.0.2")))
    assert [address.ip for address in ranked] == ["10.8.0.2", "169.254.1.1"]


def test_without_a_network_there_is_none() -> None:
    assert addresses.rank(adapters(("lo", "127.0.0.1"))) == []


def test_no_code_shows_an_address_of_ipv6() -> None:
    assert addresses.rank([Adapter("wlan0", [Ip(("fe80::1", 0, 2), is_IPv4=False)])]) == []


def test_each_says_in_words_what_it_is() -> None:
    words = {
        one.interface: one.reach
        for one in addresses.rank(adapters(("wlan0", "10.0.0.1"), ("tun0", "10.1.0.1")))
    }
    assert words["wlan0"] == "this Wi-Fi"
    assert "seldom" in words["tun0"]


def test_this_machine_is_read() -> None:
    assert all(address.ip and address.reach for address in addresses.find())


def test_an_address_of_the_new_kind_stands_in_brackets() -> None:
    assert [bracketed(ip) for ip in ("192.168.1.20", "fd00::2")] == ["192.168.1.20", "[fd00::2]"]
