"""`python -m devtools.fake_reader`: the double on a port, to try the second reader without one."""

import argparse
import threading

from devtools.fake_reader import serve_reader

PORT = 8085


def main() -> None:
    """Serve until Ctrl-C."""
    options = argparse.ArgumentParser(prog="python -m devtools.fake_reader", description=__doc__)
    options.add_argument("--port", type=int, default=PORT)
    running = serve_reader(options.parse_args().port)
    print(f"BRUKERVALG_READER=shadow BRUKERVALG_READER_MODEL=double \\\n"
          f"BRUKERVALG_READER_URL={running.base_url}", flush=True)  # fmt: skip
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        running.stop()


if __name__ == "__main__":
    main()
