"""Runs a worker: `python -m stats.intake BYTES`, started by stats.intake.apart with pipes for its standard streams."""

import sys

from stats.intake.worker import confine, serve

if __name__ == "__main__":
    frames = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not speak between the frames
    confine(int(sys.argv[1]))
    serve(sys.stdin.buffer, frames)
