"""Whom an address belongs to, as far as limits are concerned."""

import ipaddress

_IPV6_HOME = 64
"""Bits: what one home or one machine is given whole, so that its addresses count as one."""


def home_of(address: str | None) -> str:
    """Whoever has an address: for IPv6 the network of a home."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if found.version == 4:  # noqa: PLR2004
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_HOME), strict=False))
