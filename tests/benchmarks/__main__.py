"""`make bench`: every figure side by side, in one run."""

from tests.benchmarks import crowd, engine, flow, recall

if __name__ == "__main__":
    for line in [*engine.measure(), "", *recall.measure(), "", *flow.measure(), "", *crowd.measure()]:
        print(line, flush=True)
