"""The settings of a run: `[tool.citaudit]` in pyproject.toml, or citaudit.toml.

One table of fields makes the configuration keys, the `CITAUDIT_*` variables and the flags, so the
three never drift apart. A flag wins over a variable, a variable over a file.
"""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, get_type_hints

from citaudit import languages
from citaudit.report import FORMATS
from citaudit.terms import Confidence, FailOn, Format
from citaudit.typed import typed


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the place and the remedy."""


def setting(
    default: Any,
    about: str,
    *,
    panel: str = "Options",
    flag: str | None = None,
    metavar: str | None = None,
    split: bool = False,
    least: float | None = None,
    most: float = math.inf,
) -> Any:
    """A field of `Config`: its default, one line of help, and how the command line shows it.

    `split` says that one value may hold several, parted by commas. `flag` None derives the flag
    from the name; an empty one leaves the setting to files. A number lies between `least` and
    `most`. Raises TypeError for `most` alone: a setting without `least` has no range.
    """
    if least is None and most < math.inf:
        raise TypeError("a setting with `most` has `least` too")
    about_it = {
        "about": about,
        "panel": panel,
        "flag": flag,
        "metavar": metavar,
        "split": split,
        "least": least,
        "most": most,
    }
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=about_it)
    return field(default=default, metadata=about_it)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting of a run, with its default."""

    # what to say, and where
    format: tuple[str, ...] = setting(
        ("text",),
        f"Report format, or FORMAT:FILE; repeatable: {', '.join(FORMATS)}.",
        panel="Report",
        flag="-f,--format",
    )
    output: str | None = setting(
        None, "Write the report to this file.", panel="Report", flag="-o,--output", metavar="FILE"
    )
    compare: str | None = setting(
        None, "An earlier JSON report: the HTML shows what changed.", panel="Report", metavar="FILE"
    )
    lang: str | None = setting(
        None,
        "Report language: en, zh-Hans or zh-Hant (zh and zh-TW work too). "
        "Default: English; in HTML, the language of the pages.",
        panel="Report",
        metavar="LANG",
    )
    color: Literal["auto", "always", "never"] = setting(
        "auto", "Colour in the terminal.", panel="Report"
    )
    quiet: bool = setting(False, "Print only the verdict.", panel="Report", flag="-q,--quiet")
    verbose: bool = setting(
        False, "Print every finding and link, none folded.", panel="Report", flag="-v,--verbose"
    )
    progress: bool = setting(
        True, "Show progress on a terminal.", panel="Report", flag="--progress/--no-progress"
    )
    # what counts
    select: tuple[str, ...] = setting(
        (), "Only these rules, by code, prefix or name.", panel="Rules", split=True, metavar="CODES"
    )
    ignore: tuple[str, ...] = setting(
        (), "Skip these rules, by code, prefix or name.", panel="Rules", split=True, metavar="CODES"
    )
    fail_on: FailOn = setting("error", "The least severity that fails the run.", panel="Rules")
    min_confidence: Confidence = setting(
        Confidence.HIGH, "The least confidence that fails the run.", panel="Rules"
    )
    fail_under: float | None = setting(
        None,
        "Fail if less than this percentage of statements is checkable or in doubt.",
        panel="Rules",
        metavar="PCT",
        least=0,
        most=100,
    )
    baseline: str | None = setting(
        None, "Findings in this file are known and do not count.", panel="Rules", metavar="FILE"
    )
    once: bool = setting(
        False, "Trust a single check: a link found dead today counts as dead.", panel="Rules"
    )
    # what to read
    input_format: Format | None = setting(None, "Read all targets in this format.", panel="Reading")
    stdin_filename: str | None = setting(
        None, "The name of what comes from standard input.", panel="Reading", metavar="NAME"
    )
    exclude_path: tuple[str, ...] = setting(
        (),
        "Skip these paths in folders (as in .gitignore).",
        panel="Reading",
        metavar="GLOB",
    )
    limit: int = setting(
        100,
        "The most pages to take from a category of a wiki.",
        panel="Reading",
        metavar="PAGES",
        least=1,
    )
    expand: bool = setting(
        False, "For wiki pages: ask the wiki what its templates hide.", panel="Reading"
    )
    jobs: int = setting(
        0, "Processes; 0 is one for each core.", panel="Reading", flag="-j,--jobs", least=0
    )
    # what to look at
    offline: bool = setting(False, "Do not check links.", panel="Links")
    include: tuple[str, ...] = setting(
        (), "Look only at addresses that match.", panel="Links", metavar="REGEX"
    )
    exclude: tuple[str, ...] = setting(
        (), "Do not look at addresses that match.", panel="Links", metavar="REGEX"
    )
    timeout: float = setting(20.0, "Seconds for one request.", panel="Links", least=0.1, most=86400)
    max_retries: int = setting(2, "Further tries after a passing fault.", panel="Links", least=0)
    host_concurrency: int = setting(2, "Connections to one host at once.", panel="Links", least=1)
    host_interval: float = setting(
        1.0, "Seconds between requests to one host.", panel="Links", least=0
    )
    accept: tuple[str, ...] = setting(
        (),
        "Other statuses that count as alive (403, 500..=503).",
        panel="Links",
        split=True,
        metavar="STATUS",
    )
    user_agent: str | None = setting(
        None, "The user agent to send; name a way to reach you.", panel="Links"
    )
    allow_private: bool = setting(False, "Look at private addresses too.", panel="Links")
    insecure_host: tuple[str, ...] = setting(
        (), "Do not verify this host's certificate.", panel="Links", metavar="HOST"
    )
    max_age: float = setting(7.0, "Days for which a success is reused.", panel="Links", least=0)
    run_budget: float | None = setting(
        None, "Seconds for all links together.", panel="Links", least=0
    )
    cache_dir: str | None = setting(
        None, "Folder for the history of link checks.", panel="Links", metavar="FOLDER"
    )
    wayback: str | None = setting(
        "https://web.archive.org",
        "The Wayback Machine to ask; an empty value asks none.",
        panel="Archives",
        metavar="URL",
    )
    archive_budget: float | None = setting(
        300.0,
        "Seconds for all archive look-ups; the report names what is left.",
        panel="Archives",
        least=0,
    )
    archive_rate: float = setting(
        24.0,
        "Questions a minute to the index of an archive; 0 for no limit.",
        panel="Archives",
        least=0,
    )
    archives: tuple[str, ...] = setting(
        (),
        "A Memento TimeGate to ask as well; repeatable.",
        panel="Archives",
        flag="--archive",
        metavar="URL",
    )
    hosts: Mapping[str, Mapping[str, Any]] = setting({}, "Settings by host.", flag="")

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, _checked(each, getattr(self, each.name)))
        _check_formats(self.format)
        if self.lang and self.language is None:
            raise ConfigError(
                f"lang: {self.lang!r} is not a supported language; use en, zh-Hans or zh-Hant"
            )
        if self.user_agent and not sendable(self.user_agent):
            raise ConfigError(f"user-agent: {self.user_agent!r} is not plain ASCII on one line")

    @property
    def language(self) -> str | None:
        """The language that `lang` names (`en`, `zh-Hans`, `zh-Hant`); None where it is not set."""
        if not self.lang:
            return None
        return languages.known(self.lang)


