"""The command line: ``liubu``."""

from __future__ import annotations

import typer

from bot.cli import audit, check, doctor, loop, permissions, retention, run, setup, warnings

cli = typer.Typer(
    help="六步 Liubu: from a neighbour's report to the closed case.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.command("run")(run.command)
cli.command("setup")(setup.command)
cli.command("check")(check.command)
cli.command("doctor")(doctor.command)
cli.command("permissions")(permissions.command)
cli.command("loop")(loop.command)
cli.command("retention")(retention.command)
cli.command("warnings")(warnings.command)
cli.add_typer(audit.cli, name="audit")


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
