"""WHAT WE AGREED: stages, roles, policy, gate. Plain Python: no Flask, no SQL, no clock."""
