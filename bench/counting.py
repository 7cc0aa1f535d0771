"""The counting beside pabutools and pref-voting: files made up from a fixed seed, timed in one run. `python -m bench counting`.

Replaces the section "Counting" of bench/RESULTS.md.
"""

import numpy as np


def budget_file(projects: int, voters: int, *, seed: int = 2026, rule: str = "equalshares/add1") -> bytes:
    """A .pb file: costs and popularity spread as in large cities, 1 to 15 approvals a ballot, about a third of the wishes affordable."""
    random = np.random.default_rng(seed)
    costs = np.round(np.exp(random.normal(12.2, 0.9, projects)).clip(5_000, 2_500_000), -2).astype(int)
    popular = random.pareto(1.5, projects) + 0.3
    lengths = random.integers(1, 16, voters).clip(max=projects)
    keys = np.log(random.random((voters, projects))) / popular  # the largest n of these are n projects drawn without putting back
    order = np.argsort(-keys, axis=1)[:, :15]
    lines = ["META", "key;value", "description;made up", f"num_projects;{projects}", f"num_votes;{voters}", f"budget;{int(costs.sum()) * 3 // 10}", "vote_type;approval",
             f"rule;{rule}", "max_length;15", "PROJECTS", "project_id;cost;name", *(f"{i + 1};{c};Project {i + 1}" for i, c in enumerate(costs)), "VOTES", "voter_id;vote;age;sex"]
    names = np.char.mod("%d", np.arange(1, projects + 1))
    lines += [f"{i + 1};{','.join(names[order[i, :n]])};{20 + i % 70};{'FM'[i % 2]}" for i, n in enumerate(lengths)]
    return ("\n".join(lines) + "\n").encode()