HINTS: Final[Mapping[str, Any]] = get_type_hints(Config)
"""The type of each setting."""


def sendable(value: str) -> bool:
    """Whether a header of a request can hold the value: with anything else no request is made."""
    return value.isascii() and value.isprintable()


def key(name: str) -> str:
    """The spelling of a setting in files and flags."""
    return name.replace("_", "-")


def configured(
    given: Mapping[str, Any], *, isolated: bool = False, file: str | None = None, near: str = "."
) -> Config:
    """Defaults, then the nearest file, then what was given; None means not given.

    Raises `ConfigError` on an unknown name, a wrong type or a file that cannot be read.
    """
    for name in given:
        if name not in HINTS:
            raise ConfigError(_no_setting(name, HINTS))
    config = Config() if isolated and not file else _configured_by(file, near)
    return replace(config, **{name: value for name, value in given.items() if value is not None})


def _configured_by(file: str | None, near: str) -> Config:
    """The defaults with the settings of a file; what they refuse is told with the file's name."""
    settings = from_file(file, near)
    try:
        return Config(**settings)
    except ConfigError as error:
        raise ConfigError(f"{file or nearest(Path(near))}: {error}") from error


def from_file(file: str | None, near: str) -> dict[str, Any]:
    """The settings of `file`, or of the nearest one above the folder `near`; {} without one."""
    path = Path(file) if file else nearest(Path(near))
    if path is None:
        return {}
    try:
        content = tomllib.loads(_bytes_of(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    return dict(_settings(_own_table(content, path), path))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def _own_table(content: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """The settings of a file: `[tool.citaudit]`, or in a file of this tool's own the whole of it.

    That table is taken there too: it is what one copies out of a pyproject.toml.
    """
    tool = content.get("tool")
    inside = tool if isinstance(tool, dict) and "citaudit" in tool else {}
    project = path.name == "pyproject.toml"
    if not (inside or project):
        return content
    table = inside.get("citaudit", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.citaudit] is not a table; write it in single brackets")
    beside = [name for name in content if name != "tool"]
    if beside and not project:
        raise ConfigError(f"{path}: {beside[0]!r} stands beside [tool.citaudit]; put it inside")
    return table


def nearest(folder: Path) -> Path | None:
    """The configuration file that rules in `folder`; citaudit.toml wins over pyproject.toml."""
    folder = folder.resolve()
    for here in (folder, *folder.parents):
        if (here / "citaudit.toml").is_file():
            return here / "citaudit.toml"
        project = here / "pyproject.toml"
        if project.is_file() and b"[tool.citaudit" in _bytes_of(project):
            return project
    return None


def _settings(table: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Any]]:
    names = {key(name): name for name in HINTS}
    for spelt, value in table.items():
        name = names.get(key(spelt))
        if name is None:
            raise ConfigError(f"{path}: {_no_setting(spelt, names)}")
        yield name, value


def _no_setting(spelt: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(spelt, known, n=1, cutoff=0.0)[0]
    return f"there is no setting {spelt!r}; did you mean {near!r}?"


def parted(text: str) -> tuple[str, ...]:
    """The values in one string, parted by commas."""
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _checked(each: Field[Any], value: Any) -> Any:
    """The value of one setting in its own type and range. Raises `ConfigError`."""
    if each.metadata["split"] and isinstance(value, str):
        value = parted(value)
    try:
        value = typed(value, HINTS[each.name])
    except ValueError as error:
        raise ConfigError(f"{key(each.name)}: {error}") from error
    _check_range(each, value)
    return value


def _check_range(each: Field[Any], value: Any) -> None:
    least, most = each.metadata["least"], each.metadata["most"]
    if least is None or value is None or (least <= value <= most and math.isfinite(value)):
        return
    wanted = f"{least:g} or more" if math.isinf(most) else f"from {least:g} to {most:g}"
    raise ConfigError(f"{key(each.name)}: {value!r} is out of range; give {wanted}")


def _check_formats(formats: tuple[str, ...]) -> None:
    for each in formats:
        name = each.partition(":")[0]
        if name not in FORMATS:
            near = difflib.get_close_matches(name, FORMATS, n=1, cutoff=0.0)[0]
            raise ConfigError(f"format: {name!r} is unknown; did you mean {near!r}?")
    if sum(":" not in each for each in formats) > 1:
        raise ConfigError("format: two reports for one output; name files, as in html:report.html")
