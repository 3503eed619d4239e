"""What can go wrong, as one small tree. Each message is a whole sentence that says what to do.

HeadcountError
├── SettingsError        a setting cannot be used
├── LexiconError         a lexicon file breaks its own format
├── IntakeError          one item could not be made a Document; the others go on
│   ├── Unreadable       the bytes are not what they claim to be, or are broken
│   ├── Empty            nothing to read: no bytes, no text, no article on the page, a scan without text
│   ├── TooLarge         over one of the limits in the settings
│   ├── TooSlow          over the time a document may take
│   ├── Refused          dangerous or not allowed: an address inside the network, a path out of the archive
│   └── Unreachable      an address did not answer with a page
├── StoreError           the database cannot be opened, migrated or written
├── ConversionError      a count cannot be turned into another unit (no household size for the country)
└── ExportError          rows cannot be written in, or read back from, the format asked for
"""


class HeadcountError(Exception):
    """Anything Headcount raises on purpose. Catch it at a door and show its message."""


class SettingsError(HeadcountError):
    """A setting cannot be used. Raised at start; the message names the setting."""


class LexiconError(HeadcountError):
    """A lexicon file breaks its format. The message names the file and the entry."""


class IntakeError(HeadcountError):
    """One item could not be made a Document. Catch it per item: the other items go on."""


class Unreadable(IntakeError):  # noqa: N818 - read as a sentence at the place where it is raised
    """The bytes are broken or are not what their name claims."""


class Empty(IntakeError):  # noqa: N818
    """There is no text to read."""


class TooLarge(IntakeError):  # noqa: N818
    """The item passes a limit of the settings; the message says which and how large it is."""


class TooSlow(IntakeError):  # noqa: N818
    """Reading the item took longer than the settings allow."""


class Refused(IntakeError):  # noqa: N818
    """The item is dangerous or not allowed; nothing of it was read further."""


class Unreachable(IntakeError):  # noqa: N818
    """An address gave no page: no network, time-out, 403, 404, a pay wall."""


class StoreError(HeadcountError):
    """The database cannot be opened, migrated, read or written."""


class ConversionError(HeadcountError):
    """A count cannot be converted; the message says what is missing."""


class ExportError(HeadcountError):
    """Rows cannot be written in, or read back from, a format."""
