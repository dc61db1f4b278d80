"""`make bench`: every figure side by side, in one run."""

from tests.benchmarks import engine, flow

if __name__ == "__main__":
    for line in [*engine.measure(), "", *flow.measure()]:
        print(line, flush=True)
