"""`python -m sandbox --port 8080`: a local Telegram as its own process."""

import argparse
import asyncio
import signal
import sys

from sandbox import server


async def run(arguments: argparse.Namespace) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    sandbox = await server.start(
        arguments.port,
        host=arguments.host,
        token=arguments.token,
        bot_username=arguments.username,
        bot_name=arguments.name,
        log=arguments.log,
    )
    sys.stdout.write(f"sandbox: {sandbox.url}\n")
    sys.stdout.flush()
    await stop.wait()
    await sandbox.stop()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Telegram for one bot.")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token", default=server.DEMO_TOKEN)
    parser.add_argument("--username", default=server.BOT_USERNAME)
    parser.add_argument("--name", default=server.BOT_NAME)
    parser.add_argument("--log", action="store_true", help="keep a log of the Bot API calls")
    try:
        asyncio.run(run(parser.parse_args()))
    except (OSError, ValueError) as error:
        parser.exit(2, f"sandbox: {error}\n")


if __name__ == "__main__":
    main()
