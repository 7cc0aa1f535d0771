"""纸质选票: for clerks and, at the count, for supervisors."""
