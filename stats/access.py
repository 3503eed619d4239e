"""Who may look and who may change things: everyone on this machine, or, where login is configured, the people named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Access:
    """The rule in force.

    login: whether people log in (OIDC, or a proxy that names them). viewers, editors: people or domains
    (`@example.org`), in small letters; empty = everyone who is logged in.
    """

    login: bool = False
    viewers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()

    def may_view(self, person: str | None) -> bool:
        """Tell whether a person (address of mail, None where nobody is logged in) may look."""
        return not self.login or _named(person, self.viewers) or (bool(self.editors) and _named(person, self.editors))

    def may_edit(self, person: str | None) -> bool:
        """Tell whether a person may change things: an editor, who may look too."""
        return not self.login or (_named(person, self.editors) and self.may_view(person))


def person_of(user: Mapping[str, Any]) -> str | None:
    """Return the address by which a logged-in user is known, in small letters; None without a verified one.

    Args:
        user: the claims of an OIDC identity token, or what a trusted proxy said (`st.user` has this form).
    """
    address = user.get("email")
    verified = str(user.get("email_verified", True)).lower() == "true"  # some providers write the truth as text
    if not isinstance(address, str) or "@" not in address or not verified:
        return None
    return address.strip().lower()


def _named(person: str | None, people: tuple[str, ...]) -> bool:
    if person is None:
        return False
    return not people or any(person.endswith(name) if name.startswith("@") else person == name for name in people)
