"""Who is signed in, for how long, and what is carried through signing in."""
