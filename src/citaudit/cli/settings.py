"""The settings of `Config` as flags of a command."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import Field, fields
from functools import wraps
from typing import Annotated, Any, Final, NoReturn, get_args, get_origin, get_type_hints

import typer

from citaudit.config import HINTS, Config, ConfigError, configured, key, parted

_FILE_FLAGS = {
    "config": (
        str | None,
        typer.Option("--config", help="Read settings from this file.", metavar="FILE"),
    ),
    "isolated": (bool, typer.Option("--isolated", help="Read no configuration file.")),
    "show_config": (bool, typer.Option("--show-config", help="Print the settings in force.")),
}


def with_settings(
    *names: str, without: Container[str] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the flags of these settings (all without names), as one `config` argument.

    A setting that the command does not heed is left out by `without`: a flag that is taken and
    does nothing misleads.

    The command is called with its own arguments and a `Config`; a setting that cannot be used
    ends the command with status 2 and one line on what to mend.
    """

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        chosen = [
            each
            for each in fields(Config)
            if (not names or each.name in names) and each.name not in without
        ]
        shown = [each for each in chosen if each.metadata["flag"] != ""]

        @wraps(command)
        def called(**given: Any) -> None:
            file, isolated = given.pop("config", None), given.pop("isolated", False)
            show = given.pop("show_config", False)
            settings = {each.name: _given(each, given.pop(each.name)) for each in shown}
            try:
                config = configured(settings, isolated=isolated, file=file)
            except ConfigError as error:
                stop(str(error))
            if show:
                typer.echo(shown_as_toml(config, (each.name for each in chosen)), nl=False)
            else:
                command(config=config, **given)

        called.__signature__ = _signature(command, shown)  # type: ignore[attr-defined]
        return called

    return decorated


REPORTING: Final = frozenset(
    {"format", "output", "compare", "color", "fail_on", "min_confidence", "fail_under"}
)
"""The settings of reports and verdicts, which a command without either does not heed."""


def shown_as_toml(config: Config, names: Iterable[str]) -> str:
    """The settings as a configuration file would have them; unset ones as comments."""
    lines = []
    for name in names:
        value = getattr(config, name)
        if isinstance(value, Mapping):
            continue
        spelt = json.dumps(value, ensure_ascii=False)
        lines.append(f"# {key(name)} =" if value is None else f"{key(name)} = {spelt}")
    for host, table in config.hosts.items():
        lines += ["", f"[hosts.{json.dumps(host)}]"]
        lines += [f"{each} = {json.dumps(table[each], ensure_ascii=False)}" for each in table]
    return "\n".join(lines) + "\n"


def stop(message: str, status: int = 2) -> NoReturn:
    """End the command with one line on standard error. Raises `typer.Exit`."""
    typer.echo(f"citaudit: {message}", err=True)
    raise typer.Exit(status)


def _signature(command: Callable[..., None], shown: Iterable[Field[Any]]) -> inspect.Signature:
    hints = get_type_hints(command, include_extras=True)
    own = [
        parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(command).parameters.items()
        if name != "config"
    ]
    settings = [_parameter(each.name, *_option(each)) for each in shown]
    files = [
        _parameter(name, kind, option, default=False if kind is bool else None)
        for name, (kind, option) in _FILE_FLAGS.items()
    ]
    return inspect.Signature([*own, *settings, *files])


def _parameter(name: str, kind: Any, option: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
    )


def _option(each: Field[Any]) -> tuple[Any, Any]:
    """The type and the typer option of one setting; None stands for not given."""
    about = each.metadata
    flags = (about["flag"] or f"--{key(each.name)}").split(",")
    return _kind(each), typer.Option(
        *flags,
        help=about["about"] + _default_shown(each),
        rich_help_panel=about["panel"],
        metavar=about["metavar"],
        envvar=_variable(each),
        show_envvar=False,
        show_default=False,
    )


def _kind(each: Field[Any]) -> Any:
    hint = HINTS[each.name]
    return list[str] | None if get_origin(hint) is tuple else hint | None


def _default_shown(each: Field[Any]) -> str:
    default = each.default
    if default in (None, "", ()) or isinstance(default, bool):
        return ""
    if isinstance(default, float):
        return f" \\[default: {default:g}]"
    return f" \\[default: {', '.join(default) if isinstance(default, tuple) else default}]"


def _variable(each: Field[Any]) -> str:
    return f"CITAUDIT_{each.name.upper()}"


def _given(each: Field[Any], value: Any) -> Any:
    """What a flag or a variable says of a setting; None where neither does.

    An empty variable is one that is not set, except for a text that is not empty by default: there
    it is the way to have none.
    """
    if isinstance(value, list):
        apart = each.metadata["split"]
        items = [part for item in value for part in (parted(item) if apart else [item])]
        return tuple(filter(None, items)) if value else None
    if value is None and each.default and str in get_args(HINTS[each.name]):
        return os.environ.get(_variable(each))
    return value
