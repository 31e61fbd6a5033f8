"""Averages checkpoints that started from one another; may shift the score of "no name" (picked on dev)."""
import argparse

import torch


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", required=True)
    ap.add_argument("checkpoints", nargs="+")
    ap.add_argument("--no-name", type=float, default=0.0, help="added to the bias of the entity class O")
    a = ap.parse_args()
    all_ = [torch.load(p, weights_only=True) for p in a.checkpoints]
    out = all_[0]
    for k, v in out["state"].items():
        if v.is_floating_point():
            out["state"][k] = sum(z["state"][k] for z in all_) / len(all_)
    out["state"]["heads.ner.bias"][0] += a.no_name
    torch.save(out, a.out)


if __name__ == "__main__":
    main()
