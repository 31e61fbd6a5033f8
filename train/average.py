"""Averages checkpoints of one run or of runs that started from one another."""
import argparse

import torch


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", required=True)
    ap.add_argument("checkpoints", nargs="+")
    a = ap.parse_args()
    all_ = [torch.load(p, weights_only=True) for p in a.checkpoints]
    out = all_[0]
    for k, v in out["state"].items():
        if v.is_floating_point():
            out["state"][k] = sum(z["state"][k] for z in all_) / len(all_)
    torch.save(out, a.out)


if __name__ == "__main__":
    main()
