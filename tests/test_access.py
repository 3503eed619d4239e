"""Who may look and who may change things, with and without login."""

import pytest

from stats.access import Access, person_of

NAMED = Access(login=True, viewers=("@example.org",), editors=("ana@example.org", "guest@example.net"))


@pytest.mark.parametrize(
    ("access", "person", "view", "edit"),
    [
        (Access(), None, True, True),
        (Access(login=True), None, False, False),
        (Access(login=True), "any@example.com", True, True),
        (NAMED, None, False, False),
        (NAMED, "ana@example.org", True, True),
        (NAMED, "ben@example.org", True, False),
        (NAMED, "guest@example.net", True, True),
        (NAMED, "other@example.net", False, False),
        (NAMED, "ana@example.org.evil.net", False, False),
        (NAMED, "ana@notexample.org", False, False),
        (Access(login=True, viewers=("@example.org",)), "ben@example.org", True, True),
        (Access(login=True, viewers=("@example.org",)), "ben@example.net", False, False),
        (Access(login=True, editors=("ana@example.org",)), "ben@example.net", True, False),
    ],
)
def test_the_rule(access: Access, person: str | None, view: bool, edit: bool) -> None:
    """Without login everyone may; with it, those named, and a domain is matched whole."""
    assert (access.may_view(person), access.may_edit(person)) == (view, edit)


@pytest.mark.parametrize(
    ("user", "person"),
    [
        ({"email": "Ana@Example.org"}, "ana@example.org"),
        ({"email": "ana@example.org", "email_verified": True}, "ana@example.org"),
        ({"email": "ana@example.org", "email_verified": "True"}, "ana@example.org"),
        ({"email": "ana@example.org", "email_verified": False}, None),
        ({"email": "ana@example.org", "email_verified": "false"}, None),
        ({"email": "ana@example.org", "email_verified": "no"}, None),
        ({"email": "ana@example.org", "email_verified": 0}, None),
        ({"email": "ana@example.org", "email_verified": None}, None),
        ({"email": None}, None),
        ({"name": "Ana"}, None),
        ({}, None),
    ],
)
def test_a_person_is_known_by_a_verified_address(user: dict[str, object], person: str | None) -> None:
    assert person_of(user) == person
