"""Work for engines, good and bad; a worker finds it by its name."""

import os
import signal
import time


def doubled(number: int) -> int:
    return 2 * number


def fails_at_7(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def dies_at_7(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return number
