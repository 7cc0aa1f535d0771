"""纸质选票: what a pile of paper ballots says as it is typed in, before the act judges it again."""
