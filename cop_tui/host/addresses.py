"""Which address of this machine a phone in the room can reach, best first.

Asking a public server for the way picks a VPN where there is one, and fails where there is no internet;
so the machine's own interfaces are read and ranked.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Any

import msgspec

_TUNNELS = re.compile(
    r"^(tun|tap|wg|ppp|utun|ipsec|zt|tailscale|nordlynx|gpd|cscotun|docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|"
    r"cni|flannel|podman|awdl|llw|bridge|anpi)|vethernet|virtualbox|vmware|hyper-v|wsl|tap-windows|vpn|wireguard|loopback",
    re.IGNORECASE,
)
_WIFI = re.compile(r"^(wl|wifi|ath|airport)|wi-?fi|wlan|wireless", re.IGNORECASE)
_SHARED = ipaddress.ip_network("100.64.0.0/10")


class Address(msgspec.Struct, frozen=True):
    """An address, the interface that has it, and what kind it is, in words for the facilitator."""

    ip: str
    interface: str
    reach: str
    rank: int


def find() -> list[Address]:
    """This machine's addresses, the one that phones most likely reach first; none without a network."""
    import ifaddr  # noqa: PLC0415  (only where addresses are looked up)

    return rank(ifaddr.get_adapters())


def rank(adapters: Iterable[Any]) -> list[Address]:
    """Rank what interfaces have: private Wi-Fi and Ethernet first; tunnels, containers, link-local last.

    Only IPv4: a phone's camera opens no IPv6 address from a code, and a link-local one needs a zone.
    """
    found = []
    for adapter in adapters:
        for one in adapter.ips:
            if one.is_IPv4 and (address := _address(str(one.ip), adapter.nice_name or adapter.name)):
                found.append(address)
    return sorted(found, key=lambda address: (address.rank, address.interface, address.ip))


def _address(ip: str, interface: str) -> Address | None:
    number = ipaddress.IPv4Address(ip)
    if number.is_loopback or number.is_unspecified or number.is_multicast:
        return None
    if number.is_link_local:
        return Address(ip, interface, "no router gave this one; phones seldom reach it", 5)
    if _TUNNELS.search(interface):
        return Address(ip, interface, "a tunnel or container; phones seldom reach it", 4)
    if number in _SHARED:
        return Address(ip, interface, "a provider's shared address", 3)
    if not number.is_private:
        return Address(ip, interface, "a public address", 2)
    if _WIFI.search(interface):
        return Address(ip, interface, "this Wi-Fi", 0)
    return Address(ip, interface, "this network", 1)
